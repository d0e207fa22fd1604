"""What the addresses of a community point at."""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from community.models import Community, ImportRun, MemberRole, StaffEntry
from moderation.administration import invitations
from moderation.models import Case, Invitation, Outbox, PushToken, Rescoring, SentimentCorrection, Team, Upload
from moderation.moods.changing import mood_values
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_escalation,
    make_escalation_rule,
    make_feed,
    make_guideline,
    make_member,
    make_message,
    make_token,
    make_user,
)


def make_rows(place: Community, names: Iterable[str]) -> dict[str, Any]:
    """What the addresses of a community point at, each by the name of its address; every text bears the mark."""
    mark = mark_of(place)
    channel = make_channel(place, f"of-{mark}", name=f"Reviews {mark}")
    case = make_case(make_message(f"The zip broke: {mark}.", channel=channel))
    event = case.events.get()
    row = Outbox.objects.create(
        community=place, channel=case.channel, case=case, cause=event, message=case.message, kind="hide",
        state="to_do", due_at=NOON,
    )  # fmt: skip
    asked = make_escalation(case, "legal", f"Is this a threat? {mark}")
    brought = upload(case)
    kinds = {"case": case, "escalation-": asked, "import": brought, "member-": make_member(place, mark)}
    kinds["message-"] = make_message(f"Look at this: {mark}.", channel=channel, author=make_member(place, f"w-{mark}"))
    found = {name: row for begins, row in kinds.items() for name in names if name.startswith(begins)}
    by_command = ImportRun.objects.create(channel=channel, source=f"{mark}.jsonl")
    runs = dict.fromkeys(("import-run-rejects", "import-take-back"), by_command)
    own = runs | {"to-do-done": row, "guideline": make_guideline(place, mark)}
    make_token(channel.source, mark)
    token = PushToken.objects.get(name=mark)
    own |= {"settings-push-end": token, **dict.fromkeys(("push-in", "push-out", "push-report"), row)}
    return found | own | settings_rows(case)


def mark_of(place: Community) -> str:
    return f"only-{place.slug}"


def upload(case: Case) -> Upload:
    run = ImportRun.objects.create(channel=case.channel, source="week.csv")
    by = make_user(f"mia-{mark_of(case.community)}", "manager", case.community)
    said = {
        "channel": case.channel,
        "name": f"{mark_of(case.community)}.csv",
        "path": "uploads/nowhere",
        "size": 9,
        "run": run,
    }
    return Upload.objects.create(community=case.community, by=by, content_hash="0", time_zone="UTC", **said)


def settings_rows(case: Case) -> dict[str, Any]:
    """The rows that the settings change, and the secret of a link."""
    place = case.community
    admin = make_user(f"ada-{mark_of(place)}", "admin", place)
    left = make_user(f"vic-{mark_of(place)}", "viewer", place).memberships.get()
    address = f"{mark_of(place)}@example.org"
    token = invitations.invite(place, admin, timezone.now(), email=address, role="viewer", team="")
    invited = Invitation.objects.get(community=place)
    rule = make_escalation_rule(place, mark_of(place), clock="late")
    member = make_member(place, f"m-{mark_of(place)}")
    entry = StaffEntry.objects.create(source=member.source, kind="id", value=f"m-{mark_of(place)}", since=NOON)
    role = MemberRole.objects.create(member=member, role="staff", since=NOON, why=mark_of(place))
    said = {"engine": mark_of(place), "said": "positive", "band": "negative", "revision": 1}
    SentimentCorrection.objects.create(message=case.message, by=admin, **said)
    was = mood_values(place.desk)
    return {
        "settings-mood-undo": Rescoring.objects.create(community=place, engine=mark_of(place), was=was, by=admin),
        "settings-channel-split": case.channel,
        "settings-source": member.source,
        "settings-entry-new": member.source,
        "settings-entry-end": entry,
        "settings-entry-start": entry,
        "settings-member": member,
        "settings-member-same": member,
        "settings-role-end": role,
        "settings-role-start": role,
        "member-split": member,
        "settings-person": left,
        "settings-channel": case.channel,
        "settings-channel-targets": case.channel,
        "settings-team-targets": Team.objects.get(community=place, slug="legal"),
        "settings-feed": make_feed(place),
        "settings-escalation-rule": rule,
        "settings-escalation-switch": rule,
        "settings-escalation-team": Team.objects.get(community=place, slug="legal"),
        "settings-invitation-withdraw": invited,
        "settings-invitation-renew": invited,
        "invitation-accept": invited,
        "settings-person-end": left,
        "settings-person-return": left,
        "invitation": token,
    }
