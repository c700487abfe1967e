"""The store of runs: what is noted is there, one process at a time, files that are not stores."""

from __future__ import annotations

import os
import sqlite3
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from mcda.errors import UsageProblem
from mcda.problems import line
from mcda.problems.system import FULL
from mcda.runs.database import connected
from mcda.runs.place import default_place
from mcda.runs.store import Store
from mcda.runs.study import Study
from mcda.wording import words

STUDY = Study("frontier", "caen", "c0ffee", {"engine": "auto", "k": 3}, 7, {"mcda-portfolio": "1"})


def code_of(raised: pytest.ExceptionInfo[UsageProblem]) -> str:
    assert line(raised.value.problem, words("en"))
    return raised.value.problem.code


def test_a_store_that_is_closed_leaves_its_runs(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        store.run(STUDY, "{}").note("a", "b", 1)
    with Store.open(stored_runs) as store:
        assert store.runs()[0].state == "stopped"
        assert store.run(STUDY, "{}").facts_before == 1


def test_a_run_goes_on_from_what_is_known(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, '{"name": "caen"}', ("mcda", "frontier", "caen"))
        assert run.facts_before == 0
        run.note("point", "b", {"x": (1, 2.5), "é": None})
        run.note("point", "a", 3)
        run.note("point", "a", "again")
        run.note("zone", "a", "other")
        run.end("stopped", {"complete": False})
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, "{}", ("another", "line"))
        assert run.facts_before == 3
        assert list(run.known("point").items()) == [("b", {"x": [1, 2.5], "é": None}), ("a", 3)]
        assert run.known("nothing") == {}
        found = store.find(STUDY.key[:6])
        assert found.state == "running"
        run.end("complete")
        found = store.find(STUDY.key)
        assert (found.state, found.facts, found.resumed) == ("complete", 3, 1)
        assert found.study == STUDY
        assert found.line == ("mcda", "frontier", "caen")
        assert store.snapshot(found) == '{"name": "caen"}'
        assert store.result(found) == {"complete": False}
        assert store.facts(found) == {"point": 2, "zone": 1}
        assert found.ended is not None
        assert found.ended >= found.started


def test_the_key_is_of_all_that_decides() -> None:
    others = [
        replace(STUDY, command="robust"),
        replace(STUDY, content="beef"),
        replace(STUDY, options={"engine": "auto", "k": 4}),
        replace(STUDY, seed=8),
        replace(STUDY, versions={"mcda-portfolio": "2"}),
    ]
    assert len({STUDY.key, *(other.key for other in others)}) == 6
    same = replace(STUDY, options={"k": 3, "engine": "auto"})
    assert same.key == STUDY.key
    assert len(STUDY.key) == 64


def test_one_at_a_time(stored_runs: Path) -> None:
    with Store.open(stored_runs) as one, Store.open(stored_runs) as other:
        run = one.run(STUDY, "{}")
        other.run(replace(STUDY, seed=8), "{}").end("complete")  # another run is free
        with pytest.raises(UsageProblem) as raised:
            other.run(STUDY, "{}")
        assert code_of(raised) == "E365"
        assert str(os.getpid()) in raised.value.problem.details["worker"]
        with pytest.raises(UsageProblem) as raised:
            other.delete(other.find(STUDY.key))
        assert code_of(raised) == "E365"
        run.end("stopped")
        other.run(STUDY, "{}").end("complete")


