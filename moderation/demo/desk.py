"""What the demo's people do at their desks, by the same verbs as the screens."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from community.models import Community, Feed
from moderation.cases import actions
from moderation.demo.delivering import deliver_all
from moderation.demo.phrases import ANSWERS, HOLDING, NOTES, REPLIES, SECOND_REPLIES
from moderation.demo.shifts import SHIFT
from moderation.escalations import actions as escalating
from moderation.models import Case, Escalation, Guideline, User
from moderation.models.cases import CaseQuerySet
from moderation.outbox.carriers import ThroughFeed
from moderation.policy.values import Opening, Severity

CASES_A_SHIFT = 12
MINUTES_A_CASE, LEADS_TAKE = 10, timedelta(minutes=30)
TO_DELIVER = timedelta(minutes=7)
# Of cases without great harm, the share that is put off, for so long.
PUT_OFF, PUT_OFF_FOR = 0.15, timedelta(days=3)
# Of what is done, the shares that are replied to and kept open, and noted on.
KEPT_OPEN, NOTED = 0.2, 0.1
# Of what teams are asked, the share that they take up in a shift, and of that what they answer and close in one.
TAKEN_UP, ANSWERED, DONE_WITH = 0.85, 0.7, 0.6
MODERATORS = ("ana", "ana", "ben", "ben", "mia")
LEADS = {"pr": "priya", "support": "sam", "product": "kit", "legal": "lena"}


class Doing(NamedTuple):
    """A decision with its reason."""

    action: str
    reason: str
    guideline: Guideline | None = None


# By the category of the gravest finding.
DOINGS = {
    "spam": Doing("remove", "Advertising."),
    "personal-data": Doing("remove", "An address of somebody, for everybody to see."),
    "harassment": Doing("hide", "An insult, and not the first in this thread."),
    "hate-speech": Doing("remove", "An attack on people for what they are."),
    "threats": Doing("suspend", "A threat to somebody here."),
    "impersonation": Doing("remove", "It was none of us."),
}
ASKED = {
    "legal-threat": ("legal", "Somebody speaks of a lawyer. What may we say?"),
    "self-harm": ("support", "Somebody may need help. Who writes to them?"),
    "product-safety": ("product", "Somebody could have been hurt. Is this fault known?"),
    "product-complaint": ("product", "Is this fault known?"),
}


def work_a_shift(feed: Feed, since: datetime) -> None:
    """Have moderators look at the first open cases, and then leads at what their teams were asked."""
    cases = cases_to_do(feed.community, since)[:CASES_A_SHIFT]
    work_on(feed, [case for case in cases if not is_put_off(case, since)], since)
    look_at_escalations(feed.community, since + SHIFT - LEADS_TAKE)


def heed_alarm(feed: Feed, at: datetime) -> None:
    """Have a moderator look at what is critical and nobody's."""
    work_on(feed, cases_to_do(feed.community, at).filter(severity=Severity.CRITICAL, assignee=None), at)


def work_on(feed: Feed, cases: Iterable[Case], since: datetime) -> None:
    """Have moderators do one case after another, and what they wrote delivered some minutes later."""
    people, carrier = people_of(feed.community), ThroughFeed(feed)
    for number, case in enumerate(cases):
        dice = Random(f"{case.message.external_id}:{since:%d%H}")
        at = since + timedelta(minutes=number * MINUTES_A_CASE + dice.uniform(0, 4))
        handle_case(case, case.assignee or people[dice.choice(MODERATORS)], at, dice)
        deliver_all(carrier, at + TO_DELIVER)


def people_of(community: Community) -> dict[str, User]:
    """Return the people of the demo by the name of their address."""
    return {user.email.split("@")[0]: user for user in User.objects.filter(memberships__community=community)}


