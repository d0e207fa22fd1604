import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel, ErasedMember, Member
from moderation.models import Upload, User
from tests.builders import make_member, make_source
from tests.members.traces import ID, NAME, SAID, leave_traces, traces_left

pytestmark = pytest.mark.django_db


@pytest.fixture
def kestrel(reviews: Channel, ada: User) -> Member:
    return leave_traces(reviews, ada)


def said(command: str, member: Member, *arguments: str, **options: object) -> str:
    out = StringIO()
    asked = {"community": "tarnfell", "source": member.source.name, "id": member.external_id, "name": "", **options}
    given = [f"--{name}={value}" for name, value in asked.items() if value]
    call_command(command, *given, *arguments, stdout=out)
    return out.getvalue()


def test_a_dry_run_says_what_would_go_and_takes_nothing(kestrel: Member) -> None:
    assert said("erase_member", kestrel, "--dry-run").splitlines() == [
        f"Erasing {NAME} of Tarnfell Outdoor.",
        "Emptied: 1 messages, 1 earlier texts, 1 findings, 1 cases. Open cases that are closed: 1.",
        "Looked through for the name: 1 messages of others, what was written about cases, and 1 rejected records. "
        "Uploaded files thrown away: 1.",
        "Nothing was erased.",
    ]
    assert not ErasedMember.objects.exists()


def test_a_member_is_erased_by_id(kestrel: Member) -> None:
    assert said("erase_member", kestrel, source=str(kestrel.source_id)).endswith("Erased.\n")
    assert list(traces_left()) == []


def test_a_member_without_an_id_is_erased_by_name(kestrel: Member) -> None:
    Member.objects.filter(pk=kestrel.pk).update(external_id="")
    assert said("erase_member", kestrel, id="", name=NAME.upper()).endswith("Erased.\n")
    assert str(Member.objects.get(pk=kestrel.pk)) == "erased member"


def test_a_running_import_is_waited_for(kestrel: Member) -> None:
    Upload.objects.update(state="importing")
    assert "The sweep goes on" in said("erase_member", kestrel)
    Upload.objects.update(state="finished")
    assert said("erase_member", kestrel).endswith("Erased.\n")


@pytest.mark.parametrize("command", [["erase_member"], ["export_member", "--json"]])
@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"source": "nowhere"}, r"Tarnfell Outdoor has no source nowhere; there is Tarnfell Outdoor \(\d+\)"),
        ({"id": "nobody"}, "Tarnfell Outdoor has no member with the id nobody"),
        ({"id": "", "name": "Nobody"}, "has no member without an id and with the name Nobody"),
        ({"community": "nowhere"}, "There is no community nowhere"),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(
    kestrel: Member, command: list[str], asked: dict[str, str], sentence: str
) -> None:
    with pytest.raises(CommandError, match=sentence) as refused:
        said(command[0], kestrel, *command[1:], **asked)
    assert refused.value.returncode == 2


def test_a_source_of_a_name_that_two_have_is_asked_for_by_number(kestrel: Member) -> None:
    twin = make_source(kestrel.source.community, "Twin")
    type(twin).objects.filter(pk=twin.pk).update(name=kestrel.source.name)
    with pytest.raises(CommandError, match="more than one source"):
        said("erase_member", kestrel)


def test_who_was_erased_before_is_told_so(kestrel: Member) -> None:
    said("erase_member", kestrel)
    with pytest.raises(CommandError, match="was erased on 20"):
        said("erase_member", kestrel)


def exported(member: Member) -> list[dict[str, object]]:
    return [json.loads(line) for line in said("export_member", member, "--json").splitlines()]


def test_an_export_says_everything_that_is_held(kestrel: Member) -> None:
    lines = exported(kestrel)
    assert [line["held"] for line in lines] == ["member", "message", "case", "rejected record"]
    member, message, case, reject = lines
    assert (member["external_id"], member["name"], member["roles"]) == (
        ID,
        NAME,
        [{"role": "member", "since": None, "until": None}],
    )
    assert message["text"] == SAID
    assert [text["text"] for text in message["earlier_texts"]] == [SAID]
    assert message["assessments"][0]["findings"][0]["excerpt"] == "heliotropes"
    assert [(event["kind"], event["by"], event["text"]) for event in case["events"]] == [
        ("opened", "Parley", ""),
        ("noted", "the desk", f"{NAME} again"),
    ]
    assert [row["text"] for row in case["sent"]] == [f"Dear {NAME}"] * 3
    assert ID in str(reject["original"])


def test_an_export_names_no_colleague_and_nobody_else(kestrel: Member) -> None:
    make_member(kestrel.source.community, "moira")
    said_of_others = [word for word in ("Ada", "ada@", "moira", "Moira") if word in json.dumps(exported(kestrel))]
    assert said_of_others == []


def test_nothing_is_held_of_who_was_erased(kestrel: Member) -> None:
    said("erase_member", kestrel)
    with pytest.raises(CommandError, match="was erased on"):
        exported(kestrel)
