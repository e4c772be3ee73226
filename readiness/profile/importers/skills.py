"""Skills as somebody names and rates them, as levels of facets and programming languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from readiness.profile.importers.names import found_in, listed_in, parts_of, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from readiness.profile.importers.background import Skill
    from readiness.profile.importers.names import Aliases, Names

__all__ = ["Claim", "SkillClaims", "claims_of", "level_of"]

LONGEST_LEVEL = 5
"""Words of the longest text in which a level word is believed to be about the level."""
LIKENESS = 0.85


class Claim(NamedTuple):
    """A level that somebody gave, in their own words, and where it stands."""

    level: int
    words: str
    place: str
    name: str
    rank: int
    """2: the facet is named by its title; 1: the skill is; 0: it stands under a heading."""


class SkillClaims(NamedTuple):
    """What all skills of a resume come to."""

    facets: dict[str, Claim]
    languages: dict[str, Claim]
    named: dict[str, str]
    """Facets and languages that are named without a level, and where."""
    unclear: list[tuple[str, str]]
    """Places with level words that say no level."""
    unknown: list[tuple[str, str]]
    """Places and names that no name of the table stands in."""


class _Mention(NamedTuple):
    place: str
    name: str
    words: str
    direct: bool


def claims_of(
    skills: Iterable[Skill],
    mentioned: Iterable[tuple[str, str]],
    aliases: Aliases,
    own: Mapping[str, str] | None = None,
) -> SkillClaims:
    """Levels and mere mentions by facet and by language.

    A level covers what its entry names: the skill itself and the keywords under it. Of two for one facet the
    one about the skill itself holds, then the higher. `mentioned` are places and names without a level,
    `own` the titles of a role's facets by their ids, which are names of theirs before all others.
    """
    claims = SkillClaims({}, {}, {}, [], [])
    titles = {squeezed(name): (facet,) for facet, title in (own or {}).items() for name in (title, facet)}
    reader = _Reader(claims, aliases, titles)
    for skill in skills:
        reader.add_skill(skill)
    for place, name in mentioned:
        reader.add_mention(_Mention(place, name, "", direct=False), None)
    for known in (*claims.facets, *claims.languages):
        claims.named.pop(known, None)
    return claims


class _Reader(NamedTuple):
    claims: SkillClaims
    aliases: Aliases
    titles: Names

    def add_skill(self, skill: Skill) -> None:
        words = skill.level
        level = level_of(words, self.aliases) if words else None
        if words and level is None:
            self.claims.unclear.append((skill.place, words))
        names = [_Mention(skill.place, name, words, direct=True) for name in listed_in(skill.name)]
        names += [
            _Mention(skill.place, name, words, direct=False)
            for keyword in skill.keywords
            for name in listed_in(keyword)
        ]
        for one in names:
            is_heading = one.direct and bool(skill.keywords)
            if not self.add_mention(one, level) and not is_heading:
                self.claims.unknown.append((one.place, one.name))

    def add_mention(self, mention: _Mention, level: int | None) -> bool:
        """Put down what a name stands for; whether it stands for anything."""
        words = _level_in_name(mention.name, self.aliases)
        if words and not (mention.direct and mention.words):
            level, mention = level_of(words, self.aliases), mention._replace(words=words, direct=True)
        found = self._meanings(mention)
        for table, target, rank in found:
            claim = None if level is None else Claim(level, mention.words, mention.place, mention.name, rank)
            held = table.get(target)
            if claim is not None and (held is None or (rank, claim.level) > (held.rank, held.level)):
                table[target] = claim
            self.claims.named.setdefault(target, f"{mention.name} ({mention.place})")
        return bool(found)

    def _meanings(self, mention: _Mention) -> list[tuple[dict[str, Claim], str, int]]:
        """What a name means, for which table and how plainly: as a whole, else by its parts."""
        whole, rank = squeezed(mention.name), int(mention.direct)
        if whole in self.titles:
            return [(self.claims.facets, target, rank * 2) for target in self.titles[whole]]
        tables = ((self.claims.facets, self.aliases.facets), (self.claims.languages, self.aliases.languages))
        exact = [(table, names[whole]) for table, names in tables if whole in names]
        found = exact or [
            (table, meaning) for table, names in tables for meaning in _in_parts(mention.name, names)
        ]
        return [(table, target, rank) for table, meaning in found for target in meaning]


def _level_in_name(name: str, aliases: Aliases) -> str:
    """A level that stands with the name: "Python (advanced)", "SQL: expert"."""
    parts = list(parts_of(name))
    return next((part for part in parts[1:] if squeezed(part) in aliases.levels), "")


def _in_parts(name: str, names: Names) -> Iterator[tuple[str, ...]]:
    """What the parts of a name mean, or what stands in them; a single letter only as a part of its own."""
    longer = {key: meaning for key, meaning in names.items() if len(key) > 1}
    for part in parts_of(name):
        exact = names.get(squeezed(part))
        yield from [exact] if exact is not None else found_in(part, longer)


def level_of(words: str, aliases: Aliases) -> int | None:
    """The level that the words claim, None where they claim none; of several the lowest.

    >>> from readiness.profile.importers.names import load_aliases
    >>> [level_of(words, load_aliases()) for words in ("Avanzado", "beginer", "75", "rockstar")]
    [3, 1, None, None]
    """
    found = aliases.levels.get(squeezed(words))
    if found is not None:
        return int(found[0])
    listed = words.split()
    if len(listed) > LONGEST_LEVEL or any(squeezed(word) in aliases.negations for word in listed):
        return None
    levels = [int(meaning[0]) for meaning in found_in(words, aliases.levels)]
    return min(levels) if levels else _misspelt(words, aliases)


def _misspelt(words: str, aliases: Aliases) -> int | None:
    """The level of the one word that this is nearly: a letter too few or too many."""
    from difflib import SequenceMatcher

    own = squeezed(words)
    if not 5 <= len(own) <= 20:  # noqa: PLR2004 — letters; shorter words are near too many
        return None
    near = {
        int(meaning[0])
        for name, meaning in aliases.levels.items()
        if name[:1] == own[:1] and abs(len(name) - len(own)) <= 2  # noqa: PLR2004
        if len(name) >= 5 and SequenceMatcher(None, own, name).ratio() >= LIKENESS  # noqa: PLR2004
    }
    return near.pop() if len(near) == 1 else None
