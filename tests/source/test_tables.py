"""What is wrong with a value in the settings is told in plain words."""

from __future__ import annotations

from typing import Annotated

import msgspec
import pytest

from publisher.source.tables import mistakes


class Table(msgspec.Struct):
    size: Annotated[float, msgspec.Meta(ge=14, le=18)] = 16
    budget: Annotated[int, msgspec.Meta(ge=0)] = 0
    share: Annotated[float, msgspec.Meta(ge=0.25)] = 0.5


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"size": 99}, "a number of 18 at most is wanted here"),
        ({"size": 1}, "a number of 14 or more is wanted here"),
        ({"budget": -1}, "a number of 0 or more is wanted here"),
        ({"share": 0.1}, "a number of 0.25 or more is wanted here"),
    ],
)
def test_a_number_out_of_bounds_is_told_its_bound(table: dict[str, float], told: str) -> None:
    assert [mistake.message for mistake in mistakes(table, Table, ())] == [told]
