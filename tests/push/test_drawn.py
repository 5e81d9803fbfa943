"""Pictures that are drawn when they are pushed: formulas and diagrams."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publisher.images.sniff import measure
from publisher.markdown.drawn import DENSITY, diagram_asset, formula_asset
from publisher.model.plan import Result
from publisher.model.post import Asset, Post
from publisher.model.rendition import Limits
from publisher.push.pictures import drawn_line

FLOW = "graph TD\n  A --> B"


def with_assets(post: Post, *assets: Asset) -> Post:
    return replace(post, assets={asset.ref: asset for asset in assets})


def formulas(*numbers: int) -> tuple[Asset, ...]:
    return tuple(formula_asset(f"x_{{{number}}}", False, "recipe") for number in numbers)


def test_a_formula_and_a_diagram_arrive_as_pictures(world: Any) -> None:
    diagram = diagram_asset("mermaid", FLOW, "recipe", 92, 190)
    (formula,) = formulas(1)
    (outcome,) = world.push(with_assets(world.post(), formula, diagram))
    assert outcome.result is Result.DONE
    assert {measure(world.desk.bytes[ref]).media_type for ref in (formula.ref, diagram.ref)} == {"image/png"}
    (draft,) = world.desk.drafts.values()
    assert "asset:" not in draft["text"]
    assert DENSITY == 2


def test_each_of_thirty_formulas_is_sent_once_and_only_a_changed_one_again(world: Any) -> None:
    post = world.post()
    world.push(with_assets(post, *formulas(*range(30))))
    assert len({ref for ref, _uses in world.desk.pictures}) == len(world.desk.pictures) == 30
    world.push(with_assets(replace(post, text="anders"), *formulas(*range(30))))
    assert len(world.desk.pictures) == 30
    world.push(with_assets(replace(post, text="noch anders"), *formulas(*range(29), 99)))
    assert [ref for ref, _uses in world.desk.pictures[30:]] == [formulas(99)[0].ref]


def test_a_formula_two_posts_have_is_sent_once(world: Any) -> None:
    first, second = world.post(key="a", title="one"), world.post(key="b", title="two")
    world.push(with_assets(first, *formulas(1)), with_assets(second, *formulas(1)))
    assert len(world.desk.pictures) == 1


def test_a_drawn_picture_is_made_to_fit_what_the_platform_takes(world: Any) -> None:
    world = replace(world, limits=Limits(picture_side=100, picture_types=frozenset({"image/jpeg"})))
    diagram = diagram_asset("mermaid", FLOW, "recipe", 92, 190)
    (outcome,) = world.push(with_assets(world.post(), diagram))
    sent = measure(world.desk.bytes[diagram.ref])
    assert (sent.media_type, max(sent.width, sent.height)) == ("image/jpeg", 100)
    assert [note.kind for note in outcome.notes] == ["picture-converted"]


def test_what_cannot_be_drawn_fails_its_step_at_its_line_before_any_draft(world: Any) -> None:
    diagram = diagram_asset("mermaid", "graph TD\n  A[", "recipe", 92, 190, line=7)
    (outcome,) = world.push(with_assets(world.post(), diagram))
    assert outcome.result is Result.FAILED
    assert outcome.error is not None
    assert outcome.error.line == 7
    assert "mermaid.png: cannot be drawn: Unterminated node label" in outcome.error.message
    assert not world.desk.drafts


def test_a_formulas_line_is_that_of_its_use(world: Any) -> None:
    from publisher.model.rendition import FormulaUse

    asset = formula_asset(r"\newcommand{\y}{y} \y+1", False, "recipe")
    (planned,) = world.plan(with_assets(world.post(), asset))
    rendition = replace(planned.prepared.rendition, formulas=(FormulaUse(r"\y+1", False, "png", 12),))
    assert drawn_line(world.post(), rendition, asset.ref) == 12
