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
from moderation.models import EscalationRule, Membership
from moderation.models.guidelines import SEVERITIES
from moderation.refusal import Refused
from moderation.web.administration.editing import Edited, edit_or_show, saved_message
from moderation.web.administration.fields import DurationField, NameField
from moderation.web.administration.rule_words import in_words
from moderation.web.administration.sections import community_of_admin, show_section
from moderation.web.shared.requests import DeskRequest, SeeOther

SECTION = "settings-escalation"
Clock = EscalationRule.Clock


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
    team = forms.ChoiceField(label="Ask this team", choices=Membership.Team.choices)
    reason = forms.CharField(
        label="What is asked of it", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The team reads it above the case.",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, place: Community, values: Values) -> None:
        super().__init__(data, initial=dict(values) or {"is_on": True})
        if not self.initial.get("clock_minutes"):
            # Zero minutes late is simply late, and an empty field says so.
            self.initial["clock_minutes"] = None
        # Its own category stays a choice, also when no guideline has it any more.
        found = set(place.guidelines.values_list("category", flat=True)) | {str(values.get("category") or "")} - {""}
        self.fields["category"].choices = [("", "any"), *((name, name) for name in sorted(found))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        written = dict(self.cleaned_data)
        late = written.get("clock") == Clock.LATE
        if written.get("clock_minutes") and not late and "clock" in written:
            self.add_error(
                "clock_minutes", "Only a clock that is late can be late by something: choose “is late” above."
            )
        written["clock_minutes"] = written.get("clock_minutes") or 0
        if not self.errors and EscalationRule(**written).asks_for_nothing:
            self.add_error(None, "Say at least one thing that must hold; else the rule would escalate every case.")
        return written


class Listed(NamedTuple):
    """A rule in words, how often it has fired, and when last."""

    rule: EscalationRule
    words: str
    fired: int
    fired_at: Any


@require_safe
def rule_list(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)
    found = EscalationRule.objects.filter(community=place).order_by("-is_on", "name")
    counted = found.annotate(fired=Count("firings"), fired_at=Max("firings__fired_at"))
    rules = [Listed(rule, in_words(rule), rule.fired, rule.fired_at) for rule in counted]
    return show_section(request, place, "escalation_rules.html", SECTION, rules=rules)


@require_http_methods(["GET", "HEAD", "POST"])
def rule_new(request: DeskRequest, community: str) -> HttpResponse:
    place = community_of_admin(request, community)

    def save(written: dict[str, Any], _seen: str) -> str:
        return f"“{escalation_rules.add_rule(place, request.user, now(), **written)}” acts on what happens from now on."

    return edit_or_show(request, edited_rule(place, "New escalation rule", save))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_rule(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    found = rule_at(place, pk)

    def values() -> Values:
        return escalation_rules.rule_values(rule_at(place, pk))

    def save(written: dict[str, Any], seen: str) -> str:
        differs = escalation_rules.change_rule(found, request.user, now(), seen=seen, **written)
        return saved_message(differs, "Saved. It acts on what happens from now on.")

    return edit_or_show(request, edited_rule(place, found.name, save, values=values))


@require_POST
def rule_switch(request: DeskRequest, community: str, pk: int) -> HttpResponse:
    place = community_of_admin(request, community)
    found, is_on = rule_at(place, pk), request.POST.get("on") == "1"
    try:
        escalation_rules.switch_rule(found, request.user, now(), is_on=is_on)
    except Refused as refused:
        messages.error(request, refused.reason)
    else:
        does = "acts on what happens from now on" if is_on else "is switched off"
        messages.success(request, f"“{found}” {does}.")
    return SeeOther(reverse(SECTION, args=[place.slug]))


def rule_at(place: Community, pk: int) -> EscalationRule:
    return get_object_or_404(EscalationRule.objects.select_related("community"), community=place, pk=pk)


def edited_rule(place: Community, title: str, save: Any, **more: Any) -> Edited:
    def form(data: QueryDict | None, values: Values) -> forms.Form:
        return RuleForm(data, place, values)

    back = reverse(SECTION, args=[place.slug])
    return Edited(
        place, SECTION, Subject.ESCALATION_RULE, title, back, form, save, template="escalation_rule.html", **more
    )
