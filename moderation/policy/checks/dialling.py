"""The words with which people give a telephone number."""

import re

PHONES = (
    r"phone|telephone|ph|tele?|mobile|mob|cell|cellphone|fax|landline|hotline|helpline|whats ?app|wa|viber|sms|imessage"
    r"|facetime|handy|handynummer|telefon\w*|rufnummer|festnetz|durchwahl|mobil\w*|tel[ée]fonos?|celular|m[óo]vil|wsp|zap"
    r"|t[ée]l|t[ée]l[ée]phone|portable|cellulare|telefone|telem[óo]vel|gsm|mobiel|telefoonnummer|puhelin|puh|telefonszám"
    r"|тел|телефон\w*|моб|мобильный|вотсап|ватсап"
    r"|電話\w*|电话\w*|手机\w*|携帯\w*|전화\w*|휴대폰"
    r"|फ़ोन|फोन|मोबाइल|هاتف|جوال|رقم|تلفون|موبايل|טלפון|נייד"
)
ASKS = (
    r"call(?:s|ed|ing)?|dial(?:l?ed|l?ing)?|ring(?:ing)?|rang|text(?:s|ed|ing)?|txt|phone|whats ?app|reach(?:ed)?"
    r"|contact|answer(?:s|ing)?|messages?|messaging|msg|ruf\w*|anrufen|melde\w*|schreib\w*"
    r"|ll[áa]ma\w*|ll[áa]me\w*|escr[íi]b\w*|appel\w*|joindre|chiama\w*|ligue|liga|bel|позвони\w*|звони\w*|пиши\w*"
)
NUMBERS = r"number|numbers|no|num|nr|nummer|n[úu]mero|num[ée]ro|numer|номер|digits|#"
LINK = (
    r"(?:(?:me|us|him|her|them|at|on|to|from|is|was|are|it's|number|no|nr|num|now|back|today|please|pls|my|his|the|our"
    r"|under|unter|auf|an|mich|uns|ist|lautet|al|en|a|es|mi|n[úu]mero|est|au|sur|le|mon|il|mio|o|meu|по|мне|мой|(?-i:[A-ZÀ-ÞА-Я]\w*))\b\W{0,3}){0,5}"
)
# The words stand right before the number.
PLAINLY_INTRODUCED = re.compile(
    rf"(?:\b(?:{PHONES}|{ASKS}|(?:office|desk|work|home|direct)(?= ?:))\b\W{{0,3}}{LINK}"
    rf"|\b(?:my|his|her|their|our|your|new|old|work|home|mein\w*|dein\w*|seine|ihre|mi|su|tu|mon|son|ton|mio|meu|мой)"
    rf"\s(?:\w+\s)?(?:{NUMBERS})\b\W{{0,3}}(?:(?:is|ist|es|est|è|é|lautet|at)\b\W{{0,3}})?)$",
    re.IGNORECASE,
)
INTRODUCED = re.compile(rf"\b(?:{PHONES}|{ASKS})\b\W{{0,3}}(?:\w+\W{{1,3}}){{0,3}}$", re.IGNORECASE)
AFTER_NUMBER = re.compile(
    r"[ \t]?[-–(,:]?[ \t]?\(?(?:office|desk|fax|mobile|mob|cell|tel|phone|handy|mobil|m[óo]vil|whats ?app)\b"
    r"|[ \t]?[-(][ \t]?(?:home|work|[hcmwf])\b",
    re.IGNORECASE,
)
