"""Texts that a worker judges before its first message."""

from moderation.policy.guidelines import RuleSet
from moderation.policy.judge import STANDARD, judge_batch
from moderation.policy.sentiment import Engine
from moderation.policy.values import Facts, Thresholds

# A text for every check and every way of writing. Nothing is stored.
TEXTS = (
    "Call me on +44 20 7946 0958 or (415) 555-0132, or write to ana@mail.example.com, will you?",
    "See https://bit.ly/x and www.tarnfell.com: isn't this the best tent that anybody has ever made?",
    "MY CARD IS 4111 1111 1111 1111, AND DE89 3704 0044 0532 0130 00 IS MY ACCOUNT!!!!",
    "They live at 14 Birch Avenue, Tarnfell, IL 62704, and their IP is 81.2.69.142",
    "s c a m, sc4m, loooong and l1ke th1s – “quoted”, it’s £20… 😡🔥",
    "¿Cuándo llega mi pedido? Llevo tres semanas esperando una respuesta",
    "Wo bleibt meine Bestellung, ich warte schon lange auf euch",
    "いつ届きますか。テントがとても気に入りました",
)


def warm_up(rules: RuleSet, engine: Engine = STANDARD) -> None:
    """Judge texts of every sort, and the guidelines' own wording.

    The statements are as good prose as any other.
    """
    texts = [*TEXTS, *(line for guideline in rules.guidelines for line in guideline.statement.split(". "))]
    # Matchers build their tables as texts ask for them, so the first message would wait.
    judge_batch([Facts(text, is_answered=True) for text in texts], rules, Thresholds(), engine)
