"""How often a text's language is found, how often English is called foreign, and what it costs.

    python benchmarks/language.py [ARTICLES.jsonl ...]

Languages: `benchmarks/data/language_news.tsv`, written for this measure. ARTICLES are English, with `title` and `text`
(or `paragraphs`); each title, first paragraph and text is read by itself. Times are processor seconds.
"""

import gzip
import json
import sys
import time
from collections import Counter
from pathlib import Path

from pipelines.enrich.language import detect_language, language_detector_id

NEWS = Path(__file__).parent / "data" / "language_news.tsv"
SHORT_CHARS = 150


def main() -> None:
    started = time.process_time()
    detect_language("The minister said so on Monday.")
    print(f"{language_detector_id()}: loaded in {time.process_time() - started:.2f} s")
    rows = [line.split("\t") for line in NEWS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    for kind in ("story", "headline"):
        found = [(code, detect_language(text)) for code, row_kind, text in rows if row_kind == kind]
        right = sum(code == given for code, given in found)
        wrong = [pair for pair in found if pair[1] not in {pair[0], None}]
        print(
            f"{kind}: {len(found)} texts in {len({code for code, _ in found})} languages, right {right}, wrong {wrong}"
        )
    if sys.argv[1:]:
        articles = [row for path in sys.argv[1:] for row in _rows(Path(path))]
        texts = [row.get("text") or "\n".join(row["paragraphs"]) for row in articles]
        _report("texts", texts)
        _report("first 150 characters", [text[:SHORT_CHARS] for text in texts])
        _report("titles", [title for row in articles if (title := row.get("title"))])


def _rows(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    lines = gzip.decompress(content) if path.suffix == ".gz" else content
    return [json.loads(line) for line in lines.splitlines()]


def _report(name: str, texts: list[str]) -> None:
    started = time.process_time()
    found = Counter(detect_language(text) for text in texts)
    rate = len(texts) / (time.process_time() - started)
    foreign = len(texts) - found["en"] - found[None]
    print(f"English {name}: {len(texts)}, en {found['en']}, none {found[None]}, foreign {foreign}, {rate:,.0f}/s")
    print("   ", found.most_common(8))


if __name__ == "__main__":
    main()
