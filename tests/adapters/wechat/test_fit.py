"""The size budget: what is given up, in which order, and when nothing is."""

from dataclasses import replace

import pytest

from publisher.model.rendition import Limits, bound_size
from publisher.model.tree import Heading, Paragraph
from publisher_wechat.fit import FEW, MARKS, NONE, PICTURES, REPEAT, SPACES, WORDS, Fitted, fit
from publisher_wechat.forms import Choice, Filling, Formula, Listing
from publisher_wechat.measure import Article, Piece
from publisher_wechat.parts import parts, told
from publisher_wechat.rules.ink import Manner
from publisher_wechat.slots import Slot

WALL = 10_000
PICTURE = '<img src="asset:' + "a" * 64 + '">'
LIMITS = Limits(address_chars=100)


def formula(cost: int) -> Formula:
    return Formula("x", False, svg="s" * cost, picture=PICTURE)


def listing(**amounts: str) -> Listing:
    return Listing(lambda amount: amounts[amount])


def article(*fillings: Filling, text: int = 100, uses: tuple[int, ...] = ()) -> Article:
    """Text, of which each thing of its manner takes a tenth; then one use of each filling, or of `uses`."""

    def render(manner: Manner) -> tuple[Piece, ...]:
        tenths = 7 + manner.marks + manner.words + manner.repeat
        slots = "".join(str(Slot(index, 3)) for index in uses or range(len(fillings)))
        words = Piece("t" * (text * tenths // 10), Paragraph(lines=(1, 1)))
        return Piece("<section>"), words, Piece(slots, Paragraph(lines=(3, 3))), Piece("</section>")

    return Article(render, fillings, LIMITS)


def fitted(made: Article, budget: int, wall: int = WALL) -> Fitted:
    found = fit(made, budget, wall, Choice())
    assert found.size.characters == bound_size(made.body(found.choice), LIMITS)[0]
    assert found.size.bytes == bound_size(made.body(found.choice), LIMITS)[1]
    return found


def names(found: Fitted) -> list[str]:
    return [one.name for one in found.given_up]


def test_an_article_that_fits_gives_up_nothing() -> None:
    found = fitted(article(formula(50)), 1000)
    assert (found.choice, found.given_up, found.within) == (Choice(), (), True)


def test_a_budget_of_nothing_is_none() -> None:
    assert fitted(article(formula(5000)), 0).choice == Choice()


def test_the_limit_itself_is_already_too_much() -> None:
    size = fitted(article(text=1000), 0).size.characters
    assert fitted(article(text=1000), size + 1).given_up == ()
    assert names(fitted(article(text=1000), size)) == [MARKS.name]


def test_the_smallest_loss_comes_first() -> None:
    code = listing(all="&nbsp;" * 20 + "a" * 300, few="&nbsp;" * 20 + "a" * 200, none="&nbsp;" * 20)
    made = article(code, formula(400), text=1000)
    assert names(fitted(made, 1800)) == [SPACES.name]
    assert names(fitted(made, 1700)) == [SPACES.name, FEW.name]
    assert names(fitted(made, 1600)) == [SPACES.name, FEW.name, MARKS.name]
    assert names(fitted(made, 1300)) == [SPACES.name, FEW.name, MARKS.name, PICTURES]
    assert names(fitted(made, 1100)) == [SPACES.name, MARKS.name, PICTURES, NONE.name]
    assert names(fitted(made, 1000)) == [SPACES.name, MARKS.name, PICTURES, NONE.name, WORDS.name]
    assert names(fitted(made, 900))[-1] == REPEAT.name


def test_what_was_not_needed_after_all_is_kept() -> None:
    code = listing(all="a" * 60, few="a" * 50, none="a" * 40)
    found = fitted(article(code, formula(900), text=200), 700)
    assert names(found) == [PICTURES]


def test_as_few_formulas_as_possible_become_pictures() -> None:
    found = fitted(article(formula(300), formula(900), formula(500), formula(50)), 1000)
    assert found.choice.pictures == {1, 2}


def test_a_formula_used_often_saves_with_every_use() -> None:
    found = fitted(article(formula(300), formula(500), uses=(0, 0, 0, 1)), 1000)
    assert found.choice.pictures == {0}


def test_a_formula_cheaper_than_its_picture_is_never_one() -> None:
    tight = fitted(article(formula(50), text=2000), 1450)
    assert tight.choice.pictures == frozenset()


def test_a_budget_out_of_reach_costs_nothing() -> None:
    found = fitted(article(formula(300), text=2000), 1000)
    assert found.choice == Choice()
    assert not found.within
    assert found.least.characters < found.size.characters


def test_below_the_wall_it_must_be_even_where_the_budget_is_out_of_reach() -> None:
    found = fitted(article(formula(5000), text=2000), 1000, wall=3000)
    assert names(found) == [PICTURES]
    assert found.size.bytes <= 3000


def test_where_nothing_helps_everything_is_given_up() -> None:
    found = fitted(article(formula(5000), text=2000), 1000, wall=1000)
    assert found.choice.manner == Manner(marks=False, words=False, repeat=False)
    assert REPEAT.name in names(found)


def test_sizes_are_those_of_bound_addresses() -> None:
    made = article(formula(5000))
    chosen = replace(Choice(), pictures=frozenset({0}))
    assert made.size(chosen).characters - made.size(chosen).bytes == 0
    assert made.size(chosen).characters == len(made.body(chosen)) + 100 - 70


def test_one_rendering_is_enough_for_any_number_of_choices() -> None:
    asked: list[Manner] = []
    made = article(*(formula(300 + at) for at in range(40)))
    counting = Article(lambda manner: asked.append(manner) or made.render(manner), made.fillings, LIMITS)  # type: ignore[func-returns-value]
    fit(counting, 9000, WALL, Choice())
    assert len(asked) == len(set(asked)) <= 4


# ── what is told of it ──────────────────────────────────────────────────────────────────────────


def test_parts_are_the_whole_body_in_reading_order() -> None:
    made = article(formula(300), formula(50))
    found = fitted(made, 0)
    told_parts = parts(made, found)
    assert sum(part.characters for part in told_parts) == found.size.characters
    assert sum(part.bytes for part in told_parts) == found.size.bytes
    assert sum(part.least for part in told_parts) == found.least.characters == found.size.characters
    assert [(part.kind, part.line) for part in told_parts] == [
        ("text", 0),
        ("text", 1),
        ("formula", 3),
        ("formula", 3),
        ("text", 0),
    ]


def test_parts_of_an_article_that_does_not_fit_tell_what_would_be_left_of_them() -> None:
    made = article(formula(300), text=2000)
    found = fitted(made, 1000)
    assert sum(part.least for part in parts(made, found)) == found.least.characters < found.size.characters


def test_an_article_that_just_fits_is_not_talked_about() -> None:
    made = article(formula(50))
    assert told(made, fitted(made, 1000), 1000) == ()


def test_what_was_given_up_is_told_with_the_costs() -> None:
    made = article(formula(900), text=200)
    (note,) = told(made, fitted(made, 700), 700)
    assert note.kind == "body-size"
    assert "of 700 characters: text 219 · formulas " in note.detail
    assert "(1 pictures)" in note.detail
    assert note.detail.endswith("made to fit: 1 formulas as pictures")


def test_that_nothing_would_help_is_told() -> None:
    made = article(formula(300), text=2000)
    (note,) = told(made, fitted(made, 1000), 1000)
    assert "would leave 1," in note.detail
    assert note.detail.endswith("so nothing is given up")


@pytest.mark.parametrize("level", [1, 2])
def test_headings_are_text(level: int) -> None:
    made = Article(lambda _m: (Piece("<h1>", Heading(level=level, lines=(7, 7))),), (), LIMITS)
    assert [(part.kind, part.line) for part in parts(made, fit(made, 0, WALL, Choice()))] == [("text", 7)]
