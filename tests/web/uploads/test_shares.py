"""A file of several channels, from the browser into each of them."""

import json
from datetime import timedelta
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from community.channels import make_source
from community.models import Channel, Community, ImportReject, ImportRun, Message
from moderation.models import Change, Upload, User
from moderation.uploads import actions, cleanup, files, importing, sharing, taking_back
from tests.bringing import again, on_disk
from tests.builders import make_channel, make_user
from tests.community.files.exports import DAY, slack
from tests.community.files.exports_of_chats import chats, zipped
from tests.web.shared.markup import page_of
from tests.web.uploads.test_placing import IMPORTS, take_as_proposed

pytestmark = pytest.mark.django_db
ROWS = [("1", "Help", "Otto"), ("2", "Ideas", "Vera"), ("3", "help", "Otto"), ("4", "", "Vera"), ("5", "🎉", "Vera")]


def table(*rows: tuple[str, str, str]) -> bytes:
    lines = [f"{pk},{DAY},{author},Hi,{place}" for pk, place, author in rows]
    return "\n".join(["id,date,author,text,channel", *lines]).encode()


FILE = table(*ROWS)


@pytest.fixture
def admin(client: Client, ada: User, tarnfell: Community) -> Client:
    client.force_login(ada)
    return client


def words(response: HttpResponse) -> str:
    return page_of(response, unescape)


def checked(client: Client, content: bytes = FILE, name: str = "rows.csv") -> Upload:
    upload = take_as_proposed(client, content, name)
    client.post(f"{IMPORTS}{upload.pk}/check/")
    importing.go_on()
    return again(upload)


def press_import(client: Client, upload: Upload, **said: str) -> str:
    mark = client.get(f"{IMPORTS}{upload.pk}/").context["mark"]
    return words(client.post(f"{IMPORTS}{upload.pk}/start/", {"seen": mark, "is_history": "on"} | said, follow=True))


def imported(client: Client, content: bytes = FILE) -> list[Upload]:
    upload = checked(client, content)
    press_import(client, upload)
    importing.go_on()
    return list(Upload.objects.group_of(again(upload)))


def test_the_dry_run_counts_each_channel_and_says_which_are_made(admin: Client, tarnfell: Community) -> None:
    make_channel(tarnfell, "help")
    upload = checked(admin)
    assert (upload.channel.slug, upload.counts["created"], upload.counts["rejected"]) == ("help", 3, 2)
    page = words(admin.get(f"{IMPORTS}{upload.pk}/"))
    assert "2 channels, by <code>channel</code>" in page
    assert "<bdi>Help</bdi><small>is there</small>" in page
    assert "<bdi>Ideas</bdi><small>is made</small>" in page
    assert "Import 3 of 5" in page
    assert (Message.objects.count(), Channel.objects.count()) == (0, 1)


def test_the_import_makes_what_is_missing_of_one_source_and_stores_each_record_where_it_belongs(admin: Client) -> None:
    uploads = imported(admin)
    assert [(each.state, each.channel.slug) for each in uploads] == [("finished", "help"), ("finished", "ideas")]
    stored = Message.objects.order_by("external_id").values_list("external_id", "channel__slug")
    assert list(stored) == [("1", "help"), ("2", "ideas"), ("3", "help")]
    assert len({each.channel.source_id for each in uploads}) == 1
    assert [each.run.rejected for each in uploads if each.run] == [2, 0]
    assert list(ImportReject.objects.order_by("line").values_list("reason", flat=True)) == [
        "channel, the channel, is empty",
        "channel, the channel, '🎉' has no letter or digit to make an address of",
    ]
    assert list(Change.objects.filter(subject="channel").order_by("pk").values_list("name", flat=True)) == [
        "Help",
        "Ideas",
    ]


def test_each_page_shows_all_and_its_own_progress_and_rejects(admin: Client) -> None:
    first, second = imported(admin)
    page = words(admin.get(f"{IMPORTS}{first.pk}/"))
    assert "One file, 2 channels" in page
    assert f'href="{IMPORTS}{second.pk}/"' in page
    assert "Download 2 as CSV" in page
    assert "Rejected records" not in words(admin.get(f"{IMPORTS}{second.pk}/"))
    assert admin.get(f"{IMPORTS}{second.pk}/progress/").status_code == 200


