"""The outlines that ship: whole, closed, small, with their card."""

import numpy as np

from pipelines.pictures.outlines import COUNTRIES_FILE, load_outlines


def test_rings_are_closed_and_on_earth():
    countries = load_outlines().countries
    assert len(countries) == 177
    for country in countries:
        for ring in country.rings:
            assert len(ring) > 3, country.name
            assert np.abs(ring[:, 1]).max() <= 90
            assert ring[0].tolist() == ring[-1].tolist() or abs(ring[0, 0] - ring[-1, 0]) == 360, country.name


def test_codes_are_those_of_iso_and_none_stands_twice():
    codes = [country.code for country in load_outlines().countries if country.code]
    assert len(codes) == len(set(codes))
    assert {"UA", "CL", "XK", "AQ"} <= set(codes)
    assert all(len(code) == 2 and code.isupper() for code in codes)


def test_the_file_is_small_and_has_a_card():
    assert COUNTRIES_FILE.stat().st_size < 150_000
    assert "Natural Earth" in COUNTRIES_FILE.with_suffix(".md").read_text(encoding="utf-8")
