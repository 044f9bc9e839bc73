"""Writes the gold and silver corpora as examples: `python -m pipelines.training.entities.prepare DATA OUT`."""

import sys
from pathlib import Path

from pipelines.training.entities.corpora import gmb, gold
from pipelines.training.entities.examples import rendered, write
from pipelines.training.entities.news import TRAIN, annotated


def main(data: Path, out: Path) -> None:
    """One file a corpus in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    sets = {
        "gmb": gmb(data / "gmb/ner_dataset.csv"),
        "wikigold": gold(data / "wikigold/wikigold.conll.txt", "wikigold"),
    }
    for domain in ("politics", "science"):
        sets[domain] = [
            s for part in ("train", "dev", "test") for s in gold(data / f"crossner/{domain}/{part}.txt", domain)
        ]
    sets["wnut"] = [
        s
        for name in ("wnut17train.conll", "emerging.dev.conll")
        for s in gold(data / "wnut17" / name, "wnut")
        if not any(w.startswith(("@", "http", "#")) for w in s.words)
    ]
    print("annotated", write(out / "annotated.jsonl", annotated(TRAIN, data.parent)))
    for name, sentences in sets.items():
        print(name, write(out / f"{name}.jsonl", (rendered(s) for s in sentences)))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
