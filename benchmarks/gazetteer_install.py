"""Time and peak memory of installing a dump of any size.

python benchmarks/gazetteer_install.py UA.txt ROWS [FOLDER]

Writes a dump of ROWS rows made from a GeoNames country file: each copy has ids, coordinates and names of its own, so
that nothing merges, and keeps the real file's mix of features, lengths and alternate names. The installation runs in a
process of its own, whose peak is read; the rate per million rows extrapolates to allCountries (13 million).
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

LONGITUDE_STEP = 7.3
INSTALL = "import sys; from pathlib import Path; from pipelines.gazetteer.compiling.install import install; "
INSTALL += "print(install(Path(sys.argv[1]), Path(sys.argv[2])))"


def write_dump(source: Path, target: Path, rows: int) -> None:
    """Writes `rows` rows under `target/allCountries.txt`."""
    lines = source.read_text(encoding="utf-8").splitlines()
    with target.joinpath("allCountries.txt").open("w", encoding="utf-8") as file:
        for number in range(rows):
            copy, at = divmod(number, len(lines))
            fields = lines[at].split("\t")
            suffix = "".join(chr(ord("a") + int(digit)) for digit in str(copy))
            fields[0] = str(number + 1)
            fields[1:3] = [f"{name}{suffix}" for name in fields[1:3]]
            fields[3] = ",".join(f"{name}{suffix}" for name in fields[3].split(",") if name)
            fields[5] = f"{(float(fields[5]) + copy * LONGITUDE_STEP + 180.0) % 360.0 - 180.0:.5f}"
            file.write("\t".join(fields) + "\n")


def main() -> None:
    """Prints time, peak memory and sizes."""
    source, rows = Path(sys.argv[1]), int(sys.argv[2])
    with tempfile.TemporaryDirectory(dir=sys.argv[3] if len(sys.argv) > 3 else None) as folder:
        dump, target = Path(folder) / "dump", Path(folder) / "target"
        dump.mkdir()
        write_dump(source, dump, rows)
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", INSTALL, str(dump), str(target)], capture_output=True, text=True, check=False
        )
        seconds = time.perf_counter() - started
        if done.returncode:
            sys.exit(done.stderr)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        size = sum(path.stat().st_size for path in target.glob("*.arrow"))
        print(done.stdout.strip())
        print(f"{rows:,} rows: {seconds:,.0f} s, {used.ru_utime + used.ru_stime:,.0f} s of processor time")
        print(f"peak memory {used.ru_maxrss / 1024:,.0f} MB; file {size / 2**20:,.0f} MB")


if __name__ == "__main__":
    main()
