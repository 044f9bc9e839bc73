"""The segmenter beside C99 and TextTiling on the same dumps.

    python benchmarks/segment_baselines.py --reuters FOLDER_OF_SGM --choi FOLDER [--dumps 60]

Reuters-21578 dumps are composed of random articles' bodies and of headline and body, without the agency's sign-off; the Choi
set is used as it is, one sentence a line. C99 and TextTiling are given in two forms: they choose the number of cuts
themselves, and C99 is told the true number.
"""

import argparse
import html
import json
import re
import tempfile
from pathlib import Path

from pipelines.evaluation.baselines import c99, text_tiling
from pipelines.evaluation.compose import compose
from pipelines.evaluation.segmentation import Cutter, score, shipped_cutter
from pipelines.segment import Segmenter
from pipelines.segment.lines import Lines


def reuters_articles(folder: Path, out: Path, limit: int) -> None:
    kept = 0
    with out.open("w", encoding="utf-8") as file:
        for path in sorted(folder.glob("*.sgm")):
            content = path.read_text(encoding="latin-1")
            for match in re.finditer(r"<TITLE>(.*?)</TITLE>.*?<BODY>(.*?)</BODY>", content, re.DOTALL):
                title, body = (html.unescape(part) for part in match.groups())
                body = re.sub(r"\s*reuter\s*\x03?\s*$", "", body, flags=re.IGNORECASE)
                paragraphs = [" ".join(p.split()) for p in re.split(r"\n {3,}", body)]
                if len(paragraphs) >= 4 and kept < limit:
                    file.write(json.dumps({"title": " ".join(title.split()), "text": "\n".join(paragraphs)}) + "\n")
                    kept += 1


def choi_gold(folder: Path, out: Path, every: int) -> None:
    with out.open("w", encoding="utf-8") as file:
        for path in sorted(folder.rglob("*.ref"))[::every]:
            text, starts = "", []
            for segment in re.split(r"={5,}\n?", path.read_text(encoding="latin-1")):
                if segment.strip():
                    starts.append(len(text))
                    text += segment.strip() + "\n"
            file.write(
                json.dumps({"id": path.stem, "text": text, "boundaries": starts, "layout": path.parent.name}) + "\n"
            )


def told_c99(gold: Path) -> Cutter:
    counts = {json.loads(line)["text"]: len(json.loads(line)["boundaries"]) for line in gold.open(encoding="utf-8")}

    def cut(text: str, lines: Lines) -> list[tuple[int, float]]:
        return [(i, 1.0) for i in c99(lines.texts, segments=counts[text])]

    return cut


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--choi", type=Path)
    parser.add_argument("--dumps", type=int, default=60)
    given = parser.parse_args()
    golds: dict[str, Path] = {}
    folder = Path(tempfile.mkdtemp())
    if given.reuters:
        articles = folder / "reuters.jsonl"
        reuters_articles(given.reuters, articles, 4000)
        for layout in ("bodies", "headlines"):
            golds[f"reuters {layout}"] = folder / f"reuters_{layout}.jsonl"
            compose(
                articles,
                golds[f"reuters {layout}"],
                dumps=given.dumps,
                layouts=[layout],
                articles_per_dump=(8, 12),
                same_story=0.0,
                seed=5,
            )
    if given.choi:
        golds["choi"] = folder / "choi.jsonl"
        choi_gold(given.choi, golds["choi"], max(1, 920 // given.dumps))
    for name, gold in golds.items():
        cutters: dict[str, Cutter] = {
            "dateline": shipped_cutter(Segmenter()),
            "C99": lambda _, lines: [(i, 1.0) for i in c99(lines.texts)],
            "C99, told the number": told_c99(gold),
            "TextTiling": lambda _, lines: [(i, 1.0) for i in text_tiling(lines.texts)],
        }
        for method, cutter in cutters.items():
            found = score(gold, cutter)
            print(
                f"{name:18s} {method:22s} F1 {found['f1']} Pk {found['pk']} WindowDiff {found['window_diff']} ({found['dumps']} dumps, {found['boundaries']} cuts)",
                flush=True,
            )


if __name__ == "__main__":
    main()
