"""Where a file goes that somebody has brought: what it says itself, and what a person may say."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from community.channels import make_source
from community.models import Channel, Community, Message, Source
from moderation.models import Change, Upload, User
from moderation.uploads import files, importing
from moderation.web.uploads.reading_form import ReadingForm, chosen_from
from tests.bringing import again, brought, on_disk
from tests.builders import make_channel
from tests.community.files.exports import DAY
from tests.community.files.exports_of_chats import discord
from tests.community.files.test_presets import CASES
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
IMPORTS = "/c/tarnfell/imports/"
SERVER = discord({"id": "c1", "name": "help"}, {"id": "d1"})
ROWS = f"id,date,text,channel\n1,{DAY},Hi,Help\n2,{DAY},Ho,Ideas\n"


@pytest.fixture
def admin(client: Client, ada: User, reviews: Channel) -> Client:
    client.force_login(ada)
    return client


@pytest.fixture
def manager(client: Client, mia: User, reviews: Channel) -> Client:
    client.force_login(mia)
    return client


def words(response: HttpResponse) -> str:
    return page_of(response, unescape)


def bring(client: Client, content: str | bytes, name: str = "export.json") -> str:
    """Bring a file without a channel, and return the address of the question where it goes."""
    sent = SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)
    answer = client.post(f"{IMPORTS}?channel=*", {"file": sent})
    assert answer.status_code == 303, words(answer)
    assert answer.url.startswith(f"{IMPORTS}place/?file=")
    return str(answer.url)


def proposed(client: Client, address: str) -> dict[str, object]:
    """Return what the page has chosen by itself, as its form sends it."""
    form = client.get(address).context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: getattr(value, "pk", value) for name, value in said.items() if value}


def take_as_proposed(client: Client, content: str | bytes, name: str = "export.json") -> Upload:
    address = bring(client, content, name)
    answer = client.post(address, proposed(client, address))
    assert answer.status_code == 303, words(answer)
    return again(Upload.objects.latest("pk"))


@pytest.mark.parametrize("content", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_a_known_export_goes_to_its_dry_run_with_nothing_chosen_by_hand(admin: Client, content: str | bytes) -> None:
    upload = take_as_proposed(admin, content)
    form = admin.get(f"{IMPORTS}{upload.pk}/").context["form"]
    assert isinstance(form, ReadingForm)
    said = {each: form[each].value() for each in form.fields if form[each].value()}
    assert admin.post(f"{IMPORTS}{upload.pk}/check/", said).status_code == 303
    importing.go_on()
    upload = again(upload)
    assert (upload.state, upload.mapping) == ("checked", {}), upload.error
    assert upload.counts["created"] + upload.counts["skipped"] == upload.counts["read"] > 0


def test_a_server_is_named_and_becomes_the_source_of_the_new_channel(admin: Client) -> None:
    address = bring(admin, SERVER)
    page = words(admin.get(address))
    assert "These ids come from the <bdi>Discord server Tarn</bdi>. No channel here is of it yet" in page
    chosen = {"to": "new", "name": "help", "source": "server", "field": "channel"}
    assert proposed(admin, address) == chosen
    upload = take_as_proposed(admin, SERVER)
    assert (upload.channel.slug, upload.channel.source.name) == ("help", "Discord server Tarn")
    assert upload.channel.source.host_key == "discord:77"
    assert Change.objects.get(subject="channel").name == "help"


def test_channels_of_one_server_share_the_source_that_is_there(admin: Client) -> None:
    take_as_proposed(admin, SERVER)
    ideas = SERVER.replace('"name": "help"', '"name": "ideas"')
    assert "its 1 channel here (help) shares its people." in words(admin.get(bring(admin, ideas)))
    take_as_proposed(admin, ideas)
    news = SERVER.replace('"name": "help"', '"name": "news"')
    assert "its 2 channels here (help, ideas) share people." in words(admin.get(bring(admin, news)))
    assert Source.objects.filter(host_key="discord:77").count() == 1


def test_the_channel_that_a_file_names_is_chosen_where_it_is_there(manager: Client, tarnfell: Community) -> None:
    there = make_channel(tarnfell, "help", source=make_source(tarnfell, "Our server", host_key="discord:77"))
    assert take_as_proposed(manager, SERVER).channel == there
    assert "These ids come from the <bdi>Our server</bdi>" in words(manager.get(bring(manager, SERVER)))


def test_a_channel_of_another_server_is_not_chosen_and_stops_until_somebody_says_so(
    admin: Client, tarnfell: Community
) -> None:
    other = make_channel(tarnfell, "help", source=make_source(tarnfell, "Emberloom", host_key="discord:12"))
    address = bring(admin, SERVER)
    assert proposed(admin, address)["to"] == "new"
    admin.post(address, {"to": "channel", "channel": other.pk})
    upload = Upload.objects.get()
    warning = "The ids in this file are those of the Discord server"
    assert warning in words(admin.get(f"{IMPORTS}{upload.pk}/"))
    admin.post(f"{IMPORTS}{upload.pk}/check/")
    importing.go_on()
    page = admin.get(f"{IMPORTS}{upload.pk}/")
    assert 'name="is_same_server" required' in words(page)
    said = {"seen": page.context["mark"], "is_history": "on"}
    assert warning in words(admin.post(f"{IMPORTS}{upload.pk}/start/", said, follow=True))
    assert again(upload).state == "checked"
    admin.post(f"{IMPORTS}{upload.pk}/start/", said | {"is_same_server": "on"})
    importing.go_on()
    assert (again(upload).state, Message.objects.count()) == ("finished", 1)


def test_a_channel_with_a_source_of_its_own_is_told_what_it_does_not_share(admin: Client, reviews: Channel) -> None:
    take_as_proposed(admin, SERVER)
    admin.post(bring(admin, SERVER), {"to": "channel", "channel": reviews.pk})
    page = words(admin.get(f"{IMPORTS}{Upload.objects.latest('pk').pk}/"))
    assert "Store reviews has a source of its own, so it shares no people with help." in page


def test_a_new_channel_may_have_a_source_of_its_own_and_be_private(admin: Client) -> None:
    address = bring(admin, SERVER)
    admin.post(address, {"to": "new", "name": "Letters", "source": "", "is_private": "on", "is_answered": "on"})
    made = Channel.objects.get(slug="letters")
    assert (made.source.host_key, made.is_private, made.is_answered) == ("", True, True)


def test_who_may_not_make_channels_is_not_offered_one_and_cannot_ask_for_one(manager: Client) -> None:
    address = bring(manager, SERVER)
    page = words(manager.get(address))
    assert "Into a new channel" not in page
    assert "A new channel is made by an admin, under Settings." in page
    assert manager.post(address, {"to": "new", "name": "help", "source": "server"}).status_code == 422
    assert manager.post(address, {"to": "several", "field": "channel"}).status_code == 422
    assert (Upload.objects.count(), Channel.objects.filter(slug="help").count()) == (0, 0)


def test_what_is_typed_is_kept_beside_what_is_wrong(admin: Client) -> None:
    address = bring(admin, SERVER)
    answer = admin.post(address, {"to": "new", "name": "Store reviews", "source": "", "is_answered": "on"})
    assert answer.status_code == 422
    assert "There is a channel named “Store reviews” already. Nothing was changed." in words(answer)
    assert 'value="Store reviews"' in words(answer)
    assert "This is needed." in words(admin.post(address, {"to": "channel"}))
    assert Upload.objects.count() == 0


def test_a_second_press_leads_to_the_upload_of_the_first(admin: Client) -> None:
    address = bring(admin, SERVER)
    said = proposed(admin, address)
    first, second = (admin.post(address, said).url for _ in range(2))
    assert first == second == f"{IMPORTS}{Upload.objects.get().pk}/"
    assert admin.get(address).url == first
    assert len(on_disk()) == 1


def test_a_file_that_waits_is_of_no_use_to_another(admin: Client, mia: User) -> None:
    address = bring(admin, SERVER)
    admin.force_login(mia)
    for answer in (admin.get(address, follow=True), admin.post(address, {"to": "several"}, follow=True)):
        assert "The file was not kept any longer. Bring it again." in words(answer)
    assert Upload.objects.count() == 0


def test_a_file_that_was_thrown_away_meanwhile_is_to_be_brought_again(admin: Client) -> None:
    address = bring(admin, SERVER)
    said = proposed(admin, address)
    files.throw_away(on_disk()[0])
    for answer in (admin.get(address, follow=True), admin.post(address, said, follow=True)):
        assert "The file was not kept any longer. Bring it again." in words(answer)
    assert Upload.objects.count() == 0


def test_an_upload_can_be_put_into_another_place_until_something_is_stored(
    manager: Client, reviews: Channel, mia: User, tarnfell: Community
) -> None:
    letters = make_channel(tarnfell, "letters")
    upload = brought(reviews, mia, ROWS.encode())
    page = manager.get(f"{IMPORTS}{upload.pk}/place/")
    assert page.context["form"].initial["channel"] == reviews
    assert manager.post(f"{IMPORTS}{upload.pk}/place/", {"to": "channel", "channel": letters.pk}).status_code == 303
    assert again(upload).channel == letters
    Upload.objects.update(state="importing")
    answer = manager.post(f"{IMPORTS}{upload.pk}/place/", {"to": "channel", "channel": reviews.pk})
    assert "This file is being imported already." in words(answer)
    assert again(upload).channel == letters


def test_a_column_called_channel_with_several_values_is_taken_for_the_channels(admin: Client) -> None:
    address = bring(admin, ROWS, "rows.csv")
    assert "It names several channels, such as <bdi>Help</bdi>, <bdi>Ideas</bdi>." in words(admin.get(address))
    said = proposed(admin, address)
    assert (said["to"], said["field"]) == ("several", "channel")
    assert take_as_proposed(admin, ROWS, "rows.csv").reading == {"channel_from": "channel"}


def test_fields_are_in_the_forms_order_whatever_order_a_database_keeps() -> None:
    assert [*chosen_from({"posted_at": "ts", "channel": "room", "external_id": "ts"})] == ["external_id", "posted_at"]
