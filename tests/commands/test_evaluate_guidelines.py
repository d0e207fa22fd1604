"""Measuring guidelines on labelled texts: what counts as found, and what is said of a file that is wrong."""

import json
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Community
from moderation.guidelines.measuring import LabelledText, NotJudgedError, judge_labelled, outcome_of
from moderation.guidelines.spans import kind_of
from moderation.management.labelled_texts import positive_labels
from moderation.models import Assessment, Desk
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.judge import judge
from moderation.policy.looks import Looks, OwnedLook
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Severity, Thresholds
from tests.builders import make_guideline

INSULT, SWEARING = "you are a fucking idiot", "what the fuck is this menu"
SPAM, KIND = "check out my channel and subscribe", "I like it"
CASES = {"precision", "recall", "f1", "macro_f1", "positive_accuracy", "negative_accuracy"}
FIGURES = CASES | {"n", "auc", "cases"}
Record = dict[str, Any]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "labelled.jsonl"


def write(path: Path, *records: Record) -> str:
    path.write_text("".join(f"{json.dumps(each)}\n" for each in records))
    return str(path)


def labelled(label: str, *texts: str, **fields: Any) -> list[Record]:
    return [{"text": text, "label": label, **fields} for text in texts]


def run(*files: str, category: str = "harassment", **options: Any) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("evaluate_guidelines", *files, category=category, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def measured(*files: str, **options: Any) -> Record:
    return dict(json.loads(run(*files, json=True, **options)[0]))


def test_findings_are_counted_and_the_cases_that_they_open(file: Path) -> None:
    # Swearing is found and opens no case, because it is of low severity.
    figures = measured(write(file, *labelled("abuse", INSULT, SWEARING, KIND), *labelled("ok", KIND, KIND, SWEARING)))
    assert set(figures) == FIGURES
    assert set(figures["cases"]) == CASES
    assert figures["n"] == 6
    assert (figures["precision"], figures["recall"], figures["f1"]) == (0.6667, 0.6667, 0.6667)
    assert (figures["positive_accuracy"], figures["negative_accuracy"]) == (0.6667, 0.6667)
    assert (figures["cases"]["precision"], figures["cases"]["recall"]) == (1.0, 0.3333)
    assert figures["cases"]["negative_accuracy"] == 1.0


def test_the_area_goes_by_priority(file: Path) -> None:
    assert measured(write(file, *labelled("abuse", INSULT), *labelled("ok", KIND, SWEARING)))["auc"] == 1.0
    assert measured(write(file, *labelled("abuse", KIND), *labelled("ok", KIND)))["auc"] == 0.5
    assert measured(write(file, *labelled("abuse", KIND), *labelled("ok", INSULT)))["auc"] == 0.0


def test_only_the_named_categories_count(file: Path) -> None:
    path = write(file, *labelled("bad", INSULT, SPAM), *labelled("ok", KIND))
    assert [measured(path, category=each)["recall"] for each in ("harassment", "spam", "harassment, spam")] == [
        0.5,
        0.5,
        1.0,
    ]


def test_a_case_that_another_category_opens_is_none_of_these(file: Path) -> None:
    path = write(file, *labelled("bad", SPAM), *labelled("ok", KIND))
    assert measured(path, category="press")["cases"]["recall"] == 0.0
    assert measured(path, category="spam")["cases"]["recall"] == 1.0


def test_a_finding_that_is_a_frame_does_not_count() -> None:
    judgement = judge(Facts(INSULT), compile_rules(STARTER), Thresholds())
    text = LabelledText("here", Facts(INSULT), positive=True)
    framed = judgement._replace(findings=tuple(replace(each, frame="quoted") for each in judgement.findings))
    assert outcome_of(text, judgement, {"harassment"}).called
    assert not outcome_of(text, framed, {"harassment"}).called
    assert not outcome_of(text, framed, {"harassment"}).opened


def test_a_category_that_no_guideline_has_matches_nothing_and_is_named(file: Path) -> None:
    path = write(file, *labelled("bad", INSULT), *labelled("ok", KIND))
    out, err = run(path, category="harassment,rudeness", json=True)
    assert json.loads(out)["recall"] == 1.0
    assert err == "Warning: no guideline has the category rudeness.\n"
    assert measured(path, category="rudeness")["recall"] == 0.0


def test_a_figure_of_nothing_is_null(file: Path) -> None:
    figures = measured(write(file, *labelled("bad", KIND)), positive=["bad"])
    assert (figures["precision"], figures["recall"], figures["auc"], figures["negative_accuracy"]) == (
        None,
        0,
        None,
        None,
    )
    assert measured(write(file), positive=["bad"])["n"] == 0


@pytest.mark.parametrize(
    ("met", "wanted", "expected"),
    [
        ({"ok", "spam"}, None, {"spam"}),
        ({"ok", "spam", "hate"}, ["spam", "hate"], {"spam", "hate"}),
        ({"ok", "spam"}, ["ok"], {"ok"}),
        ({"ok"}, ["spam"], {"spam"}),
    ],
)
def test_the_labels_that_count_as_positive(met: set[str], wanted: list[str] | None, expected: set[str]) -> None:
    assert positive_labels(met, wanted) == expected


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        (("ok", "spam", "hate"), "hate, ok, spam"),
        (("good", "bad"), "bad, good"),
        (("ok",), "ok"),
        (("spam",), "spam"),
        ((), "none"),
    ],
)
def test_unclear_labels_are_asked_about(file: Path, labels: tuple[str, ...], named: str) -> None:
    path = write(file, *(record for label in labels for record in labelled(label, KIND)))
    with pytest.raises(CommandError, match=rf"--positive which labels count as positive. The files have: {named}\.$"):
        run(path)


