"""Manifests of the gazetteer and of the public events that ship, so that they are packs like any other.

    python -m pipelines.training.knowledge.manifests --gazetteer-date DAY

The day of the gazetteer is the one on which it was compiled, as its packages state none. Run this after a file of theirs was made again; a test holds the files to the manifests.
"""

import argparse
import json
from datetime import date

from pipelines.gazetteer import Gazetteer
from pipelines.knowledge.manifest import MANIFEST_FILE, Manifest, Source, describe
from pipelines.worker import MODELS


def gazetteer(day: date) -> Manifest:
    """Return the manifest of the embedded gazetteer."""
    return Manifest(
        name="gazetteer",
        kind="gazetteer",
        version="1",
        date=day,
        licence="CC-BY-4.0 AND Apache-2.0",
        sources=(Source("GeoNames", "CC-BY-4.0", "see gazetteer.md"), Source("facts of this project", "Apache-2.0")),
        entity_count=len(Gazetteer.load(None)),
        files=describe(MODELS / "places", ["gazetteer.arrow"]),
    )


def events() -> Manifest:
    """Return the manifest of the public events that date articles; its day is that of the last event."""
    lines = (MODELS / "dating" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    return Manifest(
        name="events",
        kind="events",
        version="2",
        date=max(date.fromisoformat(json.loads(line)[0]) for line in lines),
        licence="Apache-2.0",
        sources=(Source("public facts, written for this project", "Apache-2.0", "see events.md"),),
        entity_count=len(lines),
        files=describe(MODELS / "dating", ["events.jsonl"]),
    )


def main() -> None:
    """Write both manifests."""
    parser = argparse.ArgumentParser(description="Write the manifests of the gazetteer and of the events that ship.")
    parser.add_argument("--gazetteer-date", type=date.fromisoformat, required=True)
    for folder, manifest in (("places", gazetteer(parser.parse_args().gazetteer_date)), ("dating", events())):
        (MODELS / folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")
        print(manifest.pack_id, manifest.date, manifest.entity_count)


if __name__ == "__main__":
    main()
