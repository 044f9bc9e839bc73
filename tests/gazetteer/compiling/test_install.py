import errno
import json
from pathlib import Path

import pytest

from pipelines.gazetteer import Gazetteer
from pipelines.gazetteer.columns import write_columns
from pipelines.gazetteer.compiling import install as install_module
from pipelines.gazetteer.compiling.builder import Builder
from pipelines.gazetteer.compiling.dump import DumpError, dump_files, stage
from pipelines.gazetteer.compiling.install import InstallError, download, install


def place(
    number: int, name: str, latitude: str, longitude: str, feature: str, *, alternates: str = "", **more: str
) -> str:
    """One row of a GeoNames dump."""
    feature_class, _, code = feature.partition(".")
    fields = [
        str(number),
        name,
        name,
        alternates,
        latitude,
        longitude,
        feature_class,
        code,
        more.get("country", "UA"),
        "",
    ]
    fields += [more.get("admin1", ""), more.get("admin2", ""), "", "", more.get("population", "0"), "", "10"]
    return "\t".join([*fields, "Europe/Kyiv", "2026-01-31"])


OBLAST = place(709716, "Donetska Oblast", "48.0", "37.75", "A.ADM1", admin1="05", population="4000000")
RAION = place(90001, "Novyi Raion", "48.2", "37.5", "A.ADM2", admin1="05", admin2="77")
HAMLET = place(
    90002, "Tykhyi Yar", "48.21", "37.51", "P.PPL", admin1="05", admin2="77", alternates="Тихий Яр,Tikhy Yar"
)
CREEK = place(90003, "Ternova", "48.3", "37.4", "H.STM", admin1="05")
GONE = place(90004, "Zabutove", "48.3", "37.4", "P.PPLQ", admin1="05")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A gazetteer of one country and one oblast."""
    builder = Builder()
    country = builder.add("Ukraine", "A.PCLI", 49.0, 32.0, country="UA", geonames_id=690791, admin_code="UA")
    builder.add("Donetsk Oblast", "A.ADM1", 48.1, 37.7, country="UA", admin_code="05", parents=(-1, -1, country))
    builder.add("Ternova", "H.STM", 48.31, 37.41, country="UA", slug="ternova", extent_km=30.0)
    write_columns(tmp_path / "base.arrow", builder.columns(), is_compressed=True)
    return tmp_path / "base.arrow"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "dump"
    folder.mkdir()
    write(folder / "UA.txt", OBLAST, RAION, HAMLET, CREEK, GONE)
    write(
        folder / "admin1CodesASCII.txt",
        "UA.05\tDonetska Oblast\tDonetska Oblast\t709716",
        "FR.53\tBretagne\tBretagne\t90053",
    )
    write(
        folder / "alternateNamesV2.txt",
        "1\t90002\ten\tQuiet Ravine\t1\t\t\t\t\t",
        "2\t90002\tlink\thttps://example.org/x\t\t\t\t\t\t",
        "3\t90002\tja\t静かな谷\t\t\t\t\t\t",
    )
    return folder


def write(path: Path, *lines: str) -> None:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_a_dump_adds_its_places_to_what_is_known(source: Path, tmp_path: Path, gazetteer: Gazetteer) -> None:
    told: list[str] = []
    installed = install(source, tmp_path / "data", progress=told.append)
    full = Gazetteer.load(installed.path)
    hamlet = full.place("geonames:90002")
    assert (hamlet.admin2_name, hamlet.admin1_name, hamlet.country_code) == ("Novyi Raion", "Donetsk Oblast", "UA")
    for name in ("Tykhyi Yar", "Tikhy Yar", "Quiet Ravine", "Tykhyi Yar, Donetsk Oblast"):
        assert full.place_at(full.candidates(name)[0].row).place_id == "geonames:90002"
    for name in ("Kyiv", "Mar-a-Lago", "Donbas", "Paris, Texas"):
        assert full.name(full.candidates(name)[0].row) == gazetteer.name(gazetteer.candidates(name)[0].row)
    assert full.place_at(full.candidates("Donetsk Oblast")[0].row).place_id == "geonames:709716"
    assert full.place_at(full.candidates("Brittany")[0].row).geonames_id == 90053
    assert "Zabutove" not in {full.name(c.row) for c in full.candidates("Zabutove")}
    assert installed.place_count == len(full) == len(gazetteer) + 3
    assert full.version == installed.version != gazetteer.version
    assert told[0] == "reading UA.txt"
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == ["gazetteer.arrow", "gazetteer.json"]


def test_the_same_dump_gives_the_same_bytes(source: Path, base: Path, tmp_path: Path) -> None:
    files = [install(source, tmp_path / name, base=base).path.read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("1\tTown\tTown", "UA.txt, line 2: 3 columns, expected 19", id="too few columns"),
        pytest.param(HAMLET + "\tmore", "UA.txt, line 2: 20 columns, expected 19", id="too many columns"),
        pytest.param(
            HAMLET.replace("48.21", "98.21"), "UA.txt, line 2: latitude is 98.21, expected -90", id="latitude"
        ),
        pytest.param(HAMLET.replace("37.51", "181"), "UA.txt, line 2: longitude is 181", id="longitude"),
        pytest.param(HAMLET.replace("48.21", "nan"), "UA.txt, line 2: latitude is nan", id="not a number"),
        pytest.param(HAMLET.replace("48.21", ""), "UA.txt, line 2: latitude is ''", id="no number"),
        pytest.param(HAMLET.replace("90002", "x"), "UA.txt, line 2: geonameid is 'x'", id="no id"),
    ],
)
def test_a_wrong_row_is_named_and_the_old_gazetteer_stays(
    source: Path, tmp_path: Path, line: str, message: str
) -> None:
    target = tmp_path / "data"
    target.mkdir()
    (target / "gazetteer.arrow").write_bytes(b"old")
    write(source / "UA.txt", OBLAST, line)
    with pytest.raises(DumpError, match=message):
        install(source, target, base=base)
    assert (target / "gazetteer.arrow").read_bytes() == b"old"


def test_a_known_place_takes_the_id_and_keeps_what_the_dump_lacks(source: Path, base: Path, tmp_path: Path) -> None:
    full = Gazetteer.load(install(source, tmp_path / "data", base=base).path)
    oblast, creek = full.place("geonames:709716"), full.place("geonames:90003")
    assert (oblast.name, oblast.population) == ("Donetsk Oblast", 4_000_000)
    assert (creek.extent_km, creek.latitude) == (30.0, 48.31)
    assert len(full) == 5


def test_the_hierarchy_gives_a_division_to_a_place_without_one(source: Path, base: Path, tmp_path: Path) -> None:
    write(source / "UA.txt", OBLAST, place(90009, "Stepova Spit", "46.9", "37.0", "T.SPIT"))
    write(source / "hierarchy.txt", "709716\t90009\tADM", "709716\t1\tADM", "90009\t90009\t")
    full = Gazetteer.load(install(source, tmp_path / "data", base=base).path)
    assert full.place("geonames:90009").admin1_name == "Donetsk Oblast"


def test_a_dump_cut_in_half_is_refused(source: Path, tmp_path: Path) -> None:
    whole = (source / "UA.txt").read_text(encoding="utf-8")
    (source / "UA.txt").write_text(whole[: whole.index("2026-01-31", len(whole) // 2) + 3], encoding="utf-8")
    with pytest.raises(DumpError, match=r"UA.txt, line \d: the last line is cut short"):
        install(source, tmp_path / "data")


def test_an_empty_folder_says_what_belongs_there(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="no allCountries.txt"):
        install(tmp_path, tmp_path / "data")


def test_a_full_disk_keeps_the_old_gazetteer(
    source: Path, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "data"
    before = install(source, target, base=base)
    write(source / "UA.txt", OBLAST, HAMLET)

    def full_disk(path: Path, *_: object, **__: object) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(install_module, "write_columns", full_disk)
        with pytest.raises(InstallError, match="the disk is full; the gazetteer in use is unchanged"):
            install(source, target, base=base)
    assert Gazetteer.load(before.path).version == before.version
    assert not list(target.glob("*.partial"))
    assert install(source, target, base=base).version != before.version


def test_staging_resumes_and_notices_a_changed_file(source: Path, tmp_path: Path) -> None:
    file = dump_files(source)[0]
    staged = stage(file, tmp_path / "staging")
    stamp = staged.stat().st_mtime_ns
    assert stage(file, tmp_path / "staging").stat().st_mtime_ns == stamp
    staged.write_bytes(b"damaged")
    assert stage(file, tmp_path / "staging").read_bytes() != b"damaged"
    write(source / "UA.txt", HAMLET)
    note = json.loads((tmp_path / "staging" / "UA.txt.json").read_text(encoding="utf-8"))
    stage(file, tmp_path / "staging")
    assert json.loads((tmp_path / "staging" / "UA.txt.json").read_text(encoding="utf-8")) != note


def test_an_unknown_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="unknown source 'osm'"):
        install(tmp_path, tmp_path, source="osm")


def test_a_download_needs_https(tmp_path: Path) -> None:
    with pytest.raises(InstallError, match="expected an https address"):
        download("http://example.org/dump", tmp_path)
