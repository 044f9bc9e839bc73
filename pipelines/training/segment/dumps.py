"""Compose training dumps and read their features: the matrices that the trees are trained on.

    python -m pipelines.training.segment.dumps articles.jsonl pages_folder folder --dumps 1600 [--hold-out cnn]

Writes `train.npz` and, for a held-out group of outlets, `test.npz` of dumps of that group alone. Every dump is composed of
articles of one fold, and read with the style table that has not seen that fold.
"""

import argparse
import json
import random
import re
from pathlib import Path

import numpy as np

from pipelines.evaluation.compose import RESIDUE, SUBHEADING_MARK, Dump, Neighbours, Source, composed
from pipelines.segment.features import MODELS, Reading, Style, Words, load_words
from pipelines.segment.lines import lines_of
from pipelines.segment.residue import residue_codes
from pipelines.segment.sentences import sentence_spans
from pipelines.training.segment.style import FOLDS, fit, fold_of, samples

TEST_LAYOUTS = ("headlines", "bodies", "blank_lines", "rich", "decks")
TRAIN_LAYOUTS = ("headlines", "bodies", "bodies", "bodies", "blank_lines", "rich", "rich", "decks", "mixed", "mixed")
BYLINES = (
    "By {}",
    "{}",
    "By {} and agencies",
    "{}, staff writer",
    "Published: 12 March 2023",
    "March 3, 2022",
    "Updated 14:05 GMT",
    "By {} | Jan 5, 2024",
)
BRIEFS_SHARE = 0.08  # of dumps
SITES = ("| CNN", "- BBC News", "| Reuters", "– The Daily")
NAMES = (
    "Anna Kowalski",
    "James O’Neill",
    "Maria Lopez",
    "John Carter",
    "Dmytro Shevchenko",
    "Lin Wei",
    "Sarah Ahmed",
    "Peter Novak",
)
CREDITS = (
    "Reporting by {}; editing by {}",
    "This story has been updated.",
    "{} contributed to this report.",
    "(Additional reporting by {})",
    "The Associated Press contributed to this report.",
)


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


def varied(source: Source, style: str, rng: random.Random) -> Source:
    """The article as another outlet might print it: other paragraph lengths, shorter, headline in another style."""
    paragraphs = list(source.paragraphs)
    if rng.random() < 0.25:
        paragraphs = reflowed(paragraphs, rng)
    if rng.random() < 0.3 and len(paragraphs) > 5:
        paragraphs = paragraphs[: rng.randint(3, len(paragraphs))]
    plain = [p for p in paragraphs if not p.startswith(SUBHEADING_MARK)]
    if not plain:
        return source
    title = source.title
    if title:
        title = headline(title, style, rng)
    if rng.random() < 0.06:
        paragraphs.insert(0, rng.choice(BYLINES).format(rng.choice(NAMES)))
    if rng.random() < 0.05:
        paragraphs.append(rng.choice(CREDITS).format(rng.choice(NAMES), rng.choice(NAMES)))
    return Source(title, tuple(paragraphs), source.group)


def headline(title: str, style: str, rng: random.Random) -> str:
    """The headline as an outlet prints all of its headlines."""
    if style == "upper":
        return title.upper()
    if style == "words":
        return re.sub(r"(?<= )[a-z](?=\w{3})", lambda m: m[0].upper(), title)
    if style == "site":
        return f"{title} {rng.choice(SITES)}"
    return f"{title}." if style == "stop" and title[-1] not in "?!." else title


def brief(source: Source, rng: random.Random) -> Source:
    """News in brief: the article's first lines only."""
    plain = [p for p in source.paragraphs if not p.startswith(SUBHEADING_MARK)]
    return Source(source.title, tuple(plain[: rng.choice((1, 1, 2, 3))]) or source.paragraphs, source.group)


def reflowed(paragraphs: list[str], rng: random.Random) -> list[str]:
    """The same sentences in paragraphs of another length."""
    sizes = rng.choice(((1,), (1, 1, 2), (2, 3), (3, 4, 5)))
    out: list[str] = []
    pool: list[str] = []
    size = rng.choice(sizes)
    for paragraph in paragraphs:
        if paragraph.startswith(SUBHEADING_MARK):
            out += [" ".join(pool)] if pool else []
            out.append(paragraph)
            pool = []
            continue
        for start, end in sentence_spans(paragraph):
            pool.append(paragraph[start:end])
            if len(pool) >= size:
                out.append(" ".join(pool))
                pool, size = [], rng.choice(sizes)
    return out + ([" ".join(pool)] if pool else [])


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
        picked = neighbours.story(rng, n) if is_test or rng.random() < 0.65 else rng.sample(range(len(pool)), n)
        style = rng.choices(("plain", "words", "upper", "site", "stop"), (70, 12, 9, 5, 4))[0]
        sources = [pool[i] if is_test else varied(pool[i], style, rng) for i in picked]
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
    parser.add_argument("--words", type=Path, default=MODELS / "words.npz")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(11)
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
