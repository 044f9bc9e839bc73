"""Vessels, craft and weapons that the noun beside the name states: "the frigate Admiral Makarov", "Iskander missiles"."""

import re
from collections.abc import Iterator, Sequence

from pipelines.enrich.entities.agreement import Found
from pipelines.enrich.entities.evidence import Evidence, is_headline_case

STATED_SCORE = 0.8
"""Of a name whose type the noun beside it states."""
_NAME = r"(?:[A-Z][\w’'-]*|[A-Z]\.|\d[\w-]*)"
_VESSEL = (
    r"frigate|cruiser|destroyer|corvette|submarine|ferry|oil tanker|tanker|ocean liner|liner|trawler|yacht|freighter|bulk carrier|aircraft carrier"
    r"|landing ship|cargo ship|container ship|cruise ship|research ship|hospital ship|warship|battleship|flagship|icebreaker|minesweeper|gunboat"
    r"|patrol boat|steamship|schooner|spacecraft|space probe|probe|rover|lander|space shuttle|space telescope"
)
_AFTER_VESSEL = re.compile(
    rf"\b(?:{_VESSEL}),? (?:the )?[“‘\"']?(?P<name>(?!(?:Capt|Captain|Cmdr|Commander|Lt|Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)\w*)[A-Z][a-z][\w’-]+(?: {_NAME}){{0,2}})"
)
_WEAPON = (
    r"missiles?|drones?|rockets?|rocket launchers?|launchers?|tanks?|howitzers?|batter(?:y|ies)|jets?|fighters?|bombers?|helicopters?|torpedo(?:es)?"
    r"|interceptors?|rifles?|warplanes?|airliners?|armoured vehicles?|armored vehicles?|fighting vehicles?|torpedoes|probe|spacecraft"
)
_KIND = (
    r"(?:(?:cruise|ballistic|hypersonic|anti-\w+|surface-to-air|air-to-air|air[- ]defen[cs]e|missile[- ]defen[cs]e|fighter|combat|surveillance|attack"
    r"|battle|main battle|long-range|short-range|medium-range|multiple|rocket|missile|kamikaze|stealth|guided|wire-guided|self-propelled) )*"
)
_BEFORE_WEAPON = re.compile(rf"\b(?P<name>[A-Z][a-z][\w’-]+(?: {_NAME}){{0,2}}) {_KIND}(?:{_WEAPON})\b")
_TYPED = frozenset({"GPE", "LOC", "PERSON", "ORG", "FAC", "PRODUCT"})
"""Types that a vessel's name is taken for: most are called after someone or something."""


def with_stated(text: str, mentions: Sequence[Found], evidence: Evidence) -> list[Found]:
    """The mentions of one text, with every vessel and weapon that a noun beside it states.

    A vessel's noun comes before its name and settles what was read of it; a weapon's noun comes after, and only names of
    which nothing was read are added, since "Hezbollah rockets" and "Ukrainian drones" are owned.

    Args:
        text: What the offsets count in.
        mentions: In text order, not overlapping.
        evidence: Of the article, which knows its common words.
    """
    stated = [*_vessels(text, mentions), *_weapons(text, mentions, evidence)]
    if not stated:
        return list(mentions)
    rest = [m for m in mentions if not any(s.start < m.end and m.start < s.end for s in stated)]
    return sorted([*rest, *_apart(stated)])


def _apart(found: Sequence[Found]) -> Iterator[Found]:
    end = -1
    for mention in sorted(found):
        if mention.start >= end:
            yield mention
            end = mention.end


def _vessels(text: str, mentions: Sequence[Found]) -> Iterator[Found]:
    for match in _AFTER_VESSEL.finditer(text):
        over = [m for m in mentions if m.start < match.end("name") and match.start("name") < m.end]
        if not all(m.entity_type in _TYPED for m in over) or _is_in_headline(text, match.start()):
            continue
        end = max([match.end("name")] if not over else [match.end("name"), over[-1].end])
        surface = text[match.start("name") : end]
        yield Found(match.start("name"), end, surface, "PRODUCT", max([STATED_SCORE, *(m.score for m in over)]))


def _weapons(text: str, mentions: Sequence[Found], evidence: Evidence) -> Iterator[Found]:
    for match in _BEFORE_WEAPON.finditer(text):
        start, end = match.span("name")
        over = [m for m in mentions if m.start < end and start < m.end]
        if over:
            start = max(m.end for m in over)
            start += len(text[start:end]) - len(text[start:end].lstrip())
        name = text[start:end]
        if not name or not name[0].isupper() or _is_in_headline(text, match.start()):
            continue
        if " " not in name and (not name[1:2].islower() or evidence.is_known_word(name)):
            continue
        if evidence.is_known_word(name.split()[0]) and " " in name:
            name = name.split(maxsplit=1)[1]
            start = end - len(name)
            if not name[0].isupper() or (" " not in name and evidence.is_known_word(name)):
                continue
        yield Found(start, end, name, "PRODUCT", STATED_SCORE)


def _is_in_headline(text: str, at: int) -> bool:
    begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return is_headline_case(text[begin : end if end >= 0 else len(text)])
