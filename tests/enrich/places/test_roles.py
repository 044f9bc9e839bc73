import json
import shutil

import pytest

from pipelines.enrich.places.roles import CONTEXT_WEIGHTS_FILE, MODEL_FOLDER, ROLE_FILE, RoleModel


@pytest.fixture
def copied(tmp_path):
    for path in MODEL_FOLDER.glob("role*"):
        shutil.copy(path, tmp_path)
    return tmp_path


def test_a_head_fitted_on_another_encoder_is_not_used(copied):
    path = copied / CONTEXT_WEIGHTS_FILE.name
    settings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**settings, "encoder": "0" * 16}), encoding="utf-8")
    model = RoleModel(copied)
    assert model.encoder is None
    assert model.role("Moscow warned them.", 0, 6, "main", "c4").name == "associative"


def test_the_shipped_head_fits_the_shipped_encoder():
    assert RoleModel().encoder is not None, "run pipelines.training.places.train_role for the new recogniser"


def test_a_role_does_not_depend_on_what_was_read_before(copied):
    (copied / ROLE_FILE.name).write_text('{"weights": {}}', encoding="utf-8")
    model = RoleModel(copied)
    text = "Ministers met in Geneva to talk about the ceasefire."
    first = model.role(text, 17, 23, "main", "c7")
    model.role("Beijing said no.", 0, 7, "main", "c4")
    assert model.role(text, 17, 23, "main", "c7") == first
    assert first.name == "literal"
