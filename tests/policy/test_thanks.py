"""Thanks and nothing else in many languages, against what only sounds like them."""

import time

import pytest

from moderation.policy import thanks_words
from moderation.policy.judge import LANGUAGES
from moderation.policy.questions import is_question
from moderation.policy.thanks import LONGEST, is_thanks_only

THANKS = """
thanks
Thanks!
thank you
Thank you so much!!
thanks a lot
thaaanks!!
thaaaaank youuuu
THANK YOU
THX
thx :)
ty <3
tysm ❤️
ok great, thx
ok, thanks
Great, thank you!
Perfect. Thank you very much.
cool thanks
Got it, thanks!
it works now, thank you
That helped, thanks a million
Thanks for your help!
Thank you for the quick reply
thanks again for looking into this
thank you so much for your time
Many thanks, kind regards
Thanks Ana
Thanks, Ben!
Thank you so much Priya ❤️
Thanks,
Marie-Claire
thank you Ana Ruiz
Thanks a lot, O'Neill
Thank you Mr Whitlock
@ana thanks!
thanks @parley_support 🙏
thanks guys
Thanks team!
thanks man
Hi, thank you!
Yes, thank you 👍
appreciate it
Much appreciated!
I really appreciate it 🙂
you're the best
You’re the best!
cheers mate
“thank you”
(thanks)
thanks…
thanks ~
> We sent you a new one today.
Thank you!
> Is it better now?
thanks, it works
👍
👍🏽
❤️
👍❤️
🙏🙏🙏
ok 👍
👏👏 great job
:)
<3
:pray:
:+1: thanks
+1 thanks
merci beaucoup
Merci !
merci pour votre aide
Super, merci Marie
gracias
¡Muchas gracias!
mil gracias por tu ayuda 😊
vale, gracias
Danke schön
danke für die schnelle Antwort
Vielen Dank, liebe Grüße
Super, danke!
Danke Frau Müller
obrigado
Muito obrigada pela ajuda!
grazie mille
Grazie, gentilissimi!
dank je wel
bedankt voor de hulp
dziękuję bardzo
dzieki
Спасибо!
спасибо большое за помощь
спасииибо
Дякую
děkuji moc
ďakujem
köszönöm szépen
mulțumesc mult
благодаря
hvala puno
хвала
tack så mycket
mange tak
tusen takk
kiitos paljon
suur aitäh
paldies
labai ačiū
teşekkür ederim
çok sağol
terima kasih banyak
makasih ya
maraming salamat po
cảm ơn bạn nhiều
谢谢
谢谢你！
好的，谢谢
谢谢谢谢
謝謝您
ありがとうございます！
了解です。ありがとうございました。
ありがとうございますーーー
감사합니다
네, 감사합니다!
ขอบคุณค่ะ
ขอบคุณมากครับ
شكرا
شكراً جزيلاً
تمام شكرا لك
תודה רבה!
متشکرم
ευχαριστώ πολύ
धन्यवाद
நன்றி
شکریہ
"""

OTHERS = """
thanks for nothing
Thanks for nothing!!
thanks, but it still leaks
thank you, but no
ok bye everyone, thank you for all, I won't be here tomorrow
thank you all, goodbye
Thank you everyone
thank you for everything
thanks for everything, bye
Thanks. Goodbye.
Thanks Bye
Thank you, Farewell
bye, thanks
Bye! Thank you ❤️
thank you for being there for me
thank you, I can rest now
merci et adieu
Gracias y adiós
Danke und Tschüss
Grazie, Ciao
皆さんありがとうございました
さようなら、ありがとう
谢谢大家，再见
спасибо всем, прощайте
thanks a lot 🙄
thanks 😒
thank you 💔
thanks 🙃
thanks 😭
thanks 👎
thanks :(
thanks :/
thanks 🖕
👎
🙄
👍👎
👋
no thanks
No, thank you
nope thanks
Nein danke
Non merci
No gracias
nie, dziękuję
いいえ、ありがとう
不用谢谢
la shukran
thanks, when?
thanks?
Thanks, what about my refund
thanks in advance
Thanks in advance!
thank you in anticipation
please, thanks
thanks, please call me
thanks, waiting for your answer
thanks, how do I reset it
danke im voraus
gracias de antemano
merci d'avance
merci de me répondre
so much for your help, thanks
So much for your quick reply. Thanks.
for your help thanks
thanks to you I lost everything
thanks to your update it is broken
thanks for the broken tent
thanks for wasting my time
Thanks for ignoring me
thanks for the virus
thanks Karen
Thanks Scammers
Thanks, Einstein
Thanks Captain Obvious
thanks idiots
THANKS IDIOTS
Thanks IDIOTS
Danke Betrüger
Danke, Idioten
Danke für nichts
gracias por nada
merci pour rien
grazie di niente
спасибо за ничего
谢谢你的垃圾
ありがとうございますが、まだ動きません
谢谢，但是还是不行
감사합니다만 아직 안 돼요
thanks, not working
thank you, it does not work
thanks, still waiting
thanks I guess
thanks lol
thx 4 nothing
thanks https://tarnfell.example/a
thanks, my mail is ana@tarnfell.example
thanks, call 555 0199
thanks, order 4711
thanks 100%
ok
ok great
good
yes
perfect
ja
oui
はい
好的
hello
team
Ana
@ana
.
!!!
...
1
tak
Tak 👎
dank
so much
for your help
thanks / no thanks
thanks = sarcasm
thanks*
thanks #not
thanks #fail
thanks $$$
thanks > nothing
> thanks
"""