def test_several_threads_may_note(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, "{}")

        def work(kind: str) -> None:
            for number in range(20):
                run.note(kind, str(number), number)

        threads = [threading.Thread(target=work, args=(str(n % 2),)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        run.end("complete")
        assert store.facts(store.find(STUDY.key)) == {"0": 20, "1": 20}


def test_runs_are_found_by_the_beginning_of_their_key(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        for seed in range(20):
            store.run(replace(STUDY, seed=seed), "{}").end("complete")
        runs = store.runs()
        assert [run.study.seed for run in runs] == list(range(19, -1, -1))
        assert store.find(runs[0].short.upper()) == runs[0]
        for wrong, code in (("zz", "E360"), ("", "E360"), ("*", "E360"), ("%", "E360")):
            with pytest.raises(UsageProblem) as raised:
                store.find(wrong)
            assert code_of(raised) == code
        letters = [run.key[0] for run in runs]
        twice = next(letter for letter in letters if letters.count(letter) > 1)
        with pytest.raises(UsageProblem) as raised:
            store.find(twice)
        assert code_of(raised) == "E361"


def test_a_run_is_deleted_with_its_facts(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, "{}")
        run.note("a", "b", 1)
        run.end("complete")
        store.delete(store.find(STUDY.key))
        assert store.runs() == []
        assert store.ask("SELECT count(*) FROM facts") == [(0,)]
        assert store.run(STUDY, "{}").facts_before == 0


def test_files_that_are_no_store(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("nothing of that kind\n" * 100)
    foreign = tmp_path / "photos.sqlite"
    other = sqlite3.connect(foreign)
    other.execute("CREATE TABLE photos (id)")
    other.close()
    for path in (text, foreign):
        before = path.read_bytes()
        with pytest.raises(UsageProblem) as raised:
            Store.open(path)
        assert code_of(raised) == "E362"
        assert path.read_bytes() == before


def test_a_store_of_a_newer_version(stored_runs: Path) -> None:
    Store.open(stored_runs).close()
    newer = sqlite3.connect(stored_runs)
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(UsageProblem) as raised:
        Store.open(stored_runs)
    assert code_of(raised) == "E363"


def test_a_damaged_store(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, "x" * 5000)
        for number in range(400):
            run.note("a", str(number), "fact " * 20)
        run.end("complete")
    content = bytearray(stored_runs.read_bytes())
    content[4096:] = b"\x5a" * (len(content) - 4096)
    stored_runs.write_bytes(content)
    with pytest.raises(UsageProblem) as raised, Store.open(stored_runs) as store:
        store.runs()
    assert code_of(raised) == "E367"


def test_a_snapshot_that_is_damaged(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        store.run(STUDY, "{}").end("complete")
        store.ask("UPDATE runs SET snapshot = x'00'")
        with pytest.raises(UsageProblem) as raised:
            store.snapshot(store.find(STUDY.key))
        assert code_of(raised) == "E367"


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file" / "runs.sqlite", tmp_path):
        with pytest.raises(UsageProblem) as raised:
            Store.open(path)
        assert code_of(raised) == "E364"


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_that_may_only_be_read(tmp_path: Path) -> None:
    tmp_path.chmod(stat.S_IRUSR | stat.S_IXUSR)
    with pytest.raises(UsageProblem) as raised:
        Store.open(tmp_path / "runs.sqlite")
    assert code_of(raised) == "E364"


def test_a_full_disk_is_told(stored_runs: Path) -> None:
    with Store.open(stored_runs) as store:
        run = store.run(STUDY, "{}")
        store.ask("PRAGMA max_page_count = 12")
        with pytest.raises(UsageProblem) as raised:
            run.note("a", "b", "fact " * 100_000)
        assert code_of(raised) == "E364"
        assert raised.value.problem.details["reason"] == FULL


def test_each_commit_is_synchronised(stored_runs: Path) -> None:
    connection = connected(stored_runs)
    asked = ("journal_mode", "synchronous", "foreign_keys")
    assert [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked] == ["wal", 2, 1]
    connection.close()


def test_where_runs_are_stored(monkeypatch: pytest.MonkeyPatch, stored_runs: Path) -> None:
    assert default_place() == stored_runs
    monkeypatch.delenv("MCDA_RUNS")
    monkeypatch.setenv("XDG_STATE_HOME", "/state")
    assert default_place() == Path("/state/mcda/runs.sqlite")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    monkeypatch.setenv("HOME", "/people/me")
    assert default_place() == Path("/people/me/.local/state/mcda/runs.sqlite")
    monkeypatch.setattr("mcda.runs.place.sys.platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", "/local")
    assert default_place() == Path("/local/mcda/runs.sqlite")
