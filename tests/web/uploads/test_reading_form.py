"""The form offers only what can be read."""

import pytest

from community.files.encodings import find_encoding
from community.files.fields import USUAL_NAMES
from moderation.models import Upload
from moderation.web.uploads.reading_form import ENCODINGS, FIELDS


@pytest.mark.parametrize("encoding", [name for name, _ in ENCODINGS if name and not name.startswith("utf-")])
def test_every_encoding_that_is_offered_is_read(encoding: str) -> None:
    assert find_encoding(b"id,text\n1,x\n", encoding)


def test_every_encoding_fits_its_column() -> None:
    assert max(len(name) for name, _ in ENCODINGS) <= Upload._meta.get_field("encoding").max_length


def test_every_field_is_offered_under_a_name_of_its_own() -> None:
    assert [name for name, _ in FIELDS] == ["", *USUAL_NAMES]
    assert len({label for _, label in FIELDS}) == len(FIELDS)
