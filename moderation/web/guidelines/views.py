"""Screens to list, read, edit and try guidelines."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods

from community.models import Community
from moderation.access import Right
from moderation.guidelines import publishing
from moderation.guidelines.examples import language_of
from moderation.models import Desk, Guideline, GuidelineVersion, Rule, RuleSet
from moderation.models.people import may
from moderation.policy.starter import BRAND, KINDS
from moderation.policy.values import Severity
from moderation.refusal import Refused
from moderation.web.guidelines.forms import EXAMPLES, GuidelineForm, initial_values
from moderation.web.guidelines.history import guideline_history
from moderation.web.guidelines.trial import Trial, try_on_text
from moderation.web.guidelines.weight import load_of, takes
from moderation.web.guidelines.words import rule_in_words, rules_summary
from moderation.web.shared.reach import desk_at
from moderation.web.shared.requests import DeskRequest, SeeOther

SAVED = ("name", "category", "statement", "severity", "is_on", *EXAMPLES, "seen_version")
NEW = {"severity": Severity.MEDIUM, "is_on": True}


@dataclass(frozen=True, slots=True)
class Listed:
    """A guideline in force, what it looks for in words, and its share of the weight."""

    version: GuidelineVersion
    looks_for: str
    takes: str


@require_http_methods(["GET", "HEAD", "POST"])
def list_guidelines(request: DeskRequest, community: str) -> HttpResponse:
    """Show the guidelines in force, or put starter guidelines in force by POST."""
    here = desk_at(request, community, Right.EDIT_GUIDELINES if request.method == "POST" else Right.SEE_GUIDELINES)
    if request.method == "POST":
        return begin_with_starters(request, here)
    in_force = Desk.objects.select_related("rule_set").filter(community=here).first()
    weights = publishing.weights(here)
    listed = in_list(in_force.rule_set, weights) if in_force and in_force.rule_set else []
    shown = {"community": here, "rule_set": in_force and in_force.rule_set, "listed": listed}
    rest = {
        "off": sum(not row.version.is_on for row in listed),
        "load": load_of(weights),
        "may_edit": may(request.user, Right.EDIT_GUIDELINES, here),
        "kinds": KINDS.items(),
        "kind": in_force.kind if in_force else BRAND,
    }
    return render(request, "moderation/guidelines/list.html", shown | rest)


def begin_with_starters(request: DeskRequest, here: Community) -> HttpResponse:
    """Put the starter guidelines of a kind in force, or add those that are missing."""
    kind = request.POST.get("kind", BRAND)
    kind = kind if kind in KINDS else BRAND
    try:
        if Desk.objects.open_for(here).rule_set is None:
            rule_set = publishing.install_starter_guidelines(here, request.user, kind)
            messages.success(request, f"{rule_set} is in force with {rule_set.versions.count()} guidelines.")
        else:
            messages.success(request, told_missing(publishing.add_missing_starters(here, request.user, now(), kind)))
    except Refused as refused:
        messages.error(request, refused.reason)
    return SeeOther(reverse("guidelines", args=[here.slug]))


def told_missing(names: list[str]) -> str:
    return f"Added: {', '.join(names)}." if names else "Nothing was missing: each of them is here already."


@require_http_methods(["GET", "HEAD", "POST"])
def guideline_new(request: DeskRequest, community: str) -> HttpResponse:
    here = desk_at(request, community, Right.EDIT_GUIDELINES)
    return edit_guideline(request, here, None)


@require_http_methods(["GET", "HEAD", "POST"])
def show_guideline(request: DeskRequest, community: str, guideline: str) -> HttpResponse:
    here = desk_at(request, community, Right.EDIT_GUIDELINES if request.method == "POST" else Right.SEE_GUIDELINES)
    found = get_object_or_404(Guideline, community=here, slug=guideline)
    return (
        edit_guideline(request, here, found)
        if may(request.user, Right.EDIT_GUIDELINES, here)
        else read_guideline(request, here, found)
    )


def read_guideline(request: DeskRequest, here: Community, found: Guideline) -> HttpResponse:
    steps = guideline_history(found)
    version = steps[0].version
    shown = {"community": here, "guideline": found, "version": version, "history": steps}
    shown["rules"] = [rule_in_words(rule) for rule in version.value().rules]
    return render(request, "moderation/guidelines/reading.html", shown)


def edit_guideline(request: DeskRequest, here: Community, found: Guideline | None) -> HttpResponse:
    """Show the form, try it on a text, or save it."""
    shown = initial_values(newest_version(found)) if found else NEW
    sent = request.POST if request.method == "POST" else None
    weights, own, language = publishing.weights(here), found.pk if found else None, language_of(here)
    form = GuidelineForm(sent, initial=shown, weights=weights, own=own, language=language)
    if "try" in request.POST:
        return show_form(request, here, found, form, trial=try_on_text(form, here, request.POST.get("trial", "")))
    if request.method != "POST" or not form.is_valid():
        return show_form(request, here, found, form)
    written = {name: form.cleaned_data[name] for name in SAVED}
    try:
        version = publishing.save_guideline(found, here, request.user, now(), rules=form.rules(), **written)
    except Refused as refused:
        return show_form(request, here, found, form, refused=refused.reason)
    messages.success(request, saved_outcome(version, written["seen_version"]))
    return SeeOther(reverse("guideline", args=[here.slug, version.guideline.slug]))


def show_form(
    request: DeskRequest,
    here: Community,
    found: Guideline | None,
    form: GuidelineForm,
    *,
    trial: Trial | None = None,
    refused: str = "",
) -> HttpResponse:
    """Show the form's page."""
    steps = guideline_history(found) if found else []
    # After a refusal it stands on the newest version, so that saving again is a choice.
    seen = steps[0].version.number if steps and refused else form["seen_version"].value()
    shown = {"community": here, "guideline": found, "form": form, "history": steps, "seen": seen}
    shown |= {"trial": trial, "refused": refused, "categories": categories_in_use(here), "load": load_of(form.weights)}
    return render(request, "moderation/guidelines/guideline.html", shown, status=409 if refused else 200)


def saved_outcome(version: GuidelineVersion, seen: int | None) -> str:
    if version.number == seen:
        return f"Nothing was changed: version {seen} stays as it is."
    said = "is in force as" if version.is_on else "is switched off in"
    rule_set = version.rule_sets.latest("number")
    done = f"Version {version.number} {said} rule set {rule_set.number}."
    return f"{done} Messages already assessed keep their old findings."


def newest_version(found: Guideline) -> GuidelineVersion:
    return found.versions.prefetch_related("rules").latest("number")


def in_list(rule_set: RuleSet, weights: Mapping[int, float]) -> list[Listed]:
    versions = rule_set.versions.select_related("guideline", "made_by").order_by("guideline__name")
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    kinds = Rule.objects.filter(version__rule_sets=rule_set).values_list("version", "kind")
    for version, kind, number in kinds.annotate(number=Count("pk")).order_by():
        counts[version][kind] = number
    return [
        Listed(version, rules_summary(counts[version.pk]), takes(weights.get(version.guideline_id, 0.0)))
        for version in versions
    ]


def categories_in_use(here: Community) -> list[str]:
    return sorted(set(here.guidelines.values_list("category", flat=True)))
