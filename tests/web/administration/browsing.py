"""What an admin's browser does with a settings page: open it, and send its form with what was typed."""

from html import unescape
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from community.models import Community
from moderation.models import Change, User
from tests.web.shared.markup import page_of


def at(name: str, **row: Any) -> str:
    return reverse(name, kwargs={"community": "tarnfell"} | row)


def text(response: Any) -> str:
    return page_of(response, unescape)


def opened(client: Client, address: str, form: str = "form", seen: str = "seen") -> dict[str, Any]:
    """What the page's form would send if nothing were typed."""
    shown: Any = client.get(address).context
    fields = {field.html_name: field.value() for field in shown[form]}
    sent = {name: "on" if value is True else value for name, value in fields.items() if value not in (None, False)}
    return sent | {"seen": shown[seen]}


def fill(client: Client, address: str, **typed: Any) -> HttpResponse:
    """Open a form, type, send it; None empties a field or unticks a box."""
    sent = opened(client, address) | typed
    return client.post(address, {name: value for name, value in sent.items() if value is not None})


def fill_targets(client: Client, **typed: Any) -> HttpResponse:
    sent = opened(client, at("settings-promises"), "targets", "targets_seen") | typed
    return client.post(at("settings-targets"), sent)


def fill_hours(client: Client, **typed: Any) -> HttpResponse:
    sent = opened(client, at("settings-promises"), "hours", "hours_seen") | typed
    return client.post(at("settings-hours"), sent)


def fill_closed_days(client: Client, **typed: Any) -> HttpResponse:
    sent = opened(client, at("settings-promises"), "closed_days", "closed_days_seen") | typed
    return client.post(at("settings-closed-days"), sent)


def fill_team(client: Client, **typed: Any) -> HttpResponse:
    """Type into the form of the legal team, by the plain names of its fields."""
    shown: Any = client.get(at("settings-promises")).context
    form, seen = next((form, seen) for form, seen in shown["teams"] if form.team.slug == "legal")
    sent = {field.html_name: field.value() for field in form if field.value()}
    named = {form.add_prefix(name) if name in form.fields else name: value for name, value in typed.items()}
    return client.post(at("settings-team-targets", pk=form.team.pk), sent | {"seen": seen} | named)


def changed(place: Community, by: User | None, **fields: Any) -> Change:
    fields = {"subject": "channel", "name": "Forum", "after": {"name": "Forum"}} | fields
    return Change.objects.create(community=place, actor=by, **fields)
