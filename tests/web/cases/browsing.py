"""Looking at a case and acting on it, as a browser does."""

from html import unescape

from django.test import Client
from django.utils import timezone

from community.models import Message, MessageText
from moderation.models import Case
from tests.web.shared.markup import page_of

HTMX = {"HX-Request": "true"}


def address(case: Case, verb: str = "") -> str:
    return f"/c/{case.community.slug}/cases/{case.pk}/" + (f"{verb}/" if verb else "")


def shown(client: Client, case: Case, query: str = "") -> str:
    return page_of(client.get(address(case) + query))


def act(client: Client, case: Case, verb: str, headers: dict[str, str] | None = None, **typed: object):
    return client.post(address(case, verb), {"revision": case.message.revision, **typed}, headers=headers)


def text_of(response) -> str:
    return page_of(response, unescape)


def edit(case: Case, text: str) -> None:
    message = case.message
    MessageText.objects.create(
        message=message, revision=message.revision, text=message.text, replaced_at=timezone.now()
    )
    Message.objects.filter(pk=message.pk).update(text=text, revision=message.revision + 1)
