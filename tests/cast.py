"""The cast: who is who in every test."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache

from community.models import Channel, Community
from moderation.guidelines import publishing
from moderation.models import Case, User
from tests.arrived import mails_arrived
from tests.builders import make_case, make_channel, make_community, make_user


@pytest.fixture(autouse=True)
def nothing_is_remembered() -> None:
    """What one test tried must not count against the next one's limits."""
    cache.clear()


@pytest.fixture(autouse=True)
def nothing_is_on_its_way() -> Iterator[None]:
    """What one test mails must not arrive in the next one."""
    yield
    mails_arrived()


@pytest.fixture
def tarnfell(db: None) -> Community:
    return make_community("tarnfell", name="Tarnfell Outdoor", time_zone="Europe/London", languages=["en"])


@pytest.fixture
def emberloom(db: None) -> Community:
    return make_community("emberloom", name="Emberloom", languages=["en"])


@pytest.fixture
def reviews(tarnfell: Community) -> Channel:
    return make_channel(tarnfell, "reviews", name="Store reviews")


@pytest.fixture
def ana(tarnfell: Community) -> User:
    """Ana moderates Tarnfell."""
    return make_user("ana", "moderator", tarnfell)


@pytest.fixture
def ben(tarnfell: Community) -> User:
    """Ben moderates Tarnfell too."""
    return make_user("ben", "moderator", tarnfell)


@pytest.fixture
def mia(tarnfell: Community) -> User:
    """Mia manages Tarnfell's community."""
    return make_user("mia", "manager", tarnfell)


@pytest.fixture
def lee(tarnfell: Community) -> User:
    """Lee leads PR at Tarnfell."""
    return make_user("lee", "lead", tarnfell, team="pr")


@pytest.fixture
def ada(tarnfell: Community) -> User:
    """Ada is Tarnfell's admin."""
    return make_user("ada", "admin", tarnfell)


@pytest.fixture
def vic(tarnfell: Community) -> User:
    """Vic views Tarnfell's figures."""
    return make_user("vic", "viewer", tarnfell)


@pytest.fixture
def pat(emberloom: Community) -> User:
    """Pat is admin of Emberloom, and a stranger to Tarnfell."""
    return make_user("pat", "admin", emberloom)


@pytest.fixture
def case(reviews: Channel) -> Case:
    """An open case that nobody has claimed."""
    return make_case()


@pytest.fixture(autouse=True)
def nothing_compiled() -> None:
    """A rolled back rule set's key is given to the next one, which no installation sees."""
    publishing.compiled_rule_set.cache_clear()
