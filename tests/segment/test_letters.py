"""Pages of letters to the editor."""

import pytest
from exported_articles import BANK, LOCKS

from pipelines.segment import Segmenter
from pipelines.segment.letters import letter_pages

GREETED = (
    "Letters to the editor",
    "Too few ferries",
    "Sir, — I waited an hour and a half for a boat that the timetable calls frequent. Frequent for whom?",
    "My dog has learnt to howl at the word Tuesday.",
    "Ruth Alder, Holm",
    "Sir, — Your report on the locks is unjust to the keeper, who has not slept since June.",
    "Dr. P. Nilsen (Skarn)",
)
BARE = (
    "Your letters",
    "The new lamps are too bright, and the moths agree with me.",
    "Ines Roth, via e-mail",
    "I like the new lamps. One sees who is coming.",
    "Name withheld",
)
TO_THE_EDITOR = (
    "LETTERS: The price of bread",
    "To the Editor: Bread has doubled, and the loaf has halved.",
    "— Tom Ebner",
)


@pytest.mark.parametrize("page", [GREETED, BARE, TO_THE_EDITOR], ids=["greeted", "bare", "one with a salutation"])
def test_a_page_ends_below_its_last_signature(page):
    assert letter_pages([*LOCKS, *page, *BANK]) == [(len(LOCKS), len(LOCKS) + len(page))]
    assert letter_pages(page) == [(0, len(page))]


@pytest.mark.parametrize(
    "texts",
    [
        (
            "Letters",
            "The museum shows letters of three queens until May.",
            "It is open daily.",
            "Tickets are sold at the door.",
        ),
        (
            "Letters to the editor",
            "I like the lamps.",
            "Ines Roth, Holm",
            "The council met on Monday and said nothing of lamps.",
        ),
        ("The council has letters", "Sir, — I object.", "Ruth Alder, Holm"),
        ("Letters",),
        ("Letters", "Lost Letters Of Skarn"),
        (),
    ],
    ids=["an article on letters", "one without salutation", "no heading", "a heading alone", "two headings", "nothing"],
)
def test_what_is_no_page(texts):
    assert letter_pages(texts) == []


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no blank lines", "blank lines"])
def test_a_page_among_news_is_one_article(between):
    articles = [LOCKS, GREETED, BANK]
    text, starts = "", []
    for article in articles:
        text += between if text else ""
        starts.append(len(text))
        text += between.join(article)
    assert [a.start for a in Segmenter().segment(text).articles] == starts
