"""An export read a piece at a time: the same as read whole, whatever its size and layout, and as strictly."""

import json
import time

import pytest

from readiness import limits
from readiness.cli import main
from readiness.errors import RecordError
from readiness.store import Store, exported, looking
from readiness.store.exported import pieces_in, pieces_of

from .test_restore import fill, without_ids


class Rest:
    """What follows the first bytes of a file."""

    def __init__(self, raw):
        self._raw = raw

    def read(self, most):
        found, self._raw = self._raw[:most], self._raw[most:]
        return found


def streamed(raw, *, head=10, source="x.json"):
    return list(pieces_in(raw[:head], Rest(raw[head:]), source))


LAYOUTS = {
    "compact": lambda v: json.dumps(v, separators=(",", ":")).encode(),
    "a line": lambda v: json.dumps(v, ensure_ascii=False).encode(),
    "indented": lambda v: json.dumps(v, indent=4).encode(),
    "from a spreadsheet": lambda v: b"\xef\xbb\xbf" + json.dumps(v, indent=1).replace("\n", "\r\n").encode(),
}
VALUES = {
    "schema_version": 1,
    "sittings": [],
    "assessments": [{"a": [1, 2.5, None, True, 'ü\\"]}[,'], "b": {}}, 3, -12, "x", [], {}],
    "plans": [1e-7],
    "odd": None,
}


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("size", [1, 3, 7, 10_000])
def test_a_file_in_pieces_is_the_same_as_a_file_read_whole(monkeypatch, layout, size):
    monkeypatch.setattr(exported, "_READ", size)
    assert streamed(LAYOUTS[layout](VALUES), head=size) == list(pieces_of(VALUES))


