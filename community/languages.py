"""Language codes, as people type them."""

from django.conf.locale import LANG_INFO

CODE_LENGTH = 8


def codes(text: str) -> list[str]:
    """Split “en, es de” into distinct codes.

    Raises ValueError that names the first unknown code.
    """
    said = text.lower().replace(",", " ").split()
    for code in said:
        if code not in LANG_INFO or len(code) > CODE_LENGTH:
            raise ValueError(f"No language has the code {code}. Write codes such as en, es or de.")
    return list(dict.fromkeys(said))
