"""The simulator itself: strict, with a memory, and readable."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from publisher.errors import Rejected
from publisher.model.post import PostKey
from publisher.model.record import Uploaded
from publisher.model.rendition import Payload, Rendition
from publisher_zhihu.simulator import Simulator

KEY = PostKey("post")
COVER = "asset:" + "c" * 64


def test_the_simulator_refuses_bodies_the_editor_would_damage(zhihu: Any, rendition: Rendition) -> None:
    channel = zhihu.open()
    draft = channel.create(KEY, Payload(rendition, ""))
    with pytest.raises(Rejected, match="blank-between-blocks"):
        channel.update(draft, Payload(rendition, "<p>a</p>\n<p>b</p>"))
    foreign = rendition.body.replace(COVER, f"https://picx.zhimg.com/v2-{'0' * 32}.png")
    with pytest.raises(Rejected, match="unknown-picture"):
        channel.update(draft, Payload(rendition, foreign))
    with pytest.raises(Rejected, match="图片地址不合法"):
        channel.update(draft, Payload(rendition, "<p>a</p>", Uploaded(id="https://example.com/a.png")))


def test_the_simulator_refuses_long_titles_and_a_missing_xsrf(zhihu: Any, rendition: Rendition) -> None:
    with pytest.raises(Rejected, match="标题过长"):
        zhihu.open().create(KEY, Payload(replace(rendition, title="长" * 101), ""))
    with pytest.raises(Rejected, match="10003"):
        zhihu.open(xsrf=False).create(KEY, Payload(rendition, ""))


def test_the_simulator_remembers_between_runs(zhihu: Any, rendition: Rendition) -> None:
    draft = zhihu.pushed(zhihu.open(), rendition)
    again = Simulator(zhihu.folder / "zhihu")
    assert again.arrived() == zhihu.platform.arrived()
    assert again.pictures() == zhihu.platform.pictures()
    assert again.arrived()[0].id == draft.id


def test_formulas_and_captions_can_be_read_on_the_sandboxs_page(zhihu: Any, rendition: Rendition) -> None:
    zhihu.pushed(zhihu.open(), rendition)
    html = zhihu.platform.arrived()[0].html
    assert '<code class="formula">a&lt;b</code>' in html
    assert "<figcaption>图</figcaption>" in html
    assert any(f'src="{address}"' in html for address in zhihu.platform.pictures())
