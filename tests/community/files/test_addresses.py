import pytest

from community.files.addresses import read_links, read_mail, split_address
from community.files.wrong import Unclear


@pytest.mark.parametrize(
    ("said", "name", "address"),
    [
        ("Otto Berg <otto@mail.example>", "Otto Berg", "otto@mail.example"),
        ('"Berg, Otto" <otto@mail.example>', "Berg, Otto", "otto@mail.example"),
        (" Otto<otto+shop@mail.example> ", "Otto", "otto+shop@mail.example"),
        ("otto@mail.example (Otto Berg)", "Otto Berg", "otto@mail.example"),
        ("<otto@mail.example>", "", "otto@mail.example"),
        ("otto@mail.example", "", "otto@mail.example"),
        ("Otto Berg", "Otto Berg", ""),
        ("Otto <not an address>", "Otto <not an address>", ""),
        ("Otto <otto@mail>", "Otto <otto@mail>", ""),
        ("", "", ""),
        ("<" * 5_000, "<" * 5_000, ""),
    ],
)
def test_a_name_and_an_address_in_one_are_split(said: str, name: str, address: str) -> None:
    assert split_address(said) == (name, address)


@pytest.mark.parametrize(
    "said", ["otto@mail.example", " otto@mail.example ", "Otto <otto@mail.example>", "mailto:otto@mail.example"]
)
def test_a_mail_address_is_kept_plain(said: str) -> None:
    assert read_mail(said) == "otto@mail.example"


@pytest.mark.parametrize(
    "said", ["otto", "otto@", "a@b@c.example", "a b@c.example", 7, None, ["a@b.example"], "x" * 300 + "@b.example"]
)
def test_what_is_no_mail_address_is_unclear(said: object) -> None:
    with pytest.raises(Unclear, match="not an address such as"):
        read_mail(said)


ONE, TWO = "https://pictures.example/1.png", "http://pictures.example/2,5.png"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (ONE, (ONE,)),
        (f"{ONE} {TWO}", (ONE, TWO)),
        (f"{ONE},{TWO}", (ONE, TWO)),
        (f"{ONE}, {TWO},", (ONE, TWO)),
        (f"{ONE}\n{TWO}\n", (ONE, TWO)),
        (f"{ONE};{TWO} | {ONE}", (ONE, TWO)),
        ([ONE, TWO], (ONE, TWO)),
        ([{"url": ONE, "proxy_url": TWO}, {"proxy_url": TWO}], (ONE, TWO)),
        ({"href": ONE}, (ONE,)),
        ([{"url": "", "preview_url": TWO}], (TWO,)),
        ([], ()),
    ],
)
def test_links_are_found_in_lists_objects_and_texts(said: object, expected: tuple[str, ...]) -> None:
    assert read_links(said) == expected


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("1.png", None),
        ("javascript:alert(1)", None),
        (["file:///etc/passwd", ONE], (ONE,)),
        ([{"name": "1.png"}], None),
        ("https://", None),
        (f"https://pictures.example/{'x' * 2000}", None),
        (7, None),
        ([7], None),
        ([f"{ONE}?{number}" for number in range(101)], tuple(f"{ONE}?{number}" for number in range(100))),
        (f"{ONE} " * 2_000_000, (ONE,)),
    ],
    ids=lambda said: str(said)[:30],
)
def test_what_is_no_link_is_unclear_and_the_links_beside_it_are_kept(said: object, kept: object) -> None:
    with pytest.raises(Unclear) as unclear:
        read_links(said)
    assert unclear.value.instead == kept
