"""What hostile cases hold: assessments, decisions, escalations and what goes out for them."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from community.models import Message
from moderation.models import (
    Assessment,
    Case,
    CaseEvent,
    Escalation,
    EscalationRule,
    Finding,
    Firing,
    GuidelineVersion,
    Outbox,
    User,
)
from moderation.policy.values import Part, Severity

# Called with the field's name and its limit.
Say = Callable[..., str]
Kind = CaseEvent.Kind


def person(role: str) -> User:
    return User.objects.get(email__endswith=f" {role}@example.org")


def assessed(found: Message, revision: int, version: GuidelineVersion, say: Say) -> Assessment:
    assessment = Assessment.objects.create(
        message=found,
        revision=revision,
        engine=say("Assessment.engine", 40),
        language=say("Assessment.language", 8),
        neg=0.4,
        neu=0.6,
        pos=0.0,
        compound=-0.7,
        words=[[say("Assessment.words"), -0.4]],
        priority=80,
        terms=[{"name": say("Assessment.terms.name"), "value": 80, "why": say("Assessment.terms.why")}],
        unknown=[say("Assessment.unknown")],
    )
    text = found.text if revision == found.revision else found.earlier_texts.get().text
    title = found.title if revision == found.revision else found.earlier_texts.get().title
    # Through the middle of the text: a mark that begins inside a tag must not make one of it.
    for number, (part, whole) in enumerate(((Part.TEXT, text), (Part.TITLE, title)), start=1):
        Finding.objects.create(
            assessment=assessment,
            number=number,
            version=version,
            severity=Severity.HIGH,
            part=part,
            start=len(whole) // 3,
            end=len(whole) // 3 + 5,
            excerpt=say("Finding.excerpt"),
            rule=say("Finding.rule"),
            reason=say("Finding.reason"),
        )
    return assessment


def add_escalation(case: Case, say: Say) -> None:
    """Answered, and by a rule; a mail to somebody of the team failed."""
    rule = EscalationRule.objects.latest("pk")
    asked = Escalation.objects.create(
        community=case.community,
        case=case,
        team=rule.team,
        asks=say("Escalation.asks"),
        rule=rule,
        answer=say("Escalation.answer"),
        answered_at=timezone.now(),
        answered_by=person("ada"),
    )
    Firing.objects.create(rule=rule, case=case, cause=say("Firing.cause", 120), escalation=asked)
    facts = {"escalation": asked.pk, "team": rule.team.slug, "added": True, "was": {}}
    facts |= {"rule": say("CaseEvent.facts.rule")}
    event = CaseEvent.objects.create(case=case, kind=Kind.ESCALATED, at=timezone.now(), facts=facts)
    Outbox.objects.create(
        community=case.community,
        channel=case.channel,
        case=case,
        cause=event,
        message=case.message,
        kind=Outbox.Kind.MAIL,
        state=Outbox.State.FAILED,
        due_at=timezone.now(),
        error=say("Outbox.error"),
        recipient=person("ada"),
        escalation=asked,
    )


def decision(case: Case, version: GuidelineVersion, say: Say, *, keep_open: bool) -> None:
    facts = {"action": say("CaseEvent.facts.action"), "guideline": version.guideline_id, "was": {}}
    event = CaseEvent.objects.create(
        case=case, kind=Kind.DECIDED, actor=person("ada"), at=timezone.now(), why=say("CaseEvent.why"), facts=facts
    )
    for state in (Outbox.State.TO_DO, Outbox.State.FAILED) if keep_open else (Outbox.State.WAITING,):
        Outbox.objects.create(
            community=case.community,
            channel=case.channel,
            case=case,
            cause=event,
            message=case.message,
            kind="hide",
            text=say("Outbox.text"),
            state=state,
            due_at=timezone.now() + timedelta(hours=1),
            error=say("Outbox.error"),
        )


def add_missed_reply(case: Case, say: Say) -> None:
    """A reply that somebody marked as sent, and that an import does not have."""
    now, by = timezone.now(), person("ada")
    event = CaseEvent.objects.create(case=case, kind=Kind.REPLIED, actor=by, at=now, why=say("CaseEvent.why"))
    row = Outbox.objects.create(
        community=case.community,
        channel=case.channel,
        case=case,
        cause=event,
        message=case.message,
        kind=Outbox.Kind.REPLY,
        text=say("Outbox.text"),
        state=Outbox.State.DONE,
        due_at=now,
        done_at=now,
        done_by=by,
        sought=Outbox.Sought.ASKED,
    )
    facts = {"outbox": row.pk, "run": None, "source": say("CaseEvent.facts.source")}
    CaseEvent.objects.create(case=case, kind=Kind.MISSED, at=now, facts=facts)
