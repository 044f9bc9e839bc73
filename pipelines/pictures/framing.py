"""What a map shows: the region that its points fill, or the world, and the scale at which it is drawn."""

from dataclasses import dataclass

import numpy as np

from pipelines.pictures.outlines import Points
from pipelines.pictures.projections import MAX_RADIUS_DEGREES, Projection, Region, World, vectors

WIDTH = 960
"""Of a map in pixels; pages scale it to the room that they have."""
MARGIN = 0.14
"""Added around the points, as a share of their extent."""
LEAST_SPAN_KM = 700.0
"""A map is at least this wide: the outlines are drawn for small scales and look wrong nearer by."""
WIDE_KM = 5_000.0
"""Maps wider than this crowd what lies within one country."""
HEIGHT_SHARES = (0.46, 0.72)
"""Least and greatest height of a map, as shares of its width."""
EARTH_RADIUS_KM = 6371.0
USUAL_MIDDLE = 11.0
"""Longitude that a map of the world is centred on unless a point would stand at its edge: the cut runs through the Bering Strait."""
EDGE_DEGREES = 15.0
"""No point of a map of the world stands nearer to its cut."""
WORLD_LATITUDES = (-56.0, 78.0)
"""What a map of the world shows unless points lie beyond: the ice is left out."""
_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Frame:
    """A projection with the rectangle of its plane that is drawn.

    Attributes:
        projection: From the globe to the plane.
        left: Least x of the rectangle, in radii of the globe.
        top: Greatest y.
        scale: Pixels per radius.
        height: Of the picture in pixels; its width is `WIDTH`.
    """

    projection: Projection
    left: float
    top: float
    scale: float
    height: int

    @property
    def is_world(self) -> bool:
        """Whether it is a map of the world."""
        return isinstance(self.projection, World)

    @property
    def is_wide(self) -> bool:
        """Whether so much is shown that places of one country lie on one another."""
        return self.is_world or self.km_per_pixel * WIDTH > WIDE_KM

    @property
    def km_per_pixel(self) -> float:
        """How far a pixel is, true at the centre of a region."""
        return EARTH_RADIUS_KM / self.scale

    def pixels(self, plane: Points) -> Points:
        """Return plane coordinates as pixels, y downwards."""
        moved: Points = (plane - np.array([self.left, self.top])) * np.array([self.scale, -self.scale])
        return moved

    def at(self, degrees: Points) -> Points:
        """Return points of the globe as pixels."""
        return self.pixels(self.projection.points(degrees))


def frame_of(degrees: Points) -> Frame:
    """Return the frame that shows all points (longitude, latitude): of their region, else of the world."""
    if len(degrees) == 0:
        return _world(np.array([[USUAL_MIDDLE, 20.0]]))
    centre, radius = enclosing_cap(degrees)
    return _world(degrees) if radius > MAX_RADIUS_DEGREES else _region(degrees, centre)


def enclosing_cap(degrees: Points) -> tuple[tuple[float, float], float]:
    """Return centre and radius in degrees of a cap that holds all points, nearly the least (Badoiu and Clarkson 2003)."""
    unit = vectors(degrees)
    centre = unit.mean(axis=0)
    centre = centre / norm if (norm := float(np.linalg.norm(centre))) > 1e-6 else unit[0]
    for step in range(_ROUNDS):
        farthest = unit[int(np.argmin(unit @ centre))]
        moved = centre + (farthest - centre) / (step + 2)
        if (norm := float(np.linalg.norm(moved))) < 1e-6:
            break
        centre = moved / norm
    radius = float(np.degrees(np.arccos(np.clip((unit @ centre).min(), -1, 1))))
    return (float(np.degrees(np.arctan2(centre[1], centre[0]))), float(np.degrees(np.arcsin(centre[2])))), radius


def _region(degrees: Points, centre: tuple[float, float]) -> Frame:
    projection = Region(*centre)
    plane = projection.points(degrees)
    low, high = plane.min(axis=0), plane.max(axis=0)
    span = (high - low) * (1 + 2 * MARGIN)
    middle = (low + high) / 2
    width = max(float(span[0]), float(span[1]) / HEIGHT_SHARES[1], LEAST_SPAN_KM / EARTH_RADIUS_KM)
    share = min(max(float(span[1]) / width, HEIGHT_SHARES[0]), HEIGHT_SHARES[1])
    height = width * share
    return Frame(
        projection, float(middle[0]) - width / 2, float(middle[1]) + height / 2, WIDTH / width, round(WIDTH * share)
    )


def _world(degrees: Points) -> Frame:
    projection = World(_middle(degrees[:, 0]))
    edge = projection.sphere()
    low = min(WORLD_LATITUDES[0], float(degrees[:, 1].min()) - 5)
    high = max(WORLD_LATITUDES[1], float(degrees[:, 1].max()) + 5)
    rows = projection.points(
        np.array([[projection.longitude, max(low, -90.0)], [projection.longitude, min(high, 90.0)]])
    )
    width = float(np.ptp(edge[:, 0]))
    scale = WIDTH / width
    return Frame(projection, -width / 2, float(rows[1, 1]), scale, round(float(rows[1, 1] - rows[0, 1]) * scale))


def _middle(longitudes: Points) -> float:
    """The usual middle, or the one whose cut lies in the widest gap between points."""
    cut = (USUAL_MIDDLE + 180.0) % 360
    away = np.abs((longitudes - cut + 180) % 360 - 180)
    if away.min() >= EDGE_DEGREES:
        return USUAL_MIDDLE
    around = np.sort(longitudes % 360)
    gaps = np.diff(np.concatenate((around, around[:1] + 360)))
    widest = int(np.argmax(gaps))
    return float((around[widest] + gaps[widest] / 2 + 180 + 180) % 360 - 180)
