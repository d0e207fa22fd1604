"""What is held about a person, as JSON lines that are read as they are sent."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import QuerySet

from community.imports.rejects import original_text
from community.models import ImportReject, Member, Message
from moderation.members.brought import is_about
from moderation.members.persons import Person, all_of_person
from moderation.models import Assessment, Case, CaseEvent

A_QUERY = 200
OF_A_MESSAGE = (
    *("external_id", "kind", "title", "text", "guest_name", "posted_at", "received_at", "edited_at", "removed_at"),
    *("revision", "parent_external_id", "thread_external_id", "rating", "reactions", "reports", "views", "url"),
    *("language", "tags", "attachments", "from_staff", "automated", "internal"),
)
OF_AN_ASSESSMENT = ("revision", "assessed_at", "engine", "language", "compound", "priority")
OF_A_FINDING = ("severity", "excerpt", "reason")
OF_A_CASE = ("opened_at", "opened_for", "severity", "priority", "decision", "closed_at", "outcome")
OF_AN_ESCALATION = ("made_at", "asks", "answered_at", "answer", "closed_at")
OF_WHAT_WENT_OUT = ("kind", "text", "state", "made_at", "done_at")

Line = dict[str, Any]
encode = json.JSONEncoder(ensure_ascii=False, default=DjangoJSONEncoder().default).encode


def lines_about(member: Member) -> Iterator[str]:
    """Yield a JSON line for each thing that is held about a member, joined members included."""
    for each in all_of_person(member):
        yield from map(encode, _held_about(Person(each)))


def _held_about(person: Person) -> Iterator[Line]:
    yield _member(person.member)
    messages = person.messages.select_related("channel").prefetch_related(
        "earlier_texts", "assessments__findings__version"
    )
    yield from map(_message, _in_order(messages))
    cases = Case.objects.filter(author=person.member)
    yield from map(
        _case, _in_order(cases.select_related("message").prefetch_related("events", "escalations", "outbox"))
    )
    rejects = ImportReject.objects.filter(run__channel__source=person.source).select_related("run")
    yield from (_reject(reject) for reject in _in_order(rejects) if is_about(person, reject))


def _in_order(rows: QuerySet[Any]) -> Iterator[Any]:
    """Yield rows by key, some at a time."""
    last = 0
    # One query for all would hold them all in memory.
    while some := list(rows.filter(pk__gt=last).order_by("pk")[:A_QUERY]):
        yield from some
        last = some[-1].pk


def _columns(row: Any, names: Iterable[str]) -> Line:
    return {name: getattr(row, name) for name in names}


def _member(member: Member) -> Line:
    said = _columns(member, ("external_id", "name", "role", "first_seen_at"))
    roles = [_columns(role, ("role", "since", "until")) for role in member.roles.all()]
    return {"held": "member", "source": member.source.name, **said, "roles": roles}


def _message(message: Message) -> Line:
    earlier = [_columns(text, ("revision", "title", "text", "replaced_at")) for text in message.earlier_texts.all()]
    assessments = [_assessment(each) for each in message.assessments.all()]
    said = {"held": "message", "channel": message.channel.slug, **_columns(message, OF_A_MESSAGE)}
    return {**said, "earlier_texts": earlier, "assessments": assessments}


def _assessment(assessment: Assessment) -> Line:
    found = [
        {"guideline": finding.version.name, **_columns(finding, OF_A_FINDING)} for finding in assessment.findings.all()
    ]
    return {**_columns(assessment, OF_AN_ASSESSMENT), "words": assessment.words, "findings": found}


def _case(case: Case) -> Line:
    said = {"held": "case", "case": case.pk, "message": case.message.external_id, **_columns(case, OF_A_CASE)}
    return {
        **said,
        "events": [_event(event) for event in case.events.all()],
        "escalations": [_columns(each, OF_AN_ESCALATION) for each in case.escalations.all()],
        "sent": [_columns(row, OF_WHAT_WENT_OUT) for row in case.outbox.all() if row.kind not in row.NOTICES],
    }


def _event(event: CaseEvent) -> Line:
    # Colleagues are no part of what is held about a member, so they are not named.
    by = "the desk" if event.actor_id else "Parley"
    decided = {"action": event.facts["action"]} if "action" in event.facts else {}
    return {"at": event.at, "kind": event.kind, "by": by, **decided, "text": event.why}


def _reject(reject: ImportReject) -> Line:
    said = {"import": reject.run_id, "line": reject.line, "reason": reject.reason}
    return {"held": "rejected record", **said, "original": original_text(reject)}