def test_imported_again_everything_is_unchanged_and_a_new_channel_shares_the_source(admin: Client) -> None:
    imported(admin)
    uploads = imported(admin, table(*ROWS, ("6", "News", "Otto")))
    assert [(each.channel.slug, each.run.created) for each in uploads if each.run] == [
        ("help", 0), ("ideas", 0), ("news", 1)
    ]  # fmt: skip
    # Otto is one person in all of them.
    assert len(set(Message.objects.filter(external_id__in="136").values_list("author", flat=True))) == 1


def test_one_channel_is_taken_back_and_the_other_stays(admin: Client) -> None:
    _first, second = imported(admin)
    assert second.run
    admin.post(f"{IMPORTS}runs/{second.run.pk}/take-back/")
    taking_back.go_on()
    assert set(Message.objects.values_list("channel__slug", flat=True)) == {"help"}


def test_the_command_goes_on_with_what_the_browser_has_begun(admin: Client) -> None:
    upload = checked(admin)
    press_import(admin, upload)
    Upload.objects.filter(channel__slug="ideas").update(due_at=timezone.now() + timedelta(days=1))
    importing.go_on()
    run = ImportRun.objects.get()
    assert run.options["channel"] == "help"
    assert run.options["channel_from"] == "channel"


def test_stopped_before_a_worker_came_one_of_them_is_imported_by_itself_later(admin: Client) -> None:
    upload = checked(admin)
    press_import(admin, upload)
    admin.post(f"{IMPORTS}{upload.pk}/cancel/")
    importing.go_on()
    assert set(Message.objects.values_list("channel__slug", flat=True)) == {"ideas"}
    press_import(admin, again(upload))
    importing.go_on()
    assert (Message.objects.count(), Upload.objects.count()) == (3, 2)


def test_a_manager_cannot_have_channels_made_but_imports_into_those_that_are_there(
    client: Client, mia: User, tarnfell: Community
) -> None:
    make_channel(tarnfell, "help")
    client.force_login(mia)
    upload = checked(client)
    page = words(client.get(f"{IMPORTS}{upload.pk}/"))
    why = "An admin makes channels, and these are not there yet: Ideas. Ask one to make them, or to import."
    assert why in page
    assert 'name="seen"' not in page
    assert why in press_import(client, upload)
    with pytest.raises(actions.Refused, match="An admin makes channels"):
        sharing.start_shares(again(upload), mia, timezone.now(), seen=actions.mark_of_upload(upload))
    assert (again(upload).state, Channel.objects.count()) == ("checked", 1)
    make_channel(tarnfell, "ideas")
    client.post(f"{IMPORTS}{upload.pk}/check/")
    importing.go_on()
    press_import(client, again(upload))
    importing.go_on()
    assert Message.objects.count() == 3


@pytest.mark.parametrize("what", ["made", "deleted"])
def test_channels_that_came_or_went_since_the_look_stop_the_import(
    admin: Client, tarnfell: Community, what: str
) -> None:
    make_channel(tarnfell, "help")
    ideas = make_channel(tarnfell, "ideas") if what == "deleted" else None
    upload = checked(admin)
    ideas.delete() if ideas else make_channel(tarnfell, "ideas")
    assert sharing.CHANGED in press_import(admin, upload)
    assert (again(upload).state, Upload.objects.count()) == ("checked", 1)


def test_a_channel_that_was_renamed_since_the_look_is_still_found_by_its_address(
    admin: Client, tarnfell: Community
) -> None:
    channel = make_channel(tarnfell, "help")
    upload = checked(admin)
    Channel.objects.filter(pk=channel.pk).update(name="Questions")
    press_import(admin, upload)
    importing.go_on()
    assert Message.objects.filter(channel=channel).count() == 2


def test_of_two_who_press_import_one_starts_it_and_no_channel_is_made_twice(admin: Client, ada: User) -> None:
    upload = checked(admin)
    mark = actions.mark_of_upload(upload)
    sharing.start_shares(again(upload), ada, timezone.now(), seen=mark)
    other = make_user("second", "admin", upload.community)
    with pytest.raises(actions.Refused, match="being imported already"):
        sharing.start_shares(upload, other, timezone.now(), seen=mark)
    assert (Upload.objects.count(), Channel.objects.count()) == (2, 2)


