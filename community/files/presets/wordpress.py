"""WordPress: comments of its table, its export and its API."""

from community.files.expressions import Row
from community.files.presets.preset import Preset
from community.files.presets.rules import text_of, universal, unless_zero

REFUSED = {"spam": "spam", "trash": "in the trash", "post-trashed": "in the trash"}
LINKS = ("pingback", "trackback")


def author_of(row: Row) -> object:
    """Identify an author by the account, or by the address that was given."""
    return (
        unless_zero("user_id")(row)
        or unless_zero("comment_user_id")(row)
        or text_of(row, "comment_author_email").lower()
        or None
    )


def is_guest(row: Row) -> bool:
    return author_of(row) is None


def refused(row: Row) -> str:
    if (kind := text_of(row, "comment_type") or text_of(row, "type")) in LINKS:
        return f"a {kind} of another site"
    why = REFUSED.get(text_of(row, "comment_approved") or text_of(row, "status"))
    return f"a comment that is {why} there" if why else ""


PRESETS = (
    Preset(
        name="wordpress",
        title="WordPress, comments of its table or of its export",
        signs=("comment_id", "comment_content", "comment_date_gmt|comment_date", "comment_parent"),
        fields={
            "external_id": "comment_id",
            "text": "comment_content",
            "author_id": author_of,
            "author_name": "comment_author",
            "is_guest": is_guest,
            "posted_at": lambda row: universal("comment_date_gmt")(row) or row.get("comment_date"),
            "parent_external_id": unless_zero("comment_parent"),
            "thread_external_id": "comment_post_id|/channel.item.post_id",
        },
        # In the export comments stand below their posts.
        inherits=("channel.item.post_id",),
        skip=refused,
        is_plain=True,
    ),
    Preset(
        name="wordpress-api",
        title="WordPress, comments of the API",
        signs=("content.rendered", "author_name", "post", "parent"),
        fields={
            "external_id": "id",
            "text": "content.raw|content.rendered",
            "author_id": lambda row: unless_zero("author")(row) or text_of(row, "author_email").lower() or None,
            "author_name": "author_name",
            "is_guest": lambda row: not (unless_zero("author")(row) or text_of(row, "author_email")),
            "posted_at": lambda row: universal("date_gmt")(row) or row.get("date"),
            "parent_external_id": unless_zero("parent"),
            "thread_external_id": "post",
            "url": "link",
        },
        skip=refused,
    ),
)
