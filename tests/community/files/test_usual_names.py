"""What the names of columns mean, by themselves and beside each other."""

import pytest

from community.files.fields import usual_columns


def column(field: str, *names: str) -> str:
    return usual_columns(names).get(field, "")


@pytest.mark.parametrize(
    ("field", "names", "expected"),
    [
        ("posted_at", ("Date (UTC)",), "Date (UTC)"),
        ("posted_at", ("Zeit (MEZ)",), "Zeit (MEZ)"),
        ("posted_at", ("created_at_utc",), "created_at_utc"),
        ("text", ("Treść",), "Treść"),
        ("title", ("BAŞLIK",), "BAŞLIK"),
        ("author_name", ("Kullanıcı Adı",), "Kullanıcı Adı"),
        ("rating", ("Puntuación",), "Puntuación"),
        ("external_id", ("Identifiant",), "Identifiant"),
    ],
)
def test_a_column_is_known_in_several_languages_and_with_a_zone(
    field: str, names: tuple[str, ...], expected: str
) -> None:
    assert column(field, *names) == expected


@pytest.mark.parametrize(
    ("field", "names", "expected"),
    [
        # A word that means several things means one among others of its language.
        ("posted_at", ("id", "data", "text"), ""),
        ("posted_at", ("id", "data", "mensagem"), "data"),
        ("rating", ("id", "note", "text"), ""),
        ("rating", ("id", "note", "auteur"), "note"),
        # A date with its time of day beside it.
        ("posted_at", ("id", "Date", "Time", "text"), "Date+Time"),
        ("posted_at", ("id", "fecha", "hora", "mensaje"), "fecha+hora"),
        ("posted_at", ("id", "created_at", "time", "text"), "created_at"),
        ("posted_at", ("id", "Date", "Time#", "text"), "Date"),
        # Of reviews the score is their stars, elsewhere it is what others think.
        ("rating", ("review_id", "review", "score"), "score"),
        ("reactions", ("review_id", "review", "score"), ""),
        ("reactions", ("review_id", "review", "score", "thumbs_up"), "thumbs_up"),
        ("rating", ("id", "body", "score"), ""),
        ("reactions", ("id", "body", "score"), "score"),
        # What a message is of, beside its own id.
        ("thread_external_id", ("comment_id", "post_id", "text"), "post_id"),
        ("thread_external_id", ("post_id", "text"), ""),
        ("thread_external_id", ("comment_id", "post_id", "thread_id"), "thread_id"),
        ("internal", ("id", "public"), "!public"),
        ("internal", ("id", "private"), "private"),
        ("internal", ("id", "private", "internal"), "internal"),
        ("from_staff", ("id", "inbound"), "!inbound"),
        ("from_staff", ("id", "is_staff", "inbound"), "is_staff"),
        ("from_staff", ("id", "Direction!", "text"), ""),
    ],
)
def test_what_a_column_means_depends_on_those_beside_it(field: str, names: tuple[str, ...], expected: str) -> None:
    assert column(field, *names) == expected


def test_a_direction_and_a_role_name_both_sides() -> None:
    assert column("from_staff", "id", "Direction").startswith("Direction:outbound,")
    role = column("from_staff", "id", "author.role")
    assert role.startswith("author.role:agent,")
    # To some programs a user is a customer, to others somebody of the team.
    assert "user" not in role.replace("!", ",").split(",")
