"""Know months and weekdays by name in several languages."""

import unicodedata

# English, German, French, Spanish, Italian, Portuguese, Dutch and Scandinavian. No name may mean two months, which is
# why Slavic ones are left out.
MONTH_NAMES = (
    "january januar januari janvier janv enero ene gennaio gen janeiro jan jänner jän",
    "february februar februari février févr fév febrero febbraio fevereiro fev feb feber",
    "march märz mär mrz mars marzo março maart marts mrt mar",
    "april avril avr abril abr aprile apr",
    "may mai mayo maggio mag maio mei maj",
    "june juni juin junio giugno giu junho jun",
    "july juli juillet juil julio luglio lug julho jul",
    "august août agosto ago augustus augusti aug",
    "september septembre septiembre setiembre settembre setembro sept sep set",
    "october oktober octobre octubre ottobre outubro oct okt ott out",
    "november novembre noviembre novembro nov",
    "december dezember décembre diciembre dicembre dezembro desember dec dez déc dic des",
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
)


def folded(word: str) -> str:
    """Drop case and accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(mark for mark in unicodedata.normalize("NFKD", word) if not unicodedata.combining(mark))


MONTHS = {folded(name): number for number, names in enumerate(MONTH_NAMES, start=1) for name in names.split()}
WEEKDAYS = frozenset(folded(name) for names in WEEKDAY_NAMES for name in names.split())
