"""A community in which every stored text is hostile: each field of each model that a screen could show."""

import json
import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from community.models import (
    Channel,
    Community,
    Conversation,
    ImportReject,
    ImportRun,
    Member,
    MemberName,
    MemberRole,
    Message,
    MessageText,
    Person,
    Source,
    StaffEntry,
    StubAction,
)
from moderation.models import (
    Answer,
    Case,
    CaseEvent,
    CaseGuideline,
    Change,
    ClosedDay,
    Desk,
    EscalationRule,
    Guideline,
    GuidelineVersion,
    Invitation,
    PendingAssessment,
    PushToken,
    Recount,
    Rescoring,
    Rule,
    RuleSet,
    SentimentCorrection,
    TakeBack,
    Upload,
    User,
)
from moderation.policy.values import Opening, Severity
from moderation.uploads import actions
from moderation.uploads.files import Arriving
from tests.browser.hostile_cases import Kind, Say, add_escalation, add_missed_reply, assessed, decision, person
from tests.browser.payloads import HOST, LONG
from tests.builders import (
    make_case,
    make_channel,
    make_community,
    make_copy,
    make_feed,
    make_reply,
    make_rollup,
    make_row,
    make_team,
    make_user,
    numbers,
)


def poisoned(say: Say) -> Community:
    community = make_community("tarnfell", languages=[say("Community.languages")])
    community.name = say("Community.name", 120)
    community.save()
    for name, role in (("ana", "moderator"), ("ada", "admin"), ("vic", "viewer"), ("root", "admin")):
        user = make_user(name, role, community)
        user.name, user.email = say("User.name", 120), f"{say('User.email', 230)} {name}@example.org"
        user.is_superuser = user.is_staff = name == "root"
        user.save()
    return community


def add(community: Community, say: Say) -> None:
    """One of everything: a thread with an open and a closed case in it, one that could not be checked, a guideline."""
    channel = Channel.objects.create(
        community=community,
        source=a_source(community, say),
        name=say("Channel.name", 120),
        slug=f"{say('Channel.slug', 70)}-{next(numbers)}",
        language=say("Channel.language", 8),
        is_answered=True,
    )
    make_rollup(channel, timezone.now().date(), member_messages=3, decisions={say("DayRollup.decisions"): 1})
    run = imported(channel, say)
    TakeBack.objects.create(run=imported(channel, say), state="failed", error=say("TakeBack.error"))
    add_uploads(channel, run, say)
    author = member(community, say)
    add_people(channel, author, say)
    first = message(channel, author, run, say)
    ours = make_reply(first, say("Message.text"), author=member(community, say, role="staff"), from_staff=True)
    when = {"posted_at": ours.posted_at, "given_at": ours.posted_at, "at": timezone.now()}
    Answer.objects.create(message=ours, conversation=ours.conversation, way="unknown", **when)
    add_settings(community, say)
    guideline = add_guideline(community, say)
    about = said(first, member(community, say), say)
    add_open_case(about, guideline, say)
    add_moods(community, about, say)
    add_closed_case(said(first, author, say), guideline, say)
    add_unchecked_case(said(first, author, say), say)


def add_people(channel: Channel, author: Member, say: Say) -> None:
    """What is known and was set of a member, who is perhaps two strangers and joined with another one."""
    community, source = channel.community, author.source
    MemberRole.objects.create(member=author, role="automated", why=say("MemberRole.why", 200))
    StaffEntry.objects.create(
        source=source, kind="id", value=say("StaffEntry.value", 255), why=say("StaffEntry.why", 200)
    )
    for where in (channel, make_channel(community, f"second-{next(numbers)}", source=source)):
        MemberName.objects.create(member=author, channel=where, name=say("MemberName.name", 255))
    joined = Person.objects.create(community=community, why=say("Person.why", 200))
    Member.objects.filter(pk__in=[author.pk, member(community, say).pk]).update(person=joined)
    counts = {"before": {say("Recount.before"): 1}, "after": {say("Recount.after"): 1}, "changed": 1}
    now = timezone.now()
    done = {"done_at": now, "first_at": now, "last_at": now, **counts}
    named = {"member": author, "name": say("Recount.name", 255), "by": person("ada")}
    Recount.objects.create(community=community, kind="role", **named, **done)


