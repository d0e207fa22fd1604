"""Languages by script, by model and by channel; what is stripped first; recall on public English; never the network."""

import json
import socket
from itertools import islice
from pathlib import Path
from time import perf_counter

import pytest

from moderation.policy import language
from moderation.policy.language import identify_language

SHARED = Path(__file__).parents[3] / "shared" / "data" / "labelled"

SENTENCES = {
    "en": [
        "The tent leaks after three days and nobody answers me",
        "this is so bad",
        "when does the next patch come out",
    ],
    "es": ["La tienda llegó rota y nadie contesta mis mensajes", "Me encanta esta mochila, es muy cómoda"],
    "de": [
        "Das Zelt ist nach drei Tagen schon undicht",
        "wann kommt der nächste patch",
        "Der Service ist super schlecht",
    ],
    "ja": [
        "このテントは本当に素晴らしいです。",
        "最新のアップデートでゲームが動かなくなりました",
        "最高！ありがとう lol",
    ],
    "fr": ["Je n'ai toujours pas reçu ma commande", "le jeu plante tout le temps depuis la mise à jour"],
    "pt": ["O jogo não abre depois da atualização, podem ajudar?", "adorei a nova jaqueta, muito quente"],
    "it": ["La giacca è bellissima ma la cerniera si rompe subito", "quando esce la nuova versione del gioco"],
    "nl": ["De schoenen vallen veel te klein uit, erg jammer", "wanneer komt de nieuwe update uit"],
    "pl": ["Gra zawiesza się po ostatniej aktualizacji", "kurtka jest bardzo ciepła i wygodna"],
    "tr": ["Oyun güncellemeden sonra sürekli çöküyor", "çadır çok güzel ama biraz ağır"],
    "ru": ["Игра вылетает после обновления, помогите пожалуйста", "Спасибо"],
    "uk": ["Гра вилітає після оновлення, допоможіть будь ласка"],
    "zh": ["更新之后游戏一直崩溃，请尽快修复。", "这个帐篷真的很好用", "好"],
    "ko": ["업데이트 후에 게임이 계속 튕겨요", "ㅋㅋㅋ"],
    "ar": ["اللعبة لا تعمل بعد التحديث الأخير", "شكرا"],
    "cs": ["Hra po aktualizaci pořád padá"],
    "el": ["Το παιχνίδι κολλάει συνεχώς"],
    "he": ["שלום"],
    "th": ["ขอบคุณ"],
}
WRITTEN = [(code, sentence) for code, sentences in SENTENCES.items() for sentence in sentences]

WITHOUT_LETTERS = [
    "",
    " \n",
    "😀😀 👍🏽",
    "12345 !!!",
    "https://shop.example/tent?x=1",
    "@bob @amy",
    "`rm -rf`",
    "\ud83d",
]


@pytest.mark.parametrize(("code", "sentence"), WRITTEN)
@pytest.mark.parametrize("fallback", ["", "en", "fi"])
def test_what_a_text_plainly_is_wins_over_the_channel(code, sentence, fallback):
    assert identify_language(sentence, fallback) == code


@pytest.mark.parametrize(("code", "sentence"), WRITTEN)
def test_capitals_do_not_change_a_language(code, sentence):
    assert identify_language(sentence.upper()) == code


@pytest.mark.parametrize("text", WITHOUT_LETTERS)
def test_a_text_without_letters_is_in_the_channels_language(text):
    assert (identify_language(text, "en"), identify_language(text)) == ("en", "")


@pytest.mark.parametrize("text", ["love it!!", "lol", "gg wp", "super", "no funciona", "merci beaucoup", "naïve café"])
def test_a_text_of_few_words_is_in_the_channels_language(text):
    assert (identify_language(text, "en"), identify_language(text, "uk")) == ("en", "uk")


@pytest.mark.parametrize("text", ["love it!!", "I love it", "great boots!!", "thanks", "good job team"])
def test_few_plainly_english_words_are_english_without_a_channel(text):
    assert identify_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "lol",
        "gg wp",
        "super",
        "danke",
        "no funciona",
        "bon courage",
        "todo bien",
        "servers down",
        "love espresso macchiato",
    ],
)
def test_few_words_that_could_be_of_any_language_are_unknown(text):
    assert identify_language(text) == ""


@pytest.mark.parametrize(("text", "code"), [("merci beaucoup", "fr"), ("mach weiter", "de"), ("crashed twice", "en")])
def test_few_words_that_the_model_is_certain_of_need_no_channel(text, code):
    assert identify_language(text) == code


@pytest.mark.parametrize(("text", "code"), [("¡Qué vergüenza!", "es"), ("Schöne Grüße", "de")])
def test_few_words_with_their_own_accents_win_over_the_channel(text, code):
    assert identify_language(text, "en") == code


@pytest.mark.parametrize("text", ["bqx tdn wvr kzz pltt", "bqx tdñ wvr kzz pltt"])
def test_many_words_of_no_language_are_in_the_channels(text):
    assert (identify_language(text, "en"), identify_language(text)) == ("en", "")


def test_slang_in_an_english_channel_stays_english():
    assert language._guess_language("devs pls fix lag asap ffs") > ("sv", language.CERTAIN_OF_ENGLISH)
    assert identify_language("devs pls fix lag asap ffs", "en") == "en"


def test_slang_is_english_at_a_lower_confidence_than_other_languages():
    assert language._guess_language("rogue nerf incoming soon bro") < ("en", language.CERTAIN_OF_ENGLISH)
    assert identify_language("rogue nerf incoming soon bro") == "en"


