"""What was loaded is let go: no model stays in memory, and what is loaded again says the same."""

import ctypes
import gc
import weakref

import pytest

from pipelines import memory
from pipelines.catalogue import CATALOGUE, workers
from pipelines.encoder.session import OnnxModel
from pipelines.memory import let_go, trim
from pipelines.settings import Settings
from pipelines.work.executors import executor_for


def models_alive():
    gc.unfreeze()  # what was left aside would not be looked through
    return {id(held) for held in gc.get_objects() if isinstance(held, OnnxModel)}


def test_no_model_and_no_worker_is_left_when_all_are_let_go():
    let_go()
    others = models_alive()  # fixtures of other tests hold some
    settings = Settings()
    readers = [entry.worker(settings) for entry in CATALOGUE.readings()]
    readers += [workers.segmenter(settings), workers.article_maker(settings)]
    assert workers.segmenter(settings) in readers
    ids = [reader.annotator_id for reader in readers]
    alive = [weakref.ref(reader) for reader in readers]
    del readers
    assert models_alive() - others
    let_go()
    assert [reader() for reader in alive] == [None] * len(alive)
    assert models_alive() <= others
    assert [entry.worker(settings).annotator_id for entry in CATALOGUE.readings()] == ids[:-2]


@pytest.mark.parametrize(("size", "is_kept"), [(100, True), (101, False)])
def test_models_make_room_after_a_large_amount_of_work_and_stay_after_a_small_one(size, is_kept):
    settings = Settings(executor="inline", small_work_words=100)
    with executor_for(settings, size):
        before = workers.time_tagger(settings)
    assert (workers.time_tagger(settings) is before) is is_kept


def test_settings_that_differ_have_workers_of_their_own_and_equal_ones_share_them():
    settings = Settings()
    assert workers.segmenter(settings) is workers.segmenter(Settings())
    other = workers.article_maker(settings.model_copy(update={"use_dump_neighbours": False}))
    assert other is not workers.article_maker(settings)


def test_memory_is_given_back_when_due_and_a_library_that_cannot_is_left_alone(monkeypatch):
    called = []

    class OfGlibc:
        @staticmethod
        def malloc_trim(pad):
            called.append(pad)

    monkeypatch.setattr(ctypes, "CDLL", lambda _: OfGlibc)
    monkeypatch.setattr(memory, "REST_S", float("inf"))  # however long this takes
    trim(is_due=True)
    trim()
    assert called == [0]
    monkeypatch.setattr(memory, "REST_S", 0.0)
    trim()
    assert called == [0, 0]
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    trim(is_due=True)