def add_moods(community: Community, about: Message, say: Say) -> None:
    """What moods were scored by, and what somebody said of one."""
    names = {"own_names": [say("Desk.own_names", 60)], "trouble_words": [say("Desk.trouble_words", 60)]}
    Desk.objects.filter(community=community).update(**names)
    was = {"engine": say("Rescoring.was"), "own_names": [], "trouble_words": None, "negative_emoji": None}
    Rescoring.objects.create(
        community=community, engine=say("Rescoring.engine", 40), was=was, by=person("ada"), done_at=timezone.now()
    )
    SentimentCorrection.objects.create(
        message=about, revision=about.revision, by=person("ada"), engine=say("SentimentCorrection.engine", 40),
        said="positive", band="negative",
    )  # fmt: skip


def add_settings(community: Community, say: Say) -> None:
    # Of an address that can be read, the host is told.
    make_team(f"team-{next(numbers)}", community, webhook=f"https://{HOST.format('Team.webhook')}")
    EscalationRule.objects.create(
        community=community,
        name=f"{say('EscalationRule.name', 100)} {next(numbers)}",
        category=say("EscalationRule.category", 60),
        reason=say("EscalationRule.reason", 500),
        team=make_team(f"team-{next(numbers)}", community, name=say("Team.name", 60), webhook=say("Team.webhook", 300)),
        is_on=False,
    )
    ClosedDay.objects.create(
        community=community, date=timezone.now().date() + timedelta(next(numbers)), name=say("ClosedDay.name", 120)
    )
    Invitation.objects.create(
        community=community,
        email=say("Invitation.email", 254),
        role="viewer",
        secret_hash=str(next(numbers)),
        made_by=person("ada"),
        expires_at=timezone.now() + timedelta(days=1),
    )
    PushToken.objects.create(
        source=a_source(community, say),
        name=say("PushToken.name", 80),
        secret_hash=str(next(numbers)),
        made_by=person("ada"),
    )
    was, now = {"name": say("Change.before")}, {"name": say("Change.after")}
    named = {"subject": "channel", "name": say("Change.name", 200)}
    Change.objects.create(community=community, actor=person("ada"), before=was, after=now, **named)
    rules = {"rules": [[say("Change.rules.kind"), say("Change.rules.pattern")]], "more": 1}
    said = {"name": say("Change.guideline.name"), "category": say("Change.guideline.category"), "rules": rules}
    said |= {"statement": say("Change.guideline.statement")}
    named = {"subject": "guideline", "name": say("Change.name", 200)}
    Change.objects.create(community=community, actor=person("ada"), after=said, **named)


def add_uploads(channel: Channel, run: ImportRun, say: Say) -> None:
    """One that failed in the middle, and one whose file is looked at."""
    failed = take(b"x", channel, person("ada"), say("Upload.name", 250))
    failed.state, failed.run, failed.error = Upload.State.FAILED, run, say("Upload.error")
    failed.mapping, failed.encoding = {"text": say("Upload.mapping", 150)}, say("Upload.encoding", 20)
    failed.save()
    columns = {"id": 1, "date": "2026-11-10", "text": say("File.cell", 150), say("File.column", 150): "x"}
    checked = take(f"{json.dumps(columns)}\n{say('File.line', 150)}".encode(), channel, person("ada"), "week.jsonl")
    checked.state, checked.counts = Upload.State.CHECKED, {"read": 2, "rejected": 1}
    checked.reasons = [{"reason": say("Upload.reasons"), "count": 1, "line": 2}]
    checked.save()
    shared_out = take(f"id,text,channel\n1,x,{say('File.channel', 100)}".encode(), channel, person("ada"), "all.csv")
    share = {"slug": "x", "name": say("File.channel", 100), "is_first": True, "is_direct": True, "pk": None}
    shared_out.state, shared_out.counts = Upload.State.CHECKED, {"read": 1}
    shared_out.found = {"shares": [share | {"counts": {"read": 1}}], "server": say("File.server", 200), "group": 1}
    shared_out.reading = {"channel_from": say("File.field", 100)}
    shared_out.save()


