"""Language codes, as people type them."""

from django.conf.locale import LANG_INFO

CODE_LENGTH = 8


def codes(text: str) -> list[str]:
    """The codes of a text such as “en, es de”, each once. Raises ValueError, which names the wrong one."""
    said = text.lower().replace(",", " ").split()
    for code in said:
        if code not in LANG_INFO or len(code) > CODE_LENGTH:
            raise ValueError(f"No language has the code {code}. Write codes such as en, es or de.")
    return list(dict.fromkeys(said))
