"""Rows for tests, each with as little said as the test needs."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from community.models import Channel, Community, Conversation, Feed, Member, Message, Source
from moderation.models import (
    Answer,
    Assessment,
    Case,
    CaseEvent,
    CaseMessage,
    Clock,
    DayRollup,
    Desk,
    Escalation,
    EscalationRule,
    Finding,
    Guideline,
    GuidelineVersion,
    Membership,
    PushToken,
    Rule,
    RuleSet,
    Team,
    User,
)
from moderation.models.cases import NO_DEADLINE
from moderation.models.rollups import HISTOGRAMS
from moderation.policy.answers import Way
from moderation.policy.histogram import Histogram
from moderation.policy.order import rank_of_case
from moderation.policy.values import Severity
from moderation.pushes.tokens import hash_of
from moderation.rollups.packing import pack_keys
from moderation.targets import week_of

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MONDAY = NOON.date()
numbers = count(1)


def make_community(slug: str = "tarnfell", **fields: Any) -> Community:
    community, _ = Community.objects.get_or_create(slug=slug, defaults={"name": slug.title(), **fields})
    Desk.objects.open_for(community)
    return community


def make_team(slug: str = "pr", community: Community | None = None, **fields: Any) -> Team:
    """A team of this community: one of the first four, or a further one."""
    community = community or make_community()
    return Team.objects.get_or_create(community=community, slug=slug, defaults={"name": slug.title(), **fields})[0]


def make_source(community: Community | None = None, name: str = "", **fields: Any) -> Source:
    """The source of a community's channels, or another one of this name."""
    community = community or make_community()
    return Source.objects.get_or_create(community=community, name=name or community.name, defaults=fields)[0]


def make_channel(community: Community | None = None, slug: str = "reviews", **fields: Any) -> Channel:
    community = community or make_community()
    fields.setdefault("source", make_source(community))
    defaults = {"name": slug.title(), "language": "en", **fields}
    return Channel.objects.get_or_create(community=community, slug=slug, defaults=defaults)[0]


def make_feed(community: Community, **fields: Any) -> Feed:
    fields.setdefault("kind", "stub")
    return Feed.objects.get_or_create(community=community, defaults=fields)[0]


def make_token(source: Source | None = None, name: str = "shop bot", **fields: Any) -> str:
    """A program's token for a source, as the program keeps it."""
    source, token = source or make_source(), f"parley_of_{name}_{next(numbers)}"
    fields.setdefault("made_at", NOON)
    by = User.objects.filter(email="maker@example.org").first() or make_user("maker")
    PushToken.objects.create(source=source, name=name, secret_hash=hash_of(token), made_by=by, **fields)
    return token


def make_member(community: Community | None = None, external_id: str = "moira", **fields: Any) -> Member:
    community = community or make_community()
    source = fields.pop("source", None) or make_source(community)
    name = fields.setdefault("name", external_id.title())
    defaults = {"name_key": name.casefold(), **fields}
    return Member.objects.get_or_create(source=source, external_id=external_id, defaults=defaults)[0]


def make_message(text: str = "The zip broke again.", *, channel: Channel | None = None, **fields: Any) -> Message:
    channel = channel or make_channel()
    fields.setdefault("external_id", f"m{next(numbers)}")
    fields.setdefault("author", make_member(channel.community, source=channel.source))
    fields.setdefault("posted_at", NOON)
    fields.setdefault("received_at", fields["posted_at"])
    if fields.get("from_staff"):
        fields.setdefault("said_staff", True)
    begins = "conversation" not in fields and "conversation_id" not in fields
    if begins:
        fields["conversation"] = Conversation.objects.create(channel=channel)
    where = {"community": channel.community, "source": channel.source, "channel": channel}
    message = Message.objects.create(text=text, **where, **fields)
    if begins:
        Conversation.objects.filter(pk=message.conversation_id).update(root=message)
    if message.from_staff and message.parent and not (message.automated or message.internal):
        make_answer(message, message.parent)
    return message


