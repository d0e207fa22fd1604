"""A file of several channels goes into one channel each, all of one source."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel, Community, ImportReject, ImportRun, Message
from tests.builders import make_channel, make_source
from tests.community.files.exports import DAY
from tests.community.files.exports_of_chats import chats, discord, zipped

pytestmark = pytest.mark.django_db
ROWS = [("1", "Help", "Otto"), ("2", "Ideas", "Vera"), ("3", "help", "Otto"), ("4", "", "Vera"), ("5", "🎉", "Vera")]


def import_file(path: Path, *arguments: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_messages", str(path), "--community=tarnfell", "--json", *arguments, stdout=out)
    found: dict[str, Any] = json.loads(out.getvalue().splitlines()[-1])
    return found


@pytest.fixture
def rows(tmp_path: Path, tarnfell: Community) -> Path:
    path = tmp_path / "rows.csv"
    lines = [f"{pk},{DAY},{author},Hi,{place}" for pk, place, author in ROWS]
    path.write_text("\n".join(["id,date,author,text,place", *lines]))
    return path


def test_each_value_has_a_channel_and_the_sums_are_those_of_the_file(rows: Path) -> None:
    report = import_file(rows, "--channel-from=place", "--create")
    assert {slug: (each["created"], each["rejected"]) for slug, each in report["channels"].items()} == {
        "help": (2, 2),
        "ideas": (1, 0),
    }
    assert (report["read"], report["created"], report["rejected"]) == (5, 3, 2)
    assert Message.objects.get(external_id="3").channel.slug == "help"
    assert len(set(Channel.objects.filter(slug__in=["help", "ideas"]).values_list("source", flat=True))) == 1
    assert list(ImportReject.objects.order_by("line").values_list("reason", flat=True)) == [
        "place, the channel, is empty",
        "place, the channel, '🎉' has no letter or digit to make an address of",
    ]


def test_again_everything_is_unchanged_and_a_new_channel_shares_the_source(rows: Path) -> None:
    import_file(rows, "--channel-from=place", "--create")
    rows.write_text(f"{rows.read_text()}\n6,{DAY},Otto,Hi,News\n")
    report = import_file(rows, "--channel-from=place", "--create")
    assert (report["created"], report["unchanged"]) == (1, 3)
    # Otto is one person in all of them.
    assert len(set(Message.objects.filter(external_id__in="136").values_list("author", flat=True))) == 1


def test_each_run_goes_on_by_itself(rows: Path) -> None:
    import_file(rows, "--channel-from=place", "--create")
    ImportRun.objects.filter(channel__slug="ideas").update(state="running", finished_at=None)
    report = import_file(rows, "--channel-from=place")
    assert report["channels"]["ideas"]["created"] == 1, "the totals of an undisturbed run"
    assert ImportRun.objects.filter(channel__slug="ideas").count() == 1
    assert ImportRun.objects.filter(channel__slug="help").count() == 2


def test_without_create_a_missing_channel_is_named_before_anything_is_stored(rows: Path, tarnfell: Community) -> None:
    make_channel(tarnfell, "help")
    with pytest.raises(CommandError, match="has no channel Ideas"):
        import_file(rows, "--channel-from=place")
    assert not ImportRun.objects.exists()


def test_a_rehearsal_makes_no_channel(rows: Path) -> None:
    report = import_file(rows, "--channel-from=place", "--create", "--dry-run")
    assert (report["created"], report["channels"]["ideas"]["run"]) == (3, None)
    assert not Channel.objects.filter(slug="ideas").exists()


def test_too_many_channels_are_refused(tmp_path: Path, tarnfell: Community) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(["id,date,text", *(f"{pk},{DAY},Hi" for pk in range(501))]))
    with pytest.raises(CommandError, match="id names more than 500 channels; name another field"):
        import_file(path, "--channel-from=id", "--create")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--channel-from=plaice",), "There is no column 'plaice'"),
        ((), "one of the arguments --channel --channel-from is required"),
        (("--channel-from=place", "--channel=help"), "not allowed with argument"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(arguments: tuple[str, ...], said: str, rows: Path) -> None:
    with pytest.raises(CommandError, match=said):
        import_file(rows, *arguments)


def test_a_whole_account_has_its_chats_and_the_direct_ones_are_private(tmp_path: Path, tarnfell: Community) -> None:
    path = tmp_path / "result.json"
    person = {"from": "Moira", "from_id": "user7"}
    path.write_text(
        chats(
            ({"name": "Moira B", "type": "personal_chat", "id": 7}, [{"id": 1} | person]),
            ({"name": "Tarn", "type": "public_supergroup", "id": 55}, [{"id": 1} | person]),
        )
    )
    import_file(path, "--channel-from=channel", "--create")
    moira, tarn = (Channel.objects.get(slug=slug) for slug in ("moira-b", "tarn"))
    assert (moira.is_private, tarn.is_private) == (True, False)
    assert moira.source == tarn.source
    assert moira.source.host_key == "telegram:account:1"
    assert set(Message.objects.values_list("external_id", flat=True)) == {"7:1", "55:1"}


def test_folders_of_an_archive_are_channels(tmp_path: Path, tarnfell: Community) -> None:
    path = tmp_path / "export.zip"
    table = "id,date,author,text\n{pk},2026-11-10T08:00:00Z,Otto,Hi\n"
    path.write_bytes(zipped({"help/day.csv": table.format(pk=1), "ideas/day.csv": table.format(pk=2)}))
    report = import_file(path, "--channel-from=folder", "--create")
    assert {slug: each["created"] for slug, each in report["channels"].items()} == {"help": 1, "ideas": 1}


def test_channels_of_one_server_share_its_source_and_its_members(tmp_path: Path, tarnfell: Community) -> None:
    for number, (guild, place) in enumerate([("77", "help"), ("77", "ideas"), ("78", "other")]):
        path = tmp_path / f"{place}.json"
        path.write_text(discord({"id": place, "name": place}, {"id": f"d{number}"}).replace('"77"', f'"{guild}"'))
        import_file(path, f"--channel={place}", "--create")
    first, second, other = Message.objects.order_by("external_id")
    assert first.channel.source == second.channel.source
    assert first.channel.source.host_key == "discord:77"
    assert first.author == second.author
    assert other.channel.source.host_key == "discord:78"
    assert other.author != first.author


def test_a_channel_of_another_server_takes_it_only_when_somebody_says_so(tmp_path: Path, tarnfell: Community) -> None:
    shop = make_channel(tarnfell, "help", source=make_source(tarnfell, "The shop", host_key="slack:T1"))
    path = tmp_path / "help.json"
    path.write_text(discord({"id": "1", "name": "help"}, {"id": "d1"}))
    for where in (("--channel=help",), ("--channel-from=channel", "--create")):
        with pytest.raises(CommandError, match=r"is of “The shop”.*--same-people"):
            import_file(path, *where)
    assert (Message.objects.count(), Channel.objects.filter(slug="help").count()) == (0, 1)
    import_file(path, "--channel=help", "--same-people")
    assert set(Message.objects.values_list("source", flat=True)) == {shop.source_id}
