"""From longitude and latitude to a plane, so that places near a pole or the date line are drawn like any others.

A region is drawn in Lambert's azimuthal equal-area projection about its own centre (Snyder, Map Projections: A Working Manual, 1987,
chapter 24): no meridian is special to it. The world is drawn in Equal Earth (Savric, Patterson and Jenny 2018), cut at the
meridian opposite to the middle. Both keep areas, so that a tint is as large as its country.
"""

from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from pipelines.pictures.outlines import Points

MAX_STEP_DEGREES = 2.0
"""Longer steps of an outline are divided, so that a border along a parallel is drawn as the curve that it is."""
HORIZON_DEGREES = 110.0
"""How far from its centre a region's outlines are drawn; its frame lies well inside (see `MAX_RADIUS_DEGREES`)."""
MAX_RADIUS_DEGREES = 62.0
"""Points that lie further from their middle are drawn on a map of the world."""
_EQUAL_EARTH = (1.340264, -0.081106, 0.000893, 0.003796)


class Projection(Protocol):
    """How points of the globe come to the plane; x to the right, y upwards, in radii of the globe."""

    def points(self, degrees: Points) -> Points:
        """Return the plane coordinates of points."""

    def rings(self, ring: Points) -> list[Points]:
        """Return the plane rings that a closed ring of the globe becomes; none when it cannot be seen."""

    def lines(self, line: Points) -> list[Points]:
        """Return the plane lines that a line of the globe becomes."""


def vectors(degrees: Points) -> Points:
    """Return points as unit vectors."""
    longitude, latitude = np.radians(degrees[:, 0]), np.radians(degrees[:, 1])
    return np.column_stack(
        (np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude))
    )


def divided(degrees: Points) -> Points:
    """Return a line whose steps are at most `MAX_STEP_DEGREES`, with longitudes that run on over the date line."""
    unwrapped = np.column_stack((np.unwrap(degrees[:, 0], period=360.0), degrees[:, 1]))
    steps = np.maximum(np.ceil(np.abs(np.diff(unwrapped, axis=0)).max(axis=1) / MAX_STEP_DEGREES), 1).astype(int)
    if steps.size == 0 or steps.max() == 1:
        return unwrapped
    at = np.concatenate([np.arange(n) / n + i for i, n in enumerate(steps)] + [np.array([float(len(steps))])])
    known = np.arange(len(unwrapped))
    return np.column_stack((np.interp(at, known, unwrapped[:, 0]), np.interp(at, known, unwrapped[:, 1])))


def clipped(ring: Points, axis: int, limit: float, sign: int) -> Points:
    """Return the part of a ring where `sign * coordinate <= sign * limit` (Sutherland and Hodgman 1974)."""
    if len(ring) == 0:
        return ring
    inside = sign * ring[:, axis] <= sign * limit
    if inside.all():
        return ring
    following, is_next_inside = np.roll(ring, -1, axis=0), np.roll(inside, -1)
    kept: list[Points] = []
    for point, after, here, there in zip(ring, following, inside, is_next_inside, strict=True):
        if here:
            kept.append(point)
        if here != there:
            share = (limit - point[axis]) / (after[axis] - point[axis])
            kept.append(point + share * (after - point))
    return np.array(kept) if kept else ring[:0]


@dataclass(frozen=True, slots=True)
class Region:
    """Lambert's azimuthal equal-area projection about a centre in degrees."""

    longitude: float
    latitude: float

    def _turned(self, degrees: Points) -> Points:
        """Unit vectors with the centre as the first axis, east as the second and north as the third."""
        turn, tilt = np.radians(self.longitude), np.radians(self.latitude)
        x, y, z = vectors(degrees).T
        along, east = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
        return np.column_stack((along * np.cos(tilt) + z * np.sin(tilt), east, z * np.cos(tilt) - along * np.sin(tilt)))

    @staticmethod
    def _flat(turned: Points) -> Points:
        scale = np.sqrt(2 / np.maximum(1 + turned[:, 0], 1e-9))
        return turned[:, 1:] * scale[:, None]

    def points(self, degrees: Points) -> Points:
        """Return the plane coordinates of points."""
        return self._flat(self._turned(degrees))

    def rings(self, ring: Points) -> list[Points]:
        """Return what of a ring lies before the horizon; a country is small enough for its cut to stay outside the frame."""
        seen = clipped(self._turned(divided(ring)), 0, float(np.cos(np.radians(HORIZON_DEGREES))), -1)
        return [self._flat(seen / np.linalg.norm(seen, axis=1)[:, None])] if len(seen) > 2 else []

    def lines(self, line: Points) -> list[Points]:
        """Return the stretches of a line before the horizon."""
        turned = self._turned(divided(line))
        return [self._flat(part) for part in _runs(turned, turned[:, 0] >= np.cos(np.radians(HORIZON_DEGREES)))]


