"""Writes how every dataclass of the package behaves, with its `own` decorator or the `standard` one."""

import copy
import dataclasses
import inspect
import json
import pickle
import pkgutil
import sys
from importlib import import_module

import readiness
from readiness.models import frozen

OPTIONAL = ("pyspark", "readiness.cohort.spark")


def classes():
    for found in pkgutil.walk_packages(readiness.__path__, "readiness."):
        if found.name.endswith("__main__") or found.name.startswith(OPTIONAL):
            continue
        for thing in vars(import_module(found.name)).values():
            if isinstance(thing, type) and dataclasses.is_dataclass(thing) and thing.__module__ == found.name:
                yield thing


def outcome(function):
    try:
        return str(function())
    except Exception as error:  # noqa: BLE001 — whatever it is, both have to raise it
        return f"{type(error).__name__}: {error}"


def kind_of_error(function):
    return outcome(function).split(":")[0]


def behaviour(model):
    own = dataclasses.fields(model)
    values = {field.name: f"the {field.name}" for field in own}
    needed = {name: values[name] for name in values if not has_default(model, name)}
    parameters = inspect.signature(model).parameters.values()
    yield [
        (p.name, p.kind.name, p.annotation is field.type, p.default is p.empty)
        for p, field in zip(parameters, own, strict=True)
    ]
    yield outcome(lambda: model(**values))
    yield outcome(lambda: model(**needed))
    yield kind_of_error(lambda: model(**values, more=1))
    yield kind_of_error(lambda: model(*values.values()))
    for name in needed:
        yield kind_of_error(lambda name=name: model(**{n: v for n, v in values.items() if n != name}))
    bare = raw(model, values)
    yield repr(bare)
    yield [bare == raw(model, values), bare == tuple(values.values()), bare != bare]  # noqa: PLR0124
    yield outcome(lambda: hash(bare) == hash(raw(model, values)))
    yield [copy.copy(bare) == bare, copy.deepcopy(bare) == bare, pickle.loads(pickle.dumps(bare)) == bare]  # noqa: S301
    for name in values:
        other = raw(model, {**values, name: ["other"]})
        yield [name, bare == other, outcome(lambda other=other: isinstance(hash(other), int))]
        yield outcome(lambda name=name: setattr(bare, name, "new"))
        yield outcome(lambda name=name: delattr(bare, name))
        yield outcome(lambda name=name: dataclasses.replace(bare, **{name: "new"}))
    yield dataclasses.asdict(bare)
    yield [getattr(model, "__match_args__", None), model.__qualname__, model.__doc__.split(" at 0x")[0]]


def has_default(model, name):
    field = model.__dataclass_fields__[name]
    return field.default is not dataclasses.MISSING or field.default_factory is not dataclasses.MISSING


def raw(model, values):
    """An object with these values, whether its class would take them or not."""
    made = object.__new__(model)
    made.__dict__.update(values)
    return made


if __name__ == "__main__":
    if sys.argv[1] == "standard":  # before the first class is made
        frozen.dataclass = dataclasses.dataclass
    found = {f"{model.__module__}.{model.__name__}": [*behaviour(model)] for model in classes()}
    found["functions"] = [len({model.__setattr__ for model in classes()})]
    json.dump(found, sys.stdout, default=str)
