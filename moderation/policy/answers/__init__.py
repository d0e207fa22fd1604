"""Whom a staff message answers."""

from moderation.policy.answers.values import UNKNOWN, WAY_WORDS, Above, Addressees, By, Named, Waiting, Way, Written
from moderation.policy.answers.whom import whom_it_answers

__all__ = [
    "UNKNOWN",
    "WAY_WORDS",
    "Above",
    "Addressees",
    "By",
    "Named",
    "Waiting",
    "Way",
    "Written",
    "whom_it_answers",
]
