import pytest

CASES = [
    pytest.param(
        "Henry Tal died in 1943. Tal, the carmaker run by Ana Roe, paid for it.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Tal", "ORG")],
        id="company in apposition",
    ),
    pytest.param(
        "Henry Tal died in 1943. The German carmaker Tal said so.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Tal", "ORG")],
        id="company before the name",
    ),
    pytest.param(
        "Tal, the retailer, is bankrupt. Tal owes millions.",
        {"Tal": "PERSON"},
        [("Tal", "ORG"), ("Tal", "ORG")],
        id="no person of that name",
    ),
    pytest.param(
        "Henry Tal came. Tal, the carmaker, paid. Tal waved.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Tal", "ORG"), ("Henry Tal", "PERSON")],
        id="a person of that name as well",
    ),
    pytest.param(
        "Henry Tal came. Tal, the former official told the newspaper, felt ill.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Henry Tal", "PERSON")],
        id="an aside whose subject is a person",
    ),
    pytest.param(
        "Mr Tal, a bank, and a prayer.",
        {"Tal": "PERSON"},
        [("Tal", "PERSON")],
        id="a courtesy title",
    ),
    pytest.param(
        "Henry Tal came. Tal, the company's founder, spoke.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Henry Tal", "PERSON")],
        id="of a company",
    ),
    pytest.param(
        "Henry Tal came. Tal, the company founder, spoke.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Henry Tal", "PERSON")],
        id="a compound whose head is a person",
    ),
    pytest.param(
        "Henry Tal came. The airline Tal founded is bankrupt.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Henry Tal", "PERSON")],
        id="a clause after the noun",
    ),
    pytest.param(
        "Henry Tal came. Tal, the bank, and the police were silent.",
        {"Henry Tal": "PERSON", "Tal": "PERSON"},
        [("Henry Tal", "PERSON"), ("Henry Tal", "PERSON")],
        id="a list",
    ),
    pytest.param(
        "Harakat Nur al-Din (HND) fought on. HND said so.",
        {"Harakat Nur al-Din": "PERSON", "HND": "ORG"},
        [("Harakat Nur al-Din", "ORG")] * 3,
        id="a group explained by its letters",
    ),
    pytest.param(
        "Harakat Nur al-Din, or HND, fought on. HND said so.",
        {"Harakat Nur al-Din": "PERSON", "HND": "ORG"},
        [("Harakat Nur al-Din", "ORG")] * 3,
        id="letters after or",
    ),
    pytest.param(
        "Mohammed bin Rashid (MBR) spoke. MBR left.",
        {"Mohammed bin Rashid": "PERSON", "MBR": "ORG"},
        [("Mohammed bin Rashid", "PERSON")] * 3,
        id="letters of a person",
    ),
    pytest.param(
        "Harakat Nur al-Din met HND.",
        {"Harakat Nur al-Din": "PERSON", "HND": "ORG"},
        [("Harakat Nur al-Din", "PERSON"), ("HND", "ORG")],
        id="letters that nothing explains",
    ),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_the_text_settles_the_type(build, text, names, expected):
    assert build.named(text, names) == expected
