"""The proof that progress fits: never less than a learner's state, and not much more; what is said where it does not."""

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.targets.scorm12.state_size import LIMIT, essential_size, largest_size, shares
from tests.conftest import Ask, WriteCourse
from tests.generated import long_course, random_course
from tests.vectors.learner_data import learner_data, sound_course

JOURNEYS = 20


@pytest.mark.parametrize("seed", range(30))
def test_no_journey_through_any_course_takes_more_than_the_bound(
    ask: Ask, write_course: WriteCourse, seed: int
) -> None:
    course = sound_course(write_course(random_course(seed)))
    data = learner_data(course)
    bounds = [essential_size(course), largest_size(course)]
    found = ask("journeys", data.outline, data.questions, JOURNEYS, seed)
    assert isinstance(found, list)
    longest = [max(journey[at] for journey in found) for at in (0, 1)]
    ratios = [bound / length for bound, length in zip(bounds, longest, strict=True)]
    print(f"bounds {bounds}, longest of {JOURNEYS} journeys {longest}, ratios {ratios[0]:.3f} and {ratios[1]:.3f}")  # noqa: T201 - asked for with -s
    assert all(ratio >= 1 for ratio in ratios)
    assert ratios[0] < 1.25
    assert ratios[1] < 3
    assert ask("fullSizes", data.outline, data.questions) == bounds
