"""Whose words they are. Sources, cues and contents are marked by hand, so that no weight has a say."""

import re

import pytest

from pipelines.enrich.quotes.attributions import Attribution
from pipelines.enrich.quotes.genders import NAMES_FILE, Genders
from pipelines.enrich.quotes.marks import Quotations, quoted_stretches
from pipelines.enrich.quotes.people import Mention
from pipelines.enrich.quotes.speakers import Speakers
from pipelines.segment.sentences import sentence_spans
from pipelines.worker import MODELS

TYPES = {"P": "PERSON", "O": "ORG", "G": "GPE", "N": "NORP"}
TOKEN = re.compile(r"\{(?:([POGN]):([^}|]*)(?:\|([^}]*))?\}|([sc]):)|(\})")


def marked(text):
    """`{P:Sara Koval}` is a person, `{P:Koval|Sara Koval}` one of that full name, `{s:...}` a source, `{c:...}` a content."""
    plain, mentions, sources, contents, opened = "", [], [], [], []
    place = 0
    for match in TOKEN.finditer(text):
        plain += text[place : match.start()]
        place = match.end()
        if match[1]:
            start = len(plain)
            plain += match[2]
            mentions.append(Mention("text", start, len(plain), TYPES[match[1]], match[3] or match[2]))
        elif match[4]:
            opened.append((match[4], len(plain)))
        else:
            role, start = opened.pop()
            (sources if role == "s" else contents).append((start, len(plain)))
    return plain + text[place:], mentions, sources, contents


def speakers(text, *, title_mentions=()):
    _, _, sources, contents = marked(text)
    pairs = zip(sources, contents, strict=True)
    return speakers_of(text, [Attribution([content], source=source) for source, content in pairs], title_mentions)


def speakers_of(text, statements, title_mentions=()):
    plain, mentions, _, _ = marked(text)
    sentences = [
        span for line in re.finditer(r"[^\n]+", plain) for span in sentence_spans(plain, line.start(), line.end())
    ]
    quoted = Quotations(quoted_stretches(plain))
    finder = Speakers(plain, sentences, [*title_mentions, *mentions], quoted, Genders(MODELS / "quotes" / NAMES_FILE))
    return [(found.basis, found.party.name if found.party else None) for found in finder.of(statements)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("{s:{P:Sara Koval}} said {c:it was over}.", ("name", "Sara Koval"), id="a name"),
        pytest.param("{s:Harbour spokesman {P:Olaf Brandt}} said {c:it was over}.", ("name", "Olaf Brandt"), id="role and name"),
        pytest.param("{s:The {O:Harbour Board}} said {c:it was over}.", ("name", "Harbour Board"), id="a body"),
        pytest.param("{s:{G:Ankara}} warned {c:of a response}.", ("name", "Ankara"), id="a place that speaks"),
        pytest.param("{s:{O:Harbour Board} chairman {P:Olaf Brandt}} said {c:no}.", ("name", "Olaf Brandt"), id="body, role, name"),
        pytest.param("{s:A lawyer for {P:Olaf Brandt}} said {c:no}.", ("role", None), id="the lawyer is not his client"),
        pytest.param("{s:{P:Brandt|Olaf Brandt}'s lawyer} said {c:no}.", ("role", None), id="nor is he the one who owns him"),
        pytest.param("{s:{P:Brandt|Olaf Brandt} supporters} said {c:no}.", ("role", None), id="nor are his supporters"),
        pytest.param("{s:A spokesman for the {O:Harbour Board}} said {c:no}.", ("role", "Harbour Board"), id="who speaks for a body"),
        pytest.param("{s:{O:Harbour Board} officials} said {c:no}.", ("role", "Harbour Board"), id="a body's officials"),
        pytest.param("{s:Economist {P:Ida Moe} of the {O:Fjord Bank}} said {c:no}.", ("name", "Ida Moe"), id="whom the bank employs"),
        pytest.param("{s:Hearings with {O:Harbour Board} officials} showed {c:no}.", ("role", None), id="a body of someone else's words"),
        pytest.param(
            "{s:The {O:Fjord Bank}} said {c:yes}. {s:The government} said {c:no}.",
            ("role", None),
            id="nor the bank that spoke before it",
        ),
        pytest.param("The {O:Fjord Bank} fell. {s:The government} said {c:no}.", ("role", None), id="a government that is not named"),
        pytest.param(
            "Minister {P:Ida Moe} and spokesman {P:Peter Lund} met {P:Olaf Brandt}. {s:{P:Brandt|Olaf Brandt}'s spokesman} said {c:no}.",
            ("role", None),
            id="another man's spokesman",
        ),
        pytest.param(
            "{P:Brandt|Olaf Brandt}'s lawyer {P:Ida Moe} came. {s:{P:Brandt|Olaf Brandt}'s lawyer} said {c:no}.",
            ("role", "Ida Moe"),
            id="a lawyer who was introduced as his",
        ),
        pytest.param("{s:One resident} said {c:no}.", ("role", None), id="nobody who is named"),
        pytest.param("{P:Ida Moe} came. {s:She} said {c:no}.", ("pronoun", "Ida Moe"), id="she"),
        pytest.param(
            "{P:Mary Moe} met {P:Peter Lund}. {s:He} said {c:no}.", ("pronoun", "Peter Lund"), id="he is the man of the two"
        ),
        pytest.param(
            "Mr. {P:Moe} met Mrs. {P:Lund}. {s:She} said {c:no}.", ("pronoun", "Lund"), id="titles tell she from he"
        ),
        pytest.param(
            "{P:Mary Moe}, {s:who} said {c:no}, left with {P:Peter Lund}.", ("pronoun", "Mary Moe"), id="a relative pronoun"
        ),
        pytest.param(
            "The {O:Fjord Bank} fell. {s:It} said {c:no}.", ("pronoun", "Fjord Bank"), id="it"
        ),
        pytest.param(
            "Foreign Minister {P:Ida Moe} met {P:Peter Lund}. Rain fell. {s:The minister} said {c:no}.",
            ("role", "Ida Moe"),
            id="the minister",
        ),
        pytest.param(
            "Foreign Minister {P:Ida Moe} met Defence Minister {P:Peter Lund}. {s:The foreign minister} said {c:no}.",
            ("role", "Ida Moe"),
            id="which minister",
        ),
        pytest.param(
            "Foreign Minister {P:Ida Moe} met General {P:Peter Lund}. {s:The top diplomat} said {c:no}.",
            ("role", "Ida Moe"),
            id="a synonym",
        ),
        pytest.param(
            "The chief of the General Staff, {P:Peter Lund}, met senator {P:Ida Moe}. {s:The general} said {c:no}.",
            ("role", "Peter Lund"),
            id="described before the name",
        ),
        pytest.param(
            "{P:Ida Moe}, the club's coach, met {P:Peter Lund}. {s:The coach} said {c:no}.", ("role", "Ida Moe"), id="and after it"
        ),
        pytest.param(
            "The {O:Press Council}, a watchdog, fined the {O:Daily Globe}. {s:The watchdog} said {c:no}.",
            ("role", "Press Council"),
            id="the watchdog",
        ),
        pytest.param(
            "The {O:Ministry of Health} fined the {O:Daily Globe}. {s:The ministry} said {c:no}.",
            ("role", "Ministry of Health"),
            id="the ministry, by its name",
        ),
        pytest.param("{s:Kuzmin} said {c:no}.", ("role", None), id="a name that nobody found"),
        pytest.param(
            "{P:Peter Kuzmin} came. {s:Kuzmin} said {c:no}.", ("name", "Peter Kuzmin"), id="a surname that was not found as a name"
        ),
    ],
)  # fmt: skip
def test_the_speaker(text, expected):
    assert speakers(text)[-1] == expected


