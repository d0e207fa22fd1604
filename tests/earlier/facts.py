"""What an upgraded community says of itself, through the newest models and what reads them."""

from collections.abc import Iterator
from typing import Any

from community.ingest.erased import Erased
from community.ingest.roles import roles_in
from community.models import Community, Conversation, ImportRun, Member, Message, Person
from community.records import RawMessage
from moderation.administration.closed_days import closed_days_of
from moderation.members.persons import all_of_person
from moderation.models import Answer, CaseLink, CaseMessage, Clock, Gathering, GuidelineVersion, StaleDay
from moderation.pushes.tokens import find_token
from moderation.recounts.suspects import suspects_of
from moderation.targets import current_promises, team_promises
from moderation.uploads.actions import sense_of
from moderation.uploads.taking_back import preview_take_back
from tests.earlier.helpdesk import QUINN, TOKENS
from tests.earlier.schema import DAY, NOON


def facts_of(here: Community) -> dict[str, Any]:
    of_desk = facts_of_desk(here) | facts_of_people(here) | facts_of_promises(here)
    return of_desk | facts_of_sources(here) | facts_of_imports(here)


def facts_of_desk(here: Community) -> dict[str, Any]:
    versions = GuidelineVersion.objects.filter(guideline__community=here).order_by("number")
    marks = StaleDay.objects.filter(channel__community=here).values_list("channel__slug", "date__day")
    desk, invitations = here.desk, here.invitations.order_by("pk")
    return {
        "in force": [rule_set.versions.get().number for rule_set in here.rule_sets.order_by("number")],
        "versions": list(versions.values_list("number", "name", "category")),
        "invited": [(each.email, each.opened_at, each.browser_hash) for each in invitations],
        "joined": set(here.memberships.values_list("joined_at", flat=True)),
        "found": list(here.cases.order_by("pk").values_list("found_at", flat=True)),
        "months": [desk.keep_messages, desk.keep_cases, desk.keep_rejects, desk.keep_uploads],
        # However often each was marked.
        "days to count": sorted(set(marks)),
        **facts_of_cases(here),
    }


def facts_of_cases(here: Community) -> dict[str, Any]:
    """What each message is to its case, and what became of each promise."""
    rows = CaseMessage.objects.filter(case__community=here).select_related("message")
    clocks = Clock.objects.filter(channel__community=here).select_related("message")
    return {
        "rows": sorted((row.message.external_id, row.role, row.is_waiting, row.settled_as) for row in rows),
        "clocks": sorted((each.message.external_id, each.kind, each.kept_as or each.ended_as) for each in clocks),
    }


def facts_of_people(here: Community) -> dict[str, Any]:
    """Whom staff answered, which cases have to do with each other, and where people gather."""
    answers = Answer.objects.filter(message__community=here).select_related("message", "author", "target")
    links = CaseLink.objects.filter(case__community=here).order_by("kind")
    crowds = Gathering.objects.filter(rule__community=here)
    return {
        "answers": sorted((each.message.external_id, whom(each), each.way, each.answered) for each in answers),
        "links": [(each.kind, each.case.message.external_id, each.other.message.external_id) for each in links],
        "crowds": [(each.conversation.thread_external_id, each.rule.name, *each.size) for each in crowds],
    }


def facts_of_promises(here: Community) -> dict[str, Any]:
    """What a grave case is promised, one without a finding in a channel, and what a team promises."""
    promise, direct = current_promises([here.pk])[here.pk], here.channels.get(slug="direct")
    team = here.teams.get(slug="legal")
    return {
        "promised": promise.target(3),
        "promised in a channel": promise.target(0, direct.pk),
        "promised by a team": team_promises([team.pk])[team.pk][1:],
        "closed": [day.name for day in closed_days_of(here)],
    }


def whom(answer: Answer) -> str:
    return str(answer.author or (answer.target.guest_name if answer.target else ""))


def facts_of_sources(here: Community) -> dict[str, Any]:
    sources = list(here.sources.order_by("name"))
    record = RawMessage("again", author_id=QUINN)
    secrets = [f"{secret}_{here.slug}" for secret in TOKENS]
    suspects = {each.member.external_id: [name.name for name in each.names] for each in suspects_of(here, 10)}
    return {
        "sources": {source.name: slugs_and_ids(source) for source in sources},
        "ours": dict(ours_of(here)),
        "one person": [sorted(f"{each} in {each.source}" for each in members) for members in people_of(here)],
        "perhaps two": suspects,
        "erased": [source.name for source in sources if Erased(source.pk).holds(record)],
        "programs": [
            (source.name, secrets.index(said)) for source in sources for said in secrets if find_token(source.pk, said)
        ],
        "conversations": sorted(map(told, Conversation.objects.filter(channel__community=here))),
    }


def facts_of_imports(here: Community) -> dict[str, Any]:
    runs = ImportRun.objects.filter(community=here).order_by("pk")
    uploads = list(here.uploads.order_by("pk"))
    kept = [run for run in runs if run.keeps_changes]
    return {
        "runs": [(run.channel.slug, run.source) for run in runs],
        "looks": [upload.look for upload in uploads],
        "times": [(sense_of(upload).posted_at, sense_of(upload).date_order) for upload in uploads],
        "taken back": [run.source for run in runs if run.undone_at],
        "can be taken back": {run.source: would_take_back(run) for run in kept if not run.undone_at},
    }


def slugs_and_ids(source: Any) -> tuple[list[str], list[str]]:
    """The channels of a source, and its members by id, by the key of their name, or by what is left of them."""
    members = source.members.order_by("pk")
    ids = ["erased" if each.erased_at else each.external_id or each.name_key for each in members]
    return sorted(source.channels.values_list("slug", flat=True)), sorted(ids)


def ours_of(here: Community) -> Iterator[tuple[str, list[bool]]]:
    """Yield who is staff by a role or a list, on Monday, Tuesday and Wednesday."""
    for member in Member.objects.filter(source__community=here, erased_at=None).select_related("source"):
        roles, said = roles_in(member.source, [member]), RawMessage("m")
        days = [roles.facts_of(said, member, NOON + day * DAY).from_staff for day in range(3)]
        if any(days):
            yield str(member), days


def people_of(here: Community) -> Iterator[list[Member]]:
    for person in Person.objects.filter(community=here, counts_as_one=True):
        yield all_of_person(person.members.earliest("pk"))


def told(conversation: Conversation) -> tuple[str, str, str, list[str]]:
    """A conversation's channel, the thread or the member that it is known by, its first message and all of them."""
    messages = Message.objects.filter(conversation=conversation, channel=conversation.channel)
    known_by = conversation.thread_external_id or str(conversation.member or "")
    root = conversation.root.external_id if conversation.root else ""
    return (
        conversation.channel.slug,
        known_by,
        root,
        list(messages.order_by("pk").values_list("external_id", flat=True)),
    )


def would_take_back(run: ImportRun) -> tuple[int, int, dict[str, int]]:
    """How many messages would go, how many would be what they were before, and why others stay."""
    preview = preview_take_back(run, NOON + DAY)
    return preview.goes, preview.put_back, preview.stays
