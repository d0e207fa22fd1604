"""Stage "disguises", which findings survive a disguise."""

import random
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from moderation.bench import corpus, pace
from moderation.bench.disguises import RULES, found, recalls
from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.policy.guidelines import RuleSet

MUST_BE, AIM = 0.65, 0.75
LONGEST = 200
WORST = 8
SENTENCES = (
    "immigrants are vermin",
    "i fucking hate muslims",
    "you are a fucking idiot",
    "ur such a loser lol",
    "shut the fuck up",
    "I'll kill you",
    "just kill yourself",
    "I will sue you for this",
    "see you in court",
    "i want to kill myself",
    "game keeps crashing since the patch",
)


class NothingFound(Exception):
    """A corpus in which nothing is found clean, so that nothing can be disguised."""


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = list(islice(texts_with_findings(sizes), sizes.disguised))
    if not texts:
        raise NothingFound("The starter guidelines find nothing in these texts.")
    return report_of(texts, RULES)


def report_of(texts: Sequence[str], rules: RuleSet) -> Report:
    measured = dict(recalls(texts, rules))
    mean = sum(measured.values()) / len(measured)
    what = f"found of what is found clean, mean of {len(measured)} tricks"
    worst = sorted(measured, key=measured.__getitem__)[:WORST]
    counted = {"texts": len(texts), "worst": {name: measured[name] for name in worst}}
    return Report([Figure(what, mean, must=MUST_BE, aim=AIM)], pace.ref_rate(texts), counted)


def texts_with_findings(sizes: Sizes) -> Iterator[str]:
    """Yield short texts in which something is found, the same ones each time."""
    if sizes.corpus_file:
        texts = corpus.texts_of(Path(sizes.corpus_file))
        # A file may be sorted by what is in it.
        random.Random(sizes.disguised).shuffle(texts)
    else:
        texts = [*SENTENCES, *corpus.texts(sizes.corpus)]
    return (text for text in texts if can_be_disguised(text) and found(RULES, text))


def can_be_disguised(text: str) -> bool:
    """Tell whether a text is short and has no disguise yet."""
    return len(text) < LONGEST and text.isascii() and "&" not in text
