"""Django's admin pages of communities, channels, feeds and imported records."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from community import models
from community.channels import make_source
from community.connectors.kinds import CONNECTORS

if TYPE_CHECKING:
    Admin = admin.ModelAdmin[Any]
else:
    # Only the stubs of Django's admin take a type argument.
    Admin = admin.ModelAdmin


class History(Admin):
    """Rows that only Parley itself writes, shown for reading."""

    # A large table is slow to count, so it is not counted twice.
    show_full_result_count = False
    list_per_page = 50
    ordering = ("-pk",)

    def never(self, *_: Any, **__: Any) -> bool:
        return False

    has_add_permission = has_change_permission = has_delete_permission = never


class Kept(Admin):
    """Rows that can be changed and never deleted."""

    def never(self, *_: Any, **__: Any) -> bool:
        return False

    # Deleting one would take its whole history with it.
    has_delete_permission = never


@admin.register(models.Community)
class Communities(Kept):
    list_display = ("name", "slug", "time_zone", "created_at")
    search_fields = ("name", "slug")
    prepopulated_fields = {"slug": ("name",)}

    def get_readonly_fields(self, _: HttpRequest, obj: models.Community | None = None) -> tuple[str, ...]:
        # A change under Settings is recorded, and has all days counted again.
        return ("time_zone",) if obj else ()


@admin.register(models.Channel)
class Channels(Kept):
    # A new channel has a source of its own, and its messages and people would not move to another one.
    exclude = ("source",)
    list_display = ("name", "community", "slug", "is_private", "is_answered", "language", "feed")
    list_filter = ("community", "is_private", "is_answered")
    list_select_related = ("community", "feed__community")
    search_fields = ("name", "slug")

    def get_readonly_fields(self, _: HttpRequest, obj: models.Channel | None = None) -> tuple[str, ...]:
        # Its messages, cases and counts name the community too, and would not move with it.
        return ("community",) if obj else ()

    def save_model(self, _: HttpRequest, obj: models.Channel, _form: Any, change: bool) -> None:
        if not change:
            obj.source = make_source(obj.community, obj.name)
        obj.save()


class FeedForm(forms.ModelForm):
    """A feed whose settings its connector understands."""

    kind = forms.ChoiceField(choices=lambda: [(kind, each.label) for kind, each in CONNECTORS.items()])

    def clean(self) -> dict[str, Any]:
        written: dict[str, Any] = super().clean() or {}
        kind, settings = written.get("kind"), written.get("settings")
        if not isinstance(settings, dict):
            self.add_error("settings", "Settings are a JSON object.")
        elif kind:
            form = CONNECTORS[kind].settings_form({**CONNECTORS[kind].defaults, **settings})
            for name, faults in form.errors.items():
                self.add_error("settings", [f"{name}: {fault}" for fault in faults])
        return written


@admin.register(models.Feed)
class Feeds(Kept):
    form = FeedForm
    list_display = ("community", "kind", "is_on", "settings", "read_at")
    list_select_related = ("community",)
    readonly_fields = ("cursor", "read_at")


@admin.register(models.Member)
class Members(History):
    list_display = ("name", "external_id", "source", "role", "first_seen_at")
    list_filter = ("source__community", "role")
    list_select_related = ("source",)
    search_fields = ("=external_id",)


@admin.register(models.ImportRun)
class ImportRuns(History):
    list_display = ("source", "channel", "state", "read", "created", "updated", "unchanged", "duplicate", "rejected")
    list_filter = ("state",)
    list_select_related = ("channel",)


@admin.register(models.ImportReject)
class ImportRejects(History):
    list_display = ("run", "line", "reason", "length")
    list_select_related = ("run",)


@admin.register(models.ImportWarning)
class ImportWarnings(History):
    list_display = ("run", "field", "count", "sample")
    list_select_related = ("run",)


@admin.register(models.Message)
class Messages(History):
    list_display = ("external_id", "channel", "kind", "author", "posted_at", "revision", "removed_at")
    list_filter = ("community", "kind", "from_staff")
    list_select_related = ("channel", "author")
    search_fields = ("=external_id",)


@admin.register(models.MessageText)
class MessageTexts(History):
    list_display = ("message", "revision", "replaced_at")
    list_select_related = ("message__channel",)


@admin.register(models.StubAction)
class StubActions(History):
    list_display = ("kind", "channel", "target_external_id", "told_at", "played_at")
    list_select_related = ("channel",)
