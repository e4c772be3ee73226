import numpy as np
import pytest

from readiness.measurement import after_answer, expected_score, prior
from readiness.measurement.evidence import predict_answer
from readiness.measurement.selection import choose_items, item_worth, must_have_chances, next_item
from readiness.measurement.simulate import respondents, sit
from readiness.measurement.stopping import should_stop


def take_part(example, n_people, minutes, seed=3, **more):
    rng = np.random.default_rng(seed)
    who = respondents(example.population, n_people, rng=rng)
    return who, sit(
        who, example.population, example.bank, example.asked, example.points,
        seconds=example.seconds, minutes=minutes, rng=rng, **more,
    )  # fmt: skip


def worth(example, belief, **more):
    return item_worth(
        belief,
        example.population,
        example.bank,
        example.asked,
        example.points,
        seconds=example.seconds,
        **more,
    )


def first(example, belief, *, asked=(), uniform=0.0, points=None):
    return next_item(
        belief, example.population, example.bank, example.asked,
        example.points if points is None else points,
        seconds=example.seconds, asked=list(asked), uniform=uniform,
    )  # fmt: skip


def test_the_expected_fall_ranks_items_as_the_variance_of_the_score_falls(example):
    levels = np.random.default_rng(2).integers(1, 4, (1, example.n_facets))
    belief = example.rated(levels)
    fall = worth(example, belief).fall[0]
    before = expected_score(belief, example.population, example.asked, example.points).sd[0] ** 2
    exact = []
    items = np.arange(0, example.bank.n_items, 7)
    for item in items:
        facet = int(example.bank.facet[item])
        parameters = example.bank.parameters(np.array([item]))
        chance = predict_answer(belief.mean[0, facet], belief.covariance[0, facet, facet], parameters).chance[
            0
        ]
        after = [
            expected_score(
                after_answer(belief, example.bank, item, right),
                example.population,
                example.asked,
                example.points,
            ).sd[0]
            ** 2
            for right in (True, False)
        ]
        exact.append(before - chance * after[0] - (1 - chance) * after[1])
    assert np.corrcoef(fall[items], exact)[0, 1] > 0.9


def test_an_item_that_takes_twice_as_long_is_worth_half_as_much_a_second(example):
    belief = prior(example.population)
    once = worth(example, belief)
    twice = item_worth(
        belief, example.population, example.bank, example.asked, example.points, seconds=2 * example.seconds
    )
    assert twice.value == pytest.approx(once.value / 2)


def test_choosing_by_the_second_asks_more_and_leaves_less_doubt(example):
    scores = {}
    for by_second in (True, False):
        _, sitting = take_part(example, 150, 15, by_second=by_second)
        found = expected_score(sitting.belief, example.population, example.asked, example.points)
        scores[by_second] = found.sd.mean(), (sitting.answers.item >= 0).sum(axis=1).mean()
    assert scores[True][1] > 1.15 * scores[False][1]
    assert scores[True][0] < scores[False][0]


def test_must_haves_that_could_go_either_way_come_first(example):
    levels = np.full((1, example.n_facets), 2)
    belief = example.rated(levels)
    chance = must_have_chances(belief, example.population, example.asked)[0]
    either_way = (chance > 0.2) & (chance < 0.8)
    if not either_way.any():
        levels[0, ~np.isnan(example.asked.floors)] = 1
        belief = example.rated(levels)
        chance = must_have_chances(belief, example.population, example.asked)[0]
        either_way = (chance > 0.2) & (chance < 0.8)
    assert either_way.any()
    chosen = first(example, belief)
    assert either_way[example.bank.facet[chosen]]


def test_every_criterion_is_seen_before_any_is_asked_three_times_unless_a_must_have_is_open(example):
    calm = example._replace(asked=example.asked._replace(floors=np.full(example.n_facets, np.nan)))
    _, sitting = take_part(calm, 6, 10)
    for row in sitting.answers.item:
        criterion = example.population.criterion_of_facet[example.bank.facet[row[row >= 0]]]
        for turn in range(1, min(len(criterion), 12)):
            counts = np.bincount(criterion[:turn], minlength=5)
            assert counts.min() > 0 or counts.max() <= 2


def test_no_item_is_asked_twice_and_no_minute_more_than_there_is(example):
    _, sitting = take_part(example, 8, 20)
    for row in sitting.answers.item:
        asked = row[row >= 0]
        assert len(set(asked.tolist())) == len(asked) > 15
        assert example.seconds[asked].sum() <= 20 * 60


@pytest.mark.slow
def test_a_check_starts_with_items_that_the_person_probably_gets_right(example):
    _, sitting = take_part(example, 3000, 4)
    share = sitting.answers.right.mean(axis=0)
    assert share[:3].mean() > share[3:8].mean() + 0.04


def test_the_same_number_draws_the_same_item_and_others_among_the_best_three(example):
    belief = prior(example.population)
    assert first(example, belief, uniform=0.4) == first(example, belief, uniform=0.4)
    assert len({first(example, belief, uniform=u) for u in (0.0, 0.34, 0.99)}) == 3


def test_facets_without_points_are_not_asked_about(example):
    only = example.population.criterion_of_facet == 3
    points = np.where(only, example.points, 0.0)
    calm = example._replace(asked=example.asked._replace(floors=np.full(example.n_facets, np.nan)))
    asked: list[int] = []
    for _ in range(10):
        item = first(calm, prior(example.population), asked=asked, points=points)
        assert item is not None
        asked.append(item)
    assert only[example.bank.facet[asked]].all()


def test_a_bank_that_is_used_up_has_no_next_item(example):
    everything = list(range(example.bank.n_items))
    assert first(example, prior(example.population), asked=everything) is None
    assert first(example, prior(example.population), asked=everything[:-1]) == everything[-1]


def test_many_people_choose_as_each_would_alone(example, rng):
    who = respondents(example.population, 5, rng=rng)
    belief = example.rated(who.levels)
    done = np.zeros((5, example.bank.n_items), dtype=bool)
    together = choose_items(
        belief, example.population, example.bank, example.asked, example.points,
        seconds=example.seconds, asked=done, uniform=np.full(5, 0.5),
    )  # fmt: skip
    for k in range(5):
        one = type(belief)(belief.mean[k : k + 1], belief.covariance[k : k + 1])
        assert first(example, one, uniform=0.5) == together[k]


def test_checks_end_by_time_precision_or_a_settled_verdict(example):
    unsure = expected_score(prior(example.population), example.population, example.asked, example.points)

    def reason(n_answered, seconds_left=60.0, *, is_open=False, **changes):
        changed = unsure._replace(**{name: np.array([value]) for name, value in changes.items()})
        return should_stop(
            changed, example.population,
            n_answered=n_answered, seconds_left=seconds_left, open_must_haves=is_open,
        )  # fmt: skip

    assert reason(12, 0.0, sd=12.0, chance=0.5) == "time"
    assert reason(12, sd=12.0, chance=0.5) is None
    assert reason(8, sd=4.5, chance=0.5) == "precision"
    assert reason(8, sd=12.0, chance=0.96) == "settled"
    assert reason(8, sd=12.0, chance=0.04) == "settled"
    assert reason(8, sd=4.0, chance=0.96, is_open=True) is None
    assert reason(7, sd=4.0, chance=0.96) is None
