import pytest

from pipelines.enrich.entities.names import Override, OverrideError, load_overrides


def write(folder, text):
    path = folder / "aliases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_entries_are_read(tmp_path):
    path = write(
        tmp_path,
        "- entity: Volodymyr Zelenskyy\n  type: PERSON\n  aliases: [Zelensky, Selenskyj]\n  wikidata: Q3874799\n  not: [Zelenski]\n"
        "- {entity: Acme, type: ORG}\n",
    )
    found = load_overrides(path)
    assert list(found) == [
        Override("Volodymyr Zelenskyy", "PERSON", ("Zelensky", "Selenskyj"), "Q3874799", ("Zelenski",)),
        Override("Acme", "ORG"),
    ]
    assert len(found) == 2
    assert found.digest == load_overrides(path).digest


def test_an_empty_file_has_no_entries(tmp_path):
    assert len(load_overrides(write(tmp_path, "# nothing yet\n"))) == 0


def test_the_digest_changes_with_an_entry(tmp_path):
    one = load_overrides(write(tmp_path, "- {entity: Acme, type: ORG}\n")).digest
    assert load_overrides(write(tmp_path, "- {entity: Acme, type: ORG, aliases: [Zeta]}\n")).digest != one


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        pytest.param("entity: A\n", "line 1", "expected a list", id="mapping at the top"),
        pytest.param(
            "- {entity: A, type: ORG}\n- just a name\n", "line 2", "expected a mapping", id="entry without keys"
        ),
        pytest.param("- {entity: A}\n", "line 1", "`type` expected one of", id="no type"),
        pytest.param("- {entity: A, type: PERSONS}\n", "line 1", "PERSONS", id="unknown type"),
        pytest.param("- {type: ORG}\n", "line 1", "`entity` expected a name", id="no name"),
        pytest.param("- {entity: A, type: ORG, alias: [B]}\n", "line 1", "unknown keys alias", id="unknown key"),
        pytest.param(
            "- {entity: A, type: ORG, aliases: B}\n", "line 1", "`aliases` expected a list", id="aliases no list"
        ),
        pytest.param("- {entity: A, type: ORG, aliases: [No]}\n", "line 1", "quote names", id="yaml reads No as false"),
        pytest.param("- {entity: A, type: ORG, wikidata: 42}\n", "line 1", "`wikidata` expected", id="bad wikidata"),
        pytest.param(
            "- {entity: A, type: ORG}\n- {entity: B, type: ORG, aliases: [a]}\n",
            "line 2",
            "already a name",
            id="name of two",
        ),
        pytest.param("- {entity: A, type: ORG, not: [A]}\n", "line 1", "both", id="alias and not"),
        pytest.param("- {entity: A\n", "line", "expected YAML", id="broken yaml"),
        pytest.param("- &a [x]\n- *a\n", "line 2", "YAML alias", id="yaml aliases can explode"),
        pytest.param("- !!python/object:os.system {}\n", "line", "expected YAML", id="tags that build objects"),
    ],
)
def test_bad_files_say_where_and_what(tmp_path, text, line, expected):
    path = write(tmp_path, text)
    with pytest.raises(OverrideError) as caught:
        load_overrides(path)
    assert str(path) in str(caught.value)
    assert line in str(caught.value)
    assert expected in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(OverrideError, match=r"nowhere\.yaml"):
        load_overrides(tmp_path / "nowhere.yaml")


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "aliases.yaml"
    path.write_bytes(b"\xff\xfe\x00\xd8")
    with pytest.raises(OverrideError, match="UTF-8"):
        load_overrides(path)
