import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.enrich.language import detect_language, is_plainly_english, language_detector_id, language_files

CASES = {
    "en": "The minister said on Monday that the talks would not be held until the end of the month.",
    "de": "Der Minister sagte am Montag, dass die Gespräche erst am Ende des Monats stattfinden werden.",
    "fr": "Le ministre a déclaré lundi que les négociations ne reprendraient pas avant la fin du mois.",
    "es": "El ministro dijo el lunes que las conversaciones no se celebrarán hasta el final del mes.",
    "it": "Il ministro ha detto lunedì che i colloqui non si terranno prima della fine del mese.",
    "pt": "O ministro disse na segunda-feira que as conversas não serão realizadas até o fim do mês.",
    "nl": "De minister zei maandag dat de gesprekken niet voor het einde van de maand zullen worden gehouden.",
    "pl": "Minister powiedział w poniedziałek, że rozmowy nie odbędą się do końca miesiąca, ale to się może zmienić.",
    "tr": "Bakan pazartesi günü görüşmelerin ay sonuna kadar yapılmayacağını söyledi ve bu çok önemli bir karar dedi.",
    "sv": "Ministern sade på måndagen att samtalen inte kommer att hållas förrän i slutet av månaden, och det är bra.",
    "ru": "Министр заявил в понедельник, что переговоры не состоятся до конца месяца, но они были бы полезны.",
    "uk": "Міністр заявив у понеділок, що переговори не відбудуться до кінця місяця, але вони були б корисні.",
    "bg": "Министърът заяви в понеделник, че преговорите няма да се състоят преди края на месеца, тъй като е рано.",
    "sr": "Министар је изјавио у понедељак да се разговори неће одржати до краја месеца, јер још није време.",
    "ar": "قال الوزير يوم الاثنين إن المحادثات لن تعقد حتى نهاية الشهر لأن الوقت غير مناسب",
    "fa": "وزیر روز دوشنبه گفت که گفتگوها تا پایان ماه برگزار نخواهد شد چون زمان مناسب نیست",
    "he": "השר אמר ביום שני כי השיחות לא יתקיימו עד סוף החודש",
    "zh": "部长星期一表示，会谈要到月底才会举行。",
    "ja": "大臣は月曜日に、会談は月末まで行われないと述べた。",
    "ko": "장관은 월요일에 회담이 월말까지 열리지 않을 것이라고 말했다.",
    "el": "Ο υπουργός δήλωσε τη Δευτέρα ότι οι συνομιλίες δεν θα γίνουν πριν από το τέλος του μήνα.",
    "hi": "मंत्री ने सोमवार को कहा कि वार्ता महीने के अंत तक नहीं होगी।",
}


@pytest.mark.parametrize(("code", "text"), [pytest.param(code, text, id=code) for code, text in CASES.items()])
def test_a_sentence_tells_its_language(code, text):
    assert detect_language(text) == code


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("Hello", id="one-word"),
        pytest.param("1234 5678 -- 90 %", id="numbers"),
        pytest.param("\x00\x01\ufffd", id="control-characters"),
        pytest.param("王", id="one-character"),
        pytest.param("x^2 + y^2 = 0; f(x) <- g(y)[0]", id="formulas"),
        pytest.param("Smith Jones Garcia Müller Kowalski Ivanov", id="names-only"),
        pytest.param("🙂🙂🙂", id="emoji"),
        pytest.param("𝐀𝐁 \ud7ff", id="rare-code-points"),
    ],
)
def test_what_tells_nothing_has_no_language(text):
    assert detect_language(text) is None


def test_english_with_a_quoted_foreign_name_stays_english():
    assert detect_language(CASES["en"] + " He spoke to Зеленский and 王毅 at the café in Łódź.") == "en"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        pytest.param("da", "Byrådet afviser planer om ny bro over åen", id="danish"),
        pytest.param("sl", "Mestni svet zavrnil načrt za gradnjo novega mostu", id="slovenian"),
        pytest.param("mk", "Земјоделците бараат помош по рекордната суша", id="macedonian"),
        pytest.param("be", "Гарадскі савет адхіліў праект новага моста", id="belarusian"),
        pytest.param("am", "የከተማው ምክር ቤት የአዲሱን ድልድይ እቅድ ውድቅ አደረገ", id="amharic"),
        pytest.param("no", "Kommunestyret sier nei til ny bru over elva", id="norwegian-in-one-code"),
    ],
)
def test_a_headline_tells_its_language(code, text):
    assert detect_language(text) == code


ENGLISH_STORY = (
    "The council said on Tuesday that it would build two new bridges over the river before the end of the year, after people who "
    "live on the other side had asked for them since last spring. Officials told reporters that most of the money has been found, "
    "and that the first of the bridges could be open by the time schools begin again."
)


def test_plain_english_needs_no_model(monkeypatch):
    monkeypatch.setattr("pipelines.enrich.language._identifier", lambda: pytest.fail("the model was asked"))
    assert detect_language(ENGLISH_STORY) == "en"


@pytest.mark.parametrize("code", [code for code in CASES if code != "en"])
@pytest.mark.parametrize("english", [80, 160, 240])
@pytest.mark.parametrize("is_first", [True, False], ids=["english-first", "english-last"])
def test_a_text_that_is_half_english_is_left_to_the_model(code, english, is_first):
    other = (CASES[code] + " ") * 20
    parts = (ENGLISH_STORY[:english], other[: 480 - english])
    assert not is_plainly_english(" ".join(parts if is_first else parts[::-1]))


def test_english_with_much_in_other_letters_is_left_to_the_model():
    assert not is_plainly_english(ENGLISH_STORY + " " + CASES["ar"])


def test_only_the_opening_is_read():
    assert detect_language(CASES["en"] * 10 + CASES["ru"] * 100) == "en"


def test_the_identity_follows_the_librarys_model(monkeypatch, tmp_path):
    (path,) = language_files()
    before = language_detector_id()
    changed = tmp_path / path.name
    changed.write_bytes(path.read_bytes() + b"x")
    monkeypatch.setattr("pipelines.enrich.language.language_files", lambda: (changed,))
    assert language_detector_id() != before
    assert language_detector_id().startswith("language-py3langid@")


@given(st.text(max_size=300))
def test_any_text_gets_a_code_or_none(text):
    code = detect_language(text)
    assert code is None or (len(code) == 2 and code.isalpha() and code.islower())
