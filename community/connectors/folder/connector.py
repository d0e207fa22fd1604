"""The folder's connector, which imports whatever file is put there."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from django import forms
from django.conf import settings

from community.connectors.connector import OnStored
from community.connectors.folder.importing import read_channel
from community.connectors.values import Budget, NewChannel
from community.models import Community, Feed

log = logging.getLogger(__name__)

NOT_SET = "No folder on the server is named for it (PARLEY_FOLDERS)."


class FolderForm(forms.Form):
    """Nothing is set of it here. Where it is, the server's owner says."""


class FolderConnector:
    """A folder for each channel, below one that the server's owner names.

    It carries nothing out. What is decided there waits for a program, or a person.
    """

    label = "Folder"
    # A file of millions takes a while, in a lane of its own.
    budget = Budget(seconds_a_pull=3600, seconds_a_row=10, waits=())
    defaults: Mapping[str, Any] = MappingProxyType({})
    settings_form: type[forms.Form] = FolderForm

    def summary(self, _feed: Feed) -> str:
        return ""

    def about(self, community: Community) -> str:
        return (
            f"It imports every file that is put into {community.slug}/ and the address of a channel below the "
            "server’s folder, and moves it to done or rejected. Choose it as the feed of a channel under Channels."
        )

    def why_not(self, _community: Community) -> str:
        return "" if settings.FOLDERS else NOT_SET

    def new_channels(self, _community: Community) -> Sequence[NewChannel]:
        return ()

    def pull(self, feed: Feed, now: datetime, on_stored: OnStored) -> int:
        """Import the files of each channel. What is wrong with one folder holds up no other."""
        read = 0
        for channel in feed.channels.select_related("community", "source") if settings.FOLDERS else ():
            try:
                read += read_channel(Path(settings.FOLDERS), channel, on_stored)
            except OSError as error:
                log.warning("The folder of %s cannot be read: %s", channel, error)
        if read:
            Feed.objects.filter(pk=feed.pk).update(read_at=now)
        return read