def make_answer(message: Message, to: Message, **fields: Any) -> Answer:
    """That a message of staff answers the author of another one, as the pipeline would have recorded it."""
    given_at = min(message.posted_at, message.received_at)
    whom = {"author": to.author} if to.author else {"target": to}
    said = {"conversation": message.conversation, "posted_at": message.posted_at, "given_at": given_at}
    return Answer.objects.create(message=message, way=Way.PARENT, at=message.received_at, **said, **whom, **fields)


def make_reply(to: Message, text: str = "Thank you, we are on it.", *, minutes: int = 30, **fields: Any) -> Message:
    fields.setdefault("posted_at", to.posted_at + timedelta(minutes=minutes))
    return make_message(text, channel=to.channel, parent=to, conversation=to.conversation, **fields)


def make_user(name: str, role: str = "", community: Community | None = None, team: str = "") -> User:
    user = User.objects.create_user(f"{name}@example.org", name=name.title())
    if role:
        make_membership(user, community or make_community(), role, team)
    return user


def make_membership(user: User, community: Community, role: str, team: str = "") -> Membership:
    led = make_team(team, community) if team else None
    return Membership.objects.create(user=user, community=community, role=role, team=led)


def make_guideline(
    community: Community | None = None,
    slug: str = "legal-threat",
    *,
    rules: tuple[tuple[str, str], ...] = (("phrase", "my lawyer"),),
    severity: Severity = Severity.HIGH,
    **fields: Any,
) -> Guideline:
    """A guideline with one version, which becomes part of the community's newest rule set."""
    community = community or make_community()
    name = slug.replace("-", " ").capitalize()
    guideline = Guideline.objects.create(community=community, slug=slug, name=name, category=slug, **fields)
    said = {"name": name, "category": slug, "statement": f"What to do about a {name.lower()}."}
    version = GuidelineVersion.objects.create(guideline=guideline, number=1, severity=severity, **said)
    Rule.objects.bulk_create(
        Rule(version=version, position=number, kind=kind, pattern=pattern)
        for number, (kind, pattern) in enumerate(rules)
    )
    desk = Desk.objects.get(community=community)
    versions = [*(desk.rule_set.versions.all() if desk.rule_set else ()), version]
    desk.rule_set = RuleSet.objects.create(community=community, number=RuleSet.next_number(community))
    desk.rule_set.versions.set(versions)
    desk.save()
    return guideline


def make_assessment(message: Message, **fields: Any) -> Assessment:
    numbers_of_vader = {"neg": 0.4, "neu": 0.6, "pos": 0.0, "compound": -0.71, "words": [["broke", -0.42]]}
    defaults: dict[str, Any] = {"language": "en", "engine": "test", "priority": 60, **numbers_of_vader}
    defaults["terms"] = [{"name": "severity", "value": 60, "why": "Legal threat, severity high"}]
    defaults |= fields
    return Assessment.objects.create(message=message, revision=message.revision, **defaults)


def make_finding(assessment: Assessment, guideline: Guideline, excerpt: str, **fields: Any) -> Finding:
    version = guideline.versions.get(number=1)
    start = assessment.message.text.index(excerpt)
    defaults: dict[str, Any] = {"number": 1, "severity": version.severity, "rule": f"phrase “{excerpt}”"}
    defaults |= {"reason": f"The text says “{excerpt}”.", "start": start, "end": start + len(excerpt)} | fields
    return Finding.objects.create(assessment=assessment, version=version, excerpt=excerpt, **defaults)


def rank_in(community: Community, fields: dict[str, Any]) -> int:
    due_by, is_lost = fields.get("due_by", NO_DEADLINE), fields.get("reply_lost_at") is not None
    return rank_of_case(fields["priority"], due_by, fields["opened_at"], week_of(community), is_lost=is_lost)


def make_case(message: Message | None = None, **fields: Any) -> Case:
    """An open case of one message. Its clocks are given as `action` and `reply`, each by the moment when it is due."""
    message = message or make_message()
    clocks = {kind: fields.pop(kind) for kind in ("action", "reply") if kind in fields}
    fields.setdefault("assessment", message.assessments.first() or make_assessment(message))
    fields.setdefault("opened_for", ["finding"])
    fields.setdefault("priority", 60)
    fields.setdefault("severity", Severity.HIGH)
    fields.setdefault("due_by", min(clocks.values(), default=NO_DEADLINE))
    for at in ("found_at", "opened_at", "unclaimed_at"):
        fields.setdefault(at, message.posted_at)
    fields.setdefault("conversation", message.conversation)
    fields.setdefault("rank", rank_in(message.community, fields))
    case = Case.objects.create(
        community=message.community,
        channel=message.channel,
        message=message,
        revision=message.revision,
        author=message.author,
        posted_at=message.posted_at,
        **fields,
    )
    make_row(case, message)
    for kind, due_by in clocks.items():
        make_clock(case, kind, due_by)
    CaseEvent.objects.create(case=case, kind=CaseEvent.Kind.OPENED, at=case.opened_at)
    return case


