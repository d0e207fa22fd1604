"""Hacker News, Stack Exchange and GitHub: questions, issues and what is said below them."""

from collections.abc import Callable, Iterator, Mapping

from community.files.expressions import Row
from community.files.presets.preset import Preset, Rule
from community.files.presets.rules import dicts_in, in_universal_time, is_among, is_true, last_of_path, text_of

# Who may write to the repository.
TEAM = ("owner", "member", "collaborator")
Parts = Callable[[Mapping[str, object]], Iterator[Mapping[str, object]]]


def with_below(*names: str, by: str = "id") -> Parts:
    """Take a record apart into itself and what is nested in these lists, however deep."""

    def parts(record: Mapping[str, object], root: object = None, depth: int = 20) -> Iterator[Mapping[str, object]]:
        yield record
        root = root or record.get(by)
        for name in names:
            below = record.get(name)
            found = below.get("nodes") if isinstance(below, dict) else below
            for each in dicts_in(found) if depth else ():
                yield from parts({"below": record.get(by), "root": root, **each}, root, depth - 1)

    return parts


def news_kind(row: Row) -> str:
    is_below = any(text_of(row, name) for name in ("parent_id", "parent", "comment_text", "below"))
    return "comment" if is_below else "post"


def is_question(row: Row) -> bool:
    return "answer_id" not in row and "comment_id" not in row


def answers(record: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """Yield a question or an answer with the answers and comments below it."""
    yield record
    number = record.get("answer_id") or record.get("question_id")
    for name in ("comments", "answers"):
        for each in dicts_in(record.get(name)):
            for part in answers(each):
                yield {"below": number, "question_id": record.get("question_id"), **part}


def stack_kind(row: Row) -> str:
    return "post" if is_question(row) else "reply" if "answer_id" in row else "comment"


def stack_parent(row: Row) -> object:
    return None if is_question(row) else row.get("below") or row.get("post_id") or row.get("question_id")


def is_issue(row: Row) -> bool:
    return "title" in row


def is_of_team(row: Row) -> bool:
    return text_of(row, "author_association" if "author_association" in row else "authorAssociation").lower() in TEAM


def edited(row: Row) -> object:
    # An issue is updated by every comment on it.
    changed = row.get("updated_at")
    return None if is_issue(row) or changed == row.get("created_at") else changed


GITHUB: dict[str, Rule] = {"from_staff": is_of_team, "reactions": "reactions.total_count|upvoteCount"}
PRESETS = (
    Preset(
        name="hacker-news-search",
        title="Hacker News, stories and comments of the search",
        signs=("objectID", "author", "comment_text|story_text", "created_at_i|created_at"),
        fields={
            "external_id": "objectID",
            "kind": news_kind,
            "text": "comment_text|story_text",
            "title": "title",
            "author_name": "author",
            "posted_at": "created_at_i|created_at",
            "parent_external_id": "parent_id",
            "thread_external_id": "story_id|objectID",
            "reactions": "points",
            "url": "url",
        },
        fixed={"thread_is_root": True},
    ),
    Preset(
        name="hacker-news",
        title="Hacker News, items of the API, nested or not",
        signs=("id", "type", "by|created_at_i", "time|created_at_i", "kids|parent|parent_id|descendants|score"),
        fields={
            "external_id": "id",
            "kind": news_kind,
            "text": "text",
            "title": "title",
            "author_name": "by|author",
            "posted_at": "time|created_at_i",
            "parent_external_id": "parent|parent_id",
            "thread_external_id": "story_id",
            "reactions": "score|points",
            "url": "url",
            "deleted": lambda row: is_true(row, "deleted") or is_true(row, "dead"),
            "removed_by_others": "dead",
        },
        fixed={"thread_is_root": True},
        parts=with_below("children"),
    ),
    Preset(
        name="stack-exchange",
        title="Stack Exchange, questions, answers and comments of the API",
        signs=("owner.user_id|owner.display_name", "creation_date", "question_id|answer_id|comment_id|post_id"),
        fields={
            "external_id": lambda row: row.get("comment_id") or row.get("answer_id") or row.get("question_id"),
            "kind": stack_kind,
            "text": "body_markdown|body",
            "title": "title",
            "author_id": "owner.user_id",
            "author_name": "owner.display_name",
            "posted_at": "creation_date",
            "edited_at": "last_edit_date",
            "parent_external_id": stack_parent,
            "thread_external_id": "question_id",
            "reactions": "score",
            "views": "view_count",
            "url": "link",
        },
        parts=answers,
    ),
    Preset(
        name="stack-exchange-posts",
        title="Stack Exchange, posts of its archive (XML)",
        signs=("Id", "PostTypeId", "Body", "CreationDate"),
        fields={
            "external_id": "Id",
            "kind": lambda row: "post" if text_of(row, "PostTypeId") == "1" else "reply",
            "text": "Body",
            "title": "Title",
            "author_id": "OwnerUserId",
            "author_name": "OwnerDisplayName",
            "posted_at": in_universal_time("CreationDate"),
            "edited_at": in_universal_time("LastEditDate"),
            "parent_external_id": "ParentId",
            "thread_external_id": "ParentId|Id",
            "reactions": "Score",
            "views": "ViewCount",
        },
        fixed={"thread_is_root": True},
        skip=lambda row: "" if text_of(row, "PostTypeId") in ("1", "2") else "a page that is no question",
    ),
    Preset(
        name="stack-exchange-comments",
        title="Stack Exchange, comments of its archive (XML)",
        signs=("Id", "PostId", "Text", "CreationDate"),
        fields={
            "external_id": "Id",
            "text": "Text",
            "author_id": "UserId",
            "author_name": "UserDisplayName",
            "posted_at": in_universal_time("CreationDate"),
            "thread_external_id": "PostId",
            "reactions": "Score",
        },
    ),
    Preset(
        name="github",
        title="GitHub, issues and comments of the API",
        signs=("author_association", "user.login", "body", "html_url"),
        fields=GITHUB
        | {
            "external_id": "id",
            "kind": lambda row: "post" if is_issue(row) else "comment",
            "text": "body",
            "title": "title",
            "author_id": "user.id",
            "author_name": "user.login",
            "automated": is_among("user.type", "bot"),
            "posted_at": "created_at",
            "edited_at": edited,
            "thread_external_id": lambda row: row.get("number") or last_of_path("issue_url")(row),
            "url": "html_url",
        },
    ),
    Preset(
        name="github-graphql",
        title="GitHub, issues and discussions of gh and of GraphQL, with their comments",
        signs=("id", "author.login", "body", "createdAt", "number|url|authorAssociation"),
        fields=GITHUB
        | {
            "external_id": "id",
            "kind": lambda row: "post" if is_issue(row) else "comment",
            "text": "body",
            "title": "title",
            "author_id": "author.id",
            "author_name": "author.login",
            "automated": "author.is_bot",
            "posted_at": "createdAt",
            "parent_external_id": "below",
            "thread_external_id": "root|id",
            "url": "url",
        },
        fixed={"thread_is_root": True},
        parts=with_below("comments", "replies"),
    ),
)
