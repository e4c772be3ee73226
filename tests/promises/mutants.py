"""Bad files from a good one: what is in it moved, retyped, repeated, blown up or poisoned; its bytes broken.

Three levels. *Trees* are changed at a random place and written again, in whatever notation the file is in;
*texts* lose their encoding, their end or their beginning; *bytes* lose bits. Nothing here knows what a file
means.
"""

from __future__ import annotations

import copy
import gzip
from typing import TYPE_CHECKING, Any, NamedTuple

from .notation import Pairs, Raw

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

__all__ = ["CANARY", "Mutant", "mutate_bytes", "mutate_text", "mutate_tree"]

CANARY = "canary7"
"""Stands in every payload, so that what became of it can be found in an output."""

MARKUP = (
    f"<script>{CANARY}()</script>",
    f'"><img src=x onerror={CANARY}()>',
    f"'><svg/onload={CANARY}()>",
    f"[x](javascript:{CANARY}())",
    f"![x](javascript:{CANARY}())",
    f"<javascript:{CANARY}()>",
    f"</style><style>*{{background:url(//evil/{CANARY})}}",
    f"{{{{ {CANARY} }}}}{{% {CANARY} %}}",
    f"| a | {CANARY} |\n|---|---|\n# {CANARY}",
    f"`</code><script>{CANARY}()</script>`",
)
FORMULAS = (
    f'=HYPERLINK("http://evil/{CANARY}")',
    f"+cmd|' /C {CANARY}'!A0",
    f"-2+3+{CANARY}",
    f"@SUM({CANARY})",
    f"\t={CANARY}()",
    f"\r={CANARY}()",
    f"\n={CANARY}()",
    f" ={CANARY}()",
    f"＝{CANARY}()",
    f"＋{CANARY}",
    f"－{CANARY}",
    f"＠{CANARY}",
    f'a",="{CANARY}',
)
CONTROLS = (
    f"\x1b[31m{CANARY}\x07",
    f"\x1b]0;{CANARY}\x07",
    f"a\x00{CANARY}",
    f"\x9b31m{CANARY}",
    f"{CANARY}\x7f\x08\x08",
    f"\u202e{CANARY}\u2066",
    f"\ufeff{CANARY}\u200b",
    f"{CANARY}\u2028\u2029x",
    f"{CANARY}\r\nreadiness: saved",
    f"\U000e0001{CANARY}\U000e0041",
)
PATHS = (
    "../../../../etc/passwd",
    "/dev/zero",
    "~/.ssh/id_rsa",
    "file:///etc/passwd",
    "a/../../b",
    "con.txt\x00.json",
    "C:\\Windows\\System32",
    "x" * 300,
)
TIMES = (
    "yesterday",
    "9999-12-31T23:59:59Z",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "2026-02-30",
    "2026-13-01T25:61:61Z",
    "-0001-01-01",
    "+12026-01-01",
    "2026-W01-1",
    "１９９９-01-01",
)
NUMBERS = (
    -1, 0, 1, 5, 1e30, 1e308, -1e308, 1e-320, -0.0, 2**31, 2**63, 2**64, 10**30, 0.1, 2.5, 99, 3000,
    1_000_000,
    True, False,
)  # fmt: skip
TEXTS = (
    "",
    " ",
    "x",
    "0",
    "3",
    "1_000",
    "３",
    "1e3",
    "NaN",
    "null",
    "none",
    "true",
    "{}",
    "é" * 40,
    "\U0001f40d",
)
RAW_NUMBERS = ("NaN", "Infinity", "-Infinity", "1e400", "-1e400")
RAW_ODD = (
    "9" * 5000,
    "1" + "0" * 400,
    "-" + "9" * 400,
    "01",
    "+1",
    ".5",
    "0x10",
    "1.",
    "1e",
    "'x'",
    "undefined",
    "",
)
RAW_TEXTS = ('"\\ud800"', '"\\udfff\\ud800"', '"a\\u0000b"', '"\\x41"', '"tab\there"', '"unclosed')
ABYSS = (30, 200, 3_000, 100_000)
MANY = (50, 3_000, 30_000)
MOST_BYTES = 5 * 2**20


class Mutant(NamedTuple):
    """A bad file: what was done, its content, the place where it was done, whether it has to be refused."""

    what: str
    content: bytes
    place: tuple[str | int, ...] = ()
    is_strict: bool = False


# Trees


