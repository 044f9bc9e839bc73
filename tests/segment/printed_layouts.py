"""Layouts in which people export articles, each printed in two ways: `LAYOUTS` holds functions that return a `Dump`."""

import textwrap
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from exported_articles import ARTICLES, BANK, LOCKS, RERUN, RESERVOIR, VERMEER

Article = Sequence[str]


class Dump(NamedTuple):
    """A text, where each article's own words begin and end in it, and their headlines (empty where none is printed)."""

    text: str
    spans: list[tuple[int, int]]
    titles: list[str]


LAYOUTS: dict[str, Callable[[], Dump]] = {}


def layout(made: Callable[[], Dump]) -> Callable[[], Dump]:
    """Keep the layout under its function's name."""
    LAYOUTS[made.__name__] = made
    return made


def printed(parts: Iterator[tuple[str, str, str]] | list[tuple[str, str, str]], *, titles: bool = True) -> Dump:
    """The parts run together: of each what stands before the article, the article, and what stands after it."""
    text, spans = "", []
    for before, article, after in parts:
        start = len(text) + len(before)
        spans.append((start, start + len(article)))
        text += before + article + after
    return Dump(text, spans, [a[0] for a in ARTICLES] if titles else [""] * len(spans))


def wrapped(paragraph: str, width: int, first: str = "", rest: str = "") -> str:
    """The paragraph broken at `width`."""
    return textwrap.fill(
        paragraph, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )


def mapped(dump: Dump, line_of: Callable[[str], str]) -> Dump:
    """The dump with each line written anew; spans follow the lines in which they begin and end."""
    text, old, new = "", 0, {}
    for line in dump.text.split("\n"):
        written = line_of(line)
        shift = written.find(line.strip()) if line.strip() else 0
        new[old] = (len(text) + max(0, shift), len(text) + len(written), len(line))
        text += written + "\n"
        old += len(line) + 1
    spans = []
    for start, end in dump.spans:
        opened = max(k for k in new if k <= start)
        closed = max(k for k in new if k < end)
        spans.append((new[opened][0], new[closed][1]))
    return Dump(text, spans, dump.titles)


