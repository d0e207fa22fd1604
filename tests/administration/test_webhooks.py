"""The address of a team: set by an admin, on the record without its secret, and never a private one by its words."""

import pytest
from django.test import Client

from community.models import Community
from moderation.administration import communities, webhooks
from moderation.changes import mark_of_values
from moderation.models import Change, Team, User
from moderation.refusal import Refused
from tests.builders import NOON, make_team

HOOK = "https://hooks.example.com/t/secret-token"


@pytest.fixture
def pr(tarnfell: Community) -> Team:
    return make_team("pr")


def seen(team: Team) -> str:
    return mark_of_values(webhooks.webhook_values(Team.objects.get(pk=team.pk)))


def change(team: Team, by: User, address: str) -> bool:
    return webhooks.change_webhook(team, by, NOON, seen=seen(team), webhook=address)


def test_it_is_set_and_on_the_record_without_its_secret(pr: Team, ada: User) -> None:
    assert change(pr, ada, HOOK)
    assert Team.objects.get(pk=pr.pk).webhook == HOOK
    (said,) = Change.objects.all()
    assert (said.actor, said.name) == (ada, "Team PR")
    assert said.after["webhook"].startswith("hooks.example.com (")
    assert "secret" not in str(said.after)


def test_another_secret_of_the_same_host_is_a_change_and_the_same_is_none(pr: Team, ada: User) -> None:
    change(pr, ada, HOOK)
    assert not change(pr, ada, HOOK)
    assert change(pr, ada, f"{HOOK}-2")
    assert change(pr, ada, "")
    assert Change.objects.count() == 3


def test_whoever_did_not_see_it_is_refused(pr: Team, ada: User) -> None:
    before = seen(pr)
    change(pr, ada, HOOK)
    with pytest.raises(Refused, match="changed this while you were editing"):
        webhooks.change_webhook(pr, ada, NOON, seen=before, webhook="")


def test_nobody_but_an_admin_sets_it(pr: Team, mia: User) -> None:
    with pytest.raises(Refused, match="no longer an admin"):
        change(pr, mia, HOOK)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8000", "hook.localhost", "10.1.2.3", "[::1]", "169.254.169.254"]
)
def test_a_private_address_is_refused_before_it_is_kept(pr: Team, ada: User, client: Client, host: str) -> None:
    with pytest.raises(Refused, match="leads into a private network"):
        change(pr, ada, f"http://{host}/hook")
    client.force_login(ada)
    address = f"/c/tarnfell/settings/escalation/teams/{pr.pk}/"
    answer = client.post(address, {"seen": seen(pr), "webhook": f"http://{host}/hook"})
    assert answer.status_code == 422
    assert "leads into a private network" in answer.content.decode()


def test_what_is_no_address_is_refused(pr: Team, ada: User) -> None:
    with pytest.raises(Refused, match="https://"):
        change(pr, ada, "file:///etc/passwd")


def test_a_community_made_like_another_does_not_take_its_addresses(tarnfell: Community, pr: Team, ada: User) -> None:
    change(pr, ada, HOOK)
    made = communities.add(ada, NOON, name="Brackwater", like=tarnfell)
    assert set(made.teams.values_list("webhook", flat=True)) == {""}


def test_the_screen_sets_it_and_the_rules_say_which_host_is_called(pr: Team, ada: User, client: Client) -> None:
    client.force_login(ada)
    address = f"/c/tarnfell/settings/escalation/teams/{pr.pk}/"
    form = client.get(address).context["seen"]
    assert client.post(address, {"seen": form, "webhook": "https://me:pw@x.example/"}).status_code == 422
    assert client.post(address, {"seen": form, "webhook": HOOK}).status_code == 303
    page = client.get("/c/tarnfell/settings/escalation/").content.decode()
    assert "hooks.example.com" in page
    assert "secret-token" not in page
    assert "nobody leads it: the admins are told" in page
