"""Keep names and addresses of communities apart."""

from itertools import count

from django.db.models import Q

from community import channels
from community.models import Community
from moderation.refusal import Refused

# The start of an address for a name without Latin letters or digits.
NAMELESS = "community"


def refuse_anothers(name: str, besides: Community | None = None) -> None:
    """Refuse a name that leads to another community."""
    others = Community.objects.exclude(pk=besides.pk) if besides else Community.objects.all()
    # Imports name a community by its slug or by its name.
    if others.filter(Q(name__iexact=name) | Q(slug__in=[name, channels.community_slug(name)])).exists():
        raise Refused(f"Another community is named “{name}” already.")


def new_address(name: str) -> str:
    """Return the address of a new community.

    Raises Refused where an import by another one's name would lead to it.
    """
    slug = channels.community_slug(name)
    if not slug:
        return _numbered()
    if any(channels.community_slug(other) == slug for other in Community.objects.values_list("name", flat=True)):
        raise Refused(f"The name of another community leads to the address “{slug}” too. Choose another name.")
    return slug


def _numbered() -> str:
    taken = set(Community.objects.filter(slug__startswith=NAMELESS).values_list("slug", flat=True))
    names = (NAMELESS if number == 1 else f"{NAMELESS}-{number}" for number in count(1))
    return next(name for name in names if name not in taken)
