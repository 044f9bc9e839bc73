"""Generated dumps: the same few kinds of items as `latest-all.json` and as truthy N-Triples."""

import json

CLASSES = {"person": 5, "country": 6256, "place": 515, "organisation": 43229}


def item(number, kind, label, **more):
    """What a generated item states; `more`: aliases, country, sitelinks, born, office, code, geonames."""
    return {"number": number, "kind": kind, "label": label, **more}


ITEMS = [
    item(30, "country", "Freedonia", code="FD", geonames="555", sitelinks=300),
    item(31, "other", "Minister of Weights"),
    item(42, "person", "Rosa Lindqvist", aliases=["R. Lindqvist"], country=30, sitelinks=40, born="1970-05-01", office=(31, "2014-01-01", "2018-12-31")),
    item(43, "organisation", "Office of Weights", country=30, seat=True),
    item(44, "place", "Fredenburg", country=30, point=True, sitelinks=3),
    item(45, "person", "Karl Obermoser", country=99),
]  # fmt: skip


def _claim(value, **qualifiers):
    return {
        "rank": "normal",
        "mainsnak": {"datavalue": {"value": value}},
        "qualifiers": {
            name: [{"datavalue": {"value": {"time": f"+{day}T00:00:00Z"}}}] for name, day in qualifiers.items()
        },
    }


def _entity(number):
    return {"entity-type": "item", "id": f"Q{number}"}


def as_json(record):
    """One line of a JSON dump, without its comma."""
    claims = {"P31": [_claim(_entity(CLASSES.get(record["kind"], 1)))]}
    if "country" in record:
        claims["P27" if record["kind"] == "person" else "P17"] = [_claim(_entity(record["country"]))]
    for name, key in (("P297", "code"), ("P1566", "geonames")):
        if key in record:
            claims[name] = [_claim(record[key])]
    if "born" in record:
        claims["P569"] = [_claim({"time": f"+{record['born']}T00:00:00Z"})]
    if "office" in record:
        position, first, last = record["office"]
        claims["P39"] = [_claim(_entity(position), P580=first, P582=last)]
    claims |= {name: [_claim({})] for name, key in (("P625", "point"), ("P159", "seat")) if record.get(key)}
    return json.dumps({
        "type": "item",
        "id": f"Q{record['number']}",
        "labels": {"en": {"language": "en", "value": record["label"]}, "xx": {"language": "xx", "value": "?"}},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in record.get("aliases", ())]},
        "descriptions": {"en": {"language": "en", "value": f"a {record['kind']}"}},
        "sitelinks": {f"w{n}": {} for n in range(record.get("sitelinks", 0))},
        "claims": claims,
        "modified": "2026-02-03T04:05:06Z",
    })  # fmt: skip


def json_dump(records):
    """The whole text of a JSON dump."""
    return "[\n" + ",\n".join(map(as_json, records)) + "\n]\n"


def truthy_dump(records):
    """The whole text of a truthy dump."""
    return "".join(line + "\n" for record in records for line in _triples(record))


def _triples(record):
    subject = f"<http://www.wikidata.org/entity/Q{record['number']}>"
    data = f"<https://www.wikidata.org/wiki/Special:EntityData/Q{record['number']}>"
    direct = "http://www.wikidata.org/prop/direct/"
    yield f'{data} <http://schema.org/dateModified> "2026-02-03T04:05:06Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .'
    yield f'{data} <http://wikiba.se/ontology#sitelinks> "{record.get("sitelinks", 0)}"^^<http://www.w3.org/2001/XMLSchema#integer> .'
    yield f'{subject} <http://www.w3.org/2000/01/rdf-schema#label> "{record["label"]}"@en .'
    yield f'{subject} <http://schema.org/description> "a {record["kind"]}"@en .'
    for alias in record.get("aliases", ()):
        yield f'{subject} <http://www.w3.org/2004/02/skos/core#altLabel> "{alias}"@en .'
    yield f"{subject} <{direct}P31> <http://www.wikidata.org/entity/Q{CLASSES.get(record['kind'], 1)}> ."
    if "country" in record:
        name = "P27" if record["kind"] == "person" else "P17"
        yield f"{subject} <{direct}{name}> <http://www.wikidata.org/entity/Q{record['country']}> ."
    if "office" in record:
        yield f"{subject} <{direct}P39> <http://www.wikidata.org/entity/Q{record['office'][0]}> ."
    texts = {
        "P297": record.get("code"),
        "P1566": record.get("geonames"),
        "P569": record.get("born", "") and record["born"] + "T00:00:00Z",
    }
    texts |= {"P625": record.get("point") and "Point(1 2)", "P159": record.get("seat") and "x"}
    for name, text in texts.items():
        if text:
            yield f'{subject} <{direct}{name}> "{text}" .'
