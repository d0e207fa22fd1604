"""A file is sent whole, or says that it is not, or is not sent at all."""

from collections.abc import Iterator

import pytest
from django.http import StreamingHttpResponse

from moderation.web.shared.requests import INCOMPLETE, csv_file


def lines(*texts: str, breaks: bool = False) -> Iterator[str]:
    yield from texts
    if breaks:
        raise RuntimeError("The database did not answer.")


def told(answer: StreamingHttpResponse) -> str:
    return answer.getvalue().decode()


@pytest.mark.parametrize("texts", [(), ("header\r\n",), ("header\r\n", "1\r\n"), ("header\r\n", "1\r\n", "2\r\n")])
def test_a_file_holds_all_lines_in_order(texts: tuple[str, ...]) -> None:
    assert told(csv_file(lines(*texts), "week.csv")) == "".join(texts)


def test_one_of_which_nothing_can_be_read_is_not_begun() -> None:
    with pytest.raises(RuntimeError):
        csv_file(lines("header\r\n", breaks=True), "week.csv")


def test_one_that_breaks_off_says_so_in_its_last_line() -> None:
    answer = csv_file(lines("header\r\n", "1\r\n", "2\r\n", breaks=True), "week.csv")
    assert told(answer) == f"header\r\n1\r\n2\r\n{INCOMPLETE}\r\n"