def take(content: bytes, channel: Channel, by: User, name: str) -> Upload:
    arriving = Arriving()
    arriving.write(content)
    arriving.finish()
    return actions.keep_file(arriving, channel, by, name, timezone.now())


def imported(channel: Channel, say: Say) -> ImportRun:
    run = ImportRun.objects.create(
        channel=channel, source=say("ImportRun.source", 500), content_hash=say("", 64), rejected=1
    )
    ImportReject.objects.create(
        run=run,
        line=1,
        reason=say("ImportReject.reason"),
        raw=say("ImportReject.raw", 150).encode(),
        length=1,
        sha256="",
    )
    StubAction.objects.create(
        feed=make_feed(channel.community, is_on=False),
        stable_id=uuid.uuid4(),
        kind=say("StubAction.kind", 20),
        channel=channel,
        target_external_id=say("StubAction.target_external_id", 255),
        text=say("StubAction.text"),
        told_at=timezone.now(),
    )
    return run


def member(community: Community, say: Say, **fields: Any) -> Member:
    external_id = f"{say('Member.external_id', 240)} {next(numbers)}"
    names = {"name": say("Member.name", 255), "name_key": say("Member.name_key", 255)}
    return Member.objects.create(source=a_source(community, say), external_id=external_id, **names, **fields)


def a_source(community: Community, say: Say) -> Source:
    """The source of all hostile members and channels."""
    found = Source.objects.filter(community=community).first()
    if found:
        return found
    names = {"kind": say("Source.kind", 20), "name": say("Source.name", 120)}
    names |= {"host_key": say("Source.host_key", 255)}
    return Source.objects.create(community=community, **names)


def message(channel: Channel, author: Member, run: ImportRun, say: Say, **fields: Any) -> Message:
    now = timezone.now()
    if "conversation" not in fields:
        thread = f"{say('Conversation.thread_external_id', 240)} {next(numbers)}"
        fields["conversation"] = Conversation.objects.create(channel=channel, thread_external_id=thread)
    return Message.objects.create(
        community=channel.community,
        source=channel.source,
        channel=channel,
        guest_name=say("Message.guest_name", 255),
        attachments=[say("Message.attachments")],
        external_id=f"{say('Message.external_id', 240)} {next(numbers)}",
        author=author,
        kind=say("Message.kind", 10),
        title=say("Message.title", 500),
        text=say("Message.text"),
        posted_at=now - timedelta(hours=2),
        received_at=now,
        parent_external_id=say("Message.parent_external_id", 255),
        thread_external_id=say("Message.thread_external_id", 255),
        waiting_for=say("Message.waiting_for", 255),
        url=say("Message.url", 2000),
        language=say("Message.language", 16),
        tags=[say("Message.tags")],
        reports=3,
        run=run,
        **fields,
    )


def said(first: Message, author: Member, say: Say) -> Message:
    """A message of its thread that was edited once; what it said before is as hostile as what it says."""
    now = timezone.now()
    found = message(
        first.channel, author, first.run, say, parent=first, conversation=first.conversation, revision=2, edited_at=now
    )
    # The only kind of address that becomes a link; the others have none such.
    found.url = f"https://shop.example/{say('Message.url', 1900)}"
    found.save()
    MessageText.objects.create(
        message=found,
        revision=1,
        title=say("MessageText.title", 500),
        text=say("MessageText.text"),
        replaced_at=now,
    )
    return found


