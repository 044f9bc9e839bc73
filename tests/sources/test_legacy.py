"""Text in older encodings is read as it was written, or not at all."""

import pytest

from pipelines.sources import DumpPart, Refusal
from pipelines.sources.legacy import bad_share, legacy_encoding

from .conftest import Read

TEXTS = {
    "pl": ("Burmistrz Łodzi powiedział we wtorek, że most zostanie zamknięty do maja, ponieważ jest źle.", "cp1250 iso8859_2"),
    "cs": ("Ministr zahraničí v úterý řekl, že jednání o příměří budou pokračovat příští týden v Ženevě.", "cp1250 iso8859_2"),
    "hu": ("A miniszter kedden azt mondta, hogy a tárgyalások a jövő héten folytatódnak, közölte az ügyvivő.", "cp1250 iso8859_2"),
    "sk": ("Minister v utorok povedal, že rokovania budú pokračovať. Hlavné spory zostávajú nevyriešené.", "cp1250 iso8859_2"),
    "hr": ("Ministar je u utorak rekao da će se pregovori nastaviti sljedeći tjedan, što žele riješiti.", "cp1250 iso8859_2"),
    "fr": ("Le ministre a déclaré mardi que les négociations reprendraient à Genève. « Rien n’est résolu. »", "cp1252"),
    "de": ("Der Minister sagte, die Gespräche würden fortgeführt. Die größten Streitfragen blieben ungelöst.", "cp1252"),
    "es": ("El ministro señaló que las negociaciones continuarán. «¿Qué más queda?», preguntó un español.", "cp1252"),
    "da": ("Ministeren sagde tirsdag, at forhandlingerne fortsætter. De største spørgsmål er stadig uløste.", "cp1252"),
    "tr": ("Bakan salı günü yaptığı açıklamada görüşmelerin gelecek hafta Cenevre'de süreceğini söyledi.", "cp1254"),
    "lv": ("Ministrs otrdien sacīja, ka sarunas turpināsies nākamnedēļ. Galvenie strīdi nav atrisināti.", "cp1257"),
    "ru": ("Министр заявил во вторник, что переговоры продолжатся на следующей неделе в Женеве.", "cp1251 koi8_r cp866"),
    "uk": ("Міністр заявив у вівторок, що переговори триватимуть наступного тижня в Женеві.", "cp1251"),
    "el": ("Ο υπουργός δήλωσε την Τρίτη ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.", "cp1253"),
    "ja": ("大臣は火曜日、協議が来週ジュネーブで続くと述べた。主な争点は未解決のままだという。", "shift_jis euc_jp"),
    "zh": ("部长周二表示，谈判将于下周在日内瓦继续。主要分歧仍未解决。", "gb18030"),
    "ko": ("장관은 화요일 협상이 다음 주 제네바에서 계속될 것이라고 말했다.", "euc_kr"),
    "en": ("The minister said on Tuesday that “talks” would resume — in a café. It’s £5m or €6m.", "cp1252"),
    "en, Polish names": ("The mayor of Łódź met the minister on Tuesday and said that it was the end of the affair.", "cp1250 iso8859_2"),
    "en, Macintosh": ("It’s a “café” — he said on Tuesday that the Séance in the town was over and done with.", "mac_roman"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "encoding"),
    [pytest.param(t, e, id=f"{lang} in {e}") for lang, (t, encodings) in TEXTS.items() for e in encodings.split()],
)
def test_encoding_of_news_is_told(text: str, encoding: str) -> None:
    sample = f"{text}\n".encode(encoding)
    found = legacy_encoding(sample)
    assert found is not None
    assert sample.decode(found) == f"{text}\n"


@pytest.mark.parametrize(
    "sample",
    [
        pytest.param(
            "Prague mayor Zdeněk Hřib said on Tuesday that the bridge was closed.".encode("cp1250"), id="Czech name"
        ),
        pytest.param(b"It is said that the end was near. \xff\xfe", id="damage"),
    ],
)
def test_bytes_that_do_not_tell_are_not_guessed(sample: bytes) -> None:
    assert legacy_encoding(sample) is None


@pytest.mark.parametrize(
    ("text", "is_bad"),
    [
        ("Burmistrz £odzi powiedzia³ we wtorek, ¿e", True),
        ("It’s £5, he said: 30 km² of «land» — ¿qué? naïve", False),
        ("zamkniÊty", True),
        ("Новости", False),
        ("Нoвости", True),
        ("plain", False),
    ],
)
def test_mojibake_shows_by_what_stands_beside_letters(text: str, is_bad: bool) -> None:
    assert (bad_share(text) > 0) == is_bad


def test_a_bad_byte_of_a_dump_is_replaced_and_counted_with_its_place(read_text: Read) -> None:
    text = "The ferry came to Besançon at noon, “late” as ever.\n" * 20
    damaged = text.encode()[:500] + b"\xff" + text.encode()[500:] + b"\xe9\n"
    [part] = read_text("a.txt", damaged)
    assert isinstance(part, DumpPart)
    assert (part.replaced_count, part.replaced_at) == (2, "byte 500 (ff)")
    assert part.text.count("\ufffd") == 2
    assert part.text.replace("\ufffd", "") == text + "\n"


def test_a_bad_byte_of_a_record_is_replaced_and_counted(read_text: Read) -> None:
    line = '{"text": "' + "The ferry came at noon, ünlate. " * 8
    for name, content in (
        ("a.jsonl", line.encode() + b'\x92"}\n'),
        ("a.csv", b"id,text\n1,\xc3\xa4" + b"The ferry came at noon. " * 8 + b"\xe9\n2,\xc3\xa4\xc3\xa4\n"),
    ):
        reading = read_text(name, content)[0]
        assert not isinstance(reading, Refusal)
        assert reading.replaced_count == 1
        assert reading.replaced_at
        assert "\ufffd" in reading.text


def test_more_damage_than_text_is_refused(read_text: Read) -> None:
    [refusal] = read_text("a.txt", "äöü".encode() * 20 + b"\xff" * 10)
    assert isinstance(refusal, Refusal)
    assert (refusal.reason_code, refusal.position) == ("invalid_encoding", "byte 120")
