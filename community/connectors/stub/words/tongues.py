"""How members of other languages say hello and goodbye; what they say stands in a module for each community."""

from dataclasses import dataclass

from community.connectors.stub.grammar import fragment_lines


@dataclass(frozen=True, slots=True)
class Tongue:
    """What speakers of a language say in one community."""

    told: tuple[str, ...]
    detail: tuple[str, ...]
    asks: tuple[str, ...]
    praise: tuple[str, ...]
    staff: tuple[str, ...]


HELLO = {
    "es": fragment_lines("""
    Hola,
    [Buenas|Buenas tardes|Buenas noches]:
    Hola a todos,
    Una duda:
    Perdón por escribir en español.
    """),
    "de": fragment_lines("""
    Hallo zusammen,
    Moin,
    [Servus|Grüezi|Guten Abend],
    Kurze Frage:
    Hallo,
    Ich schreibe mal auf Deutsch:
    """),
    "fr": fragment_lines("""
    Bonjour,
    [Bonsoir|Salut] à tous,
    Petite question :
    Coucou,
    Désolé, mon anglais est mauvais.
    """),
    "pt": fragment_lines("""
    [Olá|Oi] pessoal,
    [Bom dia|Boa tarde|Boa noite],
    Uma dúvida:
    Oi,
    Desculpem o português.
    """),
    "pl": fragment_lines("""
    Cześć,
    Dzień dobry,
    [Hej|Siema] wszystkim,
    Mam pytanie:
    """),
    "ja": fragment_lines("""
    こんにちは。
    はじめまして。
    日本語で失礼します。
    すみません、質問です。
    """),
}

GOODBYE = {
    "es": fragment_lines("""
    [Gracias|Mil gracias|Gracias de antemano][, un saludo|].
    Un saludo, {me}
    [Espero respuesta|Quedo a la espera].
    A ver si alguien sabe algo.
    """),
    "de": fragment_lines("""
    Danke [euch|schon mal|im Voraus]!
    [Viele|Liebe|Beste] Grüße, {me}
    Über einen Tipp würde ich mich freuen.
    Danke und [schönes Wochenende|gute Nacht|bis bald].
    """),
    "fr": fragment_lines("""
    Merci [d'avance|beaucoup|à vous] !
    Bonne [journée|soirée], {me}
    Merci pour votre aide.
    [Cordialement|Amicalement], {me}
    """),
    "pt": fragment_lines("""
    [Obrigado|Obrigada|Valeu][ desde já|]!
    [Abraço|Abraços], {me}
    Alguém sabe?
    Fico no aguardo.
    """),
    "pl": fragment_lines("""
    [Z góry dzięki|Dzięki|Dziękuję][ za pomoc|]!
    Pozdrawiam, {me}
    Będę wdzięczny za odpowiedź.
    [Miłego dnia|Dobrej nocy|Pozdro]!
    """),
    "ja": fragment_lines("""
    よろしくお願いします。
    [ありがとうございます|助かります]。
    どなたか分かる方いますか？
    返信お待ちしています。
    """),
}
