"""Numbers as people read them."""

from django import template

register = template.Library()


@register.filter
def counted(number: object) -> str:
    # A template gives an empty text for what is not there.
    return f"{number:,}" if isinstance(number, int) else "unknown"