def add_guideline(community: Community, say: Say) -> GuidelineVersion:
    """Two versions of it, so that its history tells what changed; the second is in force."""
    name, category = say("Guideline.name", 120), say("Guideline.category", 60)
    guideline = Guideline.objects.create(community=community, slug=f"g-{next(numbers)}", name=name, category=category)
    for number in (1, 2):
        version = GuidelineVersion.objects.create(
            guideline=guideline,
            number=number,
            name=say("GuidelineVersion.name", 120),
            category=say("GuidelineVersion.category", 60),
            severity=Severity.HIGH,
            statement=say("GuidelineVersion.statement"),
            must_find=[say("GuidelineVersion.must_find", 500)],
            must_not_find=[say("GuidelineVersion.must_not_find", 500)],
            made_by=person("ada"),
        )
        kinds = ("phrase", "pattern", "link", "email", say("Rule.kind", 20))
        for position, kind in enumerate(kinds):
            Rule.objects.create(version=version, position=position, kind=kind, pattern=say("Rule.pattern"))
    put_in_force(community, version)
    return version


def put_in_force(community: Community, version: GuidelineVersion) -> None:
    desk = Desk.objects.get(community=community)
    if desk.rule_set is None:
        desk.rule_set = RuleSet.objects.create(community=community, number=1, made_by=person("ada"))
        desk.save()
    desk.rule_set.versions.add(version)


def add_open_case(found: Message, version: GuidelineVersion, say: Say) -> None:
    assessed(found, 1, version, say)
    case = make_case(found, assessment=assessed(found, 2, version, say), opened_for=list(Opening), priority=80)
    CaseGuideline.between(case, version.guideline_id).save()
    copy = message(found.channel, member(found.community, say), found.run, say)
    make_copy(case, copy)
    # A second message of the same person to choose from, and a case elsewhere that could be merged.
    assert found.author
    further = said(found, found.author, say)
    make_row(case, further, assessment=assessed(further, 2, version, say), opened_for=[Opening.FINDING])
    make_case(message(found.channel, found.author, found.run, say), opened_for=[Opening.ANSWER])
    for kind in (Kind.NOTED, Kind.ASSESSED, Kind.DELIVERED, Kind.FAILED, Kind.JOINED):
        facts = {name: say(f"CaseEvent.facts.{name}") for name in ("revision", "was", "is", "what")}
        actor = person("ada") if kind == Kind.NOTED else None
        CaseEvent.objects.create(
            case=case, kind=kind, actor=actor, at=timezone.now(), why=say("CaseEvent.why"), facts=facts
        )
    decision(case, version, say, keep_open=True)
    case.assignee = person("ada")
    case.claimed_at = timezone.now()
    case.save()
    add_escalation(case, say)
    add_missed_reply(case, say)


def add_closed_case(found: Message, version: GuidelineVersion, say: Say) -> None:
    """Closed without a score: why not is a text too. Decided on the earlier revision, which then stands open."""
    made = assessed(found, 2, version, say)
    made.compound, made.not_scored = None, say("Assessment.not_scored", 200)
    made.save()
    case = make_case(found, assessment=made, priority=70)
    decision(case, version, say, keep_open=False)
    Case.objects.filter(pk=case.pk).update(
        closed_at=timezone.now(), outcome="decided", decision="hide", decided_revision=1
    )


def add_unchecked_case(found: Message, say: Say) -> None:
    case = make_case(found, opened_for=[Opening.UNCHECKED], priority=100, is_unchecked=True)
    Case.objects.filter(pk=case.pk).update(assessment=None)
    case.assessment.delete()
    PendingAssessment.objects.create(
        message=found, revision=2, tries=5, error=say("PendingAssessment.error", LONG), died_at=timezone.now()
    )
