"""WordPress: the table of comments."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of, universal, unless_zero

REFUSED = {"spam": "spam", "trash": "in the trash", "post-trashed": "in the trash"}


def author_of(row: Row) -> object:
    """Identify an author by the account, or by the address that was given."""
    return unless_zero("user_id")(row) or text_of(row, "comment_author_email").lower() or None


def is_guest(row: Row) -> bool:
    return author_of(row) is None


def refused(row: Row) -> str:
    why = REFUSED.get(text_of(row, "comment_approved"))
    return f"a comment that is {why} there" if why else ""


PRESETS = (
    Preset(
        name="wordpress",
        title="WordPress, table of comments",
        signs=("comment_ID", "comment_post_ID", "comment_content"),
        fields={
            "external_id": "comment_ID",
            "text": "comment_content",
            "author_id": author_of,
            "author_name": "comment_author",
            "is_guest": is_guest,
            "posted_at": lambda row: universal("comment_date_gmt")(row) or row.get("comment_date"),
            "parent_external_id": unless_zero("comment_parent"),
            "thread_external_id": "comment_post_ID",
        },
        skip=refused,
    ),
)
