"""Take a person's name and words out of the texts of others."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Model, QuerySet
from django.db.models.fields.json import KT
from django.utils import timezone

from community.models import Message, MessageText, RunChange
from moderation.changes import held_for_all
from moderation.members.held import PERSONAL
from moderation.members.persons import Person
from moderation.models import Finding, PendingAssessment
from moderation.policy.members import ERASED, Rest, Traces, quotes_of

A_SLICE = 2_000
# In one transaction, as each row takes some statements and others wait for the lock.
A_WRITE = 200
# Of texts whose quotes are looked for at once, as each letter begins a run.
LETTERS_AT_ONCE = 200_000
Row = tuple[Any, ...]


def tables_of_others() -> list[str]:
    return [label for label, table in PERSONAL.items() if table.scope]


def take_names_out(label: str, person: Person, after: int) -> int | None:
    """Take the person's name out of the next rows of a table. Returns the last key, or None at the end."""
    table = PERSONAL[label]
    where = person.source if table.scope.endswith("source") else person.community
    rows = _model(label)._default_manager.filter(**{table.scope: where}, pk__gt=after)
    with _held(label, person):
        return take_out_of_rows(label, rows, person.traces)


@contextmanager
def _held(label: str, person: Person) -> Iterator[None]:
    """Hold the community where an import may add to a row that it read before."""
    if label != "community.RunChange":
        yield
        return
    with transaction.atomic():
        held_for_all(person.member.source.community)
        yield


def take_quotes_out(person: Person, messages: Collection[int]) -> None:
    """Take quotes of these messages out of what others said in their conversations, and of the cases there."""
    said = Message.objects.filter(pk__among=messages)
    earlier = MessageText.objects.filter(message__among=messages)
    texts: dict[int, list[str]] = {}
    for rows, way in ((said, "conversation"), (earlier, "message__conversation")):
        for conversation, *both in rows.values_list(way, "title", "text"):
            texts.setdefault(conversation, []).extend(both)
    moved = _moved_away(person, said)
    for conversation, own in texts.items():
        for some in _batches(own):
            if quoted := quotes_of(some):
                traces = Traces(quoted=quoted)
                _take_quotes_out_of(person, conversation, traces, messages)
                _take_quotes_out_of_earlier(person, moved[conversation], traces)


def _moved_away(person: Person, said: QuerySet[Message]) -> Mapping[int, list[int]]:
    """Return messages that answered these before an import, by the conversation of what they answered."""
    places = dict(said.values_list("external_id", "conversation"))
    changes = RunChange.objects.filter(message__source=person.source, was__has_key="parent_external_id")
    moved = defaultdict[int, list[int]](list)
    for message, parent in changes.values_list("message", KT("was__parent_external_id")).iterator():
        if parent in places:
            moved[places[parent]].append(message)
    return moved


def _take_quotes_out_of(person: Person, conversation: int, traces: Traces, besides: Collection[int]) -> None:
    for label, way in WAYS_TO_CONVERSATIONS.items():
        rows = _model(label)._default_manager.filter(**{way: conversation})
        if label in OWN:
            # What the person wrote themselves is emptied anyhow.
            rows = rows.exclude(**{OWN[label]: person.member})
        if label == "community.Message":
            rows = rows.exclude(pk__among=besides)
        _take_out_of_all(label, rows, person, traces)


def _take_quotes_out_of_earlier(person: Person, messages: Collection[int], traces: Traces) -> None:
    for model in (MessageText, RunChange) if messages else ():
        rows = model._default_manager.filter(message__among=messages)
        _take_out_of_all(model._meta.label, rows, person, traces)


def _take_out_of_all(label: str, rows: QuerySet[Any], person: Person, traces: Traces) -> None:
    after: int | None = 0
    while after is not None:
        with _held(label, person):
            after = take_out_of_rows(label, rows.filter(pk__gt=after), traces)


WAYS_TO_CONVERSATIONS = {
    "community.Message": "conversation",
    "community.MessageText": "message__conversation",
    "community.RunChange": "message__conversation",
    "moderation.CaseEvent": "case__message__conversation",
    "moderation.Escalation": "message__conversation",
    "moderation.Outbox": "case__message__conversation",
}
OWN = {"community.Message": "author", "community.MessageText": "message__author"}


def _batches(texts: Iterable[str]) -> Iterable[list[str]]:
    batch: list[str] = []
    for text in texts:
        batch.append(text)
        if sum(map(len, batch)) > LETTERS_AT_ONCE:
            yield batch
            batch = []
    yield batch


def take_out_of_rows(label: str, rows: QuerySet[Any], traces: Traces) -> int | None:
    """Take it out of the next of these rows. Returns the last key, or None at the end."""
    columns = PERSONAL[label].of_others
    some = list(rows.order_by("pk").values_list("pk", *columns)[:A_SLICE])
    changed = {row[0]: rests for row in some if (rests := _changes(columns, row[1:], traces))}
    before = {row[0]: dict(zip(columns, row[1:], strict=True)) for row in some if row[0] in changed}
    keys = list(changed)
    for start in range(0, len(keys), A_WRITE):
        _write(label, before, {pk: changed[pk] for pk in keys[start : start + A_WRITE]})
    return some[-1][0] if len(some) == A_SLICE else None


def _changes(columns: Sequence[str], values: Row, traces: Traces) -> dict[str, Any]:
    """Return what is left of the columns in which something was taken out."""
    left = {}
    for name, value in zip(columns, values, strict=True):
        rest = traces.take_out(value) if isinstance(value, str) else Rest(traces.take_out_of(value))
        if rest.text != value:
            left[name] = rest
    return left


@transaction.atomic
def _write(label: str, before: dict[int, dict[str, Any]], changed: dict[int, dict[str, Rest]]) -> None:
    model = _model(label)
    if model is Message:
        # A worker that judges one of them now loses its row, so that it writes no excerpt of the text as it was.
        now, waiting = timezone.now(), PendingAssessment.objects.filter(message__among=changed)
        list(waiting.order_by("message_id").select_for_update().values_list("pk"))
        waiting.update(token=None, due_at=now)
    for pk, rests in changed.items():
        # Whoever has written the text anew meanwhile has not written what was found.
        same = {name: before[pk][name] for name in rests if isinstance(before[pk][name], str)}
        left = {name: rest.text for name, rest in rests.items()}
        if model._default_manager.filter(pk=pk, **same).update(**left) and model in (Message, MessageText):
            _move_findings(model, pk, rests)


def _move_findings(model: type[Model], pk: int, rests: dict[str, Rest]) -> None:
    """Have the findings of a text mark the same words as before."""
    text = model._default_manager.values_list("pk" if model is Message else "message", "revision").get(pk=pk)
    found = Finding.objects.filter(assessment__message=text[0], assessment__revision=text[1], part__in=rests)
    for finding in found:
        rest = rests[finding.part]
        if any(start < finding.end and finding.start < end for start, end in rest.cuts):
            finding.excerpt = finding.reason = finding.rule = ERASED
        finding.start, finding.end = rest.moved(finding.start, finding.end)
        finding.save(update_fields=["excerpt", "reason", "rule", "start", "end"])


def _model(label: str) -> type[Model]:
    return apps.get_model(label)