def test_several_files_are_measured_as_one(tmp_path: Path) -> None:
    first = write(tmp_path / "a.jsonl", *labelled("hate", INSULT), *labelled("rude", SWEARING))
    second = write(tmp_path / "b.jsonl", *labelled("neither", KIND))
    figures = measured(first, second, positive=["hate", "rude"])
    assert (figures["n"], figures["recall"], figures["negative_accuracy"]) == (3, 1.0, 1.0)
    assert measured(first, second, positive=["hate"])["precision"] == 0.5


def test_a_label_that_no_line_has_is_named(file: Path) -> None:
    _, err = run(write(file, *labelled("hate", INSULT)), positive=["hate", "hat"])
    assert err == "Warning: no line has the label hat.\n"


def test_labels_may_be_numbers(file: Path) -> None:
    path = write(file, {"text": INSULT, "label": 1}, {"text": KIND, "label": 0})
    assert measured(path, positive=["1"])["recall"] == 1.0


def test_figures_are_told_by_a_field(file: Path) -> None:
    path = write(
        file,
        *labelled("bad", INSULT, source="chat"),
        *labelled("ok", KIND, source="chat"),
        *labelled("bad", KIND, source=7),
        *labelled("ok", INSULT),
        *labelled("ok", KIND, source=""),
    )
    figures = measured(path, by="source")
    assert list(figures["by"]) == ["(none)", "7", "chat"]
    assert all(set(each) == FIGURES for each in figures["by"].values())
    assert [each["n"] for each in figures["by"].values()] == [2, 1, 2]
    assert [each["recall"] for each in figures["by"].values()] == [None, 0.0, 1.0]
    assert figures["n"] == 5
    assert "by" not in measured(path)


def test_the_facts_of_a_line_are_read(file: Path) -> None:
    slur = "fag"
    english = write(file, *labelled("bad", slur), *labelled("ok", KIND))
    assert measured(english, category="hate-speech")["recall"] == 1.0
    norwegian = write(file, *labelled("bad", slur, channel_language="no"), *labelled("ok", KIND))
    assert measured(norwegian, category="hate-speech")["recall"] == 0.0


def test_repetition_between_texts_does_not_count(file: Path) -> None:
    path = write(file, *labelled("ok", *[KIND] * 12, author_id="ana"))
    assert measured(path, positive=["bad"], category="spam")["negative_accuracy"] == 1.0


def test_more_texts_than_a_batch_keep_their_order(file: Path) -> None:
    path = write(file, *labelled("ok", *[KIND] * 501), *labelled("bad", *[INSULT] * 2))
    figures = measured(path)
    assert (figures["n"], figures["precision"], figures["recall"]) == (503, 1.0, 1.0)


@pytest.mark.django_db
def test_a_community_is_measured_by_its_own_rules_and_threshold(file: Path, tarnfell: Community) -> None:
    make_guideline(tarnfell, "tent-talk", rules=(("phrase", "tent"),), severity=Severity.HIGH)
    path = write(file, *labelled("tent", "A tent"), *labelled("ok", INSULT))
    figures = measured(path, category="tent-talk", community="tarnfell")
    assert (figures["precision"], figures["recall"], figures["cases"]["recall"]) == (1.0, 1.0, 1.0)
    Desk.objects.filter(community=tarnfell).update(severity_from=Severity.CRITICAL)
    assert measured(path, category="tent-talk", community="tarnfell")["cases"]["recall"] == 0.0
    assert Assessment.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("languages", "recall"), [(["es", "en"], 1.0), ([], 0.0)])
