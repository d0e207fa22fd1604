"""Looking at the page of escalations, as a browser does."""

from html import unescape

from django.test import Client

from tests.web.shared.markup import page_of

PAGE = "/c/tarnfell/escalations/"


def shown(client: Client, query: str = "") -> str:
    return page_of(client.get(PAGE + query), unescape)
