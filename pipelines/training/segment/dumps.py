"""Compose training dumps and read their features: the matrices that the trees are trained on.

    python -m pipelines.training.segment.dumps articles.jsonl pages_folder folder --dumps 1600 [--hold-out cnn]

Writes `train.npz` and, for a held-out group of outlets, `test.npz` of dumps of that group alone. Every dump is composed of
articles of one fold, and read with the style table that has not seen that fold.
"""

import argparse
import json
import random
from pathlib import Path

import numpy as np

from pipelines.evaluation.compose import RESIDUE, Dump, Neighbours, Source, composed
from pipelines.segment.features import MODELS, Reading, Style, Words, load_words
from pipelines.segment.lines import lines_of
from pipelines.segment.residue import residue_codes
from pipelines.training.segment.style import FOLDS, fit, fold_of, samples
from pipelines.training.segment.variety import NAMES, Habits, brief, leading_names, varied, with_names

TEST_LAYOUTS = ("headlines", "bodies", "blank_lines", "rich", "decks")
TRAIN_LAYOUTS = (
    "headlines", "bodies", "rich", "mixed", "blank_lines", "headlines", "bodies", "decks", "headlines", "rich", "bodies", "mixed", "blank_lines",
)  # fmt: skip
BRIEFS_SHARE = 0.08  # of dumps
SAME_STORY_SHARE, SEED_TRIES = 0.7, (1, 1, 5, 12)  # of dumps; the more tries, the more alike the neighbours
SHARED_NAMES_SHARE = 0.2  # of dumps in which all articles are about the same two people


def group_of(outlet: str) -> str:
    """The group of outlets that is held out together."""
    return outlet.split("-", maxsplit=1)[0] if outlet.startswith(("cnn", "bbc", "polnear")) else "other"


def page_residue(folder: Path) -> list[str]:
    """Short lines of real pages: menus, links, notes."""
    lines = set()
    for path in sorted((folder / "eval_processed").glob("*.md")):
        body = path.read_text(encoding="utf-8").partition("## Content")[2].split("## Links", 1)[0]
        lines |= {
            line.strip()
            for line in body.split("\n")
            if 2 < len(line.strip()) < 60 and len(line.split()) < 9 and line.strip()[-1] not in '.”"'
        }
    return sorted(lines)


def rows_of(dump: Dump, words: Words, style: Style) -> tuple[dict[str, np.ndarray], np.ndarray, np.ndarray]:
    """Features and labels of a dump's lines; the label of a start is 1."""
    lines = lines_of(dump.text)
    residue = residue_codes(lines.texts)
    kept = [i for i, found in enumerate(residue) if not found]
    above = np.diff(np.array([-1, *kept])) - 1
    starts = {start for start, _ in dump.spans}
    labels, pending = [], False
    for i, found in enumerate(residue):
        is_start = int(lines.starts[i]) in starts
        if found:
            pending = pending or is_start
        else:
            labels.append(is_start or pending)
            pending = False
    blanks = np.array([max(lines.blanks[i - k] for k in range(above[n] + 1)) for n, i in enumerate(kept)], np.int64)
    reading = Reading([lines.texts[i] for i in kept], blanks, above, words, style)
    columns = reading.named_columns
    vectors = np.concatenate([reading.vectors[k] for k in ("word", "name", "meaning")], axis=1).astype(np.float16)
    return columns, np.array(labels, bool), vectors


