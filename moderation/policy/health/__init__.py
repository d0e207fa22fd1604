"""Figures of a health page, from daily counts.

An unknown figure is None and never 0.
"""

from moderation.policy.health.days import Day
from moderation.policy.health.figures import (
    Attainment,
    Cases,
    Clocks,
    Engagement,
    Figures,
    Messages,
    Response,
    Targets,
    Times,
    Tone,
    by_day,
    figures_by_channel,
    figures_of,
)

__all__ = [
    "Attainment",
    "Cases",
    "Clocks",
    "Day",
    "Engagement",
    "Figures",
    "Messages",
    "Response",
    "Targets",
    "Times",
    "Tone",
    "by_day",
    "figures_by_channel",
    "figures_of",
]
