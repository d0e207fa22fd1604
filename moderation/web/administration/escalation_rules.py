"""Screens to list, add, edit and switch escalation rules."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.models import Community
from moderation.administration import escalation_rules
from moderation.changes import Subject, Values
from moderation.escalations import starter
from moderation.models import EscalationRule, Team
from moderation.models.escalations import CONDITIONS, rule_values
from moderation.models.guidelines import SEVERITIES
from moderation.policy.webhooks import host_of
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import DurationField, NameField
from moderation.web.administration.rule_preview import preview_panel
from moderation.web.administration.rule_words import in_words
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.escalations.cards import leads_by_team
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-escalation"
Clock = EscalationRule.Clock
DEFAULT_MINUTES = 60


class RuleForm(forms.Form):
    name = NameField(max_length=120, help_text="Such as “Legal threats to legal”.")
    is_on = forms.BooleanField(label="Switched on", required=False)
    severity_from = forms.TypedChoiceField(
        label="Severity at least", choices=[("", "any"), *SEVERITIES], coerce=int, empty_value=None, required=False
    )
    category = forms.ChoiceField(
        label="Category found", required=False, help_text="A category of your guidelines that a finding belongs to."
    )
    clock = forms.ChoiceField(
        label="A clock",
        choices=[("", "not asked"), (Clock.AT_RISK, "is at risk"), (Clock.LATE, "is late")],
        required=False,
    )
    clock_minutes = DurationField(
        label="Late by at least", help_text="Of working time, such as 30m; empty: as soon as it is late."
    )
    unclaimed_minutes = DurationField(label="Unclaimed for", help_text="Of working time, such as 2h; empty: not asked.")
    people = forms.IntegerField(
        label="Different people in one conversation", min_value=escalation_rules.FEWEST, max_value=10_000,
        required=False, help_text="At least so many; empty: not asked. Staff and machines do not count.",
    )  # fmt: skip
    people_minutes = forms.IntegerField(
        label="Within so many minutes", min_value=1, max_value=1440, required=False,
        help_text="By the clock on the wall; empty: 60.",
    )  # fmt: skip
    bad_percent = forms.IntegerField(
        label="Negative or reported, in percent", min_value=1, max_value=100, required=False,
        help_text="Of their messages, at least; empty: not asked.",
    )  # fmt: skip
    team = forms.ChoiceField(label="Ask this team")
    reason = forms.CharField(
        label="What is asked of it", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The team reads it above the case.",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, here: Community, values: Values) -> None:
        super().__init__(data, initial=dict(values) or {"is_on": True})
        if not self.initial.get("clock_minutes"):
            # Zero minutes late is simply late, and an empty field says so.
            self.initial["clock_minutes"] = None
        # Its own category stays a choice, also when no guideline has it any more.
        found = set(here.guidelines.values_list("category", flat=True)) | {str(values.get("category") or "")} - {""}
        self.fields["category"].choices = [("", "any"), *((name, name) for name in sorted(found))]  # type: ignore[attr-defined]
        self.fields["team"].choices = Team.objects.names_in(here).items()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        written = dict(self.cleaned_data)
        late = written.get("clock") == Clock.LATE
        if written.get("clock_minutes") and not late and "clock" in written:
            self.add_error(
                "clock_minutes", "Only a clock that is late can be late by something: choose “is late” above."
            )
        written["clock_minutes"] = written.get("clock_minutes") or 0
        written["people_minutes"] = written.get("people_minutes") or DEFAULT_MINUTES
        asked = {field: written.get(field) for field in CONDITIONS}
        if not self.errors and (problem := escalation_rules.condition_problem(EscalationRule(**asked))):
            self.add_error(None, problem)
        return written


class Listed(NamedTuple):
    """A rule in words, how often it has fired, and when last.

    `is_blind` says that no guideline finds its category.
    """

    rule: EscalationRule
    words: str
    fired: int
    fired_at: Any
    is_blind: bool


class TeamTold(NamedTuple):
    """A team, who leads it by name, and the host that is called for it."""

    team: Team
    leads: str
    host: str


@require_safe
def rule_list(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)
    found = EscalationRule.objects.filter(community=here).select_related("team").order_by("-is_on", "name")
    counted = found.annotate(fired=Count("firings"), fired_at=Max("firings__fired_at"))
    found_ever = set(here.guidelines.values_list("category", flat=True))
    rules = [
        Listed(rule, in_words(rule), rule.fired, rule.fired_at, bool(rule.category) and rule.category not in found_ever)
        for rule in counted
    ]
    offered = starter.missing_rules(here)
    told = [TeamTold(team, ", ".join(leads), host_of(team.webhook)) for team, leads in leads_by_team(here).items()]
    return show_section(request, here, "escalation_rules.html", SECTION, rules=rules, offered=offered, told=told)


@require_POST
def rules_start(request: DeskRequest, community: str) -> HttpResponse:
    """Add the starter rules that are missing."""
    here = community_of_admin(request, community)
    try:
        made = starter.add_starter_rules(here, request.user, now())
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        messages.success(request, f"{len(made)} starter rule{'s'[: len(made) > 1]} added. They act from now on.")
    return SeeOther(reverse(SECTION, args=[here.slug]))


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: DeskRequest, community: str) -> HttpResponse:
    here = community_of_admin(request, community)

    def save(written: dict[str, Any], _seen: str) -> str:
        return f"“{escalation_rules.add_rule(here, request.user, now(), **written)}” acts on what happens from now on."

    return edit_or_show(request, edited_rule(here, "New escalation rule", save))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    found = rule_at(here, pk)

    def values() -> Values:
        return rule_values(rule_at(here, pk))

    def save(written: dict[str, Any], seen: str) -> str:
        differs = escalation_rules.change_rule(found, request.user, now(), seen=seen, **written)
        return saved_message(differs, "Saved. It acts on what happens from now on.")

    shown = {"rule": found, "panel": preview_panel(found, now()) if "preview" in request.GET else None}
    return edit_or_show(request, edited_rule(here, found.name, save, values=values, shown=shown))


@require_POST
def rule_switch(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    here = community_of_admin(request, community)
    found, is_on = rule_at(here, pk), request.POST.get("on") == "1"
    try:
        escalation_rules.switch_rule(found, request.user, now(), is_on=is_on)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        does = "acts on what happens from now on" if is_on else "is switched off"
        messages.success(request, f"“{found}” {does}.")
    return SeeOther(reverse(SECTION, args=[here.slug]))


def rule_at(here: Community, pk: int) -> EscalationRule:
    return get_object_or_404(EscalationRule.objects.select_related("community", "team"), community=here, pk=pk)


def edited_rule(here: Community, title: str, save: Any, **more: Any) -> Edited:
    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return RuleForm(data, here, values)

    back = reverse(SECTION, args=[here.slug])
    return Edited(
        here, SECTION, Subject.ESCALATION_RULE, title, back, form, save, template="escalation_rule.html", **more
    )