def cases_to_do(community: Community, at: datetime) -> CaseQuerySet:
    """Return the open cases in order, without those that somebody has and for which no team has answered yet."""
    asked = Escalation.objects.filter(case=OuterRef("pk"))
    is_answered = Exists(asked.exclude(answered_at=None))
    cases = Case.objects.open().filter(Q(assignee=None) | is_answered | ~Exists(asked))
    shown = cases.filter(community=community, opened_at__lte=at).in_triage_order()
    with_rows = shown.select_related("message", "channel", "community__desk", "assignee")
    return with_rows.prefetch_related("assessment__findings__version__guideline")


def is_put_off(case: Case, at: datetime) -> bool:
    if case.severity >= Severity.HIGH or case.escalations.exists():
        return False
    return Random(case.message.external_id).random() < PUT_OFF and at < case.opened_at + PUT_OFF_FOR


def handle_case(case: Case, by: User, at: datetime, dice: Random) -> None:
    """Do what somebody would do about a case."""
    if case.assignee is None:
        actions.claim(case, by, at)
    if dice.random() < NOTED:
        actions.note(case, by, at + timedelta(minutes=1), text=dice.choice(NOTES))
    at += timedelta(minutes=dice.uniform(1, 4))
    findings = sorted(case.assessment.findings.all(), key=lambda found: -found.severity) if case.assessment else []
    category = findings[0].version.category if findings else ""
    if category in ASKED and findings[0].severity >= Severity.HIGH:
        go_by_a_team(case, by, at, category, findings[0].version.guideline)
    elif category in DOINGS:
        decide_case(case, by, at, DOINGS[category]._replace(guideline=findings[0].version.guideline))
    elif Opening.ANSWER in case.opened_for or case.escalations.exists():
        reply_to(case, by, at, dice)
    elif dice.random() < 0.7:
        decide_case(case, by, at, Doing("keep", "Harsh, and fair."))
    else:
        actions.close(case, by, at, why="Nothing to do: it is talk among friends.")


def go_by_a_team(case: Case, by: User, at: datetime, category: str, guideline: Guideline) -> None:
    """Ask a team where no rule has, have the person know that somebody reads, and do as the team answers."""
    if not case.escalations.exists():
        team, asks = ASKED[category]
        escalating.escalate(case, by, at, team=team, asks=asks)
    answered = case.escalations.exclude(answered_at=None).order_by("answered_at").first()
    if answered:
        doing = Doing("keep", "Nothing forbidden: it is for the team to answer.", guideline)
        decide_case(case, by, at, doing, keep_open=True)
    text = answered.answer if answered else HOLDING
    actions.reply(case, by, at + timedelta(minutes=2), text=text, close=bool(answered))


def decide_case(case: Case, by: User, at: datetime, doing: Doing, *, keep_open: bool = False) -> None:
    actions.decide(case, by, at, revision=case.message.revision, keep_open=keep_open, **doing._asdict())


def reply_to(case: Case, by: User, at: datetime, dice: Random) -> None:
    again = case.events.filter(kind="replied").exists()
    text = dice.choice(SECOND_REPLIES if again else REPLIES)
    actions.reply(case, by, at, text=text, close=again or dice.random() >= KEPT_OPEN)


def look_at_escalations(community: Community, since: datetime) -> None:
    """Have each lead take up, answer or close some of what the team was asked."""
    people = people_of(community)
    asked = Escalation.objects.open().filter(community=community).select_related("case__message", "team")
    for number, each in enumerate(asked.order_by("pk")):
        # Not by its number, which depends on what the database held before.
        dice = Random(f"{each.case.message.external_id}:{each.team.slug}:{since:%d%H}")
        lead = people[LEADS[each.team.slug]]
        at = since + timedelta(seconds=20 * number)
        if each.answered_at:
            if dice.random() < DONE_WITH:
                escalating.close(each, lead, at, why="Nothing more came of it.")
        elif each.acknowledged_at:
            if dice.random() < ANSWERED:
                escalating.answer(each, lead, at, text=dice.choice(ANSWERS[each.team.slug]))
        elif dice.random() < TAKEN_UP:
            escalating.acknowledge(each, lead, at)
