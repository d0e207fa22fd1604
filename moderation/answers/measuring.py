"""Measure the answers that are told of written conversations against those that people gave.

A scene is a line of JSON with a shape ("tree", "two_levels" or "flat") and its messages in order. A message has who
wrote it (`by`, blank for nobody known), its `text` and `minute`, the number of its `parent`, and whether it `waits` for
an answer or is of `staff`, `automated` or `internal`. One of staff says whom it `answers` by name: a list that is empty
for nobody, or null where people cannot tell either.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.answers.people import People
from moderation.answers.telling import Telling
from moderation.answers.values import RECENT, Around, Known, Near, StaffMessage, Wait, Whom

BEGUN = datetime(2026, 11, 16, 8, tzinfo=UTC)
HERE = 1


@dataclass(slots=True)
class Measure:
    """Counts over the staff messages of one shape.

    A question is asked where nobody can tell and somebody waits.
    """

    n: int = 0
    answered: int = 0
    wrong: int = 0
    asked: int = 0
    unneeded: int = 0
    by_way: Counter[str] = field(default_factory=Counter)
    wrong_by_way: Counter[str] = field(default_factory=Counter)
    mistakes: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {
            "n": self.n,
            "answered": self.answered,
            "precision": round(1 - self.wrong / self.answered, 3) if self.answered else None,
            "wrong": self.wrong,
            "asked": self.asked,
            "asked_share": round(self.asked / self.n, 3) if self.n else None,
            "asked_though_clear": self.unneeded,
            "by_way": dict(sorted(self.by_way.items())),
            "wrong_by_way": dict(sorted(self.wrong_by_way.items())),
        }


def measure_scenes(scenes: Iterable[Mapping[str, Any]]) -> dict[str, Measure]:
    """Return the measure of each shape, and of all."""
    measures = {"all": Measure()}
    for scene in scenes:
        for message, told, waits in tell_scene(scene["messages"]):
            for name in (scene["shape"], "all"):
                count(measures.setdefault(name, Measure()), message, told, waits=waits)
    return measures


def count(measure: Measure, message: Mapping[str, Any], told: tuple[list[str], str], *, waits: bool) -> None:
    names, way = told
    right = message["answers"]
    measure.n += 1
    if names:
        measure.answered += 1
        measure.by_way[way] += 1
        # Whoever is answered besides others was answered.
        if not set(names) <= set(right or ()):
            measure.wrong += 1
            measure.wrong_by_way[way] += 1
            measure.mistakes.append(f"{way}: {', '.join(names) or 'nobody'}, not {right}: {message['text']}")
    elif waits:
        measure.asked += 1
        measure.unneeded += right is not None and len(right) == 1


def tell_scene(messages: list[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], tuple[list[str], str], bool]]:
    """Yield each staff message that has a label with whom it is told to answer, how, and whether anybody waited."""
    names = sorted({each["by"] for each in messages if each["by"]})
    keys = {name: key for key, name in enumerate(names, 1)}
    near = {number: _near(number, each, keys) for number, each in enumerate(messages, 1)}
    written = [_staff_message(number, each, near) for number, each in enumerate(messages, 1) if _may_answer(each)]
    waits = [Wait(near[number]) for number, each in enumerate(messages, 1) if each.get("waits")]
    texts = {number: each["text"] for number, each in enumerate(messages, 1)}
    staff = {keys[each["by"]] for each in messages if each.get("staff") and each["by"]}
    people = People(
        [Known(key, HERE, name, name, "member") for name, key in keys.items()],
        [(HERE, key) for key in keys.values()],
        staff,
    )
    telling = Telling(written, Around(near, {HERE: waits}, texts), people)
    told = dict(telling.told())
    for number, each in enumerate(messages, 1):
        if "answers" in each:
            waiting = bool(telling.waits_before.get(number))
            yield each, _by_name(told.get(number, ()), names, messages), waiting


def _may_answer(message: Mapping[str, Any]) -> bool:
    return bool(message.get("staff")) and not (message.get("automated") or message.get("internal"))


def _near(number: int, message: Mapping[str, Any], keys: Mapping[str, int]) -> Near:
    return Near(
        number,
        HERE,
        HERE,
        HERE,
        keys.get(message["by"]),
        "",
        BEGUN + timedelta(minutes=message["minute"]),
        message.get("parent"),
        bool(message.get("staff")),
        bool(message.get("automated")),
        bool(message.get("internal")),
    )


def _staff_message(number: int, message: Mapping[str, Any], near: Mapping[int, Near]) -> StaffMessage:
    own = near[number]
    people = [key for key in range(number - 1, 0, -1) if not (near[key].automated or near[key].internal)]
    return StaffMessage(
        number,
        HERE,
        HERE,
        HERE,
        own.author,
        "comment",
        message["text"],
        from_staff=True,
        automated=False,
        internal=False,
        posted_at=own.posted_at,
        received_at=own.posted_at,
        removed_at=None,
        parent=own.parent,
        parent_external_id="",
        member=None,
        before=tuple(people[:RECENT]),
    )


def _by_name(told: Iterable[Whom], names: list[str], messages: list[Mapping[str, Any]]) -> tuple[list[str], str]:
    whom = [each for each in told if each.author or each.target]
    way = str(whom[0].way) if whom else ""
    return [names[each.author - 1] if each.author else messages[(each.target or 1) - 1]["by"] for each in whom], way
