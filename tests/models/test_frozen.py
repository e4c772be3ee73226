"""The package's decorator makes what the standard one makes."""

import dataclasses
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

from readiness.models.frozen import dataclass

BEHAVIOUR = Path(__file__).with_name("behaviour.py")


def behaviour(decorator):
    done = subprocess.run(
        [sys.executable, str(BEHAVIOUR), decorator], capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


def test_every_class_behaves_as_with_the_standard_decorator():
    own, standard = behaviour("own"), behaviour("standard")
    assert own.pop("functions")[0] < 10 < standard.pop("functions")[0]
    assert len(own) > 100
    assert own.keys() == standard.keys()
    for model, said in standard.items():
        assert own[model] == said, model


@dataclass(frozen=True, kw_only=True)
class Base:
    first: int
    second: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Derived(Base):
    third: dict[str, int] = dataclasses.field(default_factory=dict, hash=False)
    fourth: float = dataclasses.field(default=0.5, compare=False, repr=False)


@dataclass(frozen=True, kw_only=True)
class Empty:
    pass


def test_fields_are_inherited_and_each_object_has_defaults_of_its_own():
    one, other = Derived(first=1), Derived(first=1)
    assert one == other
    assert one.third is not other.third
    assert repr(one) == "Derived(first=1, second=(), third={})"


def test_what_is_not_compared_changes_neither_equality_nor_hash():
    one, other = Derived(first=1), Derived(first=1, fourth=2.0)
    assert one == other
    assert hash(one) == hash(other)


def test_a_class_with_other_fields_is_not_equal():
    assert Base(first=1) != Derived(first=1)
    assert Empty() == Empty()
    assert Empty() != Base(first=1)


def test_a_wrong_call_names_the_class_and_what_is_wrong():
    with pytest.raises(TypeError, match=r"^Base\.__init__\(\) missing a required argument: 'first'$"):
        Base()
    with pytest.raises(TypeError, match=r"^Base\.__init__\(\) got an unexpected keyword argument 'frist'$"):
        Base(first=1, frist=2)


def test_a_default_that_could_change_is_refused():
    wrong = type("Wrong", (), {"__annotations__": {"names": list[str]}, "names": []})
    with pytest.raises(ValueError, match="mutable default"):
        dataclass(frozen=True, kw_only=True)(wrong)


def test_help_shows_the_fields():
    shown = "(*, first: int, second: tuple[str, ...] = (), third: dict[str, int] = {}, fourth: float = 0.5)"
    assert str(inspect.signature(Derived)) == f"{shown} -> None"


def test_an_object_that_holds_itself_can_be_shown():
    one = Base(first=1)
    one.__dict__["second"] = one
    assert repr(one) == "Base(first=1, second=...)"
