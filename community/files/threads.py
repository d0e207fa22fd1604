"""Find the conversation that records are nested in."""

from collections.abc import Mapping

from community.files.fields import known_name
from community.files.usual_names import USUAL_NAMES

# Around a list of messages these name a conversation, though in a message they may name a room.
NAMES = (*USUAL_NAMES["thread_external_id"], "chat_id", "session_id")
TITLES = ("title", "subject")
# Lists whose objects are conversations, whatever else they say.
CONVERSATIONS = frozenset(
    (
        "tickets",
        "conversations",
        "threads",
        "topics",
        "cases",
        "posts",
        "issues",
        "discussions",
        "questions",
        "articles",
    )
)


def thread_around(around: Mapping[str, object], above: str) -> object:
    """Return the id of the conversation at a path, if what stands there is one."""
    start = f"{above}." if above else ""
    here = {known_name(path[len(start) :]): value for path, value in around.items() if path.startswith(start)}
    if named := next((here[name] for name in NAMES if here.get(name) not in (None, "")), None):
        return named
    # A room has an id too, but no title.
    is_one = above.rpartition(".")[2].lower() in CONVERSATIONS or any(here.get(name) for name in TITLES)
    return here.get("id") if is_one else None
