"""One escalation as the screens show it: who asked and why, how far it is, who was told, and what one may do."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.forms import Form

from community.models import Community
from moderation.access import Right, rights_of
from moderation.models import Escalation, Membership, Outbox
from moderation.models.escalations import EscalationQuerySet
from moderation.policy.escalations import cause_in_words
from moderation.policy.hours import Week
from moderation.policy.values import Severity
from moderation.web.escalations.forms import BLANK
from moderation.web.shared import clocks

State = Outbox.State
SHOWN = 160
NOBODY_YET = "Nobody leads this team yet; nobody was told."
NOBODY_THEN = "Nobody led this team when it was asked; nobody was told."


@dataclass(frozen=True, slots=True)
class Told:
    """What became of the mails, those alike together, or that there was none; `is_bad`: it needs somebody."""

    says: str
    is_bad: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """`forms` are blank, or as they were typed; `acts`: this person leads the team, or may do what its leads do."""

    escalation: Escalation
    causes: list[str]
    told: list[Told]
    clock: clocks.ClockView | None = None
    acts: bool = False
    use: str = ""
    forms: Mapping[str, Form] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.escalation.closed_at is None

    @property
    def typed(self) -> bool:
        return any(form.is_bound for form in self.forms.values())

    @property
    def excerpt(self) -> str:
        message = self.escalation.case.message
        said = " ".join(f"{message.title}{': ' if message.title else ''}{message.text}".split())
        return said if len(said) <= SHOWN else f"{said[: SHOWN - 1].rstrip()}…"

    @property
    def severity(self) -> str:
        return Severity(self.escalation.case.severity).name.lower()

    @property
    def others(self) -> list[tuple[str, str]]:
        """The teams that it may be handed on to."""
        return [(team, label) for team, label in Membership.Team.choices if team != self.escalation.team]


def with_everything(escalations: EscalationQuerySet) -> EscalationQuerySet:
    """The escalations with all that their cards show, in three queries for any number."""
    people = ("made_by", "acknowledged_by", "answered_by", "closed_by", "rule")
    case = ("case__channel", "case__message", "case__author", "case__assignee")
    heavy = ("case__message__tags", "case__message__digest")
    return (
        escalations.select_related(*people, *case).defer(*heavy).prefetch_related("firings__rule", "mails__recipient")
    )


def escalation_card(
    escalation: Escalation,
    *,
    led: Mapping[str, list[str]],
    acts: bool,
    now: datetime,
    week: Week | None = None,
    use: str = "",
    typed: Mapping[str, Form] | None = None,
) -> Card:
    return Card(
        escalation,
        causes=[f"{firing.rule}: {cause_in_words(firing.cause)}" for firing in escalation.firings.all()],
        told=notified_leads(escalation, led, now),
        clock=clocks.foremost_clock(escalation.case, now, week) if week and not escalation.case.closed_at else None,
        acts=acts,
        use=use,
        forms={**{name: form() for name, form in BLANK.items()}, **(typed or {})},
    )


def notified_leads(escalation: Escalation, led: Mapping[str, list[str]], now: datetime) -> list[Told]:
    mails = sorted(escalation.mails.all(), key=lambda mail: mail.pk)
    if not mails:
        return [Told(NOBODY_THEN if led.get(escalation.team) else NOBODY_YET, is_bad=escalation.closed_at is None)]
    alike: dict[Told, list[str]] = {}
    for mail in mails:
        alike.setdefault(_notified_lead(mail, now), []).append(str(mail.recipient))
    return [replace(each, says=each.says.format(", ".join(names))) for each, names in alike.items()]


def _notified_lead(mail: Outbox, now: datetime) -> Told:
    if mail.state == State.DONE:
        return Told("Mail to {}: delivered.")
    if mail.state == State.CANCELLED:
        return Told("Mail to {}: cancelled before it left.")
    if mail.state == State.FAILED:
        return Told("Mail to {}: not delivered.", is_bad=True, error=mail.error)
    if mail.error:
        return Told("Mail to {}: failed, and is tried again.", is_bad=True, error=mail.error)
    waits = mail.due_at > now and not mail.token
    return Told("Mail to {}: leaves when its undo time is over." if waits else "Mail to {}: waiting for its turn.")


def leads_by_team(community: Community) -> dict[str, list[str]]:
    """Who leads each team now, by name."""
    led: dict[str, list[str]] = {}
    held = Membership.objects.active().filter(community=community, role=Membership.Role.LEAD).select_related("user")
    for place in held.order_by("user__name"):
        led.setdefault(place.team, []).append(str(place.user))
    return led


def may_act(place: Membership | None, escalation: Escalation) -> bool:
    """Whether whoever holds this place may do with it what its team's leads do."""
    if place is None or Right.ACKNOWLEDGE not in rights_of(place.role):
        return False
    return place.role != Membership.Role.LEAD or place.team == escalation.team