def test_a_text_without_a_language_has_the_first_of_its_community(
    file: Path, tarnfell: Community, languages: list[str], recall: float
) -> None:
    make_guideline(tarnfell, "fraud", rules=(("phrase", "[es] estafa"),))
    Community.objects.filter(pk=tarnfell.pk).update(languages=languages)
    path = write(file, *labelled("fraud", "estafa"), *labelled("ok", KIND))
    assert measured(path, category="fraud", community="tarnfell")["recall"] == recall


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "recall"), [("Europe/Madrid", 1.0), ("UTC", 0.0)])
def test_numbers_are_read_as_in_the_time_zone_of_the_community(
    file: Path, tarnfell: Community, zone: str, recall: float
) -> None:
    make_guideline(tarnfell, "personal-data", rules=(("phone", ""),))
    Community.objects.filter(pk=tarnfell.pk).update(time_zone=zone)
    path = write(file, *labelled("leak", "Mine is 612 345 678, at six."), *labelled("ok", KIND))
    assert measured(path, category="personal-data", community="tarnfell")["recall"] == recall


@pytest.mark.django_db
def test_a_community_that_is_not_there_is_refused(file: Path) -> None:
    with pytest.raises(CommandError, match="no community nowhere"):
        run(write(file), community="nowhere")


@pytest.mark.parametrize("kind", ["brand", "game", "regulated", "forum"])
def test_the_starter_of_a_kind_of_community_is_measured(file: Path, kind: str) -> None:
    path = write(file, *labelled("bad", "I will kill you"), *labelled("ok", KIND))
    assert measured(path, kind=kind, category="threats")["recall"] == 1.0


@pytest.mark.parametrize("options", [["--kind", "shop"], ["--kind", "game", "--community", "tarnfell"]])
def test_other_kinds_and_a_kind_beside_a_community_are_refused(file: Path, options: list[str]) -> None:
    with pytest.raises(CommandError, match="--kind"):
        call_command("evaluate_guidelines", write(file), "--category", "spam", *options)


MAIL, CARD = "ana@example.org", "4111 1111 1111 1111"


def span(text: str, value: str, kind: str) -> Record:
    start = text.index(value)
    return {"type": kind, "start": start, "end": start + len(value)}


def test_marked_personal_data_is_counted_by_kind(file: Path) -> None:
    both, hidden = f"Write to {MAIL} about {CARD}", "Write to ana, who lives in Oslo"
    path = write(
        file,
        {"text": both, "spans": [span(both, MAIL, "EMAIL_ADDRESS"), span(both, CARD, "CREDIT_CARD")]},
        {"text": hidden, "spans": [span(hidden, "ana", "EMAIL_ADDRESS"), span(hidden, "Oslo", "GPE")]},
        {"text": f"Is {MAIL} yours?", "spans": []},
        {"text": "SSN 512-34-1234", "spans": [{"type": "US_SSN", "start": 4, "end": 15}]},
    )
    figures = measured(path, category="personal-data", spans=True)
    assert figures["spans"] == {
        "GPE": {"n": 1, "found": 0, "recall": 0.0, "precision": None},
        # It is found by a pattern, not by a check of its own.
        "US_SSN": {"n": 1, "found": 1, "recall": 1.0, "precision": None},
        "card": {"n": 1, "found": 1, "recall": 1.0, "precision": 1.0},
        "email": {"n": 2, "found": 1, "recall": 0.5, "precision": 0.5},
    }
    # Without labels a text is positive where something is marked that a check is made for.
    assert (figures["n"], figures["recall"], figures["negative_accuracy"]) == (4, 0.5, 0.0)
    assert measured(path, category="spam", spans=True)["spans"]["card"]["found"] == 0


def test_a_finding_of_another_kind_or_place_finds_no_marked_passage(file: Path) -> None:
    text = f"{MAIL} or {CARD}"
    marks = [span(text, MAIL, "PHONE_NUMBER"), span(text, " or ", "EMAIL")]
    spans = measured(write(file, {"text": text, "spans": marks}), category="personal-data", spans=True, positive=["ok"])
    assert spans["spans"] == {
        "card": {"n": 0, "found": 0, "recall": None, "precision": 0.0},
        "email": {"n": 1, "found": 0, "recall": 0.0, "precision": 0.0},
        "phone": {"n": 1, "found": 0, "recall": 0.0, "precision": None},
    }


