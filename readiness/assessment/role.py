"""A role as arrays and beliefs, made once for all who are scored with it; no array can be written."""

from __future__ import annotations

from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import numpy as np

from readiness import content
from readiness import measurement as m
from readiness.framework import Framework, Number, RatingScale, load_level_rules, parse_toml
from readiness.scoring import Moved, Tree, factor_weights, leaf_weights, moved_weights, other_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from readiness.arrays import AnyArray, Flags, Floats, Indices
    from readiness.framework import Criterion, Dimension, Facet

__all__ = ["OneRating", "Role", "Weightings", "lengths", "role_of"]

Array = TypeVar("Array", bound="AnyArray")


class OneRating(NamedTuple):
    """The floor of a must-have, and the one statement about it; ``level`` is -1 where there is none."""

    floor: float
    level: int
    source: int
    shared: float
    """How many facets were rated by this one statement."""

    @classmethod
    def of(cls, floor: float, level: float, source: int, shared: float) -> OneRating:
        """The statement as it is looked up: without a level nothing else is of account."""
        return (
            cls(floor, int(level), int(source), float(shared)) if level >= 0 else cls(floor, -1, m.SELF, 1.0)
        )


class Weightings(NamedTuple):
    """Points that each leaf can bring under every weighting that is tried, (n_weightings, n_leaves).

    The role's own weighting comes first, then the ``moved`` ones, those where one importance moves alone, and
    the other rules; ``is_empty`` (n_weightings,): those under which nothing counts that applies.
    """

    points: Floats
    is_empty: Flags
    moved: Moved
    n_factors: int


