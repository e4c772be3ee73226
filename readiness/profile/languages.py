"""Programming languages that somebody can know, by the id that a profile uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from readiness.errors import Problem, closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["LANGUAGES", "language_id", "unknown_languages"]

_NAMES: Final = """
    abap ada apex apl assembly awk bash basic c c# c++ clojure cobol common-lisp crystal css cuda d dart
    delphi eiffel elixir elm erlang f# forth fortran gleam go groovy haskell haxe html idl io j java
    javascript julia kotlin labview lisp logo lua maple mathematica matlab mojo move nim objective-c
    ocaml octave pascal perl php pl-sql postscript powershell processing prolog purescript python q r
    racket raku reason ruby rust sas scala scheme scratch sed shell smalltalk solidity spss sql stan
    stata swift tcl tex typescript vala vb.net vba verilog vhdl visual-basic webassembly zig
"""
LANGUAGES: Final = frozenset(_NAMES.split())
_ALIASES: Final = {
    "py": "python", "python3": "python", "python2": "python", "golang": "go", "js": "javascript",
    "node": "javascript", "nodejs": "javascript", "ts": "typescript", "cpp": "c++", "cplusplus": "c++",
    "c-plus-plus": "c++", "csharp": "c#", "fsharp": "f#", "objc": "objective-c", "rb": "ruby", "rs": "rust",
    "sh": "shell", "zsh": "shell", "wolfram": "mathematica", "rlang": "r", "gnu-octave": "octave",
}  # fmt: skip


def language_id(name: str) -> str | None:
    """The id of a language however it is written; None where nobody knows it.

    >>> language_id("Python"), language_id("C Plus Plus"), language_id("pyhton")
    ('python', 'c++', None)
    """
    plain = "-".join(name.casefold().replace("_", " ").split())
    plain = _ALIASES.get(plain, plain)
    return plain if plain in LANGUAGES else None


def unknown_languages(names: Iterable[str], also: Collection[str] = ()) -> list[Problem]:
    """A problem for each name that is the id of no language here, nor one of `also`."""
    problems = []
    for name in names:
        if name in LANGUAGES or name in also:
            continue
        known = language_id(name)
        hint = f"write {known}" if known else closest(name.casefold(), sorted({*LANGUAGES, *also}))
        if hint.startswith("one of: "):
            hint = "remove it, or write the id of a language, such as python, r, java or c++"
        problems.append(Problem(f"languages.{name}", "no programming language of this name is known", hint))
    return problems