@layout
def nexis_uni_with_classification() -> Dump:
    return printed(
        [
            (
                f"Page {k} of {k + 1}\n" if k > 1 else "",
                f"{a[0]}\nThe Tarnow Courier\nMarch {k}, 2021 Thursday\nCopyright 2021 Courier Media Ltd All Rights Reserved\nSection: NEWS; Pg. {k}\nLength: 180 words\nByline: Ida Holt\nBody\n\n"
                + "\n\n".join(a[1:]),
                f"\nClassification\nLanguage: ENGLISH\nPublication-Type: Newspaper\nSubject: LABOUR DISPUTES (90%); INLAND WATERWAYS (78%)\nGeographic: EUROPE (55%)\nLoad-Date: March {k}, 2021\nEnd of Document\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def nexis_academic_with_highlight() -> Dump:
    return printed(
        [
            (
                f"\n\n                              {k} of 5 DOCUMENTS\n\n                           Tarnow Courier (Freedonia)\n\n                          March {k}, 2021 Thursday\n                               Morning Edition\n\n",
                wrapped(a[0], 64)
                + f"\n\nBYLINE: Ida Holt in Tarnow\n\nSECTION: PAGE ONE; Pg. {k}\n\nLENGTH: 181 words\n\nHIGHLIGHT: What happened and why\n\n"
                + "\n\n".join(wrapped(p, 64) for p in a[1:]),
                f"\n\nLOAD-DATE: March {k}, 2021\n\nLANGUAGE: ENGLISH\n\nGRAPHIC: A picture of the scene\n\nPUBLICATION-TYPE: Newspaper\n\n                       Copyright 2021 Courier Media\n                            All Rights Reserved\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def proquest_ruled_without_counts() -> Dump:
    return printed(
        [
            (
                "_" * 62 + "\n\n",
                f"{a[0]}\n\nHolt, Ida. Tarnow Courier; Tarnow [Tarnow]. 0{k} Mar 2021: A.{k}.\n\nProQuest document link\n\nFull text: "
                + "\n\n".join(a[1:]),
                f"\n\nCredit: Ida Holt\n\nSubject: Labor disputes; Canals\n\nPublication title: Tarnow Courier; Tarnow\n\nPages: A.{k}\n\nPublication date: Mar {k}, 2021\n\nProQuest document ID: 24961{k}\n\nDatabase: Global Newsstream\n\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def proquest_counted_with_abstract() -> Dump:
    return printed(
        [
            (
                f"Document {k} of 5\n\n",
                f"{a[0]}\n\nAuthor: Holt, Ida\n\nPublication info: Tarnow Courier ; Tarnow [Tarnow]0{k} Mar 2021: A.{k}.\n\nAbstract (summary): {a[1]}\n\nFull text:\n\n"
                + "\n\n".join(a[1:]),
                f"\n\nSubject: Canals;\n\nLocation: Freedonia\n\nTitle: {a[0]}\n\nSource type: Newspapers\n\nLanguage of publication: English\n\nCopyright: (c) 2021 Courier Media\n\nLast updated: 2021-03-0{k}\n\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def factiva_articles_with_ids() -> Dump:
    return printed(
        [
            (
                "News\n",
                f"{a[0]}\n\nIda Holt\n181 words\n{k} March 2021\n07:15\nTarnow Courier\nTARCOU\nEnglish\nCopyright 2021 Courier Media. All Rights Reserved.\n\n"
                + "\n\n".join(a[1:]),
                f"\n\nCourier Media\n\nDocument TARCOU0020210303eh33000{k}x\n\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def factiva_codes_on_lines_of_their_own() -> Dump:
    return printed(
        [
            (
                "HD\n",
                f"{a[0]}\nBY\nIda Holt\nWC\n181 words\nPD\n{k} March 2021\nSN\nTarnow Courier\nSC\nTARCOU\nLA\nEnglish\nCY\nCopyright 2021 Courier Media\nLP\n{a[1]}\nTD\n"
                + "\n".join(a[2:]),
                f"\nCO\ninwaau : Inland Waterways Authority\nNS\nglabd : Labor Disputes\nRE\neurz : Europe\nAN\nDocument TARCOU0020210303eh33000{k}x\n\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def ap_underscores_above_credits() -> Dump:
    closings = (
        "Associated Press writers Ida Holt in Brevik and Jan Moor in Holm contributed.",
        "Follow Ida Holt at https://example.org/idaholt",
        "AP Business Writer Jan Moor reported from Brevik.",
        "More AP stories on art: https://example.org/hub/art",
        "Holt reported from Tarnow. AP journalist Jan Moor contributed to this report.",
    )
    return printed(
        [("", "\n".join(a), f"\n___\n{c}\n") for a, c in zip(ARTICLES, closings, strict=True)],
    )


@layout
def ap_datelines_and_long_underscores() -> Dump:
    cities = ("TARNOW, Freedonia", "SAN TELMO, Spain", "YEREVAN, Armenia", "GHENT, Belgium", "SAINT BRANNOC, Ireland")
    return printed(
        [
            (
                "",
                "\n\n".join([f"{city} (AP) — {a[1]}", *a[2:]]),
                "\n\n______\n\nThe Associated Press Health and Science Department receives support from the Holm Institute. The AP is solely responsible for all content.\n\n",
            )
            for a, city in zip(ARTICLES, cities, strict=True)
        ],
        titles=False,
    )


@layout
def address_labelled_above() -> Dump:
    return printed(
        [
            (f"URL: https://courier.example.org/2021/03/{k}/story-{k}.html\n", "\n".join(a), "\n\n")
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def address_below_the_headline() -> Dump:
    return printed(
        [
            ("", f"{a[0]}\nhttps://courier.example.org/2021/03/{k}/story\n2021-03-0{k}\n" + "\n\n".join(a[1:]), "\n\n")
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def one_article_a_line_with_a_dash_after_the_headline() -> Dump:
    return printed([("", f"{a[0]} - " + " ".join(a[1:]), "\n") for a in ARTICLES], titles=False)


@layout
def one_article_a_line_with_a_date_before() -> Dump:
    return printed([(f"2021-03-0{k}\t", " ".join(a[1:]), "\n") for k, a in enumerate(ARTICLES, start=1)], titles=False)


@layout
def all_capitals_with_headlines() -> Dump:
    dump = printed([("", "\n".join(a), "\n\n") for a in ARTICLES])
    return dump._replace(text=dump.text.upper(), titles=[t.upper() for t in dump.titles])


@layout
def all_capitals_wire_with_wrapped_lines() -> Dump:
    dump = printed(
        [("", wrapped(a[0], 70) + "\n\n" + "\n".join(wrapped(p, 70, "   ") for p in a[1:]), "\n\n") for a in ARTICLES]
    )
    return dump._replace(text=dump.text.upper(), titles=[t.upper() for t in dump.titles])


@layout
def numbered_with_a_slash() -> Dump:
    return printed([(f"[{k}/5] ", "\n".join(a), "\n") for k, a in enumerate(ARTICLES, start=1)])


@layout
def numbered_in_roman() -> Dump:
    romans = ("I", "II", "III", "IV", "V")
    return printed([(f"{r}. ", "\n\n".join(a), "\n\n") for r, a in zip(romans, ARTICLES, strict=True)])


@layout
def pages_with_running_headers() -> Dump:
    dump = printed([("", "\n".join([a[0], *(wrapped(p, 74) for p in a[1:])]), "\n\n") for a in ARTICLES])
    page, out, spans, shift = 1, [], list(dump.spans), 0
    starts, ends = {s for s, _ in spans}, {}
    moved: dict[int, int] = {}
    place = 0
    for number, line in enumerate(dump.text.split("\n")):
        if number and number % 24 == 0:
            page += 1
            head = f"\fTarnow Courier                    3 March 2021                    Page {page}\n"
            out.append(head.rstrip("\n"))
            shift += len(head)
        moved[place] = place + shift
        ends[place + len(line)] = place + len(line) + shift
        out.append(line)
        place += len(line) + 1
    return Dump("\n".join(out), [(moved[s], ends[e]) for s, e in spans if s in starts], dump.titles)


@layout
def pages_with_numbers_in_the_foot() -> Dump:
    dump = printed([("", "\n\n".join(a), "\n\n") for a in ARTICLES])
    lines, out, page, place, shift = dump.text.split("\n"), [], 0, 0, 0
    moved, ends = {}, {}
    for number, line in enumerate(lines):
        if number and number % 14 == 0:
            page += 1
            foot = f"- {page} -\n"
            out.append(foot.rstrip("\n"))
            shift += len(foot)
        moved[place], ends[place + len(line)] = place + shift, place + len(line) + shift
        out.append(line)
        place += len(line) + 1
    return Dump("\n".join(out), [(moved[s], ends[e]) for s, e in dump.spans], dump.titles)


@layout
def columns_read_by_a_machine() -> Dump:
    return printed(
        [("", a[0].upper() + "\n" + wrapped(" ".join(a[1:]), 38), "\n") for a in ARTICLES], titles=False
    )._replace(titles=[a[0].upper() for a in ARTICLES])


@layout
def columns_with_paragraphs_read_by_a_machine() -> Dump:
    return printed([("", a[0] + "\n" + "\n".join(wrapped(p, 46, "  ") for p in a[1:]), "\n") for a in ARTICLES])


@layout
def quoted_in_a_reply() -> Dump:
    dump = printed(
        [("", wrapped(a[0], 70) + "\n\n" + "\n\n".join(wrapped(p, 70) for p in a[1:]), "\n\n\n") for a in ARTICLES]
    )
    return mapped(dump, lambda line: f"> {line}" if line else ">")


@layout
def indented_by_a_mail_program() -> Dump:
    dump = printed([("", a[0] + "\n\n" + "\n\n".join(wrapped(p, 66) for p in a[1:]), "\n\n") for a in ARTICLES])
    return mapped(dump, lambda line: f"        {line}" if line else "")


@layout
def wrapped_at_76_without_headlines() -> Dump:
    return printed([("", "\n\n".join(wrapped(p, 76) for p in a[1:]), "\n\n\n") for a in ARTICLES], titles=False)


@layout
def wrapped_at_80_without_blank_lines() -> Dump:
    return printed([("", a[0] + "\n" + "\n".join(wrapped(p, 80) for p in a[1:]), "\n") for a in ARTICLES])


@layout
def tags_of_a_pasted_page() -> Dump:
    return printed(
        [
            (
                "<h2>" if k == 1 else "</p>\n&nbsp;\n<h2>",
                a[0] + "</h2>\n" + "</p>\n".join(f"<p>{p.replace(chr(34), '&quot;')}" for p in a[1:]),
                "" if k < len(ARTICLES) else "</p>\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def marks_of_rich_text() -> Dump:
    return printed(
        [
            (
                "\\b " if k == 1 else "\\par\n\\par\n\\b ",
                a[0] + "\\b0\\par\n" + "\\par\n".join(a[1:]),
                "" if k < len(ARTICLES) else "\\par\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def advertisements_and_links_inside() -> Dump:
    return printed(
        [
            (
                "",
                "\n".join(
                    [
                        *a[:3],
                        "ADVERTISEMENT",
                        a[3],
                        "READ NEXT: " + ARTICLES[k % 5][0],
                        a[4],
                        "Sign up for our morning newsletter",
                        *a[5:],
                    ]
                ),
                "\nMost Read\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


@layout
def boxes_of_related_stories_inside() -> Dump:
    return printed(
        [
            (
                "",
                "\n\n".join(
                    [
                        *a[:4],
                        "RELATED STORIES",
                        ARTICLES[k % 5][0],
                        ARTICLES[(k + 1) % 5][0],
                        "Story continues below",
                        *a[4:],
                    ]
                ),
                "\n\nShare this article\n\n",
            )
            for k, a in enumerate(ARTICLES, start=1)
        ]
    )


OBITUARY = (
    "Margit Loos, who taught three generations to read the sky, dies at 94",
    "Margit Loos, a schoolteacher who ran the people's observatory of Holm for half a century and found a comet with a telescope that she had ground herself, died on 2 March. She was 94.",
    "She was born above her parents' bakery, the fourth of seven. The oven kept the roof warm, and she lay there at night.",
    "In 1956 she saw a smudge where no smudge should be. It was named after her and a Japanese clerk who had seen it an hour before.",
    'She never married. "I had appointments," she said.',
    "She leaves two sisters, and a key under the third flowerpot.",
)


@layout
def obituary_after_blank_lines() -> Dump:
    articles = (LOCKS, BANK, OBITUARY, RERUN)
    dump = printed([("", "\n".join(a), "\n\n") for a in articles])
    return dump._replace(titles=[a[0] for a in articles])


ROUNDUP = (
    "World in brief",
    "Lima: Two cable cars collided above the old town on Tuesday. Eleven people were treated for cuts.",
    "Oslo: The royal bees have been moved to the roof of the opera because of building works, the palace said.",
    "Perth: A court fined a surfer for riding a turtle. He has said he will appeal.",
)
LIVE = (
    "Storm Ylva: live updates",
    "16:40 The bridge to Holm has been closed to lorries, the road office says.",
    "16:05 Trains on the coast line run every two hours until midnight.",
    "15:30 The first gusts of 130 km/h have been measured at the lighthouse of Skar.",
    "14:10 Schools in the three northern districts send pupils home.",
    "13:00 Good afternoon. We follow the storm as it nears the coast.",
)


@layout
def round_up_beside_news() -> Dump:
    articles = (LOCKS, ROUNDUP, BANK, VERMEER)
    dump = printed([("", "\n".join(a), "\n") for a in articles])
    return dump._replace(titles=[a[0] for a in articles])


@layout
def live_blog_beside_news() -> Dump:
    articles = (RESERVOIR, LIVE, RERUN, BANK)
    dump = printed([("", "\n\n".join(a), "\n\n") for a in articles])
    return dump._replace(titles=[a[0] for a in articles])