def build(
    pools: dict[str, list[Source]],
    count: int,
    models: tuple[Words, Style],
    rng: random.Random,
    residue: list[str],
    *,
    is_test: bool,
) -> list:
    """Rows of `count` dumps composed of the pools."""
    made = []
    layouts = TEST_LAYOUTS if is_test else TRAIN_LAYOUTS
    groups = sorted(g for g in pools if len(pools[g]) >= 12)
    near: dict[tuple[str, ...], tuple[list[Source], Neighbours]] = {}
    for number in range(count):
        size = rng.choices((1, 2, len(groups)), (5, 3, 2))[0]
        chosen = tuple(sorted(rng.sample(groups, min(size, len(groups)))))
        if chosen not in near:
            pool = [s for g in chosen for s in pools[g]]
            near[chosen] = (pool, Neighbours(pool))
        pool, neighbours = near[chosen]
        n = min(rng.choice((1, 2, 3, 6, 8, 10, 12, 16, 20, 24) if not is_test else (6, 8, 10, 12, 16, 20)), len(pool))
        picked = (
            neighbours.story(rng, n, tries=1 if is_test else rng.choice(SEED_TRIES))
            if is_test or rng.random() < SAME_STORY_SHARE
            else rng.sample(range(len(pool)), n)
        )
        habits = Habits.drawn(rng)
        sources = [pool[i] if is_test else varied(pool[i], habits, rng) for i in picked]
        if not is_test and rng.random() < SHARED_NAMES_SHARE:
            shared = leading_names(sources[0]) or [tuple(rng.choice(NAMES).split(" ", 1))]
            sources = [with_names(source, shared) for source in sources]
        if not is_test and rng.random() < BRIEFS_SHARE:
            more = rng.sample(range(len(pool)), min(len(pool), rng.randint(10, 60)))
            sources = [brief(source, rng) for source in (sources + [pool[i] for i in more])]
        layout = layouts[number % len(layouts)]
        dump = composed(sources, layout, rng, residue=RESIDUE if is_test or rng.random() < 0.6 else residue)
        columns, labels, vectors = rows_of(dump, *models)
        made.append((columns, labels, layout, "+".join(chosen), vectors, dump.text))
    return made


def save(path: Path, made: list) -> None:
    """Write the rows of dumps as one matrix."""
    names = list(made[0][0])
    np.savez(
        path,
        x=np.concatenate([np.stack([m[0][n] for n in names], axis=1).astype(np.float32) for m in made]),
        y=np.concatenate([m[1] for m in made]),
        dump=np.concatenate([np.full(len(m[1]), i) for i, m in enumerate(made)]),
        layout=np.array([m[2] for m in made]),
        groups=np.array([m[3] for m in made]),
        names=np.array(names),
    )
    np.save(path.with_suffix(".vectors.npy"), np.concatenate([m[4] for m in made]))
    print(path, sum(len(m[1]) for m in made), "lines", sum(int(m[1].sum()) for m in made), "starts", flush=True)


def main() -> None:
    """Compose, read, save."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("pages", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dumps", type=int, default=1600)
    parser.add_argument("--hold-out", default="")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--words", type=Path, default=MODELS / "words.npz")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(given.seed)
    rows = [json.loads(line) for line in given.articles.read_text(encoding="utf-8").splitlines()]
    sources = [Source(r["title"], tuple(r["text"].split("\n")), group_of(r["outlet"])) for r in rows]
    folds = [fold_of(r["title"], r["text"]) for r in rows]
    residue = page_residue(given.pages)
    known = [i for i, s in enumerate(sources) if s.group != given.hold_out]
    made = []
    words = load_words(given.words)
    for k in range(FOLDS):
        style = style_without(sources, [i for i in known if folds[i] != k])
        pools: dict[str, list[Source]] = {}
        for i in known:
            if folds[i] == k:
                pools.setdefault(sources[i].group, []).append(sources[i])
        made += build(pools, given.dumps // FOLDS, (words, style), rng, residue, is_test=False)
        print("fold", k, len(made), flush=True)
    save(given.out / "train.npz", made)
    style = style_without(sources, known)
    np.savez_compressed(given.out / "style.npz", table=style.table.astype(np.float16), bias=style.bias)
    if given.hold_out:
        held = {given.hold_out: [s for s in sources if s.group == given.hold_out]}
        save(given.out / "test.npz", build(held, 150, (words, style), rng, residue, is_test=True))


def style_without(sources: list[Source], chosen: list[int]) -> Style:
    """A style table trained on the chosen articles."""
    rng = random.Random(3)
    pairs = [pair for i in chosen for pair in samples(sources[i], rng)]
    table, bias = fit([t for t, _ in pairs], np.array([k for _, k in pairs]), epochs=3)
    return Style(table.astype(np.float32), bias.astype(np.float32))


if __name__ == "__main__":
    main()
