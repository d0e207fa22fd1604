"""Django's admin pages of people, desks and the record of work.

People, rights and desks can be changed here, and what happened can only be read.
"""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.http import HttpRequest

from community.admin import History, Kept
from moderation import models

if TYPE_CHECKING:
    Inline = admin.TabularInline[models.Membership, models.User]
    Creation = AdminUserCreationForm[models.User]
    Change = UserChangeForm[models.User]
    Accounts = UserAdmin[models.User]
    TeamChoice = forms.ModelChoiceField[models.Team]
    PlaceForm = forms.ModelForm[models.Membership]
else:
    # Only the stubs of Django's admin take type arguments.
    Inline = admin.TabularInline
    Creation, Change, Accounts = AdminUserCreationForm, UserChangeForm, UserAdmin
    TeamChoice, PlaceForm = forms.ModelChoiceField, forms.ModelForm


class TeamField(TeamChoice):
    """A choice among all teams, each with its community: most have one of the same name."""

    def label_from_instance(self, obj: models.Team) -> str:
        return f"{obj.community}: {obj}"


class Place(PlaceForm):
    team = TeamField(models.Team.objects.select_related("community").order_by("community", "pk"), required=False)


class Membership(Inline):
    model = models.Membership
    form = Place
    autocomplete_fields = ("community",)
    extra = 0
    # Claims are given back by deactivating, under People.
    can_delete = False


class NewUser(Creation):
    class Meta:
        model = models.User
        fields = ("email", "name")
        field_classes: dict[str, Any] = {}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ChangedUser(Change):
    class Meta:
        model = models.User
        fields = "__all__"
        field_classes: dict[str, Any] = {}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


@admin.register(models.User)
class Users(Accounts):
    form = ChangedUser
    add_form = NewUser
    inlines = (Membership,)
    ordering = ("email",)
    search_fields = ("email", "name")
    list_display = ("email", "name", "is_active", "is_superuser", "last_login")
    list_filter = ("is_active", "is_superuser", "memberships__community")
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("May sign in", {"fields": ("is_active", "is_staff", "is_superuser")}),
        ("Times", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"fields": ("email", "name", "usable_password", "password1", "password2")}),)


@admin.register(models.Membership)
class Memberships(Kept):
    """Memberships, without deleting.

    Somebody who leaves is deactivated under People, which gives their claims back.
    """

    form = Place
    list_display = ("user", "community", "role", "team")
    list_filter = ("community", "role")
    list_select_related = ("user", "community", "team")
    search_fields = ("user__email", "user__name")
    autocomplete_fields = ("user", "community")


@admin.register(models.Team)
class Teams(Kept):
    list_display = ("name", "community", "slug")
    list_filter = ("community",)
    list_select_related = ("community",)

    def get_readonly_fields(self, _: HttpRequest, obj: models.Team | None = None) -> tuple[str, ...]:
        # Whoever and whatever is of it is of this community, and the record keeps its slug.
        return ("community", "slug") if obj else ()


@admin.register(models.Desk)
class Desks(Kept):
    """Thresholds of desks.

    The rules in force are changed on the guideline screen, where it leaves a version. What moods are
    scored by is changed on the one of moods, as stored texts are scored anew then.
    """

    list_display = (
        "community",
        "severity_from",
        "compound_to",
        "reports_from",
        "rating_to",
        "undo_seconds",
        "rule_set",
    )
    list_select_related = ("community", "rule_set")
    readonly_fields = ("rule_set", "engine", "own_names", "trouble_words", "negative_emoji")

    def save_model(self, request: HttpRequest, obj: models.Desk, form: Any, change: bool) -> None:
        models.Team.objects.make_for(obj.community)
        super().save_model(request, obj, form, change)


@admin.register(models.Guideline)
class Guidelines(History):
    list_display = ("name", "community", "category", "slug")
    list_filter = ("community",)
    list_select_related = ("community",)


@admin.register(models.GuidelineVersion)
class GuidelineVersions(History):
    list_display = ("name", "number", "severity", "is_on", "made_by", "made_at")
    list_filter = ("guideline__community",)
    list_select_related = ("made_by",)


@admin.register(models.RuleSet)
class RuleSets(History):
    list_display = ("community", "number", "made_by", "made_at")
    list_filter = ("community",)
    list_select_related = ("community", "made_by")


@admin.register(models.PendingAssessment)
class PendingAssessments(History):
    list_display = ("message", "revision", "tries", "due_at", "died_at", "error")
    list_select_related = ("message__channel",)
    list_filter = (("died_at", admin.EmptyFieldListFilter),)


@admin.register(models.Assessment)
class Assessments(History):
    list_display = ("message", "revision", "language", "compound", "not_scored", "priority", "assessed_at")
    list_select_related = ("message__channel",)


@admin.register(models.Finding)
class Findings(History):
    list_display = ("assessment", "number", "version", "severity", "rule", "excerpt")
    list_select_related = ("assessment", "version")


@admin.register(models.Case)
class Cases(History):
    list_display = ("pk", "community", "channel", "priority", "assignee", "decision", "outcome", "opened_at")
    list_filter = ("community", "decision", "outcome")
    list_select_related = ("community", "channel", "assignee")


@admin.register(models.CaseEvent)
class CaseEvents(History):
    list_display = ("case", "kind", "actor", "at", "why")
    list_select_related = ("case", "actor")
    list_filter = ("kind",)


@admin.register(models.Outbox)
class OutboxRows(History):
    list_display = ("case", "kind", "state", "due_at", "tries", "error", "done_at")
    list_select_related = ("case",)
    list_filter = ("community", "state", "kind")


@admin.register(models.Tally)
class Tallies(History):
    list_display = ("name", "amount")
