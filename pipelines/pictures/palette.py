"""The colours of pages and pictures, for light and dark displays, and how far two of them stand apart (WCAG 2.2).

A name means the same in both; the style sheet takes them as variables.
"""

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#fdfcf9",
    "panel": "#f4f1ea",
    "ink": "#1c1b19",
    "muted": "#5a564e",
    "rule": "#d8d2c5",
    "link": "#1b4b7a",
    "accent": "#8c1d18",
    "mark": "#ffe79a",
    "mark-ink": "#1c1b19",
    "sea": "#e6ecee",
    "land": "#f7f4ed",
    "border": "#a9a294",
    "tint-1": "#f0e3d2",
    "tint-2": "#e9d3b7",
    "tint-3": "#dfbf98",
    "dot": "#8c1d18",
    "bar": "#8c1d18",
    "bar-2": "#1b4b7a",
    "bar-3": "#4f6b2a",
    "bar-4": "#7a4b8f",
    "bar-5": "#6b5d1f",
    "bar-6": "#2b6b6b",
}
DARK: Mapping[str, str] = {
    "paper": "#15171a",
    "panel": "#1d2024",
    "ink": "#e9e6df",
    "muted": "#aaa598",
    "rule": "#3a3e44",
    "link": "#8fbde8",
    "accent": "#f08a7c",
    "mark": "#5d4a00",
    "mark-ink": "#fff6d6",
    "sea": "#10161b",
    "land": "#262a2f",
    "border": "#5b6169",
    "tint-1": "#33302c",
    "tint-2": "#433b32",
    "tint-3": "#564736",
    "dot": "#f08a7c",
    "bar": "#f08a7c",
    "bar-2": "#8fbde8",
    "bar-3": "#b1cf86",
    "bar-4": "#d3aee5",
    "bar-5": "#d9c873",
    "bar-6": "#86cfcf",
}
SERIES = ("bar", "bar-2", "bar-3", "bar-4", "bar-5", "bar-6")
"""Colours of the series of a chart, in order."""


def variables(colours: Mapping[str, str]) -> str:
    """Return the colours as declarations of CSS variables."""
    return "".join(f"--{name}:{value};" for name, value in colours.items())


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours `#rrggbb`, 1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Relative luminance in sRGB, as WCAG 2.2 defines it."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
