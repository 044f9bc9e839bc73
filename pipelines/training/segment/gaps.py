"""The rows that the trees learn from: `python -m pipelines.training.segment.gaps articles.jsonl FOLDER --dumps 900`.

Dumps are composed of one half of the training outlets (`one.npz`) and of the other half (`other.npz`, `short.npz` of dumps of few
lines, `few.npz` of files of one to three articles), each read with a style table that has not seen its half; `style.npz` is the table of both. Beside the rows, `*.lines.jsonl` keeps
the lines of each dump.
"""

import argparse
import json
import random
import zlib
from collections.abc import Container
from pathlib import Path

import numpy as np

from pipelines.evaluation.compose import Source
from pipelines.segment.features import Style, load_words
from pipelines.training.segment.readings import read_dump
from pipelines.training.segment.style import fit, samples
from pipelines.training.segment.world import LAYOUTS, Shelf, Story, composed

ONE_SHARE = 55  # per cent of the training outlets, by chance
ONE_BRANDS = frozenset(["bbc", "fox", "politico", "associatedpress", "polnear"])
OTHER_BRANDS = frozenset(["cnn", "usatoday", "npr", "breitbart", "nyt", "washingtonpost", "reason"])
"""Large outlets placed by hand, so that both halves have some."""
SHORT_LAYOUTS = {"notes": 5, "lined": 3, "headed": 1, "bodies": 1}
SHORT_DUMPS, SHORT_COUNTS = 300, (3, 12)  # dumps of few lines, which many people have, and articles in them
FEW_DUMPS, FEW_COUNTS = (
    250,
    (1, 3),
)  # files of an article or a few: most of their lines that look like openings are none


def is_in_one(outlet: str) -> bool:
    """Whether an outlet's articles are in the first half."""
    if outlet in ONE_BRANDS or outlet in OTHER_BRANDS:
        return outlet in ONE_BRANDS
    return zlib.crc32(f"reader:{outlet}".encode()) % 100 < ONE_SHARE


def stories(path: Path, parts: Container[str] = ("train",)) -> dict[str, list[Story]]:
    """The stories of these parts, by the half that their outlets are in."""
    halves: dict[str, list[Story]] = {"one": [], "other": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["part"] in parts:
            story = Story(row["outlet"], row["title"], tuple(row["text"].split("\n")))
            halves["one" if is_in_one(row["outlet"]) else "other"].append(story)
    return halves


def style_of(known: list[Story]) -> Style:
    """A style table that has seen these stories."""
    rng = random.Random(3)
    pairs = [pair for s in known for pair in samples(Source(s.title, s.paragraphs[:30]), rng)]
    table, bias = fit([t for t, _ in pairs], np.array([k for _, k in pairs]), epochs=3)
    return Style(table.astype(np.float32), bias.astype(np.float32))


def save(
    path: Path,
    shelf: Shelf,
    count: int,
    style: Style,
    rng: random.Random,
    *,
    sizes: tuple[int, int] | None = None,
    short: bool = False,
) -> None:
    """Compose, read and write `count` dumps, of `sizes` articles where that is given."""
    words = load_words()
    rows, labels, vectors, layouts, names = [], [], [], [], []
    with path.with_suffix(".lines.jsonl").open("w", encoding="utf-8") as file:
        for number in range(count):
            layouts_of = SHORT_LAYOUTS if short else LAYOUTS
            layout = rng.choices(tuple(layouts_of), tuple(layouts_of.values()))[0]
            size = rng.randint(*sizes) if sizes else None
            read = read_dump(composed(shelf, layout, rng, count=size), words, style)
            if len(read.starts) < 3:
                continue
            columns = read.reading.named_columns
            names = list(columns)
            rows.append(np.stack([columns[n] for n in names], axis=1).astype(np.float32))
            labels.append(read.starts)
            vectors.append(
                np.concatenate([read.reading.vectors[k] for k in ("word", "name", "meaning")], axis=1).astype(
                    np.float16
                )
            )
            layouts.append(layout)
            file.write(json.dumps(read.reading.texts, ensure_ascii=False) + "\n")
            if number % 200 == 0:
                print(path.name, number, flush=True)
    np.savez(
        path, x=np.concatenate(rows), y=np.concatenate(labels), dump=np.concatenate([np.full(len(y), i) for i, y in enumerate(labels)]),
        layout=np.array(layouts), names=np.array(names),
    )  # fmt: skip
    np.save(path.with_suffix(".vectors.npy"), np.concatenate(vectors))


def main() -> None:
    """Style tables, then the rows of both halves."""
    parser = argparse.ArgumentParser()
    parser.add_argument("articles", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--dumps", type=int, default=900)
    parser.add_argument("--seed", type=int, default=17)
    parser.add_argument("--only", default="", choices=("", "one", "other", "short", "few"))
    parser.add_argument("--parts", nargs="*", default=["train"], help="`train dev` once no more choices are made")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(given.seed)
    halves = stories(given.articles, given.parts)
    if given.only in ("", "one"):
        save(given.out / "one.npz", Shelf(halves["one"]), given.dumps, style_of(halves["other"]), rng)
    if given.only != "one":
        shelf, style = Shelf(halves["other"]), style_of(halves["one"])
        if given.only in ("", "other"):
            save(given.out / "other.npz", shelf, given.dumps, style, rng)
        if given.only in ("", "short"):
            save(given.out / "short.npz", shelf, SHORT_DUMPS, style, rng, sizes=SHORT_COUNTS, short=True)
        if given.only in ("", "few"):
            save(given.out / "few.npz", shelf, FEW_DUMPS, style, rng, sizes=FEW_COUNTS)
    if not given.only:
        both = style_of(halves["one"] + halves["other"])
        np.savez_compressed(given.out / "style.npz", table=both.table.astype(np.float16), bias=both.bias)


if __name__ == "__main__":
    main()
