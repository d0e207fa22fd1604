"""Servers that files name, whose ids they hold."""

from community.models import Channel

# Platforms by the beginning of a server's key, the longest first.
KINDS = {
    "telegram:account": "Telegram account",
    "telegram": "Telegram chat",
    "discord": "Discord server",
    "slack": "Slack workspace",
    "reddit": "subreddit",
    "mastodon": "Mastodon server",
    "discourse": "Discourse forum",
    "chatwoot": "Chatwoot account",
    "intercom": "Intercom workspace",
    "google-play": "app",
}


def name_of_server(key: str, said: str = "") -> str:
    """Name a server in words, with what the file calls it."""
    for kind, words in KINDS.items():
        if key.startswith(f"{kind}:"):
            return f"{words} {said or key.removeprefix(f'{kind}:')}"
    return said or key


def other_server(channel: Channel, key: str) -> str:
    """Say that a channel is of another server than a file, blank where it is not."""
    its = channel.source.host_key
    if not key or not its or its == key:
        return ""
    return (
        f"The ids in this file are those of the {name_of_server(key)}, and {channel} is of “{channel.source}”. "
        "One id would be one person in both."
    )
