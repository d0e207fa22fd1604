"""The choice of a column's field looks as Django would render it."""

import re

import pytest
from django import forms

from moderation.web.uploads.field_select import FieldSelect

CHOICES = (("", "left out"), ("text", "text"), ("author_id", "author’s <id>"))


def rendered(widget: type[forms.Select], value: object) -> list[tuple[str, list[str], str]]:
    """Each tag with its attributes, which come in any order, and the text behind it."""
    found = widget(attrs={"class": "wide"}, choices=CHOICES).render("field-0", value, {"id": "id_field-0"})
    tags = re.findall(r"<(/?\w+)([^>]*)>([^<]*)", found)
    return [(tag, sorted(re.findall(r'[\w-]+="[^"]*"|selected', said)), text.strip()) for tag, said, text in tags]


@pytest.mark.parametrize("value", ["", None, "text", "author_id", "<unknown>"])
def test_the_choice_is_rendered_as_by_a_template(value: object) -> None:
    assert rendered(FieldSelect, value) == rendered(forms.Select, value)
