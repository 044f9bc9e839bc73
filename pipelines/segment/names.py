"""Names across a gap: newspapers introduce a person in full once an article, and by surname from then on."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipelines.segment.abbreviations import STARTERS
from pipelines.segment.tokens import WORD, Tokens

Column = npt.NDArray[np.float32]
LOOK_BACK, LOOK_AHEAD, FAR_BACK = 8, 4, 20  # lines
MAX_NAME_TOKENS = 5
_TITLE_WORDS = """
president minister chancellor senator sen rep gov governor secretary spokesman spokeswoman spokesperson chief
general gen colonel col judge mayor king queen prince pope director chairman chairwoman commissioner officer sheriff
professor prof dr mr mrs ms ambassador leader premier lawmaker congressman congresswoman captain capt sgt lt
attorney envoy deputy analyst coach manager striker defender midfielder ceo founder author actor actress singer
director-general head commander candidate
"""
TITLES = frozenset(_TITLE_WORDS.split())

Names = tuple[set[str], set[str], set[str]]  # last words of full names, single names, all name words


def names_of(tokens: Tokens, count: int) -> tuple[list[Names], Column]:
    """Per line the last words of its full names, its names of one word and all words of names; and titled names."""
    lower_seen = {
        s
        for s, kind, capital in zip(tokens.surface, tokens.kind, tokens.is_capital, strict=True)
        if kind == WORD and not capital
    }
    found: list[Names] = []
    titled = np.zeros(count, np.float32)
    word = (tokens.kind == WORD).tolist()
    capital, initial, surface = tokens.is_capital.tolist(), tokens.is_initial.tolist(), tokens.surface
    for i in range(count):
        full: set[str] = set()
        single: set[str] = set()
        every: set[str] = set()
        run: list[str] = []
        for k in range(int(tokens.first[i]), int(tokens.first[i + 1]) + 1):
            inside = k < tokens.first[i + 1]
            if inside and capital[k] and word[k] and not (initial[k] and _is_common(surface[k], lower_seen)):
                if surface[k].lower() in TITLES:
                    titled[i] += 1
                    if run:
                        _close(run, full, single, every)
                    run = []
                else:
                    run.append(surface[k])
                continue
            if run:
                _close(run, full, single, every)
                run = []
        found.append((full, single - full, every))
    return found, titled


def _is_common(surface: str, lower_seen: set[str]) -> bool:
    lower = surface.lower()
    return lower in STARTERS or lower in lower_seen or len(surface) < 2


def _close(run: list[str], full: set[str], single: set[str], every: set[str]) -> None:
    every.update(run)
    if 2 <= len(run) <= MAX_NAME_TOKENS:
        full.add(run[-1])
    elif len(run) == 1:
        single.add(run[0])


def name_features(names: list[Names], titled: Column) -> Iterator[tuple[str, Column]]:
    """Named features of every gap (above line i)."""
    count = len(names)
    rows = np.zeros((count, len(_COLUMNS)), np.float32)
    for i in range(count):
        near, far = names[max(0, i - LOOK_BACK) : i], names[max(0, i - FAR_BACK) : i]
        ahead = names[i : i + LOOK_AHEAD]
        rows[i] = _row(near, far, ahead, names[i])
    for k, name in enumerate(_COLUMNS):
        yield name, rows[:, k]
    yield "titled_here", titled
    yield "titled_next", np.append(titled[1:], np.float32(0))
    yield "titled_above", np.append(np.float32(0), titled[:-1])


_COLUMNS = (
    "reintroduced_here", "reintroduced_ahead", "full_new_here", "full_new_ahead", "orphans_here", "orphans_ahead", "orphan_share_ahead",
    "shared_near", "shared_near_share", "novel_here", "novel_ahead", "dropped_near", "names_here", "singles_known_here",
)  # fmt: skip


def _row(near: list[Names], far: list[Names], ahead: list[Names], here: Names) -> tuple[float, ...]:
    near_all = set().union(*(n[2] for n in near)) if near else set()
    far_full = set().union(*(n[0] for n in far)) if far else set()
    far_single = set().union(*(n[1] for n in far)) if far else set()
    far_all = set().union(*(n[2] for n in far)) if far else set()
    ahead_full: set[str] = set()
    orphans: set[str] = set()
    reintroduced: set[str] = set()
    ahead_all: set[str] = set()
    for full, single, every in ahead:
        ahead_full |= full
        orphans |= (single & far_full) - ahead_full
        reintroduced |= full & far_single
        ahead_all |= every
    shared = len(near_all & ahead_all)
    return (
        len(here[0] & far_single),
        len(reintroduced),
        len(here[0] - far_all),
        len(ahead_full - far_all),
        len((here[1] & far_full) - here[0]),
        len(orphans),
        len(orphans) / (1 + len(ahead_all)),
        shared,
        shared / (1 + min(len(near_all), len(ahead_all))),
        len(here[2] - far_all) / (1 + len(here[2])),
        len(ahead_all - far_all) / (1 + len(ahead_all)),
        len(near_all - ahead_all) / (1 + len(near_all)),
        len(here[2]),
        len(here[1] & far_single),
    )
