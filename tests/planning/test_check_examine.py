"""From a post and its renditions to findings."""

from dataclasses import replace
from typing import Any

from publisher.contract import Adapter, TargetSettings
from publisher.errors import LimitError, PublishError, SourceError
from publisher.markdown.parse import parse
from publisher.model.finding import Explanation, Finding, Level
from publisher.model.post import Asset, FileOrigin, Note, Post, PostKey, Problem, Site, WebOrigin
from publisher.model.rendition import Limits, Rendition
from publisher.planning.check.examine import examine, merged
from publisher.planning.check.pictures import pictures
from publisher.planning.prepare import Prepared, Work

TEXT = "## 标题\n\n正文 **坏 **\n"
POST = Post(PostKey("k"), "content/k.md", TEXT, "题", parse(TEXT).document)
OWN = {"odd": Explanation(Level.WARNING, "Odd.", "make it even")}


NONE = Limits()


def adapter(limits: Limits) -> Adapter[Any]:
    def never(*_: Any) -> Any:
        raise AssertionError

    return Adapter("x", limits, TargetSettings, never, never, never, codes=OWN)


def rendition(target: str = "a", **fields: Any) -> Rendition:
    return Rendition(target, PostKey("k"), "题", "正文", "html", "", "", **fields)


def prepared(
    target: str = "a",
    *,
    post: Post = POST,
    limits: Limits = NONE,
    **fields: Any,
) -> Prepared:
    work = Work(post, target, adapter(limits), TargetSettings(adapter="x"), Site())
    return Prepared(work, rendition(target, **fields))


def stopped(error: PublishError, target: str = "a") -> Prepared:
    return replace(prepared(target), rendition=None, error=error)


def codes(
    *each: Prepared, post: Post = POST, lenient: bool = False
) -> list[tuple[str, str, int, tuple[str, ...]]]:
    found = examine(post, each, Site(), 80, lenient=lenient)
    return [(one.code, str(one.level), one.line, one.targets) for one in found]


SLIP = ("emphasis-as-text", "warning", 3, ())


def test_what_is_wrong_with_a_post_concerns_every_target() -> None:
    assert codes(prepared("a"), prepared("b")) == [SLIP]


def test_the_same_remark_of_several_targets_is_one_finding() -> None:
    note = Note("html-embed", "gone", 1)
    assert codes(prepared("a", notes=(note,)), prepared("b", notes=(note,))) == [
        ("html-embed", "note", 1, ("a", "b")),
        SLIP,
    ]


def test_an_adapter_explains_its_own_codes() -> None:
    note = Note("odd", "three", 2)
    found = examine(POST, [prepared(notes=(note,))], Site(), 80, lenient=False)
    assert Finding("odd", Level.WARNING, "three", "make it even", "content/k.md", 2, 0, ("a",)) in found


def test_a_code_nobody_explains_is_a_note() -> None:
    assert ("unheard-of", "note", 0, ("a",)) in codes(prepared(notes=(Note("unheard-of", "x"),)))


def test_what_the_text_was_told_is_not_told_again_by_a_target() -> None:
    again = Note("emphasis-as-text", "in other words", 3)
    assert codes(prepared(notes=(again,))) == [SLIP]


def test_problems_are_errors_and_hide_what_they_cause() -> None:
    post = replace(POST, problems=(Problem("picture x.png is missing", line=3, code="picture-missing"),))
    cause = SourceError("picture x.png is missing", path="content/k.md", line=3)
    assert codes(stopped(cause), post=post) == [("picture-missing", "error", 3, ()), SLIP]


def test_what_stops_an_adapter_has_a_code_by_its_kind() -> None:
    assert ("source", "error", 5, ("a",)) in codes(stopped(SourceError("x", line=5)))
    assert ("limit", "error", 0, ("a",)) in codes(stopped(LimitError(("x",))))
    assert ("internal", "error", 0, ("a",)) in codes(stopped(PublishError("x")))


def test_an_error_in_another_file_is_told_there() -> None:
    (slip, other) = examine(
        POST, [stopped(SourceError("x", path="templates/footer.md.j2", line=2))], Site(), 80, lenient=False
    )
    assert (slip.path, other.path, other.line) == ("content/k.md", "templates/footer.md.j2", 2)


def test_limits_are_findings_each_on_its_own() -> None:
    limits = Limits(title_chars_advised=0, needs_cover=True, body_chars_advised=1)
    assert [code for code, *_ in codes(prepared(limits=limits))] == [
        "cover-missing",
        "body-long",
        "emphasis-as-text",
    ]


def test_a_broken_formula_is_an_error_unless_asked_to_be_lenient() -> None:
    broken = prepared(notes=(Note("formula-broken", "x", 3),))
    assert ("formula-broken", "error", 3, ("a",)) in codes(broken)
    assert ("formula-broken", "warning", 3, ("a",)) in codes(broken, lenient=True)


def test_findings_stand_in_the_order_of_the_file_the_gravest_first() -> None:
    def one(line: int, level: Level, code: str) -> Finding:
        return Finding(code, level, "x", path="k.md", line=line)

    late, note, error = one(9, Level.ERROR, "a"), one(2, Level.NOTE, "a"), one(2, Level.ERROR, "b")
    assert merged([late, note, error]) == (error, note, late)


def picture(name: str, media_type: str = "image/png", size: int = 10, *, animated: bool = False) -> Asset:
    ref = "asset:" + f"{sum(name.encode()):064x}"
    return Asset(ref, name, FileOrigin(name), media_type, 100, 100, size, animated)


def told(asset: Asset, limits: Limits) -> list[str]:
    made = replace(rendition(assets={asset.ref: asset}), body=f'<img src="{asset.ref}">')
    return [note.kind for note in pictures(made, limits, POST)]


def test_pictures_that_are_changed_on_their_way_are_told() -> None:
    limits = Limits(picture_types=frozenset({"image/png", "image/gif"}), picture_bytes=50, picture_side=100)
    assert told(picture("a.png"), limits) == []
    assert told(picture("a.webp", "image/webp"), limits) == ["picture-converted"]
    assert told(picture("a.png", size=51), limits) == ["picture-converted"]
    assert told(replace(picture("a.png"), height=101), limits) == ["picture-converted"]
    assert told(picture("a.gif", "image/gif", 51, animated=True), limits) == ["picture-converted"]
    assert told(picture("a.webp", "image/webp", animated=True), limits) == ["picture-converted"]
    still = replace(limits, animated_types=frozenset())
    assert told(picture("a.gif", "image/gif", animated=True), still) == ["picture-animation-lost"]
    assert told(picture("a.gif", "image/gif", animated=True), limits) == []


def test_pictures_that_travel_with_the_text_and_those_of_the_web_are_left_alone() -> None:
    limits = Limits(picture_types=frozenset({"image/png"}), files_with_text=True)
    assert told(picture("a.webp", "image/webp"), limits) == []
    web = replace(picture("a.webp", ""), origin=WebOrigin("https://a.com/a.webp"))
    assert told(web, replace(limits, files_with_text=False)) == []
