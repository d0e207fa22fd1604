"""The worker under test: it dies or hangs on marked texts, and notes beside the effects which job wrote them."""

import os
import signal
import time
from pathlib import Path
from typing import Any

import django

from tests.faults.lines import HANGS, KILLS

# How long judging takes: long enough that most kills meet a batch in the middle.
JUDGE_SECONDS = float(os.environ.get("FAULTS_JUDGE_SECONDS", "0"))
GATE = Path(os.environ.get("FAULTS_GATE", "nowhere"))


def install() -> None:
    from django.db import connection, transaction

    from moderation.assessments import pipeline

    judge_batch, finish_batch = pipeline.judge_batch, pipeline.finish_batch

    def poisoned(batch: Any, *rest: Any) -> list[Any]:
        return [alone(facts, *rest) for facts in batch]

    def alone(facts: Any, *rest: Any) -> Any:
        # One that is cut off costs the others nothing, as in policy itself.
        try:
            time.sleep(JUDGE_SECONDS)
            while GATE.exists():
                time.sleep(0.02)
            if KILLS in facts.text:
                os.kill(os.getpid(), signal.SIGKILL)
            if HANGS in facts.text:
                time.sleep(600)
        except Exception as fault:
            return fault
        return judge_batch([facts], *rest)[0]

    def witnessed(*arguments: Any) -> int:
        # In the same transaction: a kill between the effects and a note of them would make the note wrong.
        with transaction.atomic(), connection.cursor() as cursor:
            done = finish_batch(*arguments)
            note = [os.environ.get("RQ_JOB_ID", ""), os.getpid(), done]
            cursor.execute("INSERT INTO witness_batch (job, pid, amount) VALUES (%s, %s, %s)", note)
        return done

    pipeline.judge_batch, pipeline.finish_batch = poisoned, witnessed


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    install()
    from moderation.work import jobs

    jobs.run_worker()


if __name__ == "__main__":
    main()
