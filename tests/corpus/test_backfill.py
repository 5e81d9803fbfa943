"""A newly recorded address makes exactly the posts of a real blog due that link to it in their prose.

Which those are was read in the sources by hand. A post the blog links to, but that is not among these, is
put beside them: of its many mentions all but two stand in lists at the end of posts, which are generated.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publisher.cli.app import main

from .conftest import copied

ROPE, CONTEXT, MLA = "a051710f", "c4da56c0", "83c49df0"
LISTS = {
    "1736008",
    "2d60084c",
    "3345028a",
    "4fe7b810",
    "83c49df0",
    "b0e0d6c4",
    "b3f8d798",
    "e96c7aac",
    "f845f3e4",
}
"""The posts in whose lists the post stands."""
WECHAT = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv"
Steps = dict[tuple[str, str], dict[str, Any]]


@pytest.fixture
def run(corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Any]:
    """Runs a command in a copy of the blog, with one post more, and gives its document."""
    root = tmp_path / "site"
    copied(corpus, root)
    head = f"title: 旋转位置编码\nabbrlink: {ROPE}\ndate: 2024-02-21 20:34:16\n"
    (root / "_posts" / "rope.md").write_text(f"---\n{head}---\n\n正文。\n", encoding="utf-8")

    def command(*words: str) -> Any:
        assert main([*words, "--site", str(root), "--sandbox", "--json"]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def steps(document: Any) -> Steps:
    return {(step["key"], step["target"]): step for step in document["steps"]}


def due(found: Steps) -> set[tuple[str, str]]:
    return {where for where, step in found.items() if step["action"] != "skip"}


def test_a_recorded_address_makes_exactly_the_posts_that_link_to_it_due(run: Callable[..., Any]) -> None:
    run("--all", "--yes")
    assert due(steps(run("plan"))) == set()

    run("link", ROPE, "--to", "wechat", WECHAT)
    found = steps(run("plan"))
    assert due(found) == {(CONTEXT, "wechat")}
    assert found[CONTEXT, "wechat"]["reason"] == f"links to «旋转位置编码», which is now at {WECHAT}"
    for key in LISTS:
        assert found[key, "wechat"]["reason"].startswith("only generated parts changed"), key
    assert {step["reason"] for (_, target), step in found.items() if target != "wechat"} == {"up to date"}

    run("--all")
    assert due(steps(run("plan"))) == set()
    run("link", ROPE, "--to", "wechat", "--forget")
    assert due(steps(run("plan"))) == {(CONTEXT, "wechat")}


def test_an_address_that_stands_in_the_prose_already_is_known_from_then_on(run: Callable[..., Any]) -> None:
    """Two posts link to the article on Zhihu by its address there: that is right on Zhihu, and elsewhere
    the link is led to where the post stands."""
    run("--all", "--yes")
    document = run("link", ROPE, "--to", "zhihu", "https://zhuanlan.zhihu.com/p/684072868")
    found = steps(run("plan"))
    assert due(found) == {
        (CONTEXT, "zhihu"),
        *((key, target) for key in (CONTEXT, MLA) for target in ("wechat", "blog")),
    }
    assert {(post["key"], post["target"]) for post in document["linked_by"] if post["due"]} == due(found)
    assert found[CONTEXT, "zhihu"]["moved"][0]["change"] == "published"
    assert found[MLA, "wechat"]["moved"][0]["change"] == "found"


def test_a_post_that_only_lists_link_to_makes_none_due(run: Callable[..., Any]) -> None:
    run("--all", "--yes")
    run("link", "3345028a", "--to", "zhihu", "https://zhuanlan.zhihu.com/p/123456789")
    found = steps(run("plan"))
    assert due(found) == set()
    assert sum(step["reason"].startswith("only generated parts") for step in found.values()) > 5
