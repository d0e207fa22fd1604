"""One escalation as the screens show it: who asked and why, how far it is, who was told, and what one may do."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db.models import Prefetch
from django.forms import Form

from community.models import Community
from moderation.access import Right, rights_of
from moderation.models import Escalation, Membership, Outbox, Team
from moderation.models.escalations import EscalationQuerySet
from moderation.outbox.mail import NO_SERVER
from moderation.policy.escalations import cause_in_words
from moderation.web.escalations.forms import BLANK

State = Outbox.State
# No undo time is longer.
UNDO = timedelta(minutes=2)
ENDED = {State.DONE: "delivered", State.CANCELLED: "cancelled before it left"}
NOBODY_YET = "Nobody leads this team yet; nobody was told."
ADMINS = "Nobody leads this team yet; the admins were told."
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
    acts: bool = False
    use: str = ""
    forms: Mapping[str, Form] = field(default_factory=dict)
    # The teams that it may be handed on to.
    others: Sequence[Team] = ()

    @property
    def is_open(self) -> bool:
        return self.escalation.closed_at is None

    @property
    def typed(self) -> bool:
        return any(form.is_bound for form in self.forms.values())


def with_everything(escalations: EscalationQuerySet) -> EscalationQuerySet:
    """The escalations with all that their cards show, in at most five queries for any number."""
    people = ("team", "made_by", "acknowledged_by", "answered_by", "closed_by", "rule", "message")
    case = ("case__channel", "case__message", "case__author", "case__assignee")
    heavy = ("case__message__tags", "case__message__digest", "message__tags", "message__digest")
    many = ("firings__rule", "mails__recipient")
    return escalations.select_related(*people, *case).defer(*heavy).prefetch_related(*many)


def escalation_card(
    escalation: Escalation,
    *,
    led: Mapping[Team, list[str]],
    acts: bool,
    now: datetime,
    use: str = "",
    typed: Mapping[str, Form] | None = None,
) -> Card:
    return Card(
        escalation,
        causes=[f"{firing.rule}: {cause_in_words(firing.cause)}" for firing in escalation.firings.all()],
        told=notified_leads(escalation, led, now),
        acts=acts,
        use=use,
        forms={**{name: form() for name, form in BLANK.items()}, **(typed or {})},
        others=[team for team in led if team != escalation.team],
    )


def notified_leads(escalation: Escalation, led: Mapping[Team, list[str]], now: datetime) -> list[Told]:
    is_open, has_leads = escalation.closed_at is None, bool(led.get(escalation.team))
    mails = sorted(escalation.mails.all(), key=lambda mail: mail.pk)
    if not mails:
        return [Told(NOBODY_THEN if has_leads else NOBODY_YET, is_bad=is_open)]
    alike: dict[Told, list[str]] = {}
    for mail in mails:
        name = str(mail.recipient) if mail.recipient else "the team’s address"
        alike.setdefault(_notified_lead(mail, now), []).append(name)
    told = [replace(each, says=each.says.format(in_words(names))) for each, names in alike.items()]
    return told if has_leads else [Told(ADMINS, is_bad=is_open), *told]


def in_words(names: list[str]) -> str:
    """Name each once, with how many notices there were where it got several."""
    counted = Counter(names)
    return ", ".join(name if count == 1 else f"{name} ({count})" for name, count in counted.items())


def _notified_lead(mail: Outbox, now: datetime) -> Told:
    what = "Mail" if mail.recipient_id else "Call"
    if mail.state == State.FAILED:
        # That there is no server stands once, among the first steps of an admin.
        is_bad = mail.error != NO_SERVER
        return Told(f"{what} to {{}}: not delivered.", is_bad=is_bad, error=mail.error if is_bad else "")
    if mail.state == State.WAITING and mail.error:
        return Told(f"{what} to {{}}: failed, and is tried again.", is_bad=True, error=mail.error)
    return Told(f"{what} to {{}}: {ENDED.get(State(mail.state)) or _waits_for(mail, now)}.")


def _waits_for(mail: Outbox, now: datetime) -> str:
    if mail.due_at <= now or mail.token:
        return "waiting for its turn"
    is_undoable = mail.due_at <= mail.made_at + UNDO
    return "leaves when its undo time is over" if is_undoable else "leaves with what else comes"


def leads_by_team(community: Community) -> dict[Team, list[str]]:
    """The community's teams, and who leads each now, by name."""
    held = Membership.objects.active().filter(community=community, role=Membership.Role.LEAD)
    leads = Prefetch("memberships", held.select_related("user").order_by("user__name"))
    teams = community.teams.prefetch_related(leads)
    return {team: [str(membership.user) for membership in team.memberships.all()] for team in teams}


def may_act(membership: Membership | None, escalation: Escalation) -> bool:
    """Whether whoever holds this membership may do with it what its team's leads do."""
    if membership is None or Right.ACKNOWLEDGE not in rights_of(membership.role):
        return False
    return membership.role != Membership.Role.LEAD or membership.team_id == escalation.team_id