def test_a_code_of_three_letters_becomes_its_language_or_none():
    assert identify_language("Das isch e huere guets Zält gsi", "en") == "de"
    assert identify_language("Ang mga tawo nga nagdula niini nalipay kaayo kanila", "en") == ""
    assert identify_language("Nindot kaayo ang dula apan nahagunong human sa update", "en") == "en"


@pytest.mark.parametrize(
    ("text", "is_english"),
    [
        ("love", True),
        ("love espresso", True),
        ("love espresso macchiato", False),
        ("love espresso macchiato tonight", True),
        ("love espresso macchiato tonight darling", False),
    ],
)
def test_a_quarter_of_plainly_english_words_is_enough_and_half_of_few(text, is_english):
    assert language._is_plainly_english(text.split()) is is_english


def test_plainly_english_words_outweigh_a_confident_model():
    text = "im still on it im late"
    assert language._guess_language(text) > ("de", language.CONFIDENT)
    assert identify_language(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        "¯\\_(ツ)_/¯",
        "ಠ_ಠ",
        "the shrug is ¯\\_(ツ)_/¯ again and again",
        "where α and β are the angles",
        "α, β, γ",
        "ஜ۩۞۩ஜ",
        "€ € € €",
        "what a nice の shop you have there",
        "PSY - GANGNAM STYLE (강남스타일) official video",
    ],
)
def test_some_foreign_letters_do_not_make_a_text_foreign(text):
    assert identify_language(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "fallback", "code"),
    [
        ("дякую", "uk", "uk"),
        ("дякую", "en", "ru"),
        ("ок бос нез дар", "bg", "bg"),
        ("مرسی", "fa", "fa"),
        ("مرسی", "en", "ar"),
    ],
)
def test_a_script_of_several_languages_leaves_the_choice_to_the_channel(text, fallback, code):
    assert identify_language(text, fallback) == code


@pytest.mark.parametrize("said", ["en", "EN", "en-US", "en_GB", "en-Latn-US"])
def test_a_channels_language_may_name_a_country_too(said):
    assert (identify_language("Utter rubbish", said), identify_language("😀", said)) == ("en", "en")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("東京都新宿区西新宿にて", "ja"),
        ("这个品牌名叫かな的帐篷真的很好用我们全家人都非常喜欢它", "zh"),
        ("このゲームは本当に最高 great game ever", "ja"),
        # A letter of a dense script counts as two Latin ones.
        ("한국어 near", "ko"),
        ("한국어 nearby", ""),
        ("дом near", ""),
        ("домик near", "ru"),
    ],
)
def test_scripts_are_weighed_against_each_other(text, code):
    assert language._main_script(language._plain_prose(text)) == code


@pytest.mark.parametrize(
    "noise",
    [
        "https://beispiel.example/das/ist/ein/sehr/langer/weg",
        "`der die das und nicht ist ein`",
        "```\nder die das\n\nund `nicht`\nist ein\n```",
        "RT &amp; &#39; 😀 12",
        "@der_die_das @und_nicht",
    ],
)
def test_links_names_and_code_are_not_read(noise):
    assert language._plain_prose(f"{noise} the tent leaks {noise}") == "the tent leaks"


def test_an_unclosed_block_of_code_ends_the_text():
    assert language._plain_prose("the tent leaks ```\nder die das") == "the tent leaks"


def test_curly_and_straight_apostrophes_are_one():
    assert language._plain_prose("Don’t") == language._plain_prose("DON'T") == "don't"


def test_only_the_start_of_a_long_text_is_read():
    assert len(language._plain_prose("word " * 4_000)) == 500


@pytest.mark.parametrize(("emoji", "prose"), [(1_996, "word"), (1_999, "w"), (2_000, "")])
def test_two_thousand_characters_are_searched_for_words(emoji, prose):
    assert language._plain_prose("😀" * emoji + "word") == prose


@pytest.mark.parametrize(
    "text", ["the good\nthing\r\nis here", "the good \ud83d thing is here", "\x00the good thing is here"]
)
def test_no_character_upsets_the_model(text):
    assert identify_language(text) == "en"


@pytest.mark.parametrize(
    "text", ["a" * 20_000, "a@" * 10_000, "`" * 20_000, "www." * 5_000, "かx" * 10_000, "好" * 20_000]
)
def test_no_text_takes_over_20_ms(text):
    identify_language("the model is loaded by now")
    took = []
    for _ in range(3):
        began = perf_counter()
        identify_language(text)
        took.append(perf_counter() - began)
    assert min(took) < 0.020


def test_the_model_never_asks_the_network(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    language._load_model.cache_clear()
    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert identify_language("Das Zelt ist nach drei Tagen schon undicht") == "de"


def test_the_sentiment_engine_reads_english():
    assert frozenset({"en"}) == language.READABLE


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "fallback", "recall"),
    [
        ("davidson_hate_offensive_traindev", "en", 0.99),
        ("davidson_hate_offensive_traindev", "", 0.90),
        ("sms_spam_train", "en", 0.99),
        ("sms_spam_train", "", 0.93),
    ],
)
def test_english_is_recognised_in_tweets_and_short_messages(name, fallback, recall):
    with (SHARED / f"{name}.jsonl").open(encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in islice(lines, 3_000)]
    assert sum(identify_language(text, fallback) == "en" for text in texts) / len(texts) >= recall
