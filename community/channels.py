"""Find or create the community or channel that a person names."""

from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils.text import slugify

from community.models import Channel, Community, Feed, Source

Named = TypeVar("Named", Community, Channel)


class Unknown(Exception):
    """No community or channel has this name, with a sentence for the person."""


def find_community(said: str) -> Community | None:
    return _find_named(Community.objects.all(), said, community_slug(said))


def find_channel(community: Community, said: str) -> Channel | None:
    return _find_named(community.channels.select_related("community", "source"), said, channel_slug(said))


def make_community(said: str) -> Community:
    return Community.objects.create(slug=_refuse_missing(community_slug(said), said), name=said[:120])


def make_channel(community: Community, said: str, source: Source | None = None) -> Channel:
    """Make a channel of this source, or of a new one of its own."""
    slug = _refuse_missing(channel_slug(said), said)
    source = source or make_source(community, said)
    return Channel.objects.create(community=community, source=source, slug=slug, name=said[:120])


def make_source(community: Community, name: str, kind: str = "file", host_key: str = "") -> Source:
    """Make a source, or return the one of this server."""
    same = {"community": community, "kind": kind, "host_key": host_key}
    found = Source.objects.filter(**same).first() if host_key else None
    return found or Source.objects.create(name=name[:120], **same)


def source_of_server(community: Community, source_key: str) -> Source | None:
    """Return the source of the server that a file names, made where it is missing, or None where it names none."""
    return make_source(community, source_key, host_key=source_key) if source_key else None


def source_of_feed(feed: Feed) -> Source:
    """Return the source that all channels made for a feed share."""
    return make_source(feed.community, f"{feed.kind} feed", kind=feed.kind, host_key="feed")


def community_slug(said: str) -> str:
    return slugify(said)[:60]


def channel_slug(said: str) -> str:
    return slugify(said, allow_unicode=True)[:80]


def unknown_community(said: str) -> Unknown:
    return Unknown(f"There is no community {said}; {_list_names(Community.objects.all())}.")


def unknown_channel(community: Community, said: str) -> Unknown:
    return Unknown(f"{community} has no channel {said}; {_list_names(community.channels.all())}.")


def _find_named(rows: QuerySet[Named], said: str, slug: str) -> Named | None:
    found = {row.slug: row for row in rows.filter(Q(slug__in=[said, slug]) | Q(name=said)).order_by("-pk")}
    # An exact slug goes before a slug made of the name, and both before the name itself.
    return found.get(said) or found.get(slug) or next(iter(found.values()), None)


def _refuse_missing(slug: str, said: str) -> str:
    if not slug:
        raise Unknown(f"{said!r} has no letter or digit to make an address of.")
    return slug


def _list_names(rows: QuerySet[Named]) -> str:
    slugs = ", ".join(rows.values_list("slug", flat=True))
    return f"there is {slugs}, or make it with --create" if slugs else "make it with --create"
