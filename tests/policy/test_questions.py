"""What asks something, by its mark or by how it begins."""

import time

import pytest

from moderation.policy.questions import is_question


@pytest.mark.parametrize(
    "text",
    [
        "Is it light?",
        "Really?!",
        "He asked “is it light?” and left",
        "Is it light? 🙏",
        "(is it light?)",
        "Which one? https://tarnfell.example/a",
        "have you seen https://tarnfell.example/a?",
        "¿Cuándo llega?",
        "いつ届きますか？",
        "いつ届きますか。",
        "how do I reset it",
        "Hi, how long does shipping take",
        "Hello team, can you help me",
        "I love it. does anyone know when it restocks",
        "any news on the refund",
        "is there a bigger size",
        "what's the weight",
        "> I like it\nWhy do you",
    ],
)
def test_questions(text: str) -> None:
    assert is_question(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "???",
        "It is light.",
        "see https://tarnfell.example/find?q=tent&size=2",
        "see tarnfell.example/find?q=tent",
        "see https://tarnfell.example/find?-q",
        "see www.tarnfell.example?-q",
        "What a great tent!",
        "When I bought it I was happy",
        "I know how to do it",
        "show me",
        "> Is it light?\nYes.",
        "Can confirm, it leaks",
        "price?usd is the field",
    ],
)
def test_no_questions(text: str) -> None:
    assert not is_question(text)


@pytest.mark.parametrize(
    "piece", ["?", "a?", "¿", "hi,", ",", "how ", " ", "a.", "a-", "> ", "a ", "is the ", "http://"]
)
def test_the_longest_hostile_text_takes_little_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    is_question(text)
    assert time.process_time() - started < 1.5