@dataclass(frozen=True, slots=True)
class World:
    """Equal Earth about a middle meridian in degrees."""

    longitude: float

    def points(self, degrees: Points) -> Points:
        """Return the plane coordinates of points."""
        wrapped = (degrees[:, 0] - self.longitude + 180) % 360 - 180
        return self._flat(np.column_stack((wrapped, degrees[:, 1])))

    @staticmethod
    def _flat(degrees: Points) -> Points:
        """Coordinates of points whose longitude counts from the middle, -180 to 180."""
        one, two, three, four = _EQUAL_EARTH
        angle = np.arcsin(np.sqrt(3) / 2 * np.sin(np.radians(degrees[:, 1])))
        square = angle * angle
        sixth = square * square * square
        slope = 9 * four * sixth * square + 7 * three * sixth + 3 * two * square + one
        x = 2 * np.sqrt(3) * np.radians(degrees[:, 0]) * np.cos(angle) / (3 * slope)
        return np.column_stack((x, angle * (four * sixth * square + three * sixth + two * square + one)))

    def _windows(self, degrees: Points) -> list[Points]:
        """The line as it lies for the turns of the globe in which some of it is seen; longitudes count from the middle."""
        shifted = degrees - np.array([self.longitude, 0.0])
        least, most = shifted[:, 0].min(), shifted[:, 0].max()
        turns = range(int(np.floor((-180 - most) / 360)), int(np.ceil((180 - least) / 360)) + 1)
        moved = (shifted + np.array([360.0 * turn, 0.0]) for turn in turns)
        return [line for line in moved if line[:, 0].max() > -180 and line[:, 0].min() < 180]

    def rings(self, ring: Points) -> list[Points]:
        """Return the parts of a ring on either side of the cut; one that goes around a pole is closed over it."""
        unwrapped = divided(ring)
        round_trip = unwrapped[-1, 0] - unwrapped[0, 0]
        if abs(round_trip) > 180:
            unwrapped = _over_the_pole(unwrapped, round_trip)
        cut = (clipped(clipped(window, 0, 180, 1), 0, -180, -1) for window in self._windows(unwrapped))
        return [self._flat(divided_plainly(part)) for part in cut if len(part) > 2]

    def lines(self, line: Points) -> list[Points]:
        """Return the stretches of a line on either side of the cut."""
        windows = self._windows(divided(line))
        return [self._flat(part) for window in windows for part in _runs(window, np.abs(window[:, 0]) <= 180)]

    def sphere(self) -> Points:
        """Return the ring of the whole globe's edge."""
        latitudes = np.arange(-90.0, 91.0, MAX_STEP_DEGREES)
        east = np.column_stack((np.full_like(latitudes, 180.0), latitudes))
        return self._flat(np.concatenate((east, east[::-1] * np.array([-1.0, 1.0]))))


def divided_plainly(ring: Points) -> Points:
    """Return a closed ring with its long steps divided, longitudes as they are."""
    closed = np.concatenate((ring, ring[:1]))
    parts = []
    for begin, end in pairwise(closed):
        count = max(1, int(np.ceil(np.abs(end - begin).max() / MAX_STEP_DEGREES)))
        parts.append(begin + (end - begin) * (np.arange(count) / count)[:, None])
    return np.concatenate(parts)


def _over_the_pole(ring: Points, round_trip: float) -> Points:
    """Three turns of a ring about a pole, so that every window finds its whole width, closed along the pole's parallel."""
    turns = np.concatenate([ring + np.array([round_trip * turn, 0.0]) for turn in (-1, 0, 1)])
    pole = -90.0 if ring[:, 1].mean() < 0 else 90.0
    return np.concatenate((turns, np.array([[turns[-1, 0], pole], [turns[0, 0], pole]])))


def _runs(line: Points, is_seen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[Points]:
    """The stretches of a line that are seen, of two points or more."""
    edges = np.flatnonzero(np.diff(is_seen)) + 1
    parts = np.split(np.arange(len(line)), edges)
    return [line[part] for part in parts if len(part) > 1 and is_seen[part[0]]]
