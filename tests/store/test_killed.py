"""Whatever ends a quiz, and whoever else writes meanwhile, no answer that was acknowledged is lost."""

import random
import signal
import subprocess
import sys
import threading

import pytest

from readiness.store import Store

pytestmark = pytest.mark.slow

N_KILLS = 60

WRITER = """
import sys
from pathlib import Path
from readiness.store import Store
with Store(Path(sys.argv[1])) as store:
    sitting = store.sittings.claim_latest()
    if sitting is None:
        sitting = store.sittings.begin(
            started_at="t", mode="quick", options={}, framework_id="f", framework_digest="d",
            questions_digest="q", seed=7,
        )
    seq = len(store.sittings.events(sitting.id))
    print("sitting", sitting.id, flush=True)
    while seq < int(sys.argv[2]):
        seq = store.sittings.add(
            sitting.id, f"q{seq}", outcome="answered", value=[seq, "x" * 300], seconds=1.0, at="t"
        ).seq
        print(seq, flush=True)
"""


def writer(home, n=10**9):
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(home), str(n)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_no_acknowledged_answer_is_lost_over_sixty_kills(tmp_path):
    chance = random.Random(11)  # noqa: S311
    acknowledged, in_mid_write = 0, 0
    for n in range(N_KILLS):
        child = writer(tmp_path)
        if n % 6 == 0:  # some die while the file is made or the sitting claimed
            shown, delay = "", chance.uniform(0.0, 0.3 if n % 12 else 0.02)
        else:  # most between two answers
            shown, delay = "".join(child.stdout.readline() for _ in range(chance.randrange(1, 6))), None
        threading.Timer(chance.uniform(0.0, 0.004) if delay is None else delay, child.kill).start()
        with child.stdout, child.stderr:  # `communicate` forgets what was read ahead
            output, errors = child.stdout.read(), child.stderr.read()
        child.wait(timeout=30)
        assert child.returncode == -signal.SIGKILL, errors
        lines = (shown + output).split("\n")[:-1]  # a line that was cut off was not shown
        acknowledged = max([acknowledged, *(int(line) for line in lines if line.isdigit())])
        journal = tmp_path / "history.sqlite3-journal"
        in_mid_write += journal.exists() and journal.stat().st_size > 0
        with Store(tmp_path) as store:
            sittings = store.sittings.unfinished()
            assert len(sittings) <= 1  # each child took over what the dead one left
            events = store.sittings.events(sittings[0].id) if sittings else []
            assert [e.seq for e in events] == list(range(1, len(events) + 1))
            assert [e.value[0] for e in events] == list(range(len(events)))
            assert acknowledged <= len(events) <= acknowledged + 1
            acknowledged = len(events)
    assert acknowledged > N_KILLS
    assert in_mid_write > 0  # or this test kills at harmless moments only


def test_two_processes_at_once_lose_nothing(tmp_path):
    children = [writer(tmp_path, 60) for _ in range(3)]
    for child in children:
        _, errors = child.communicate(timeout=60)
        assert child.returncode == 0, errors
    with Store(tmp_path) as store:
        sittings = store.sittings.all()
        assert 1 <= len(sittings) <= 3
        for sitting in sittings:
            assert [e.seq for e in store.sittings.events(sitting.id)] == list(range(1, 61))


def test_quizzes_that_run_side_by_side_keep_their_answers_apart(tmp_path):
    children = [writer(tmp_path) for _ in range(3)]
    claimed = [child.stdout.readline().split()[1] for child in children]
    for child in children:
        for _ in range(20):
            assert child.stdout.readline()
        child.kill()
        child.communicate()
    assert len(set(claimed)) == 3
    with Store(tmp_path) as store:
        assert {str(s.id) for s in store.sittings.unfinished()} == set(claimed)
        assert all(len(store.sittings.events(int(id_))) >= 20 for id_ in claimed)
        taken = [store.sittings.claim_latest() for _ in range(1)]
        assert str(taken[0].id) == max(claimed)
