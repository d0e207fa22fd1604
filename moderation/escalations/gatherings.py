"""The sweep's step for rules that count people in a conversation."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from community.db.bulk import insert_rows
from community.ingest import Stored
from community.models import Conversation, Message
from moderation.escalations.actions import Found, fire_rules
from moderation.escalations.danger import dangers_in, teams_in_danger
from moderation.escalations.gathered import case_of_gathering, first_message, link_gathered, standing_case
from moderation.models import Arrival, Assessment, Case, EscalationRule, Gathering
from moderation.policy import gatherings as policy

BATCH = 200
SECONDS = 2.0
# The newest of a conversation that are looked at.
POSTS = 2_000
# Older ones are no news to any rule, whose minutes go up to a day.
NEWS = timedelta(days=1)
LOOK_AGAIN = timedelta(seconds=30)
COLUMNS = ("pk", "posted_at", "received_at", "author", "guest_name", "reports", "revision")


class Span(NamedTuple):
    """The moments between which something was posted that came in."""

    posted_from: datetime
    posted_to: datetime

    def joined(self, other: "Span") -> "Span":
        return Span(min(self.posted_from, other.posted_from), max(self.posted_to, other.posted_to))


def note_arrivals(batch: Stored) -> None:
    """Have the rules look at the conversations of new messages, in the transaction that stores them."""
    now = timezone.now()
    new = [each for each in batch.created if each.received_at - each.posted_at <= NEWS]
    # One that was reported since may be what was missing.
    told = [each for each in (*batch.changed, *batch.reported) if now - each.posted_at <= NEWS]
    news = () if batch.is_history else (*new, *told)
    if news and rules_that_count({news[0].community_id}).exists():
        # As they are stored now, because conversations may have become one meanwhile.
        stored = Message.objects.filter(pk__among=[each.pk for each in news])
        spans = spans_by_conversation(stored.only("conversation", "posted_at"))
        rows = [(conversation, *span, now) for conversation, span in spans.items()]
        insert_rows(Arrival, ("conversation_id", "posted_from", "posted_to", "due_at"), rows)


def follow_merged(merged: Mapping[int, int]) -> None:
    """Let what is known of conversations that are gone stand in those that they became part of."""
    for one, into in merged.items():
        Arrival.objects.filter(conversation=one).update(conversation=into)
        there = Gathering.objects.filter(conversation=into, rule=OuterRef("rule"), began_at=OuterRef("began_at"))
        Gathering.objects.filter(Exists(there), conversation=one).delete()
        Gathering.objects.filter(conversation=one).update(conversation=into)


def spans_by_conversation(messages: Iterable[Message]) -> dict[int, Span]:
    spans: dict[int, Span] = {}
    for message in messages:
        span = Span(message.posted_at, message.posted_at)
        spans[message.conversation_id] = span.joined(spans.get(message.conversation_id, span))
    return spans


def rules_that_count(communities: Collection[int]) -> QuerySet[EscalationRule]:
    rules = EscalationRule.objects.filter(community__in=communities, is_on=True, people__isnull=False)
    return rules.select_related("team").order_by("pk")


def ask_gatherings(now: datetime) -> int:
    """Ask until nothing is due, or the time is used. Returns how many conversations were looked at."""
    until, looked = time.monotonic() + SECONDS, 0
    # Looking first costs SQLite no write lock while there is nothing to do.
    while Arrival.objects.filter(due_at__lte=now).exists() and (count := ask_some(now)):
        looked += count
        if time.monotonic() >= until:
            break
    return looked


@transaction.atomic
def ask_some(now: datetime) -> int:
    """Ask the rules about the conversations of the first arrivals, in one transaction."""
    due = Arrival.objects.filter(due_at__lte=now).order_by("due_at", "pk").select_for_update(skip_locked=True)
    arrivals = list(due[:BATCH])
    spans: dict[int, Span] = {}
    for each in arrivals:
        span = Span(each.posted_from, each.posted_to)
        spans[each.conversation_id] = span.joined(spans.get(each.conversation_id, span))
    # Held, so that of two sweeps the second sees what the first has found.
    held = Conversation.objects.filter(pk__in=spans).order_by("pk").select_for_update(of=("self",), no_key=True)
    conversations = {each.pk: each for each in held.select_related("channel__community", "root")}
    rules = defaultdict[int, list[EscalationRule]](list)
    for rule in rules_that_count({each.channel.community_id for each in conversations.values()}):
        rules[rule.community_id].append(rule)
    asked = {pk: rules[each.channel.community_id] for pk, each in conversations.items()}
    again = [
        spans_of_live(pk, spans[pk])
        for pk in crowded(spans, asked)
        if ask_about(conversations[pk], asked[pk], spans[pk], now)
    ]
    Arrival.objects.filter(pk__in=[each.pk for each in arrivals]).delete()
    Arrival.objects.bulk_create(Arrival(**values, due_at=now + LOOK_AGAIN) for values in again)
    return len(arrivals)


def spans_of_live(conversation: int, span: Span) -> dict[str, object]:
    return {"conversation_id": conversation, **span._asdict()}


def crowded(spans: Mapping[int, Span], asked: Mapping[int, Sequence[EscalationRule]]) -> list[int]:
    """Return the conversations with as many messages as the least of their rules wants people."""
    least = {pk: min(rule.people or 0 for rule in rules) for pk, rules in asked.items() if rules}
    if not least:
        return []
    since = min(spans[pk].posted_from for pk in least) - NEWS
    counted = Message.objects.filter(conversation__in=least, posted_at__gte=since).order_by().values("conversation")
    many = counted.annotate(n=Count("pk")).filter(n__gte=min(least.values())).values_list("conversation", "n")
    return [pk for pk, count in many if count >= least[pk]]


def ask_about(conversation: Conversation, rules: Sequence[EscalationRule], span: Span, now: datetime) -> bool:
    """Ask these rules about a conversation. Returns whether to look again without a further arrival."""
    longest = max(condition_of(rule).within for rule in rules)
    posts = posts_of(conversation, Span(span.posted_from - longest, span.posted_to + longest), rules)
    look_again = False
    for rule in rules:
        condition = condition_of(rule)
        counted = policy.in_time(posts, condition, rule.in_force_from)
        found = policy.crowds(counted, condition)
        for crowd in found:
            take_up_crowd(conversation, rule, crowd, now)
        # Cases that come of these messages are linked too, and what waits to be read may be bad.
        is_live = bool(found) and now <= found[-1].last_at + condition.within
        waits = condition.bad_share is not None and any(post.is_pending for post in counted)
        look_again |= is_live or (waits and now <= span.posted_to + NEWS)
    return look_again


def take_up_crowd(conversation: Conversation, rule: EscalationRule, crowd: policy.Crowd, now: datetime) -> None:
    """Set the rule off once for a crowd, and keep what gathers with its case."""
    if standing := standing_gathering(conversation, rule, crowd):
        standing.last_at = max(standing.last_at, crowd.last_at)
        standing.people, standing.messages = (max(pair) for pair in zip(standing.size, crowd.size, strict=True))
        standing.save(update_fields=["last_at", "people", "messages"])
        # What a person has closed since stays closed.
        case = standing_case(first_message(conversation, crowd))
    else:
        Gathering.objects.create(
            rule=rule,
            conversation=conversation,
            began_at=crowd.began_at,
            last_at=crowd.last_at,
            people=crowd.people,
            messages=crowd.messages,
        )
        case = case_of_gathering(conversation, crowd, now)
        fire_rules(found_of_crowd(case, conversation, rule, crowd), now)
    if case:
        link_gathered(case, conversation, now)


def found_of_crowd(case: Case, conversation: Conversation, rule: EscalationRule, crowd: policy.Crowd) -> list[Found]:
    """Return what a crowd sets off, with another team where somebody may be in danger, and nothing without one."""
    sentence, instead = policy.crowd_sentence(crowd, condition_of(rule)), None
    if dangers := dangers_in([conversation.pk]):
        team = teams_in_danger(rule, dangers)[conversation.pk]
        if team is None:
            return []
        if team != rule.team:
            instead = team
            sentence += f" {policy.danger_sentence(dangers[conversation.pk], team.name, rule.team.name)}"
    about = first_message(conversation, crowd)
    return [Found(rule, case, policy.crowd_cause(crowd), sentence, about, instead=instead)]


def standing_gathering(conversation: Conversation, rule: EscalationRule, crowd: policy.Crowd) -> Gathering | None:
    """Return what this rule found before that this crowd belongs to."""
    within = condition_of(rule).within
    near = Gathering.objects.filter(rule=rule, conversation=conversation, last_at__gte=crowd.began_at - within)
    return near.filter(began_at__lte=crowd.last_at + within).order_by("began_at").last()


def condition_of(rule: EscalationRule) -> policy.Condition:
    share = None if rule.bad_percent is None else rule.bad_percent / 100
    return policy.Condition(rule.people or 0, timedelta(minutes=rule.people_minutes), share)


def posts_of(conversation: Conversation, span: Span, rules: Iterable[EscalationRule]) -> list[policy.Post]:
    """Return the newest messages of people in this span."""
    said = members_messages().filter(conversation=conversation, posted_at__range=span).order_by("-posted_at")
    rows = list(said.values_list(*COLUMNS)[:POSTS])
    return list(as_posts(rows, is_tone_asked=any(rule.bad_percent is not None for rule in rules)))


def members_messages() -> QuerySet[Message]:
    """Return what counts for a person, without staff, machines and notes among staff."""
    return Message.objects.people().filter(from_staff=False)


def as_posts(rows: Sequence[tuple[object, ...]], *, is_tone_asked: bool) -> Iterator[policy.Post]:
    tones: dict[tuple[object, object], float | None] = {}
    if is_tone_asked:
        read = Assessment.objects.filter(message__among=[row[0] for row in rows])
        tones = {(pk, revision): compound for pk, revision, compound in read.values_list(*TONE)}
    for pk, posted_at, received_at, author, guest_name, reports, revision in rows:
        bad = policy.is_bad(tones.get((pk, revision)), reports)  # type: ignore[arg-type]
        is_pending = bad is None and (pk, revision) not in tones
        yield policy.Post(posted_at, received_at, policy.person_of(author, guest_name), bad, is_pending)  # type: ignore[arg-type]


TONE = ("message", "revision", "compound")
