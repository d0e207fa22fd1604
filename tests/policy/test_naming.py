"""Names that look the same are the same, and others are not."""

import pytest

from moderation.policy.naming import name_keys, name_letters


@pytest.mark.parametrize(
    "name",
    [
        *("Tarnfell Support", "tarnfell_support", "TarnfellSupport", "  TARNFELL   SUPPORT ", "Tarnfell·Support™"[:-1]),
        *("Tаrnfell Suppоrt", "𝐓𝐚𝐫𝐧𝐟𝐞𝐥𝐥 Support", "Tárnfell Süpport", "Tarn\u200bfell Support", "Ｔarnfell Support"),
    ],
)
def test_a_name_in_another_writing_is_the_same(name: str) -> None:
    assert name_letters(name) == "tarnfellsupport"


@pytest.mark.parametrize("name", ["Tarnfell Supporter", "Tarnfell", "Support Tarnfell", "Tarnfell Support 2"])
def test_another_name_is_another(name: str) -> None:
    assert name_letters(name) != "tarnfellsupport"


@pytest.mark.parametrize("name", ["", " ", "…", "_"])
def test_a_name_without_letters_is_blank(name: str) -> None:
    assert name_letters(name) == ""


def test_scripts_without_look_alikes_keep_their_letters() -> None:
    assert name_letters("サポート") == name_letters(" サポート ") != ""


@pytest.mark.parametrize(
    "name",
    [
        "TarnfeII Support",
        "Tarnfe11 Support",
        "Tarnfe|| Supp0rt",
        "TARNFELL SUPPORT",
        "Tamfell Support",
        "Tarnfell_Suppоrt",
    ],
)
def test_names_that_are_drawn_alike_share_a_key(name: str) -> None:
    assert name_keys(name) & name_keys("Tarnfell Support")


@pytest.mark.parametrize(
    ("one", "other"),
    [("tarnfeii support", "Tarnfell Support"), ("Lan", "Ian"), ("Mila", "Mia"), ("Mia 2", "Mia"), ("✓", "✓")],
)
def test_names_that_are_seen_to_differ_share_none(one: str, other: str) -> None:
    assert not name_keys(one) & name_keys(other)
