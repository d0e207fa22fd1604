"""Know months and weekdays by name in several languages."""

import unicodedata

# English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Polish and Turkish. No name may mean two
# months, which is why other Slavic ones are left out, and short Polish ones that are other months to their neighbours.
MONTH_NAMES = (
    "january januar januari janvier janv enero ene gennaio gen janeiro jan jänner jän stycznia styczeń sty ocak oca",
    "february februar februari février févr fév febrero febbraio fevereiro fev feb feber lutego luty lut şubat şub",
    "march märz mär mrz mars marzo março maart marts mrt mar marca marzec mart",
    "april avril avr abril abr aprile apr kwietnia kwiecień kwi nisan nis",
    "may mai mayo maggio mag maio mei maj maja mayıs mayis",
    "june juni juin junio giugno giu junho jun czerwca czerwiec cze haziran haz",
    "july juli juillet juil julio luglio lug julho jul lipca lipiec temmuz tem",
    "august août agosto ago augustus augusti aug sierpnia sierpień sie ağustos ağu",
    "september septembre septiembre setiembre settembre setembro sept sep set września wrzesień wrz eylül eyl",
    "october oktober octobre octubre ottobre outubro oct okt ott out października październik paź ekim eki",
    "november novembre noviembre novembro nov kasım kasim kas",
    "december dezember décembre diciembre dicembre dezembro desember dec dez déc dic des grudnia grudzień gru aralık "
    "aralik ara",
)
WEEKDAY_NAMES = (
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
    "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche lun mar mer jeu ven sam dim",
    "lunes martes miércoles jueves viernes sábado domingo mié jue vie sáb dom",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica gio sab",
    "segunda terça quarta quinta sexta segunda-feira terça-feira quarta-feira quinta-feira sexta-feira seg ter qua qui",
    "sex maandag dinsdag woensdag donderdag vrijdag zaterdag zondag ma wo vr za zo",
    "måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag mån tis ons tor tors fre lør",
    "poniedziałek wtorek środa czwartek piątek sobota niedziela pon wt śr czw pt sob niedz",
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar pzt sal çar per cum cmt",
)


def folded(word: str) -> str:
    """Drop case and accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


# To Poles the eleventh month, and to their neighbours, who write a point behind the day, the tenth.
POLISH_NOVEMBER = "listopada"
MONTHS = {folded(name): number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
WEEKDAYS = frozenset(folded(name) for names in WEEKDAY_NAMES for name in names.split())
