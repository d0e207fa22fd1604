"""Where a message's time goes, part by part, in this process and without RQ: where to look before making it faster."""

from time import perf_counter

from django.conf import settings
from django.utils import timezone

from moderation import rulebook
from moderation.pipeline.facts import Context, load
from moderation.pipeline.finish import Judged, finish
from moderation.pipeline.lease import Lease, lease
from moderation.policy.judge import judge, scored
from moderation.policy.language import identify

PARTS = ("lease", "load", "language", "sentiment", "checks", "rest of judge", "finish")


class Clock:
    """Seconds by part; each is what went by since the last one ended."""

    def __init__(self) -> None:
        self.spent = dict.fromkeys(PARTS, 0.0)
        self.last = perf_counter()

    def start(self) -> None:
        self.last = perf_counter()

    def end(self, part: str) -> None:
        self.spent[part] += perf_counter() - self.last
        self.start()


def microseconds() -> dict[str, float]:
    """Assess all that is due, and tell what a message took of each part; judging is done in parts and as a whole."""
    clock, messages = Clock(), 0
    while held := lease(timezone.now(), settings.BATCH_SIZE):
        clock.end("lease")
        messages += step(held, clock)
        clock.start()
    return {part: 1e6 * seconds / messages for part, seconds in clock.spent.items()}


def step(held: Lease, clock: Clock) -> int:
    rows = list(load(held, timezone.now()))
    clock.end("load")
    by_part = in_parts([context for _, context in rows], clock)
    judged = [
        Judged(row, context, judge(context.facts, rulebook.compiled(context.rule_set_id), context.thresholds))
        for row, context in rows
    ]
    clock.end("rest of judge")
    # The parts that were timed alone are in the whole once more.
    clock.spent["rest of judge"] -= by_part
    clock.start()
    done = finish(held, judged, [], timezone.now())
    clock.end("finish")
    return done


def in_parts(contexts: list[Context], clock: Clock) -> float:
    """Seconds of the three dear parts together, in the order in which they need each other."""
    before = sum(clock.spent.values())
    said = [each.facts.text if each.facts.text.strip() else each.facts.title for each in contexts]
    clock.start()
    languages = [identify(text, each.facts.channel_language) for text, each in zip(said, contexts, strict=True)]
    clock.end("language")
    sentiments = [scored(text, language)[0] for text, language in zip(said, languages, strict=True)]
    clock.end("sentiment")
    for each, sentiment, language in zip(contexts, sentiments, languages, strict=True):
        rulebook.compiled(each.rule_set_id).findings(each.facts, sentiment, language)
    clock.end("checks")
    return sum(clock.spent.values()) - before
