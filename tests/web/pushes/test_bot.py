"""The bot of the documentation keeps a channel live in both directions, over real connections."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, Message
from moderation.cases import actions
from moderation.models import Outbox, User
from moderation.outbox import delivery
from tests.builders import make_case, make_channel, make_token, make_user

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs/push.md").read_text()
CODE = next(code for code in re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL) if "def run(" in code)
NEWS = [
    {"id": "m1", "author_id": "u7", "text": "The zip broke.", "posted_at": "2026-11-16T12:00:00Z"},
    {"author_id": "u8", "text": "No id."},
]
Run = Callable[..., None]


@pytest.fixture
def reviews(transactional_db: None) -> Channel:
    return make_channel()


def bot_of(base: str, channel: Channel, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The bot's own names, as if it had been started with this environment."""
    environment = {"PARLEY": base, "SOURCE": str(channel.source_id), "TOKEN": make_token(channel.source)}
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("time.sleep", lambda _seconds: None)
    names: dict[str, Any] = {}
    exec(compile(CODE, "docs/push.md", "exec"), names)
    return names


def reply_to(message: Message, by: User) -> Outbox:
    case = make_case(message)
    then = timezone.now() - timedelta(minutes=1)
    actions.reply(case, by, then, text="Sorry about that.", close=True)
    delivery.deliver_due(timezone.now())
    return case.outbox.get()


def test_the_bot_is_about_forty_lines() -> None:
    assert 30 < len([line for line in CODE.splitlines() if line.strip()]) < 50


def test_one_round_in_and_one_out(
    live_server: Any, reviews: Channel, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bot, told = bot_of(live_server.url, reviews, monkeypatch), []
    news = list(NEWS)
    # The chat has its news once.
    bot["run"](lambda: [news.pop(0) for _ in range(len(news))], told.append, rounds=1)
    assert list(Message.objects.values_list("external_id", "text")) == [("m1", "The zip broke.")]
    assert "rejected: {'author_id': 'u8'" in capsys.readouterr().out
    row = reply_to(Message.objects.get(), make_user("ana", "moderator"))
    bot["run"](list, told.append, rounds=2)
    row.refresh_from_db()
    assert (row.state, [(each["verb"], each["external_id"], each["text"]) for each in told]) == (
        "done", [("reply", "m1", "Sorry about that.")],
    )  # fmt: skip


def test_what_the_chat_cannot_do_comes_back_with_the_reason(
    live_server: Any, reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    bot = bot_of(live_server.url, reviews, monkeypatch)
    bot["run"](lambda: NEWS[:1], str, rounds=1)
    row = reply_to(Message.objects.get(), make_user("ana", "moderator"))
    bot["run"](list, lambda _action: "The thread is closed.", rounds=1)
    row.refresh_from_db()
    assert (row.state, row.error) == ("failed", "The thread is closed.")


class Away(BaseHTTPRequestHandler):
    """A server that asks everybody to come again."""

    def do_POST(self) -> None:
        self.send_response(429)
        self.send_header("Retry-After", "1")
        self.end_headers()
        self.wfile.write(b'{"error": "later"}')

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_said: Any) -> None:
        pass


def test_what_was_not_taken_is_sent_again(live_server: Any, reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    away = HTTPServer(("127.0.0.1", 0), Away)
    threading.Thread(target=away.serve_forever, daemon=True).start()
    bot, news = bot_of(f"http://127.0.0.1:{away.server_port}", reviews, monkeypatch), NEWS[:1]
    bot["run"](lambda: [news.pop()] if news else [], str, rounds=1)
    away.shutdown()
    # Nobody listens there any more, and then the desk does.
    away.server_close()
    bot["run"](list, str, rounds=1)
    bot["BASE"] = live_server.url
    bot["run"](list, str, rounds=1)
    assert Message.objects.count() == 1
