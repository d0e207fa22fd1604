"""Letters of other scripts and styles that pass for Latin ones in a disguised word."""

# All are letters of living languages or signs of their own, so that a text keeps them unless a listed word comes out.
_TWINS = {
    "a": "ꭺᎪɑⲁæɐɒⱥᗩ",
    "b": "ᏏᏼᏴɓⲃƀЬƅᗷ",
    "c": "Ꮯɔⲥƈↄᑕ",
    "d": "Ꭰɗđԁժɖᗪ",
    "e": "Ꭼⲉəɘեɛɇєᗴ",
    "f": "ƒғϝᎰꞙᖴ",
    "g": "ᏀᎶɠցɡǥɢᘜ",
    "h": "Ꮋⲏհħɦһɥᕼ",
    "i": "ᎥⲓıɨɪіᎢɩ",
    "j": "Ꭻʝյɉᒍ",
    "k": "Ꮶⲕƙĸκᛕ",
    "l": "Ꮮⅼłլɫɭʟꞁᒪ",
    "m": "ⓂᎷⲙɱʍᗰ",
    "n": "ոⲛɳŋɲƞռᴎᑎ",
    "o": "⭕օⲟøσөɵഠᝪ",
    "p": "Ꮲⲣƥрᑭ",
    "q": "զɋԛգᑫ",
    "r": "Ꭱⲅɼɾɿրʀᖇ",
    "s": "💲Ꮪⲋѕʂʃƨꜱᔕ",
    "t": "✝ᎢⲧƭŧʇէϯɈтᎿ",
    "u": "սʊυʉᑌμµ",
    "v": "Ꮩⅴʋνѵᐯ",
    "w": "ᎳⲱᏔωшɯա",
    "x": "❌ⲭх×χ᙭",
    "y": "Ꮍⲩƴγүʏʎ",
    "z": "Ꮓȥƶʐᴢ",
}
TWINS = {
    form: letter
    for letter, twins in _TWINS.items()
    for twin in twins
    for form in {twin, twin.lower()}
    if len(form) == 1
}
# Pictures and signs, which stand alone as often as for a letter.
PICTURED = {
    "a": "⛺🔺△▲",
    "b": "฿",
    "c": "©☪🌙",
    "e": "📧",
    "h": "♓",
    "i": "❗❕🕯¡",
    "m": "♏♍",
    "n": "♑",
    "o": "🔴🔵🟠🟡🟢🟣⚪⚫🍩🏀⚽🎱🌑🌕🌐⏺🔘👁",
    "r": "®",
    "s": "💲🐍",
    "t": "✝",
    "u": "⛎",
    "v": "♈",
    "x": "❌❎✖",
    "y": "💹¥",
}
TWINS |= {sign: letter for letter, signs in PICTURED.items() for sign in signs}
SIGNS = frozenset("".join(PICTURED.values()) + "⭕Ⓜ")
# Sequences that draw a letter.
SHAPES = (
    ("(_)", "u"),
    ("|_|", "u"),
    ("|\\|", "n"),
    ("/\\/", "n"),
    ("|v|", "m"),
    ("\\/\\/", "w"),
    ("|-|", "h"),
    ("|<", "k"),
    ("|)", "d"),
    ("()", "o"),
    ("/\\", "a"),
    ("\\/", "v"),
    ("ph", "f"),
)


def drawn_letters(word: str) -> str:
    """Return a word with the letters that marks draw."""
    for shape, letter in SHAPES:
        word = word.replace(shape, letter)
    return word