def test_he_goes_on_after_his_own_words():
    text = "{s:{P:Peter Lund}} told {P:John Hale} {c:that it was over}.\n{c:“We go home,”} {s:he} added."
    assert speakers(text) == [("name", "Peter Lund"), ("pronoun", "Peter Lund")]


def test_names_in_quotation_marks_are_not_who_speaks():
    text = "{s:{P:Peter Lund}} said {c:“{P:John Hale} lied”}. {c:“He left,”} {s:he} said."
    assert speakers(text)[-1] == ("pronoun", "Peter Lund")


def test_who_goes_on_where_nobody_is_named():
    text = "{s:{P:Ida Moe}} said {c:no}, adding {c:that it rained} and denied {c:a rumour}. It was said {c:to be late}."
    _, _, [source], contents = marked(text)
    plain = marked(text)[0]
    cues = [(plain.index(cue), plain.index(cue) + len(cue)) for cue in ("said", "adding", "denied", "was said")]
    statements = [
        Attribution([content], cue=cue, source=source if number == 0 else None)
        for number, (content, cue) in enumerate(zip(contents, cues, strict=True))
    ]
    assert speakers_of(text, statements) == [
        ("name", "Ida Moe"),
        ("continued", "Ida Moe"),
        ("continued", "Ida Moe"),
        ("none", None),
    ]


def test_i_is_who_says_what_it_stands_in():
    text = "{c:“It is over. {s:I} think {c:that we won},”} {s:{P:Peter Lund}} said."
    plain, _, (inner_source, outer_source), (inner, outer) = marked(text)
    assert plain[slice(*inner_source)] == "I"
    assert speakers_of(
        text, [Attribution([outer], source=outer_source), Attribution([inner], source=inner_source)]
    ) == [
        ("name", "Peter Lund"),
        ("pronoun", "Peter Lund"),
    ]
    [_, found] = speakers_of(
        text, [Attribution([outer], source=outer_source), Attribution([inner], source=inner_source, parent=0)]
    )
    assert found == ("pronoun", "Peter Lund")
    assert speakers("{s:I} think {c:so}.") == [("pronoun", None)]


def test_a_title_names_the_speaker_too():
    title = Mention("title", 0, 8, "PERSON", "Ida Moe")
    assert speakers("{s:She} said {c:no}.", title_mentions=[title]) == [("pronoun", None)]
    assert speakers("{s:{P:Moe|Ida Moe}} said {c:no}.", title_mentions=[title]) == [("name", "Ida Moe")]