class Role:
    """Everything that follows from a framework alone; each part is worked out when it is first needed."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self._doubts: dict[bytes, float] = {}
        self._own: dict[OneRating, float] = {}
        self._moved: tuple[int, Moved] | None = None
        self._weightings: dict[tuple[int, bytes], Weightings] = {}

    def _names(self, *groups: Iterable[Dimension | Criterion | Facet]) -> list[tuple[int, str]]:
        """What entries were called at first, group by group: draws go by that, not by the order of a file."""
        first = {new: old for old, new in reversed(self.framework.renamed.items())}
        return [(k, first.get(one.id, one.id)) for k, group in enumerate(groups) for one in group]

    @cached_property
    def tree(self) -> Tree:
        """The framework's raw numbers."""
        its = self.framework
        found = Tree(
            np.array([d.importance.value for d in its.dimensions]),
            np.array([c.importance.value for c in its.criteria]),
            np.array([f.share.value for f in its.facets]),
            np.repeat(np.arange(len(its.dimensions)), [len(d.criteria) for d in its.dimensions]),
            np.repeat(np.arange(len(its.criteria)), [len(c.facets) for c in its.criteria]),
        )
        for numbers in found:
            _fixed(numbers)
        return found

    @cached_property
    def owners(self) -> tuple[tuple[Dimension, Criterion], ...]:
        """The dimension and the criterion that each leaf belongs to."""
        dimensions = self.framework.dimensions
        return tuple((d, c) for d in dimensions for c in d.criteria for _ in c.facets)

    @cached_property
    def weights(self) -> Floats:
        """Weight of each leaf, adding up to 1."""
        return _fixed(leaf_weights(self.tree))

    @cached_property
    def rated(self) -> Indices:
        """Position among the leaves of each rated facet."""
        places = [k for k, facet in enumerate(self.framework.facets) if isinstance(facet.scale, RatingScale)]
        return _fixed(np.array(places, dtype=np.intp))

    @cached_property
    def facts(self) -> Indices:
        """Position among the leaves of everything that is no rated facet, by their ids as draws are."""
        names = self._names(self.framework.facets)
        places = set(range(len(names))) - set(self.rated.tolist())
        return _fixed(np.array(sorted(places, key=names.__getitem__), dtype=np.intp))

    @cached_property
    def asked(self) -> m.Asked:
        """What is asked of the rated facets, as the measurement wants it."""
        rated, shipped = self.framework.rated, load_level_rules()
        place = {facet.id: k for k, facet in enumerate(rated)}
        worth = {row.bar: row.values for row in self.framework.worth or shipped.worth}
        bars = [int(f.scale.bar.value) for f in rated]
        pairs = [(place[f.id], place[base]) for f in rated for base in f.built_on]
        return m.Asked(
            worth=_fixed(np.array([worth[bar] for bar in bars], dtype=np.float64).reshape(len(bars), 5)),
            built_on=_fixed(np.array(pairs, dtype=np.intp).reshape(len(pairs), 2)),
            bars=_fixed(np.array(bars, dtype=np.intp)),
            floors=_fixed(np.array([np.nan if f.must_have is None else f.must_have.value for f in rated])),
            threshold=self.framework.verdict.bands[-1].from_.value,
            above=(self.framework.counting or shipped.counting).above_base.value,
        )

    @cached_property
    def spread(self) -> Tree:
        """How far each raw number may move when robustness is tried: by its basis."""
        rules = self.framework.robustness

        def reach(number: Number) -> float:
            if number.basis == "document":
                return rules.document_points.value
            return number.value * rules.assumption_share.value

        return self.tree._replace(
            dimension_importance=_fixed(np.array([reach(d.importance) for d in self.framework.dimensions])),
            criterion_importance=_fixed(np.array([reach(c.importance) for c in self.framework.criteria])),
            share=_fixed(np.array([reach(f.share) for f in self.framework.facets])),
        )

    def moved(self, seed: int, uniforms: Callable[[int, int, int], Floats]) -> Moved:
        """The weights of all draws that a seed gives; the last ones are kept, as most use the same."""
        if self._moved is None or self._moved[0] != seed:
            its = self.framework
            ids = self._names(its.dimensions, its.criteria, its.facets)
            noise = np.empty((len(ids), int(its.robustness.draws.value)))
            noise[sorted(range(len(ids)), key=ids.__getitem__)] = 2.0 * uniforms(seed, *noise.shape) - 1.0
            self._moved = seed, moved_weights(self.tree, self.spread, noise)
        return self._moved[1]

    def weightings(
        self, seed: int, uniforms: Callable[[int, int, int], Floats], applies: Flags
    ) -> Weightings:
        """All weightings that are tried for those to whom the same leaves apply, (n_leaves,)."""
        key = seed, applies.tobytes()
        if key not in self._weightings:
            alone = factor_weights(self.tree, self.spread)
            moved, other = self.moved(seed, uniforms), other_weights(self.tree)
            every = np.concatenate((self.weights[None], moved.weight.T, np.concatenate(alone), other))
            points = np.where(applies, np.nan_to_num(every), 0.0)
            total = points.sum(axis=1, keepdims=True)
            points *= 100.0 / np.where(total > 0, total, 1.0)
            found = Weightings(
                _fixed(points), _fixed(np.asarray(np.isnan(every).any(axis=1))), moved, len(alone)
            )
            kept = self._weightings if len(self._weightings) < _MOST_WEIGHTINGS else {}
            self._weightings = {**kept, key: found}
        return self._weightings[key]

    @cached_property
    def population(self) -> m.Population:
        """What is believed of applicants before anybody answers, over the rated facets."""
        names = [name for _, name in self._names(self.framework.rated)]
        return m.population(names, self.tree.criterion_of_leaf[self.rated], _settings()[0])

    def doubt_before(self, points: Floats) -> float:
        """Standard deviation of the points of rated facets before any evidence."""
        key = points.tobytes()
        if key not in self._doubts:
            found = m.expected_score(
                m.prior(self.population), self.population, self.asked, points, needed="interval"
            )
            self._doubts = {**self._doubts, key: float(found.sd[0])} if len(self._doubts) < _MOST_KEPT else {}
            return float(found.sd[0])
        return self._doubts[key]

    def own_chances(self, wanted: Sequence[OneRating]) -> list[float]:
        """The chance of each must-have of which one rating is known, or nothing.

        Found one by one: a batch is added up otherwise, and no report hangs on who was scored before.
        """
        self._own.update({one: self._own_chance(one) for one in {*wanted} - self._own.keys()})
        return [self._own[one] for one in wanted]

    def _own_chance(self, one: OneRating) -> float:
        floor, level, source, shared = (np.array([[entry]]) for entry in one)
        given = m.rate_facets(np.where(level >= 0, level, np.nan), source, shared)
        nothing = m.items(self.population, np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0, dtype=bool))
        none = m.answers(np.zeros((1, 0), dtype=np.intp), np.zeros((1, 0), dtype=bool))
        asked = self.asked._replace(floors=floor[0])
        return float(m.own_chances(self.population, asked, given, nothing, none)[0, 0])


@lru_cache(maxsize=8)
def role_of(framework: Framework) -> Role:
    """The role of a framework: the one place where roles are kept, so that thousands of people share one."""
    return Role(framework)


def lengths() -> Mapping[str, int]:
    """How many checks a quick, a standard and a deep sitting has at most."""
    return _settings()[1]


_MOST_KEPT = 64
_MOST_WEIGHTINGS = 8


@cache
def _settings() -> tuple[m.Settings, Mapping[str, int]]:
    table = parse_toml(content.read_text("weights", "measurement.toml"), "weights/measurement.toml")
    return m.settings(table), table["lengths"]["value"]


def _fixed(array: Array) -> Array:
    """The array itself, which cannot be written any more: one serves all who are scored with a role."""
    array.flags.writeable = False
    return array
