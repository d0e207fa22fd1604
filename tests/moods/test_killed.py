"""Scoring anew is killed again and again, and two work at it: each text is scored once more, and nothing is lost."""

import os
import subprocess
import sys
import time
from random import Random

import pytest

from community.models import Channel, Community
from moderation.models import Assessment, Desk, Rescoring, Score, User
from moderation.moods import rescoring
from moderation.moods.changing import mood_values
from moderation.policy.reading import read_text
from moderation.policy.sentiment import PARLEY, VADER, make_engine
from tests.builders import NOON, make_assessment, make_message
from tests.commands.importing import ROOT, database_url
from tests.patience import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
TEXTS = 160
# Slices so small that there are many more of them than kills.
GO_ON = """
import django; django.setup()
from django.utils import timezone
from moderation.moods import rescoring
rescoring.TEXTS_A_SLICE = 4
rescoring.go_on(timezone.now(), 60)
"""


@pytest.fixture
def begun(reviews: Channel, tarnfell: Community, ada: User) -> Rescoring:
    """Texts that VADER scored, on a desk that has another engine since."""
    engine = make_engine(VADER)
    for number in range(TEXTS):
        text = f"Please help, I want refund number {number}."
        said = engine.score(read_text(text))
        numbers = {"neg": said.neg, "neu": said.neu, "pos": said.pos, "compound": said.compound}
        make_assessment(make_message(text, channel=reviews), engine=VADER, words=[], **numbers)
    desk = Desk.objects.open_for(tarnfell)
    was = mood_values(desk) | {"engine": VADER}
    Desk.objects.update(engine=PARLEY)
    return Rescoring.objects.create(community=tarnfell, engine=PARLEY, was=was, by=ada, started_at=NOON)


def start() -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen([sys.executable, "-c", GO_ON], cwd=ROOT, env=environment)


def looked() -> int:
    return Rescoring.objects.get().looked


def kill_after(texts: int, random: Random) -> None:
    """Somewhere in a slice, not at its end."""
    process, deadline = start(), time.monotonic() + PATIENCE
    while looked() < texts and time.monotonic() < deadline:
        time.sleep(0.002)
    time.sleep(random.random() * 0.02)
    process.kill()
    process.communicate()


def test_each_text_is_scored_once_more_whatever_is_killed(begun: Rescoring) -> None:
    before = dict(Assessment.objects.values_list("pk", "compound"))
    for texts in (20, 70):
        kill_after(texts, Random())
    assert looked() >= 70
    both = [start(), start()]
    assert [process.wait(PATIENCE) for process in both] == [0, 0]
    done = Rescoring.objects.get()
    assert (done.total, done.looked, done.changed, bool(done.done_at)) == (TEXTS, TEXTS, TEXTS, True)
    assert set(Assessment.objects.values_list("engine", flat=True)) == {PARLEY}
    assert dict(Score.objects.filter(engine=VADER).values_list("assessment", "compound")) == before
    assert not rescoring.go_on(NOON, 1)
