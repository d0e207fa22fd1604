"""The texts that a bench measures with."""

from pathlib import Path

from moderation.bench import corpus


def test_no_text_and_no_id_comes_twice() -> None:
    records = corpus.records(3_000)
    assert len({record.text for record in records}) == 3_000
    assert len({record.external_id for record in records}) == 3_000


def test_replies_still_know_their_parents() -> None:
    records = corpus.records(3_000)
    known = {record.external_id for record in records}
    answers = [record.parent_external_id for record in records if record.parent_external_id]
    assert len(answers) > 500
    assert sum(parent in known for parent in answers) > 0.8 * len(answers)


def test_a_file_of_others_texts_is_read_once_each(tmp_path: Path) -> None:
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "Great!"}\n{"id": 2, "text": "Awful."}\n{"text": "Great!"}\n')
    assert corpus.texts_of(file) == ["Great!", "Awful."]
