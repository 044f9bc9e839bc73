"""What the public events that a text names say of its day: the news of the text, or its background.

Each event gets the probability that it is the news (a logistic model over where and how it is named), and by its level of
that probability a factor whose weights stand one a bin of days since the event.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pipelines.encoder.heads import chance_of
from pipelines.enrich.dating.bins import EVENT_LEVELS, Factor, event_bins
from pipelines.enrich.dating.events import Match
from pipelines.timex import Mention

BESIDE_CHARS = 90
"""A time expression this close to an event mostly says when it was."""
_SPAN_STEPS = (40, 100, 250, 700, 2500)
_START_STEPS = (120, 400, 1200, 4000)
_LEVEL_EDGES = (0.02, 0.05, 0.12, 0.25, 0.45, 0.65)
_CLOSE_DAYS = 10
"""Events this near to one another are one piece of news, or news of the same days."""
_SHOWN_CHARS = 160
"""A longer stretch is shown by its first characters."""


def event_factors(
    mentions: Sequence[Mention], found: Sequence[Match], weights: Mapping[str, float], bound: date
) -> Iterator[Factor]:
    """A factor for each event that the text names.

    Args:
        mentions: Time expressions of the article, in order.
        found: Events that it may speak of.
        weights: Of the logistic model, by feature.
        bound: The day of collection; a happening after it cannot be meant.
    """
    matches = [m for m in found if m.event.first <= bound + timedelta(days=366)]
    for match, active in zip(matches, features(matches, mentions), strict=True):
        logit = sum(weights.get(name, 0.0) for name in active)
        level = bisect_left(_LEVEL_EDGES, chance_of(logit))
        event = match.event
        sort = "scheduled" if event.is_scheduled else "happening"
        near = sum(abs((m.event.first - event.first).days) <= _CLOSE_DAYS for m in matches)
        share = near**-0.5
        kinds = [f"event_{sort}_{min(level, EVENT_LEVELS - 1)}"]
        kinds += [f"event_{name}" for name in ("weekday_same", "day_same") if name in active]
        for kind in kinds:
            yield Factor(
                kind,
                event_bins(event.first, event.last),
                span=(match.start, min(match.end, match.start + _SHOWN_CHARS)),
                window=(None if event.is_scheduled else event.first, None),
                label=event.name,
                share=share,
            )


def features(matches: Sequence[Match], mentions: Sequence[Mention]) -> Iterator[list[str]]:
    """The active features of each matched event, for the logistic model."""
    starts = [mention.timex.start for mention in mentions]
    years = {
        m.timex.year for m in mentions if m.timex.year and m.direction <= 0 and m.timex.form in {"day", "month", "year"}
    }
    for match in matches:
        active = ["bias", *_form_of(match), *_company(match, matches)]
        later = sum(year > match.event.last.year for year in years)
        active += [f"later_year_{min(later, 2)}"] if later else []
        low = bisect_left(starts, match.start - BESIDE_CHARS)
        high = bisect_left(starts, match.end + BESIDE_CHARS)
        if match.end - match.start <= _SPAN_STEPS[3]:
            active += sorted({name for mention in mentions[low:high] for name in _beside(match, mention)})
        yield active


def _form_of(match: Match) -> list[str]:
    """How the text names the event: where, in how few words, how often."""
    event, length = match.event, match.end - match.start
    active = [f"span_{step}" for step in _SPAN_STEPS if length <= step]
    active += [f"start_{step}" for step in _START_STEPS if match.start <= step]
    active += [f"more_{count}" for count in (1, 2, 3) if match.more_count >= count]
    active += [f"mentions_{count}" for count in (2, 3, 6) if match.mention_count >= count]
    active += [f"own_{count}" for count in (1, 2, 4) if match.own_count >= count]
    active += [f"missing_{count}" for count in (1, 2) if match.missing_count >= count]
    active += [f"names_{min(match.has_names, 3)}", f"groups_{min(len(event.groups), 4)}"]
    if length <= _SPAN_STEPS[2] and match.start <= _START_STEPS[1]:
        active.append("tight_lead")
        if match.more_count:
            active.append("tight_lead_more")
    if event.is_scheduled:
        active.append("scheduled")
    if event.last > event.first:
        active.append("long" if (event.last - event.first).days > _CLOSE_DAYS else "days")
    return active


def _company(match: Match, matches: Sequence[Match]) -> list[str]:
    """Which other events the text names: later ones make this one background, near ones agree with it."""
    others = [m for m in matches if m is not match]
    tight = [m for m in others if m.end - m.start <= _SPAN_STEPS[2]]
    far = match.event.last + timedelta(days=_CLOSE_DAYS)
    later = sum(m.event.first > far and not m.event.is_scheduled for m in tight)
    near = sum(abs((m.event.first - match.event.first).days) <= _CLOSE_DAYS for m in others)
    earlier = sum((match.event.first - m.event.last).days > _CLOSE_DAYS for m in tight)
    return [
        *(f"later_{count}" for count in (1, 2, 4) if later >= count),
        *(f"near_{count}" for count in (1, 2) if near >= count),
        *(f"earlier_{count}" for count in (1, 3) if earlier >= count),
    ]


def _beside(match: Match, mention: Mention) -> Iterator[str]:
    """What a time expression near the event says of it."""
    timex, event = mention.timex, match.event
    if timex.year is not None and timex.form in {"day", "month", "year"}:
        yield "year_same" if event.first.year <= timex.year <= event.last.year else "year_other"
        return
    if timex.form == "weekday" and timex.weekday and timex.base == "dct":
        days = (event.last - event.first).days
        inside = (timex.weekday - event.first.isoweekday()) % 7 <= days
        if mention.direction > 0:
            yield "weekday_ahead"
        elif timex.shift == -1:
            yield "weekday_last"
        else:
            yield "weekday_same" if inside and not days else "weekday_inside" if inside else "weekday_other"
    elif timex.form == "day" and timex.month and timex.day:
        yield "day_same" if (timex.month, timex.day) == (event.first.month, event.first.day) else "day_other"
    elif timex.form == "month" and timex.month:
        yield "month_same" if timex.month == event.first.month else "month_other"
    elif timex.form == "unit" and timex.base == "dct":
        yield f"unit_{timex.unit}_{timex.shift or 0}"
    elif timex.form == "shift":
        yield f"shift_{timex.unit}"
    elif timex.form in {"deictic", "weekend", "duration"}:
        yield timex.form