def lines_of(table: str) -> list[str]:
    """Return the rows of a table, of which one that ends in a comma or quotes goes on in the next."""
    rows: list[str] = []
    for line in table.strip().splitlines():
        goes_on = rows and (rows[-1].endswith(",") or (rows[-1].startswith("> ") and "\n" not in rows[-1]))
        if goes_on:
            rows[-1] += f"\n{line}"
        else:
            rows.append(line)
    return rows


@pytest.mark.parametrize("text", lines_of(THANKS))
def test_what_is_nothing_but_thanks(text: str) -> None:
    assert is_thanks_only(text)
    assert not is_question(text)


@pytest.mark.parametrize("text", OTHERS.strip().splitlines())
def test_what_is_more_than_thanks_or_none(text: str) -> None:
    assert not is_thanks_only(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "\u200b", "x" * 10_000, "thanks " * 30_000])
def test_nothing_and_what_is_long_are_no_thanks(text: str) -> None:
    assert not is_thanks_only(text)


def test_a_long_text_of_thanks_says_more_than_thanks() -> None:
    assert is_thanks_only("thanks".ljust(LONGEST, "!"))
    assert not is_thanks_only("thanks".ljust(LONGEST + 1, "!"))


@pytest.mark.parametrize(
    ("language", "expected"), [("da", True), ("da-DK", True), ("no", True), ("pl", False), ("ms", False), ("", False)]
)
def test_a_word_of_two_meanings_is_thanks_in_the_language_where_it_says_so(language: str, expected: bool) -> None:
    assert is_thanks_only("Tak!", language) is expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_that_parley_names_has_words_of_thanks(language: str) -> None:
    first = thanks_words.THANKS[language].split(",")[0].strip()
    assert is_thanks_only(f"{first.capitalize()}!! 🙏", language)
    assert not is_thanks_only(f"{first} qwzx", language)
    assert not is_thanks_only(f"{first}?", language)


@pytest.mark.parametrize("code", thanks_words.THANKS)
def test_every_phrase_of_the_tables_is_read_as_it_stands_there(code: str) -> None:
    thanks = [each.strip() for each in thanks_words.THANKS[code].split(",")]
    assert [each for each in thanks if not is_thanks_only(each)] == []
    after = [each.strip() for each in thanks_words.AFTER.get(code, "").split(",") if each.strip()]
    beside = [each.strip() for each in thanks_words.BESIDE.get(code, "").split(",") if each.strip()]
    assert [each for each in (*after, *beside) if not is_thanks_only(f"{thanks[0]} {each}")] == []
    assert [each for each in (*after, *beside) if is_thanks_only(each) and each not in thanks] == []


def test_a_name_is_one_or_two_words() -> None:
    assert is_thanks_only("Thanks Ana Ruiz")
    assert not is_thanks_only("Thanks Ana Maria Ruiz")


@pytest.mark.parametrize("piece", ["thanks ", "👍", ":", "@", "a", "aa ", "谢", "> ", "'", "-", "<3"])
def test_the_longest_hostile_text_takes_little_time(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    is_thanks_only(text)
    is_thanks_only(text[:LONGEST])
    assert time.process_time() - started < 0.5
