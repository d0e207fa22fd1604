"""Looking at the queue, as a browser does."""

from typing import Any

QUEUE = "/c/tarnfell/queue/"
NEW = f"{QUEUE}new/"


def shown(response: Any) -> list[int]:
    """The numbers of the cases on a page, in their order."""
    assert response.status_code == 200
    return [row.case.pk for row in response.context["rows"]]