def test_a_finding_in_the_title_is_no_passage_of_the_text(file: Path) -> None:
    record = {"title": MAIL, "text": "Write to me there", "spans": [{"type": "EMAIL", "start": 0, "end": 5}]}
    figures = measured(write(file, record), category="personal-data", spans=True, positive=["personal data"])
    assert figures["spans"]["email"] == {"n": 1, "found": 0, "recall": 0.0, "precision": None}
    assert figures["recall"] == 1.0


def test_labels_beside_spans_stay_labels(file: Path) -> None:
    path = write(file, *labelled("leak", MAIL, spans=[]), *labelled("ok", KIND, spans=[]))
    assert measured(path, category="personal-data", spans=True)["recall"] == 1.0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        *(
            ("EMAIL_ADDRESS", "email"),
            ("phone_number", "phone"),
            ("IBAN", "iban"),
            ("Card", "card"),
            ("PERSON", "PERSON"),
        ),
        *(("IP_ADDRESS", "ip"), ("street_address", "address")),
    ],
)
def test_names_of_personal_data_lead_to_checks(name: str, kind: str) -> None:
    assert kind_of(name) == kind


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "not an object"),
        ('{"label": "ok"}', "There is no text"),
        ('{"text": "a"}', "There is no label"),
        ('{"text": "a", "label": ["ok"]}', "label must be a text or a whole number"),
        ('{"text": 5, "label": "ok"}', "text must be a text"),
        ('{"text": "a", "label": "ok", "kind": 5}', "kind must be a text"),
    ],
)
def test_a_bad_line_is_named_with_its_file_and_what_to_do(file: Path, line: str, problem: str) -> None:
    file.write_text(f'{{"text": "a", "label": "ok"}}\n\n{line}\n')
    with pytest.raises(CommandError, match=rf"labelled.jsonl, line 3: .*{problem}.* Correct it or take it out"):
        run(str(file))


@pytest.mark.parametrize(
    "spans",
    [
        None,
        {},
        ["EMAIL"],
        [{"start": 0, "end": 1}],
        [{"type": "EMAIL", "start": 1, "end": 1}],
        [{"type": "EMAIL", "start": -1, "end": 1}],
        [{"type": "EMAIL", "start": 0, "end": 6}],
        [{"type": "EMAIL", "start": "0", "end": 1}],
    ],
)
def test_bad_spans_are_named_with_their_line(file: Path, spans: object) -> None:
    path = write(file, {"text": "a ten", "spans": spans})
    with pytest.raises(CommandError, match=r"line 1: .*spans must .*a line is like .*spans"):
        run(path, spans=True)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    with pytest.raises(CommandError, match=r"labelled.jsonl cannot be read: No such file.* Give the path"):
        run(str(file))


def test_a_byte_order_mark_is_no_part_of_the_first_line(file: Path) -> None:
    write(file, *labelled("bad", INSULT), *labelled("ok", KIND))
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert measured(str(file))["n"] == 2


def test_a_text_that_cannot_be_judged_is_named() -> None:
    def fails(_: Passage) -> Iterator[Hit]:
        raise ZeroDivisionError

    looks = Looks([OwnedLook(Look(fails), ((STARTER[0], "x"),))])
    texts = [LabelledText("some.jsonl, line 4", Facts("a"), positive=True)]
    with pytest.raises(NotJudgedError, match=r"some\.jsonl, line 4: this text could not be checked: ZeroDivisionError"):
        list(judge_labelled(texts, RuleSet(STARTER, looks), Thresholds(), {"spam"}))


def test_without_json_there_is_a_table(file: Path) -> None:
    text = f"Write to {MAIL}"
    path = write(
        file,
        {"text": text, "spans": [span(text, MAIL, "EMAIL")], "source": "chat"},
        {"text": KIND, "spans": [], "source": "wall"},
    )
    out, _ = run(path, category="personal-data", spans=True, by="source")
    rows = [line.split() for line in out.splitlines()]
    assert rows[0] == ["n", "precision", "recall", "f1", "macro_f1", "auc", "positive_accuracy", "negative_accuracy"]
    assert rows[1] == ["all", "2", *["1.000"] * 7]
    assert rows[2] == ["all,", "cases", "-", *["1.000"] * 4, "-", "1.000", "1.000"]
    assert [row[0] for row in rows[3:7]] == ["chat", "chat,", "wall", "wall,"]
    assert rows[-2:] == [["n", "found", "recall", "precision"], ["email", "1", "1", "1.000", "1.000"]]
