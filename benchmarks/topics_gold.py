"""Write the gold of topics that stands here as ids and codes together with the texts of the research sets.

    python benchmarks/topics_gold.py --data SETS --out FOLDER
    dateline evaluate topics FOLDER/outlets.jsonl

`outlets.jsonl`: articles of outlets that the topic model is never trained on (`outlets_topics.tsv`). `cnn.jsonl`: 200
articles of CNN, not in training (`cnn_2024_topics.tsv`). `bbc.jsonl`: all of BBC 2004-05 by its five classes.
"""

import argparse
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent / "data"
OUTLET_SETS = ("allsides_abp", "worldwide_newswire", "intl_outlets_flat_2024")
BBC_CLASSES = {
    "business": "medtop:04000000",
    "entertainment": "medtop:01000000",
    "politics": "medtop:11000000",
    "sport": "medtop:15000000",
    "tech": "medtop:13000000",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    segmentation = arguments.data / "segmentation"
    outlets = [row for name in OUTLET_SETS for row in _rows(segmentation / name / f"{name}.jsonl.gz")]
    cnn = _rows(segmentation / "cnn_2024" / "cnn_2024_unique.jsonl")
    _write(arguments.out / "outlets.jsonl", _with_topics(outlets, HERE / "outlets_topics.tsv"))
    _write(arguments.out / "cnn.jsonl", _with_topics(cnn, HERE / "cnn_2024_topics.tsv"))
    _write(arguments.out / "bbc.jsonl", list(_bbc(arguments.data / "topics" / "bbc_fulltext" / "bbc")))


def _rows(path: Path) -> list[dict[str, object]]:
    content = path.read_bytes()
    lines = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in lines.splitlines()]


def _with_topics(rows: list[dict[str, object]], labels: Path) -> list[dict[str, object]]:
    lines = [line for line in labels.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    topics = {article_id: codes.split() for article_id, codes in (line.split("\t") for line in lines)}
    return [
        {
            "id": row["id"],
            "title": row.get("title"),
            "text": row.get("text") or "\n".join(row["paragraphs"]),
            "topics": topics[row["id"]],
        }
        for row in rows
        if row["id"] in topics
    ]


def _bbc(folder: Path) -> Iterator[dict[str, object]]:
    """The distinct articles of the set, by the 200 characters with which a body opens."""
    yield {"mapping": {label: [code] for label, code in BBC_CLASSES.items()}}
    seen: set[str] = set()
    for path in sorted(folder.glob("*/*.txt")):
        title, _, body = path.read_text(encoding="latin-1").strip().partition("\n")
        if (opening := body.strip()[:200]) not in seen:
            seen.add(opening)
            yield {"id": f"{path.parent.name}/{path.stem}", "title": title, "text": body, "label": path.parent.name}


def _write(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    print(f"{path}: {len(rows)} lines")


if __name__ == "__main__":
    main()
