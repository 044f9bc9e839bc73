"""Names of bodies in space, which the gazetteer lists only as towns called after them: "Neptune and its moon Triton"."""

import re
from functools import lru_cache

NEAR_CHARS = 40
"""Characters on either side of a name that are read for a word of space."""
BODIES = frozenset(
    """mercury venus mars jupiter saturn uranus neptune pluto ceres eris phobos deimos io europa ganymede callisto titan enceladus rhea dione
    tethys mimas iapetus miranda ariel umbriel titania oberon triton charon""".split()  # noqa: SIM905 a word list reads better as prose
)
"""The planets, dwarf planets and the large moons, as the International Astronomical Union names them."""
_SPACE = re.compile(
    r"\b(?:planets?|moons|dwarf planet|asteroids?|comets?|orbit(?:s|ed|er|ing)?|craters?|astronom(?:y|ers?|ical)|solar system|spacecraft|space probe"
    r"|telescopes?|flyby|exoplanets?|interplanetary|Martian|Jovian|lunar)\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    r"\b(?:planets?|(?:its|the|a|tiny|icy|largest) moons?|asteroids?|comets?|dwarf planets?|exoplanets?|orbit(?:s|ed|ing)?|orbit of|surface of"
    r"|moons? of|craters? on|(?:probe|spacecraft) (?:passed|reached|visited|orbited))(?: of)? $"
)
_AFTER = re.compile(
    r"(?:['’]s)? (?:moons?|orbit|probe|atmosphere|orbiter|flyby)\b|,? (?:moons? of|a moon|a planet|an asteroid|a comet)\b"
)


def is_beyond(surface: str, text: str, start: int, end: int) -> bool:
    """Whether a name is that of a body in space: one that is known, in a text on space, or one that the words beside it state.

    Args:
        surface: The name.
        text: The field's text.
        start: First character of the name.
        end: One past its last character.
    """
    if surface.lower() in BODIES and _is_on_space(text):
        return True
    before = _BEFORE.search(text, max(0, start - NEAR_CHARS), start)
    return before is not None or _AFTER.match(text, end, end + NEAR_CHARS) is not None


@lru_cache(maxsize=64)
def _is_on_space(text: str) -> bool:
    return _SPACE.search(text) is not None
