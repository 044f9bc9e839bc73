"""Learns which of the public events that an article names is its news: a logistic model over the matches of the event table."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch

from pipelines.enrich.dating.events import EventIndex, Match
from pipelines.enrich.dating.inference import load_sources
from pipelines.enrich.dating.reported import features
from pipelines.timex import read_times
from pipelines.training.times.corpora import Dated

NEWS_DAYS = 8
"""News of an event is written up to this long after it; of one known ahead, also this long before."""
RIDGE = 1.0
STEPS = 300


def examples(articles: Sequence[Dated], index: EventIndex) -> Iterator[tuple[int, Match, list[str], bool]]:
    """Each article's matches with their features, and whether the event is news on the day of the article."""
    for number, article in enumerate(articles):
        matches = index.matches(article.text)
        mentions = list(read_times(article.text, None)) if matches else []
        for match, active in zip(matches, features(matches, mentions), strict=True):
            yield number, match, active, is_news(match, article)


def is_news(match: Match, article: Dated) -> bool:
    """True when the article is of the days of the event, or right after it."""
    before, after = (article.day - match.event.first).days, (article.day - match.event.last).days
    return (before >= 0 or (match.event.is_scheduled and before >= -NEWS_DAYS)) and after <= NEWS_DAYS


def train_news(articles: Sequence[Dated]) -> dict[str, float]:
    """Weights by feature; each article counts as one, however many events it names."""
    found = list(examples(articles, load_sources().events))
    names = sorted({name for _, _, active, _ in found for name in active})
    columns = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(found), len(names)))
    for row, (_, _, active, _) in zip(x, found, strict=True):
        row[[columns[name] for name in active]] = 1.0
    counts = np.bincount([number for number, *_ in found], minlength=len(articles))
    weights = torch.tensor([1.0 / np.sqrt(counts[number]) for number, *_ in found])
    truth = torch.tensor([float(label) for *_, label in found], dtype=torch.float64)
    data = torch.tensor(x)
    w = torch.zeros(len(names), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for _ in range(STEPS):
        optimiser.zero_grad()
        loss = (torch.nn.functional.binary_cross_entropy_with_logits(data @ w, truth, reduction="none") * weights).sum()
        (loss + RIDGE * (w**2).sum()).backward()
        optimiser.step()
    print(
        "matches",
        len(found),
        "news",
        int(truth.sum()),
        "loss",
        round(float(loss.detach() / weights.sum()), 4),
        flush=True,
    )
    return {name: round(float(value), 3) for name, value in zip(names, w.detach().numpy(), strict=True)}
