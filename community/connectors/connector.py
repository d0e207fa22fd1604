"""The protocol of a connector, which knows one kind of feed."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django import forms

from community.connectors.values import Action, Budget, NewChannel
from community.ingest import Stored
from community.models import Community, Feed

OnStored = Callable[[Stored], None]


class Connector(Protocol):
    """Reads the feeds of one kind.

    It may wait for the platform as long as its budget says, but never within a transaction.
    """

    label: str
    budget: Budget
    # Every setting, and what it is where a feed's row does not say.
    defaults: Mapping[str, Any]
    # Those that an admin may change.
    settings_form: type[forms.Form]

    def summary(self, feed: Feed) -> str:
        """Tell in a few words how the feed is set."""

    def about(self, community: Community) -> str:
        """Tell whoever may add such a feed what it would do here."""

    def why_not(self, community: Community) -> str:
        """Tell why no such feed can be added here, or nothing when it can."""

    def new_channels(self, community: Community) -> Sequence[NewChannel]:
        """List the channels that a new feed writes in."""

    def pull(self, feed: Feed, now: datetime, on_stored: OnStored) -> int:
        """Store what the feed has new. Returns how many records came."""


class CarryingConnector(Connector, Protocol):
    """Also carries out on the platform. What others bring is fetched by a program, or done by hand."""

    def carry_out(self, feed: Feed, action: Action) -> None:
        """Do it on the platform, once under its id however often it is asked, or raise why not."""
