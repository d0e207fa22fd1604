"""A name and quotes are taken out of the texts of others, and nothing else."""

import pytest

from moderation.policy.members import ERASED, Rest, Traces, quotes_of, traces_of_names

SAID = "The zip of my jacket broke after two days."


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Kestrel Finch", "Ask Kestrel Finch.", "Ask [erased]."),
        ("Kestrel Finch", "@kestrel  finch, really?", "[erased], really?"),
        ("Kestrel Finch", "Kestrel and Finch", "Kestrel and Finch"),
        ("Kestrel", "Kestrels are birds; a kestrel is one", "Kestrels are birds; a [erased] is one"),
        ("Kestrel", "team_kestrel", "team_[erased]"),
        ("Will", "I will, Will. @Will?", "I will, Will. [erased]?"),
        ("Jo", "Jo, @jo", "Jo, [erased]"),
        ("Joe", "Joe, Joey", "[erased], Joey"),
        ("a.b*", "a.b* axb", "[erased] axb"),
        ("Zoë", "ZOË and Zoë2", "[erased] and Zoë2"),
        ("", "@ nobody", "@ nobody"),
        ("  ", "@ nobody", "@ nobody"),
    ],
)
def test_a_name_is_taken_out_where_it_stands_as_whole_words(name: str, text: str, left: str) -> None:
    assert traces_of_names(name, "").take_out(text).text == left


@pytest.mark.parametrize(
    ("external_id", "text", "left"),
    [
        ("90210", "<@90210> <@!90210> 90210 902101", "[erased] [erased] [erased] 902101"),
        ("7", "<@7> has 7 of 17", "[erased] has 7 of 17"),
        ("u-42", "@u-42, u-42", "@u-42, u-42"),
        ("u-421", "@u-421, dm_u-421", "[erased], dm_[erased]"),
        ("", "<@>", "<@>"),
    ],
)
def test_an_id_is_taken_out_where_it_can_be_nothing_else(external_id: str, text: str, left: str) -> None:
    assert traces_of_names("", external_id).take_out(text).text == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"You said: {SAID} Sorry!", "You said: [erased]. Sorry!"),
        ("> The zip of my\n> jacket BROKE — after two\n> days\nSorry!", "> [erased]\nSorry!"),
        ("“the zip of my jacket” was", "“[erased]” was"),
        ("the zip of my jacke was", "the zip of my jacke was"),
        ("the zip of my jackets", "[erased]s"),
        ("zip of my jacket brok", "[erased]"),
        ("", ""),
    ],
)
def test_a_quote_is_taken_out_from_twenty_letters_on(text: str, left: str) -> None:
    assert Traces(quoted=quotes_of([SAID])).take_out(text).text == left


@pytest.mark.parametrize("text", ["", "Short.", "!" * 40, "a b c d e f g h i"])
def test_short_texts_cannot_be_told_from_anybodys_words(text: str) -> None:
    assert quotes_of([text]) == frozenset()


def test_passages_that_meet_are_taken_out_as_one() -> None:
    traces = Traces(traces_of_names("Kestrel Finch", "").names, quotes_of([f"{SAID} I am Kestrel."]))
    rest = traces.take_out(f"“{SAID} I am Kestrel Finch” she said, and Kestrel Finch left")
    assert rest.text == "“[erased]” she said, and [erased] left"
    assert len(rest.cuts) == 2


@pytest.mark.parametrize(
    ("passage", "marked"),
    [("before", "before"), ("after", "after"), ("Kestrel", ERASED), ("and Kestrel", "and [erased]"), ("Kes", ERASED)],
)
def test_a_passage_is_found_again_where_it_is_now(passage: str, marked: str) -> None:
    text = "before and Kestrel after"
    start = text.index(passage)
    rest = traces_of_names("Kestrel", "").take_out(text)
    moved = rest.moved(start, start + len(passage))
    assert rest.text[slice(*moved)] == marked


def test_everything_of_a_json_value_is_looked_through() -> None:
    traces = traces_of_names("Kestrel", "")
    value = {"Kestrel": ["of Kestrel", 7, None, True, {"by": "Kestrel"}], "other": 1.5}
    assert traces.take_out_of(value) == {ERASED: ["of [erased]", 7, None, True, {"by": ERASED}], "other": 1.5}


def test_nothing_is_taken_out_without_a_trace() -> None:
    assert Traces().take_out(SAID) == Rest(SAID)
