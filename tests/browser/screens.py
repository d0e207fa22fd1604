"""Every address that shows something, by who looks at it."""

from collections.abc import Iterator
from urllib.parse import quote

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse

from community.models import Channel, Community, Feed, ImportRun, Member, Message, Source, StaffEntry
from moderation.models import Case, EscalationRule, Guideline, Membership, Team, Upload
from moderation.web.administration.sections import SECTIONS
from moderation.web.queue.filters import STATES
from tests.browser.hostile_cases import Say

NEW = (
    "settings-invite",
    "settings-channel-new",
    "settings-escalation-new",
    "settings-community-new",
    "settings-holidays",
)
OURS = ("community", "moderation")


def of_a_stranger(say: Say) -> Iterator[str]:
    for address in ("/accounts/login/", "/accounts/logout/", "/accounts/password/reset/"):
        yield f"{address}?next={quote(say('?next', 1000))}"
    yield f"/accounts/password/reset/key/1-{quote(say('reset key', 200), safe='')}/"
    yield f"/{quote(say('path', 200))}"
    yield f"/broken/{quote(say('path', 200))}"


def of_a_moderator(community: Community, say: Say) -> Iterator[str]:
    queue, to_do = reverse("queue", args=[community.slug]), reverse("to-do", args=[community.slug])
    channel, guideline = Channel.objects.latest("pk"), Guideline.objects.latest("pk")
    yield "/"
    yield from (f"{queue}?state={state}" for state in STATES)
    yield f"{queue}?channel={quote(channel.slug)}&guideline={guideline.slug}&severity=high"
    yield f"{queue}?q={quote(say('?q', 1000))}"
    yield f"{queue}?assignee={quote(say('?assignee', 200))}&state={quote(say('?state', 200))}&after=~~~"
    yield reverse("queue-new", args=[community.slug]) + "?seen=0"
    yield to_do
    yield f"{to_do}?channel={quote(channel.slug)}&kind=hide&after=1"
    yield reverse("guidelines", args=[community.slug])
    yield f"{reverse('guideline-examples', args=[community.slug])}?disguised={guideline.slug}"
    yield reverse("escalations", args=[community.slug])


def one_by_one(community: Community) -> Iterator[str]:
    """The pages that show one row each."""
    for case in Case.objects.order_by("pk"):
        yield reverse("case", args=[community.slug, case.pk])
    for message in Message.objects.order_by("pk"):
        yield reverse("message-case", args=[community.slug, message.pk])
    for guideline in Guideline.objects.order_by("pk"):
        yield reverse("guideline", args=[community.slug, guideline.slug])


def of_a_viewer(community: Community, say: Say) -> Iterator[str]:
    health = reverse("health", args=[community.slug])
    yield "/"
    yield f"{health}?from={quote(say('?from', 200))}&to=2026-11-16&channel={quote(say('?channel', 200))}"
    yield reverse("queue", args=[community.slug])


def of_an_admin(community: Community) -> Iterator[str]:
    imports, channel = reverse("imports", args=[community.slug]), Channel.objects.latest("pk")
    yield f"{imports}?channel={quote(channel.slug)}&before={quote(channel.slug)}"
    yield from (reverse("import-take-back", args=[community.slug, run.pk]) for run in ImportRun.objects.order_by("pk"))
    for upload in Upload.objects.order_by("pk"):
        yield reverse("import", args=[community.slug, upload.pk])
        yield reverse("import-move", args=[community.slug, upload.pk])
    yield reverse("member-erase", args=[community.slug, Member.objects.latest("pk").pk])
    yield reverse("guideline-new", args=[community.slug])
    yield reverse("guideline", args=[community.slug, Guideline.objects.latest("pk").slug])
    yield from of_the_settings(community)


def of_the_settings(community: Community) -> Iterator[str]:
    for name in ("settings", *(section.url for section in SECTIONS), *NEW):
        yield reverse(name, args=[community.slug])
    yield from of_the_members(community)
    rows = {
        "settings-channel": Channel,
        "settings-channel-split": Channel,
        "settings-channel-targets": Channel,
        "settings-source": Source,
        "settings-feed": Feed,
        "settings-escalation-rule": EscalationRule,
        "settings-escalation-team": Team,
    }
    for name, model in (rows | {"settings-person": Membership}).items():
        yield reverse(name, args=[community.slug, model.objects.filter(community=community).latest("pk").pk])


def of_the_members(community: Community) -> Iterator[str]:
    source, member = Source.objects.earliest("pk"), Member.objects.exclude(roles=None).latest("pk")
    join = reverse("members-join", args=[community.slug])
    yield reverse("settings-entry-new", args=[community.slug, source.pk])
    yield f"{reverse('settings-source', args=[community.slug, source.pk])}?q={quote(member.external_id)}"
    yield reverse("settings-member", args=[community.slug, member.pk])
    yield reverse("settings-role-start", args=[community.slug, member.roles.latest("pk").pk])
    yield reverse("settings-entry-start", args=[community.slug, StaffEntry.objects.latest("pk").pk])
    yield f"{join}?q={quote(member.external_id)}"
    yield f"{join}?member={member.pk}"
    yield f"{join}?member={member.pk}&other={Member.objects.exclude(pk=member.pk).latest('pk').pk}"


def of_a_superuser() -> Iterator[str]:
    """Django's admin: each list of ours."""
    yield reverse("admin:index")
    yield from (reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_changelist") for model in registered())


def of_a_curious_superuser() -> Iterator[str]:
    """The newest row of each list, which shows every field."""
    for model in registered():
        if row := model._default_manager.order_by("-pk").first():
            yield reverse(f"admin:{model._meta.label_lower.replace('.', '_')}_change", args=[row.pk])


def registered() -> list[type[Model]]:
    return [model for model in admin.site._registry if model._meta.app_label in OURS]