def test_an_empty_export_has_no_pieces():
    assert streamed(b" { } \n") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[]", '"[" stands where { belongs'),
        ('{"a" 1}', '"1" stands where : belongs'),
        ('{"a": [1 2]}', '"2" stands where , or ] belongs'),
        ('{"a": [1,]}', "line 1, column 10: not JSON: expecting value"),
        ('{"a": [1], "b": [{"c": 01}]}', "line 1, column 25"),
        ('{"a": [1]', "ends in the middle"),
        ('{"a": [{"b": "c', "not JSON: unterminated string"),
        ('{"a": [1]} x', "something follows the end"),
        ("{1: 2}", "1 stands where a name belongs"),
        ('{"a": [{"b": 1, "b": 2}]}', "a.0.b: is given twice"),
        ('{"a": [0, {"b": NaN}]}', "a.1.b: NaN is not a finite number"),
        ('{"a": [1e400]}', "a.0: 1e400 is not a finite number"),
        ('{"a": [' + "9" * 5000 + "]}", "is not a finite number"),
        ('{"a":\n [0,\n ' + "[" * 30 + "]" * 30 + "]}", "is nested more than 20 deep"),
        ('{"a":\n [0,\n ' + "[" * 100_000, "a.1: is nested more than 20 deep"),
        ('{"a":\n [0,\n  x]}', "line 3, column 3: not JSON"),
        ("\ufeff", "ends in the middle"),
        ("%PDF-1.4", "is a PDF"),
        ("SQLite format 3\0", "is a database"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("size", [2, 64, 10_000])
def test_what_is_no_export_is_refused_with_its_place(monkeypatch, text, words, size):
    monkeypatch.setattr(exported, "_READ", size)
    with pytest.raises(RecordError) as caught:
        streamed(text.encode(), head=max(size, 32))
    assert words in str(caught.value)


@pytest.mark.parametrize(("raw", "place"), [(b'{"a": "\xff"}', "line 1, column"), (b"{\xff", "line 1, col")])
def test_bytes_that_are_no_text_are_refused(raw, place):
    with pytest.raises(RecordError, match="is not UTF-8") as caught:
        streamed(raw)
    assert place in str(caught.value)


def row_of(size):
    """An export of one plan that holds so many bytes in all."""
    plan = {"id": 1, "created_at": "2026-01-05", "plan": "", "assessment_id": None}
    own = len(json.dumps(plan))
    plan["plan"] = "x" * (size - own)
    assert len(json.dumps(plan)) == size
    return json.dumps(
        {"schema_version": 1, "sittings": [], "assessments": [], "plans": [plan, plan]}
    ).encode()


def test_a_row_at_the_limit_is_read_and_a_larger_one_refused():
    assert len(streamed(row_of(limits.MAX_BYTES))) == 6
    with pytest.raises(RecordError, match=r"plans.0: holds more than 4 MiB"):
        streamed(row_of(limits.MAX_BYTES + 1))


def test_letters_of_several_bytes_count_as_their_bytes():
    text = "ü" * (limits.MAX_BYTES // 2)
    with pytest.raises(RecordError, match=r"plans.0: holds more than 4 MiB"):
        streamed(json.dumps({"plans": [text]}, ensure_ascii=False).encode())


def shown(n):
    row = {"item": "sql-01", "at": "2026-01-05T10:00:00+00:00", "sitting_id": 1}
    values = {"schema_version": 1, "sittings": [], "assessments": [], "plans": [], "done_steps": []}
    yield from pieces_of(values)
    yield exported.ExportPart("shown_items", None, [])
    yield from (exported.ExportPart("shown_items", k, row) for k in range(n))


@pytest.mark.parametrize("most", [3, pytest.param(limits.MOST_EXPORT_ROWS, marks=pytest.mark.slow)])
def test_so_many_rows_are_read_and_no_more(tmp_path, monkeypatch, most):
    monkeypatch.setattr(looking, "MOST_EXPORT_ROWS", most)
    look = looking.Look("x.json", 1)
    assert sum(look.is_row(piece) for piece in shown(most)) == most
    with pytest.raises(RecordError, match="shown_items: holds more than"), Store(tmp_path) as store:
        store.restore_pieces(shown(most + 1), source="x.json")


def test_of_many_problems_the_first_are_listed_and_the_rest_counted(tmp_path):
    export, _ = fill(tmp_path / "one")
    export["shown_items"] *= 0
    export["done_steps"] = [{"step": k} for k in range(1000)]
    with Store(tmp_path / "new") as store, pytest.raises(RecordError) as caught:
        store.restore(export)
    assert "1000 problems" in str(caught.value)
    assert "and 980 more" in str(caught.value)


BESIDE = (
    b'{"schema_version":1,"sittings":[],"assessments":[],"plans":[],"done_steps":[],"shown_items":[',
    b"]}",
)
FLOODS = {
    "unknown names": (b"{" + b",".join(b'"k%d":1' % k for k in range(900_000)) + b"}", "is no export"),
    "names given twice": (b"{" + b'"sittings":[],' * 700_000 + b'"plans":[]}', "sittings: is given twice"),
    "white space": (b" " * 30_000_000 + b"{}", "is no export"),
    "rows that are none": (BESIDE[0] + b"0," * 5_000_000 + b"0" + BESIDE[1], "more; fix these first"),
    "one long text": (b'{"a":"' + b"x" * 30_000_000, "a: holds more than 4 MiB"),
    "depth": (b'{"plans":[' + b"[" * 30_000_000, "plans.0: is nested more than 20 deep"),
    "a list": (b"[" + b"1," * 5_000_000 + b"1]", "stands where { belongs"),
}


@pytest.mark.parametrize("kind", FLOODS)
def test_a_file_full_of_what_is_wrong_is_refused(tmp_path, kind):
    raw, words = FLOODS[kind]
    with Store(tmp_path) as store, pytest.raises(RecordError) as caught:
        store.restore_pieces(pieces_in(raw[: 1 << 20], Rest(raw[1 << 20 :]), "x.json"), source="x.json")
    assert words in str(caught.value)
    assert len(str(caught.value)) < 5000


def test_an_unknown_part_is_refused(tmp_path):
    export, _ = fill(tmp_path / "one")
    with Store(tmp_path / "new") as store, pytest.raises(RecordError, match="extra: is no part of an export"):
        store.restore({**export, "extra": []})


def test_the_order_of_its_parts_is_no_part_of_an_export(tmp_path):
    export, _ = fill(tmp_path / "one")
    with Store(tmp_path / "new") as store:
        assert store.restore(dict(reversed(export.items()))) == (1, 1, 1, 2, 1, 0)
        assert without_ids(store.export()) == without_ids(export)


def test_two_of_a_kind_are_two_and_taken_back_twice_still_two(tmp_path):
    export, _ = fill(tmp_path / "one")
    export["assessments"] += [{**export["assessments"][0], "id": 2, "sitting_id": None}]
    with Store(tmp_path / "new") as store:
        assert store.restore(export) == (1, 2, 1, 2, 1, 0)
        assert store.restore(export) == (0, 0, 0, 0, 0, 7)
        assert len(store.assessments.all()) == 2


def test_a_step_that_is_marked_twice_is_done_once(tmp_path):
    export, _ = fill(tmp_path / "one")
    export["done_steps"] *= 2
    with Store(tmp_path / "new") as store:
        assert store.restore(export) == (1, 1, 1, 2, 1, 2)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_export_above_the_limit_of_a_file_is_taken_back(tmp_path, monkeypatch, capsys, layout):
    export, _ = fill(tmp_path / "one")
    export["sittings"][0]["events"], export["plans"], export["done_steps"] = [], [], []
    first = export["assessments"][0]
    n = limits.MAX_BYTES // len(json.dumps(first, separators=(",", ":"))) + 2
    export["assessments"] += [{**first, "id": k, "sitting_id": None} for k in range(2, n)]
    (tmp_path / "all.json").write_bytes(LAYOUTS[layout](export))
    assert (tmp_path / "all.json").stat().st_size > limits.MAX_BYTES
    monkeypatch.setenv("READINESS_HOME", str(tmp_path / "new"))
    assert main(["history", "import", str(tmp_path / "all.json")]) == 0
    assert f"{n - 1} assessments, 1 sittings, 0 plans" in capsys.readouterr().out
    assert main(["history", "check"]) == 0
    assert main(["history", "export", "-o", str(tmp_path / "again.json")]) == 0
    assert json.loads((tmp_path / "again.json").read_text()) == export
    export["assessments"][-1]["record"] = {**first["record"], "score": 99}
    (tmp_path / "all.json").write_bytes(LAYOUTS[layout](export))
    assert main(["history", "import", str(tmp_path / "all.json")]) == 3
    assert f"assessments.{n - 2}.record.score: 99" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "new").iterdir()].count("history.sqlite3") == 1
    assert not [path for path in (tmp_path / "new").iterdir() if "tmp" in path.name]


@pytest.fixture
def several(tmp_path):
    """A history of more plans than are read at once."""
    with Store(tmp_path) as store:
        for n in range(40):
            store.plans.save({"n": n}, created_at="2026-01-05")
    return tmp_path


def test_who_reads_an_export_slowly_keeps_nobody_from_writing(several):
    with Store(several) as store, Store(several) as other:
        pieces = store.export_text()
        begun = [next(pieces) for _ in range(10)]
        assert '"plans"' in "".join(begun)
        began = time.monotonic()
        other.plans.save({"n": "new"}, created_at="2026-01-05")
        assert time.monotonic() - began < 5
        export = json.loads("".join([*begun, *pieces]))
    assert [row["plan"]["n"] for row in export["plans"]] == list(range(40)), "what there was when it began"


def test_what_is_deleted_while_an_export_is_read_leaves_it_whole(several, tmp_path):
    with Store(several) as store, Store(several) as other:
        pieces = store.export_text()
        begun = [next(pieces) for _ in range(10)]
        other.delete_all()
        export = json.loads("".join([*begun, *pieces]))
    assert 0 < len(export["plans"]) < 40
    with Store(tmp_path / "new") as store:
        assert store.restore(export).plans == len(export["plans"])


def test_who_checks_slowly_keeps_nobody_from_writing(tmp_path):
    export, _ = fill(tmp_path / "one")
    first = export["assessments"][0]
    export["assessments"] += [{**first, "id": n, "sitting_id": None} for n in range(2, 40)]
    export["sittings"][0]["events"], export["plans"], export["done_steps"] = [], [], []
    with Store(tmp_path / "new") as store, Store(tmp_path / "new") as other:
        store.restore(export)

        def slowly(n, total):
            assert total == 39
            if n == 20:
                other.plans.mark_done("sql-1", done_at="2026-01-05")

        store.check(slowly)
        assert len(other.plans.done()) == 1
