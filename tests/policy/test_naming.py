"""Names that look the same are the same, and others are not."""

import pytest

from moderation.policy.naming import name_letters


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
