"""A person whose id, name and words stand wherever they can, and where they are found."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from community.models import (
    Channel,
    ImportReject,
    ImportRun,
    ImportWarning,
    Member,
    MemberName,
    MemberRole,
    Message,
    MessageText,
    Person,
    RunChange,
    StaffEntry,
    StubAction,
    TakenBack,
)
from moderation.administration.roles import name_of_member
from moderation.models import Change, Outbox, PendingAssessment, Recount, Score, TakeBack, Upload, User
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_escalation,
    make_feed,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_reply,
)

ID, NAME, SAID = "kestrel77", "Kestrel77 Finch", "The heliotropes of your shop never bloom at night."
TRACES = (b"kestrel77", b"heliotrope")


def leave_traces(channel: Channel, by: User) -> Member:
    """Store a person with something of theirs in every column that can hold it."""
    person = make_member(channel.community, ID, name=NAME, source=channel.source)
    _settings_about(channel, person, by)
    first = _message_of_theirs(channel, person)
    _case_of_theirs(first, by)
    _words_of_others(first, by)
    _what_came_in(channel, by)
    said = {"before": {"like": NAME}, "after": {NAME: [f"{NAME} {ID}"]}}
    Change.objects.create(community=channel.community, actor=by, subject="person", name=NAME, **said)
    kind = ContentType.objects.get_for_model(Member)
    LogEntry.objects.create(user=by, content_type=kind, object_repr=NAME, action_flag=CHANGE, change_message=ID)
    return person


def _settings_about(channel: Channel, person: Member, by: User) -> None:
    StaffEntry.objects.create(source=channel.source, kind="id", value=ID, why=SAID)
    StaffEntry.objects.create(source=channel.source, kind="id", value="desk", why=f"{NAME} says so.")
    MemberRole.objects.create(member=person, role="member", why=SAID)
    MemberName.objects.create(member=person, channel=channel, name=NAME)
    person.person = Person.objects.create(community=channel.community, why=SAID)
    person.save()
    told = {"community": channel.community, "actor": by}
    Change.objects.create(subject="role", name=name_of_member(person), after={"why": SAID}, **told)
    other = make_member(channel.community, "moira")
    MemberRole.objects.create(member=other, role="staff", why=f"Not {NAME}.")
    Person.objects.create(community=channel.community, why=f"Not {NAME}.")
    Recount.objects.create(community=channel.community, kind="role", member=person, name=NAME, by=by, done_at=NOON)


def _message_of_theirs(channel: Channel, person: Member) -> Message:
    thread = f"with_{ID}"
    ids = {"external_id": f"{ID}_1", "parent_external_id": f"{ID}_0", "waiting_for": f"{ID}_0"}
    shown = {"title": SAID, "guest_name": NAME, "url": f"https://example.org/{ID}", "digest": f"2:{ID}"}
    lists = {"tags": [NAME], "attachments": [f"https://example.org/{ID}.png"]}
    first = make_message(SAID, channel=channel, author=person, thread_external_id=thread, **ids, **shown, **lists)
    first.conversation.thread_external_id = thread
    first.conversation.save()
    MessageText.objects.create(message=first, revision=0, title=SAID, text=SAID, replaced_at=NOON)
    PendingAssessment.objects.create(message=first, revision=1, error=SAID)
    run = ImportRun.objects.create(channel=channel, source="second.jsonl")
    RunChange.objects.create(run=run, message=first, was={"text": SAID, "guest_name": NAME})
    return first


def _case_of_theirs(first: Message, by: User) -> None:
    terms = [{"name": "severity", "value": 60, "why": SAID}]
    assessment = make_assessment(first, words=[["heliotropes", -0.4]], terms=terms, fingerprint=7)
    make_finding(assessment, make_guideline(first.community), "heliotropes", evidence=["heliotropes"])
    Score.objects.create(assessment=assessment, engine="vader-3.3.2", words=[["heliotropes", -0.4]])
    case = make_case(first, assessment=assessment)
    note = case.events.create(kind="noted", actor=by, at=NOON, why=f"{NAME} again", facts={"to": NAME})
    make_escalation(case, asks=SAID, answer=SAID)
    same = {"community": case.community, "channel": case.channel, "case": case, "cause": note, "message": first}
    for state in ("waiting", "to_do", "done"):
        Outbox.objects.create(kind="reply", text=f"Dear {NAME}", error=SAID, state=state, due_at=NOON, **same)
    sent = Outbox.objects.filter(state="done").get()
    told = {"kind": "reply", "channel": case.channel, "target_external_id": f"{ID}_1", "told_at": NOON}
    StubAction.objects.create(feed=make_feed(case.community), stable_id=sent.stable_id, text=SAID, **told)


def _words_of_others(first: Message, by: User) -> None:
    text = f"@{NAME}: “{SAID}” My lawyer says so too."
    other = make_member(first.community, "moira")
    answer = make_reply(
        first, text, author=other, parent_external_id=f"{ID}_1", title=f"To {ID}", guest_name=NAME, digest="2:kept"
    )
    MessageText.objects.create(message=answer, revision=0, title=NAME, text=text, replaced_at=NOON)
    PendingAssessment.objects.create(message=answer, revision=1, error=NAME)
    run = ImportRun.objects.create(channel=first.channel, source="third.jsonl")
    was = {"text": f"As {NAME} said: {SAID}", "parent_external_id": f"{ID}_1", "thread_external_id": ""}
    RunChange.objects.create(run=run, message=answer, was=was)
    assessment, threats = make_assessment(answer), make_guideline(first.community, "threats")
    make_finding(assessment, threats, "heliotropes")
    make_finding(assessment, threats, "My lawyer", number=2)
    case = make_case(answer, assessment=assessment)
    note = case.events.create(kind="noted", actor=by, at=NOON, why=f"{ID} wrote {SAID}")
    make_escalation(case, asks=f"Is {NAME} right? {SAID}", answer=f"{NAME} is.")
    same = {"community": case.community, "channel": case.channel, "case": case, "cause": note, "message": answer}
    Outbox.objects.create(kind="reply", text=f"As {NAME} says.", state="done", error=ID, due_at=NOON, **same)
    told = {"kind": "reply", "channel": case.channel, "target_external_id": answer.external_id, "told_at": NOON}
    StubAction.objects.create(feed=make_feed(case.community), stable_id=uuid.uuid4(), text=f"Hi {NAME}", **told)


def _what_came_in(channel: Channel, by: User) -> None:
    run = ImportRun.objects.create(channel=channel, source=f"{NAME}.jsonl")
    raw = f'{{"author": {{"id": "{ID}"}}, "text": "{SAID}"}}'.encode()
    ImportWarning.objects.create(run=run, field="rating", count=1, sample=f"line 1: rating {SAID!r} is no number")
    TakenBack.objects.create(channel=channel, external_id=f"{ID}_9", received_at=NOON)
    TakeBack.objects.create(run=run, state="failed", error=SAID)
    ImportReject.objects.create(run=run, line=1, reason=f"“{ID}” is no time.", raw=raw, length=len(raw), sha256=ID)
    (Path(settings.VAR) / "uploads").mkdir(exist_ok=True)
    path = f"uploads/{ID}"
    (Path(settings.VAR) / path).write_bytes(raw)
    said: dict[str, Any] = {"look": {"rows": [[NAME, SAID]]}, "reasons": [[1, SAID]], "error": SAID}
    said |= {"found": {"notes": [SAID]}}
    Upload.objects.create(
        community=channel.community, channel=channel, by=by, name=f"{NAME}.jsonl", path=path, size=len(raw),
        content_hash="0", time_zone="UTC", state="finished", **said,
    )  # fmt: skip


def traces_left() -> Iterator[str]:
    """Every column of every table in which a trace stands."""
    tables = connection.introspection.table_names()
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from (f"{table}.{name}" for name, value in zip(names, row, strict=True) if is_trace(value))


def is_trace(value: object) -> bool:
    said = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
    return any(trace in said.lower() for trace in TRACES)
