"""What is seen of a picture of which only a part is shown."""

import itertools

import pytest

from publisher.images.crops import MIDDLE, UPPER, Box, box, focus, natural


@pytest.mark.parametrize(
    ("words", "point"),
    [
        ("top", (0.5, 0.0)),
        ("Center", (0.5, 0.5)),
        ("centre", (0.5, 0.5)),
        ("bottom", (0.5, 1.0)),
        ("left", (0.0, 0.5)),
        ("top left", (0.0, 0.0)),
        ("right bottom", (1.0, 1.0)),
        ("30% 20%", (0.3, 0.2)),
        ("0.3, 0.2", (0.3, 0.2)),
        ("1 0", (1.0, 0.0)),
    ],
)
def test_a_point_is_named_or_measured(words: str, point: tuple[float, float]) -> None:
    assert focus(words) == pytest.approx(point)


@pytest.mark.parametrize(
    "words", ["", "middle-ish", "top bottom", "top left right", "120% 0%", "1.2.3 0", "50%"]
)
def test_anything_else_says_nothing(words: str) -> None:
    assert focus(words) is None


def test_a_box_is_the_largest_of_its_shape_within_the_picture_whatever_the_point() -> None:
    sizes = [(900, 383), (1170, 892), (600, 1200), (4000, 300), (1, 1), (37, 53)]
    points = list(itertools.product((0.0, 0.2, 0.5, 1.0), repeat=2))
    for (width, height), ratio, point in itertools.product(sizes, (2.35, 1.0), points):
        found = box(width, height, ratio, point)
        assert 0 <= found.left < found.right <= 1 + 1e-12
        assert 0 <= found.top < found.bottom <= 1 + 1e-12
        wide, high = (found.right - found.left) * width, (found.bottom - found.top) * height
        assert wide / high == pytest.approx(ratio)
        assert wide == pytest.approx(width) or high == pytest.approx(height)


def test_the_point_is_in_the_middle_as_far_as_the_edges_allow() -> None:
    assert box(1000, 1000, 2.0, (0.5, 0.5)) == Box(0, 0.25, 1, 0.75)
    assert box(1000, 1000, 2.0, (0.5, 0.1)) == Box(0, 0, 1, 0.5)
    assert box(2000, 1000, 1.0, (1.0, 0.5)) == Box(0.5, 0, 1, 1)


def test_of_a_tall_picture_the_upper_part_is_shown() -> None:
    assert natural(900, 383) == natural(800, 800) == MIDDLE
    assert natural(600, 900) == UPPER
    assert box(600, 1200, 1.0, natural(600, 1200)) == Box(0, 0, 1, 0.5)