def test_a_file_that_retention_threw_away_is_not_started_and_makes_no_channel(admin: Client) -> None:
    upload = checked(admin)
    mark = admin.get(f"{IMPORTS}{upload.pk}/").context["mark"]
    Upload.objects.update(due_at=timezone.now() - 2 * cleanup.KEPT)
    cleanup.tidy_uploads(timezone.now())
    page = words(admin.post(f"{IMPORTS}{upload.pk}/start/", {"seen": mark}, follow=True))
    assert actions.GONE in page
    assert (Upload.objects.count(), Channel.objects.count()) == (1, 1)


def test_a_file_that_vanished_from_the_disk_is_told_and_nothing_is_made(admin: Client) -> None:
    upload = checked(admin)
    files.throw_away(upload.path)
    assert "not on this machine's disk any more" in press_import(admin, upload)
    assert (again(upload).state, Upload.objects.count(), Channel.objects.count()) == ("checked", 1, 1)


def test_each_channel_has_the_file_by_itself(admin: Client) -> None:
    first, second = imported(admin)
    files.throw_away(first.path)
    assert files.path_below(second.path).read_bytes() == FILE
    assert set(on_disk()) == {second.path}


def test_a_channel_of_another_server_stops_all_of_it_until_somebody_says_so(admin: Client, tarnfell: Community) -> None:
    make_channel(tarnfell, "tarn", source=make_source(tarnfell, "Emberloom", host_key="telegram:account:9"))
    person = {"from": "Moira", "from_id": "user7"}
    content = chats(
        ({"name": "Moira B", "type": "personal_chat", "id": 7}, [{"id": 1} | person]),
        ({"name": "Tarn", "type": "public_supergroup", "id": 55}, [{"id": 1} | person]),
    )
    upload = checked(admin, content.encode(), "result.json")
    assert "is of “Emberloom”" in press_import(admin, upload)
    assert not ImportRun.objects.exists()
    press_import(admin, upload, is_same_server="on")
    importing.go_on()
    made = Channel.objects.get(slug="moira-b")
    assert (made.is_private, made.source.host_key, Message.objects.count()) == (True, "telegram:account:1", 2)


def test_a_workspace_goes_into_its_channels_with_nothing_chosen(admin: Client) -> None:
    days = {
        f"{place}/2026-11-10.json": json.dumps([slack(f"17942980{number:02}.0001"), slack(f"17942980{number:02}.0002")])
        for number, place in enumerate(["general", "help", "random"])
    }
    uploads = imported(admin, zipped(days))
    assert [(each.channel.slug, each.run.created) for each in uploads if each.run] == [
        ("general", 2), ("help", 2), ("random", 2)
    ]  # fmt: skip
    assert {each.channel.source.name for each in uploads} == {"Slack workspace T9"}


def test_staff_who_would_be_too_many_in_one_channel_stop_all_of_them(admin: Client) -> None:
    rows = [f"{n},{DAY},p{n},Hi,{'Help' if n < 6 else 'Ideas'},{'yes' if n < 6 else 'no'}" for n in range(12)]
    content = "\n".join(["id,date,author,text,channel,from_staff", *rows]).encode()
    upload = checked(admin, content)
    (stop,) = upload.found["stops"]
    assert (stop["kind"], stop["said"].startswith("Help: 6 of the 6 authors would be staff")) == ("staff", True)
    assert stop["said"] in press_import(admin, upload)
    assert not ImportRun.objects.exists()


def test_a_field_that_names_too_many_channels_fails_the_dry_run_in_a_sentence(admin: Client) -> None:
    upload = checked(admin, table(*((str(pk), f"place {pk}", "Otto") for pk in range(501))))
    assert (upload.state, upload.error) == (
        "failed",
        "channel names more than 500 channels; name another field.",
    )


def test_a_file_of_several_channels_that_goes_into_one_says_so(admin: Client, tarnfell: Community) -> None:
    letters = make_channel(tarnfell, "letters")
    person = {"from": "Moira", "from_id": "user7"}
    lists = [({"name": f"Chat {n}", "type": "public_supergroup", "id": n}, [{"id": 1} | person]) for n in (1, 2)]
    upload = take_as_proposed(admin, chats(*lists), "result.json")
    admin.post(f"{IMPORTS}{upload.pk}/place/", {"to": "channel", "channel": letters.pk})
    admin.post(f"{IMPORTS}{upload.pk}/check/")
    importing.go_on()
    note = "The file names 2 channels (Chat 1, Chat 2), and all of it comes into one."
    assert note in again(upload).found["notes"]
    assert note in words(admin.get(f"{IMPORTS}{upload.pk}/"))