def mutate_tree(tree: Any, chance: random.Random, write: Callable[[Any], str]) -> Mutant:
    """A tree changed at one to three random places, and written."""
    tree = copy.deepcopy(tree)
    done: list[str] = []
    n_acts = chance.choices((1, 2, 3), (8, 1, 1))[0]
    for _ in range(n_acts):
        place = chance.choice(_places(tree))
        act = chance.choices([a for a, _ in _ACTS], [w for _, w in _ACTS])[0]
        tree, what, is_strict = act(tree, place, chance)
        done.append(what)
    content = write(tree)[:MOST_BYTES].encode("utf-8", "surrogatepass")
    return Mutant(
        ", then ".join(done), content, _changed(what) if n_acts == 1 else (), is_strict and n_acts == 1
    )


def _changed(what: str) -> Place:
    """The place that an act says it changed; nothing where it moved or added something."""
    act, at, place = what.rpartition(" at ")
    if not at:
        act, _, place = what.partition(" ")
    if act not in {"retyped", "true for the number"} and not at:
        return ()
    return tuple(int(step) if step.isdigit() else step for step in place.split(".") if place != "the whole")


Place = tuple[str | int, ...]
Changed = tuple[Any, str, bool]


def _places(tree: Any, at: Place = (), depth: int = 0) -> list[Place]:
    """Where something stands, so that a thousand like leaves do not outweigh the rest."""
    found = [at]
    if depth > _DEEPEST or isinstance(tree, Pairs):
        return found
    if isinstance(tree, dict):
        for key, value in tree.items():
            found += _places(value, (*at, key), depth + 1)
    elif isinstance(tree, list):
        for n in [0, 1, len(tree) // 2, len(tree) - 1] if len(tree) > 4 else range(len(tree)):
            found += _places(tree[n], (*at, n), depth + 1)
    return found


_DEEPEST = 12


def _at(tree: Any, place: Place) -> Any:
    for step in place:
        tree = tree[step]
    return tree


def _put(tree: Any, place: Place, value: Any) -> Any:
    if not place:
        return value
    _at(tree, place[:-1])[place[-1]] = value
    return tree


def _said(place: Place) -> str:
    return ".".join(map(str, place)) or "the whole"


def _drop(tree: Any, place: Place, chance: random.Random) -> Changed:
    if not place:
        return chance.choice(([], {}, None, 0, "", "x", True)), "replaced whole", False
    del _at(tree, place[:-1])[place[-1]]
    return tree, f"dropped {_said(place)}", False


def _retype(tree: Any, place: Place, chance: random.Random) -> Changed:
    held = _at(tree, place)
    if isinstance(held, bool):
        new: Any = chance.choice((0, 1, "true", None, []))
    elif isinstance(held, (int, float)) and chance.random() < 0.5:
        return _put(tree, place, True), f"true for the number {_said(place)}", True
    else:
        new = chance.choice(
            (None, True, "", "x", "3", [], {}, [held], {"x": held}, 0, 1.5, [[]], [None], "[]")
        )
    return _put(tree, place, new), f"retyped {_said(place)}", False


def _number(tree: Any, place: Place, chance: random.Random) -> Changed:
    new = chance.choice(NUMBERS)
    return _put(tree, place, new), f"{new} at {_said(place)}", False


def _raw_number(tree: Any, place: Place, chance: random.Random) -> Changed:
    new = chance.choice(RAW_NUMBERS)
    return _put(tree, place, Raw(new)), f"{new} at {_said(place)}", True


def _raw_odd(tree: Any, place: Place, chance: random.Random) -> Changed:
    new = chance.choice(RAW_ODD + RAW_TEXTS)
    return _put(tree, place, Raw(new)), f"token {new[:12]}… at {_said(place)}", "\\ud" in new


def _text(tree: Any, place: Place, chance: random.Random) -> Changed:
    new = chance.choice(chance.choice((TEXTS, MARKUP, FORMULAS, CONTROLS, PATHS, TIMES)))
    places = [p for p in _places(tree) if isinstance(_at(tree, p), str)]
    place = chance.choice(places) if places and chance.random() < 0.7 else place
    return _put(tree, place, new), f"text {new[:20]!r} at {_said(place)}", False


def _long(tree: Any, place: Place, chance: random.Random) -> Changed:
    n = chance.choice((201, 1_001, 10_001, 1_000_000))
    return _put(tree, place, chance.choice("xé\x1b\u202e") * n), f"{n} characters at {_said(place)}", False


def _key(tree: Any, place: Place, chance: random.Random) -> Changed:
    """A key that nobody knows, near or far, or poisoned."""
    holder = _holder(tree, place, dict)
    if holder is None:
        return _retype(tree, place, chance)
    near = next(iter(holder), "key")
    odd = (f"{near}s", near[:-1] or "k", near.upper(), f"x{near}", "__proto__", "")
    new = chance.choice(
        (*odd, chance.choice(MARKUP), chance.choice(CONTROLS), chance.choice(PATHS), "k" * 100_000)
    )
    if new in holder:
        new = f"{new}-{len(holder)}"
    holder[new] = chance.choice((1, "x", None, {}, []))
    return tree, f"key {new[:24]!r} beside {_said(place)}", False


def _rename(tree: Any, place: Place, chance: random.Random) -> Changed:
    names = [n for n, step in enumerate(place) if isinstance(step, str)]
    if not names:
        return _key(tree, place, chance)
    at = place[: names[-1]]
    holder, old = _at(tree, at), place[names[-1]]
    if not isinstance(holder, dict):
        return _key(tree, place, chance)
    new = chance.choice((f"{old}x", str(old)[::-1], f" {old}", str(old).title(), f"{old}\x00"))
    pairs = [(new if k == old else k, v) for k, v in holder.items()]
    holder.clear()
    holder.update(pairs)
    return tree, f"renamed {_said((*at, old))}", False


def _key_twice(tree: Any, place: Place, chance: random.Random) -> Changed:
    names = [n for n, step in enumerate(place) if isinstance(step, str)]
    at = place[: names[-1]] if names else ()
    holder = _at(tree, at)
    if not isinstance(holder, dict) or not holder:
        return _retype(tree, place, chance)
    key = place[names[-1]] if names else chance.choice(list(holder))
    pairs = Pairs(holder.items())
    pairs.insert(chance.randrange(len(pairs) + 1), (key, chance.choice((holder[key], 1, None))))
    return _put(tree, at, pairs), f"key {_said((*at, key))} twice", True


def _repeat(tree: Any, place: Place, chance: random.Random) -> Changed:
    """An item of a list many times, or a mapping of many keys."""
    n = chance.choices((2, *MANY), (6, 2, 2, 1))[0]
    holder = _holder(tree, place, list)
    if holder:
        one = chance.choice(holder)
        del holder[min(len(holder), 20_000) :]
        n = min(n, max(2, MOST_BYTES // (len(str(one)) + 4)))
        holder.extend(one for _ in range(n - 1))
        return tree, f"an item at {_said(place)} {n} times", False
    held = _holder(tree, place, dict)
    if held is None:
        return _retype(tree, place, chance)
    value = chance.choice([*held.values(), 1])
    n = min(n, max(2, MOST_BYTES // (len(str(value)) + 16)))
    held.update({f"k{i}": value for i in range(n)})
    return tree, f"{n} keys at {_said(place)}", False


def _swap(tree: Any, place: Place, chance: random.Random) -> Changed:
    other = chance.choice(_places(tree))
    short = min(len(place), len(other))
    if place[:short] == other[:short]:
        return _retype(tree, place, chance)
    one, two = _at(tree, place), _at(tree, other)
    return _put(_put(tree, place, two), other, one), f"{_said(place)} and {_said(other)} swapped", False


def _deepen(tree: Any, place: Place, chance: random.Random) -> Changed:
    n = chance.choice(ABYSS)
    opening, closing = chance.choice((("[", "]"), ('{"a":', "}"), ("[[],", "]")))
    inner = "" if opening == "[" else "1"
    return (
        _put(tree, place, Raw(opening * n + inner + closing * n)),
        f"{n} deep at {_said(place)}",
        n > ABYSS[0],
    )


def _time(tree: Any, place: Place, chance: random.Random) -> Changed:
    new = chance.choice(TIMES)
    dated = [p for p in _places(tree) if isinstance(_at(tree, p), str) and _at(tree, p)[:2] in {"19", "20"}]
    place = chance.choice(dated) if dated else place
    return _put(tree, place, new), f"time {new} at {_said(place)}", False


def _holder(tree: Any, place: Place, kind: type) -> Any:
    """The nearest list or mapping at or above a place."""
    for n in range(len(place), -1, -1):
        found = _at(tree, place[:n])
        if type(found) is kind:
            return found
    return None


_ACTS: tuple[tuple[Callable[[Any, Place, random.Random], Changed], int], ...] = (
    (_drop, 3), (_retype, 5), (_number, 5), (_raw_number, 3), (_raw_odd, 2), (_text, 6), (_long, 1), (_key,
    3),
    (_rename, 2), (_key_twice, 3), (_repeat, 3), (_swap, 2), (_deepen, 2), (_time, 2),
)  # fmt: skip


# Texts


def mutate_text(text: str, chance: random.Random) -> Mutant:
    """A text in a wrong encoding, cut, doubled, padded, or with a line broken."""
    return chance.choice(_TEXT_ACTS)(text, chance)


def _cut(text: str, chance: random.Random) -> Mutant:
    n = chance.randrange(max(1, len(text)))
    return Mutant(f"cut after {n} characters", text[:n].encode(), (), is_strict=False)


def _encoded(text: str, chance: random.Random) -> Mutant:
    name = chance.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "latin-1", "utf-7", "cp037"))
    content = ("é" + text if name == "latin-1" else text).encode(name, "replace")
    return Mutant(f"encoded as {name}", content)


def _marked(text: str, chance: random.Random) -> Mutant:
    mark = chance.choice(
        ("\ufeff", "\ufeff\ufeff", "\x00", "\x1a", "#!", "\u200b", " " * 100_000, "\n" * 100_000)
    )
    return Mutant(f"begins with {mark[:3]!r}", (mark + text).encode())


def _more(text: str, chance: random.Random) -> Mutant:
    more = chance.choice((text, "]", "}", "\x00" * 10, "garbage", ",", text[: len(text) // 2], "\x1b[2J"))
    return Mutant(f"goes on with {more[:10]!r}", (text + more).encode())


def _instead(text: str, chance: random.Random) -> Mutant:  # noqa: ARG001 — as its siblings
    other = chance.choice(
        (b"", b" ", b"\n\n", b"null", b"[]", b"{}", b"0", b'"x"', b"true", b"[[[", b"a,b\n1,2\n",
        b"%PDF-1.7\n%\xe2\xe3",
         b"\x89PNG\r\n\x1a\n", b"PK\x03\x04" + bytes(40), b"PAR1" + bytes(40) + b"PAR1",
         b"\x1f\x8b\x08" + bytes(20),
         b"\x28\xb5\x2f\xfd" + bytes(20), b"SQLite format 3\x00" + bytes(100), b"\x80\x04\x95",
         b"<html></html>",
         bytes(1000), b"\xff" * 1000, b"[" * 100_000, b'{"a":' * 100_000, b"[]" * 2_000_000,
         b" " * (5 * 2**20))
    )  # fmt: skip
    return Mutant(f"instead of it {other[:12]!r}", other)


def _line(text: str, chance: random.Random) -> Mutant:
    """One line lost, doubled, emptied or moved."""
    lines = text.split("\n")
    n = chance.randrange(len(lines))
    act = chance.choice(("lost", "doubled", "emptied", "moved", "broken"))
    if act == "lost":
        del lines[n]
    elif act == "doubled":
        lines.insert(n, lines[n])
    elif act == "emptied":
        lines[n] = ""
    elif act == "moved":
        lines.insert(chance.randrange(len(lines)), lines.pop(n))
    else:
        lines[n] = lines[n][: len(lines[n]) // 2] + chance.choice(
            ('"', "'", "\\", "=", ",", "{", "\x00", "\x1b")
        )
    return Mutant(f"line {n + 1} {act}", "\n".join(lines).encode(), (n + 1,))


def _spliced(text: str, chance: random.Random) -> Mutant:
    new = chance.choice((*MARKUP, *FORMULAS, *CONTROLS, *TEXTS, "9" * 5000, "NaN", "1e400"))
    n = chance.randrange(len(text) + 1)
    return Mutant(f"{new[:16]!r} put in after {n} characters", (text[:n] + new + text[n:]).encode())


_TEXT_ACTS = (_cut, _encoded, _marked, _more, _instead, _line, _line, _spliced)


# Bytes


def mutate_bytes(content: bytes, chance: random.Random) -> Mutant:
    """Bits flipped, a stretch lost, doubled, overwritten or moved; cut; packed once more."""
    held = bytearray(content or b"\x00")
    n = chance.randrange(len(held))
    width = min(chance.choice((1, 2, 4, 16, 256, 4096)), len(held) - n)
    act = chance.choice(
        ("flipped", "flipped", "cut", "lost", "doubled", "zeroed", "filled", "noise", "packed", "moved")
    )
    if act == "flipped":
        for _ in range(chance.choice((1, 1, 2, 8, 64))):
            held[chance.randrange(len(held))] ^= 1 << chance.randrange(8)
    elif act == "cut":
        del held[n:]
    elif act == "lost":
        del held[n : n + width]
    elif act == "doubled":
        held[n:n] = held[n : n + width]
    elif act == "zeroed":
        held[n : n + width] = bytes(width)
    elif act == "filled":
        held[n : n + width] = b"\xff" * width
    elif act == "noise":
        held[n : n + width] = chance.randbytes(width)
    elif act == "packed":
        held = bytearray(gzip.compress(bytes(held)))
    else:
        held = held[n:] + held[:n]
    return Mutant(f"bytes {act} at {n}, {width} wide", bytes(held))
