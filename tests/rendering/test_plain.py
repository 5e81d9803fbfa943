"""A post comes back from being kept as it went in, as far as planning and pushing need it."""

import json
import re
from datetime import UTC, date, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as some

from publisher.model.post import (
    Asset,
    CardOrigin,
    DiagramOrigin,
    FileOrigin,
    FormulaOrigin,
    Note,
    Origin,
    Post,
    PostKey,
    WebOrigin,
)
from publisher.model.rendition import FormulaUse, LinkUse, Part, Rendition
from publisher.model.tree import Document, Image, Paragraph
from publisher.rendering.plain import lightened, of_post, of_rendition, to_post, to_rendition

REF = "asset:" + "0" * 64

values = some.recursive(
    some.none()
    | some.booleans()
    | some.integers(-(2**53), 2**53)
    | some.text(some.characters(exclude_categories=["Cs"]))
    | some.dates()
    | some.datetimes(),
    lambda inner: some.lists(inner) | some.dictionaries(some.text("abc日$", min_size=2), inner),
    max_leaves=8,
)


def through_json(plain: object) -> dict[str, object]:
    found = json.loads(msgspec.json.encode(plain))
    assert isinstance(found, dict)
    return found


@given(some.dictionaries(some.sampled_from(["at", "wechat", "zhihu"]), values))
def test_a_post_s_options_come_back_whatever_yaml_or_toml_made_of_them(options: dict[str, object]) -> None:
    image = Image(src="a.png", alt="图", asset="asset:1", lines=(7, 8), span=(1, 2))
    post = Post(
        PostKey("键"),
        "content/键.md",
        "text",
        "题",
        Document(blocks=(Paragraph(inlines=(image, Image(src="none.png"))),)),
        date=datetime(2026, 1, 2, 3, tzinfo=UTC),
        categories=(("a", "b"), ("c",)),
        front={"title": "题"},
        publish=options,
        notes=(Note("a", "b"),),
    )
    assert to_post(through_json(of_post(post))) == lightened(post)


@pytest.mark.parametrize(
    "origin",
    [
        FileOrigin("a/图.png"),
        WebOrigin("https://example.com/a.png"),
        FormulaOrigin("\\frac12", display=True, recipe="r"),
        DiagramOrigin("mermaid", "graph TD", "r"),
        CardOrigin("题", "站"),
    ],
)
def test_a_rendition_comes_back_with_every_kind_of_picture(origin: Origin) -> None:
    rendition = Rendition(
        "wechat",
        PostKey("k"),
        "题",
        "<p>正文\u2028</p>",
        "html",
        "authored",
        "text",
        fields={"a": 1, "b": ["c"]},
        assets={REF: Asset(REF, "n", origin, "image/png", 1, 2, 3, animated=True)},
        files=((REF, "a.png"),),
        notes=(Note("kind", "detail", 3),),
        links=(LinkUse("u", "t", "live"),),
        formulas=(FormulaUse("x", display=False, form="svg", line=1),),
        parts=(Part("text", 10, 20, 1),),
    )
    again = to_rendition(through_json(of_rendition(rendition)))
    assert again == rendition
    assert again.digest == rendition.digest


@pytest.mark.parametrize(
    ("ref", "path"),
    [
        ("asset:../../../x", "a.png"),
        (REF, "../secret.png"),
        (REF, "a/../../secret.png"),
        (REF, "/etc/hosts"),
    ],
)
def test_a_stranger_s_file_names_nothing_outside_the_site(ref: str, path: str) -> None:
    asset = Asset(ref, "n", FileOrigin(path), "image/png")
    rendition = Rendition("wechat", PostKey("k"), "题", "", "html", "a", "t", assets={ref: asset})
    with pytest.raises(ValueError, match=re.escape(ref if ref != REF else path)):
        to_rendition(through_json(of_rendition(rendition)))


def test_a_date_is_told_apart_from_a_text_that_looks_like_one() -> None:
    options = {"at": date(2026, 1, 2), "then": "2026-01-02"}
    post = Post(PostKey("k"), "p", "", "t", Document(), publish=options)
    assert to_post(through_json(of_post(post))).publish == options


def test_data_of_another_form_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        to_rendition({"facts": {"title": 1}, "assets": []})
    with pytest.raises(KeyError):
        to_post({})
