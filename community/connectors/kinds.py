"""The connectors that there are, by the kind that a feed's row names."""

from collections.abc import Mapping
from typing import Any, cast

from community.connectors.connector import CarryingConnector, Connector
from community.connectors.folder.connector import FolderConnector
from community.connectors.stub.connector import StubConnector
from community.models import Feed

# A row may name one that this version does not have: it is not read then, and people carry out what it would.
CONNECTORS: dict[str, Connector] = {"stub": StubConnector(), "folder": FolderConnector()}


def carrying_connectors() -> dict[str, CarryingConnector]:
    """Return those that also carry out what is decided."""
    found = {kind: each for kind, each in CONNECTORS.items() if hasattr(each, "carry_out")}
    return cast("dict[str, CarryingConnector]", found)


def label_of(kind: str) -> str:
    """The name of a kind for people; its own word when nobody knows it any more."""
    return CONNECTORS[kind].label if kind in CONNECTORS else kind


def settings_of(feed: Feed) -> Mapping[str, Any]:
    """The feed's settings, with the defaults of what its row does not say."""
    return {**CONNECTORS[feed.kind].defaults, **feed.settings}