def make_row(case: Case, message: Message, **fields: Any) -> CaseMessage:
    """A message in a case, as its own one unless another role is given."""
    for name in ("opened_for", "severity", "priority", "is_unchecked", "is_unscored", "assessment"):
        fields.setdefault(name, getattr(case, name))
    fields.setdefault("waits", "answer" in fields["opened_for"] and not case.closed_at)
    if case.closed_at:
        fields = {"settled_at": case.closed_at, "settled_as": "decided", **fields}
    fields.setdefault("joined_at", case.opened_at)
    fields.setdefault("revision", message.revision)
    return CaseMessage.objects.create(case=case, message=message, **fields)


def make_copy(case: Case, message: Message, **fields: Any) -> CaseMessage:
    return make_row(case, message, role=CaseMessage.Role.COPY, waits=False, **fields)


def make_clock(case: Case, kind: str = "action", due_by: datetime | None = None, **fields: Any) -> Clock:
    due_by = due_by or case.opened_at + timedelta(hours=4)
    fields.setdefault("started_at", case.opened_at)
    fields.setdefault("risk_at", fields["started_at"] + (due_by - fields["started_at"]) * 0.75)
    fields.setdefault("within", int((due_by - fields["started_at"]).total_seconds()) // 60)
    fields.setdefault("severity", case.severity)
    fields.setdefault("message", case.message)
    return Clock.objects.create(case=case, channel=case.channel, kind=kind, due_by=due_by, **fields)


def make_rollup(channel: Channel | None = None, on: date = MONDAY, **counts: Any) -> DayRollup:
    """What was counted of one day; `members` are keys, and the four histograms are lists of seconds."""
    channel = channel or make_channel()
    for name in HISTOGRAMS:
        if name in counts:
            counts[name] = Histogram.of(counts[name]).as_json()
    counts["members"] = pack_keys(counts.get("members", ()))
    return DayRollup.objects.create(community=channel.community, channel=channel, date=on, **counts)


def make_escalation_rule(community: Community | None = None, name: str = "Threats", **fields: Any) -> EscalationRule:
    """A rule that is in force since long ago."""
    community = community or make_community()
    defaults = {"reason": "Read this first.", "in_force_from": NOON - timedelta(days=30)}
    fields["team"] = make_team(fields.get("team", "pr"), community)
    return EscalationRule.objects.create(community=community, name=name, **defaults | fields)


def make_escalation(case: Case, team: str = "pr", asks: str = "May we answer this?", **fields: Any) -> Escalation:
    """What a team was asked, without a word of it on the case's record."""
    of = make_team(team, case.community)
    fields.setdefault("message", case.message)
    return Escalation.objects.create(community=case.community, case=case, team=of, asks=asks, **fields)


def make_promise(
    case: Case, kind: str = "reply", *, due: float = 60, kept: float | None = None, **fields: Any
) -> Clock:
    """A promise of a case; `due`, `kept` and `ended` are minutes after its message was posted."""
    message = fields.pop("message", case.message)
    start = fields.setdefault("started_at", message.posted_at)
    ended = fields.pop("ended", None)
    if kept is not None:
        fields |= {"kept_at": start + timedelta(minutes=kept), "kept_as": fields.get("kept_as", "done")}
    if ended is not None:
        fields["ended_at"] = start + timedelta(minutes=ended)
        fields.setdefault("ended_as", "closed")
    due_by = start + timedelta(minutes=due)
    fields = {"severity": case.severity, "within": round(due), "due_by": due_by, "risk_at": due_by} | fields
    return Clock.objects.create(case=case, channel=case.channel, message=message, kind=kind, **fields)
