"""Looking at the health page, as a browser does."""

import re
from html import unescape

from django.test import Client

from tests.web.shared.markup import page_of

HEALTH = "/c/tarnfell/health/"


def shown(client: Client, query: str = "") -> str:
    answer = client.get(HEALTH + query)
    assert answer.status_code == 200
    return page_of(answer, unescape).replace("\u00a0", " ")


def tile(page: str, name: str) -> str:
    """What one tile says, without its definition and its marks."""
    found = page.partition(f"<h2>{name}</h2>")[2].partition("<details")[0]
    return " ".join(re.sub("<[^>]+>", " ", found).split())
