"""Links held against the whole site: every kind of slip told, with what to write; no false alarm."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from publisher.markdown.anchors import anchors
from publisher.model.finding import Finding
from publisher.model.places import elsewhere
from publisher.model.post import PostKey, Site
from publisher.planning.check.links import examine_links
from publisher.planning.check.links.uses import uses
from publisher.planning.check.links.whole import Whole
from publisher.source.index import build_index
from publisher.source.load import load_post
from publisher.source.settings import load_settings

URL = "https://blog.example.com"
POSTS = {
    "dddd0001": "注意力机制的由来",
    "dddd0002": "大模型算法题(1)",
    "dddd0003": "大模型算法题(2)",
    "dddd0004": "大模型算法题(3)",
    "dddd0005": "多模态入门(一)--CLIP",
    "dddd0006": "多模态入门(二)--Flamingo",
    "bbbb0007": "偏好对齐-DPO",
    "bbbb0008": "偏好对齐-IPO",
}
Check = Callable[..., list[Finding]]


@pytest.fixture
def check(site: Path) -> Check:
    """Findings on the links of a post with this text, among POSTS; `url` and `aliases` are the site's."""

    def run(
        text: str,
        *,
        url: str = URL,
        aliases: tuple[str, ...] = ("http://blog.example.com",),
        there: dict[str, str] | None = None,
        others: str = "",
    ) -> list[Finding]:
        for key, title in POSTS.items():
            head = f"---\ntitle: {title}\nabbrlink: {key}\ndate: 2026-01-01\n---\n"
            (site / "content" / f"{key}.md").write_text(f"{head}{others or '字'}\n", encoding="utf-8")
        head = "---\ntitle: 本文\nabbrlink: cccc0000\ndate: 2026-01-01\n---\n"
        (site / "content" / "mine.md").write_text(f"{head}{text}\n", encoding="utf-8")
        settings = load_settings(site)
        settings = replace(settings, site=msgspec.structs.replace(settings.site, url=url, aliases=aliases))
        index = build_index(settings)
        seen = Site(
            url=url,
            aliases=aliases,
            entries=index.entries,
            index=index.index,
            elsewhere=elsewhere((address, PostKey(key)) for address, key in (there or {}).items()),
        )
        read = {entry.key: load_post(settings, index, path) for path, entry in index.posts.items()}
        places = {key: anchors(post.document, post.text, "hexo") for key, post in read.items()}
        post = read[PostKey("cccc0000")]
        return list(examine_links(post, uses(post, seen), Whole(seen, places.get, platform), "hexo"))

    return run


def platform(url: str) -> str:
    return "forum" if url.startswith("https://forum.example.org/p/") else ""


def at(key: str) -> str:
    return f"{URL}/{key}.html"


# ── dead links ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "link",
    [
        f"[注意力机制的由来]({URL}/dead.html)",
        f"[《注意力机制的由来》]({URL}/dead.html)",
        "[注意力机制的 由来！](http://blog.example.com/ddddd0001.html)",
        "[看这里](/dddd0O01.html)",
        "[看这里](/ddd0001.html)",
    ],
)
def test_a_dead_link_is_told_with_the_post_that_is_meant(check: Check, link: str) -> None:
    found = [each for each in check(f"看 {link}") if each.code == "own-link-unknown"]
    assert [(each.line, each.column) for each in found] == [(6, 3)]
    assert found[0].hint == f"did you mean {at('dddd0001')} (“注意力机制的由来”)?"


def test_what_is_like_nothing_has_no_suggestion(check: Check) -> None:
    (found,) = check(f"[偏好对齐-KPO]({URL}/zzzz.html)")
    assert found.code == "own-link-unknown"
    assert found.hint == "mend the address, or write the post"


def test_many_dead_links_of_one_block_are_one_finding_with_all_lines(check: Check) -> None:
    dead = "\n".join(f"- [旧文{number}]({URL}/x{number}.html)" for number in range(9))
    (found,) = check(f"字\n\n往期文章\n\n{dead}")
    assert found.message == (
        '9 links of the block "related" lead to no post of this site: “旧文0”, “旧文1”, “旧文2” and 6 more'
    )
    assert (found.line, found.more) == (10, tuple(range(11, 19)))


def test_a_living_link_in_any_spelling_is_fine(check: Check) -> None:
    spellings = [at("dddd0001"), "http://blog.example.com/dddd0001.html", "/dddd0001.html", "dddd0001.md"]
    text = " ".join(f"[词{at}]({url})" for at, url in enumerate(spellings))
    assert {each.code for each in check(f"{text} [[注意力机制的由来]] [家]({URL}/)")} <= {"link-own-http"}


# ── words ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("words", ["注意力机制的由来", "《注意力机制的由来》", "注意力机制的由来 "])
def test_words_that_are_another_post_s_title_are_told(check: Check, words: str) -> None:
    (found,) = check(f"见[{words}]({at('bbbb0007')})")
    assert found.code == "link-says-other"
    assert found.message.endswith("is the title of another post, but the link leads to “偏好对齐-DPO”")
    assert found.hint == f"write {at('dddd0001')}"


@pytest.mark.parametrize(
    "text",
    [
        "- 大模型算法题：  \n{links}",
        "大模型算法题：{links}",
        "- **大模型算法题**\n  - {links}",
        "### 大模型算法题\n\n{links}",
        "我写过的大模型算法题{links}",
    ],
)
def test_a_number_under_the_heading_of_its_series_must_lead_to_that_part(check: Check, text: str) -> None:
    right = text.format(links=f"[(1)]({at('dddd0002')})、[(2)]({at('dddd0003')})、[（三）]({at('dddd0004')})")
    assert check(right) == []
    wrong = text.format(links=f"[(1)]({at('dddd0002')})、[(2)]({at('dddd0004')})")
    found = [each for each in check(wrong) if each.code == "link-says-other"]
    assert [each.hint for each in found] == [f"write {at('dddd0003')}"]


def test_a_number_beside_others_of_a_series_must_lead_to_that_part(check: Check) -> None:
    (found,) = check(f"早先的[(1)]({at('dddd0002')})[(3)]({at('dddd0004')})[(5)]({at('dddd0003')})")
    assert found.message == "“(5)” names part 5 of a series, but the link leads to “大模型算法题(2)”"
    assert found.hint == "link to the post the words name"


def test_a_number_that_is_no_part_of_a_series_may_lead_anywhere(check: Check) -> None:
    assert check(f"如文献[[1]]({at('dddd0004')})与[2]({at('bbbb0007')})所说，[(3)]({at('dddd0001')})") == []


def test_a_short_form_of_another_part_is_told(check: Check) -> None:
    (found,) = check(f"[多模态入门(一)]({at('dddd0006')})")
    assert (found.code, found.hint) == ("link-says-other", f"write {at('dddd0005')}")


def test_words_of_the_author_s_own_are_fine(check: Check) -> None:
    text = f"[上一篇]({at('dddd0002')})，[这里]({at('dddd0005')})，[多模态入门（1）]({at('dddd0005')})"
    assert check(text) == []


# ── addresses ───────────────────────────────────────────────────────────────────────────────────


def test_http_links_of_an_https_site_are_one_warning(check: Check) -> None:
    url = "http://blog.example.com/dddd0001.html"
    (found,) = check(f"[词]({url})\n\n[词]({url})")
    assert (found.code, str(found.level), found.line, found.more) == ("link-own-http", "warning", 6, (8,))
    assert found.hint.startswith(f"write {at('dddd0001')}")


def test_another_spelling_of_an_http_site_is_a_note(check: Check) -> None:
    (found,) = check(f"[词]({at('dddd0001')})", url="http://blog.example.com", aliases=(URL,))
    assert (found.code, str(found.level)) == ("link-own-alias", "note")
    assert found.hint == (f"write http://blog.example.com/dddd0001.html, or make {URL} the url of [site]")


@pytest.mark.parametrize("host", ["localhost:4000", "127.0.0.1:4000", "192.168.1.7:1313", "mac.local:4000"])
def test_a_page_of_a_preview_is_told_with_its_address(check: Check, host: str) -> None:
    (found,) = check(f"[词](http://{host}/dddd0001.html)")
    assert (found.code, found.hint) == ("own-link-preview", f"write {at('dddd0001')}")


def test_a_server_of_the_author_s_is_told_unless_it_is_spoken_of(check: Check) -> None:
    text = "[看](http://localhost:4000/zzzz.html) <http://localhost:8080/> [http://10.0.0.1](http://10.0.0.1)"
    (found,) = check(text)
    assert (found.code, found.column) == ("link-local", 1)


def test_a_known_address_on_a_platform_is_told_with_the_site_s_own(check: Check) -> None:
    there = {"https://forum.example.org/p/12": "dddd0001"}
    (found,) = check("[词](https://forum.example.org/p/12?from=x)", there=there)
    assert found.code == "link-own-elsewhere"
    assert found.hint == f"write {at('dddd0001')}: each platform's readers then get the address there"


def test_an_own_title_that_leads_to_an_article_elsewhere_is_told(check: Check) -> None:
    article = "https://forum.example.org/p/99?a=1&b=2"
    (found,) = check(
        f"[《注意力机制的由来》]({article}) [偏好对齐-DPO](https://other.example.org/) [词]({article})"
    )
    assert (found.code, found.column) == ("link-own-elsewhere", 1)
    assert found.hint.endswith(f"publish link content/dddd0001.md --to forum '{article}'")


# ── lists ───────────────────────────────────────────────────────────────────────────────────────


def test_the_same_post_twice_in_one_list_is_told(check: Check) -> None:
    one, other = at("dddd0001"), at("bbbb0007")
    (found,) = check(f"字\n\n往期文章\n\n- [甲]({one})\n- 组：\n  - [乙]({other})\n  - [丙](/dddd0001.html)")
    assert (found.line, found.code) == (13, "link-repeated")
    assert found.message == "“注意力机制的由来” is in this list already, on line 10"


def test_the_same_address_twice_elsewhere_is_fine(check: Check) -> None:
    url = at("dddd0001")
    assert check(f"[甲]({url})，[乙]({url})\n\n- [甲]({url})[乙]({url})\n\n字\n\n1. [甲]({url})") == []


def test_a_post_that_links_to_itself_is_told(check: Check) -> None:
    own = at("cccc0000")
    (found,) = check(f"[甲]({own})，本文地址 <{own}>，[下文]({own}#标题)，[下文](#标题)\n\n## 标题")
    assert (found.code, found.column) == ("link-self", 1)


# ── places ──────────────────────────────────────────────────────────────────────────────────────


def test_a_missing_place_is_told_with_the_nearest_heading(check: Check) -> None:
    (found,) = check("[见](#注意力-机致)\n\n## 注意力 机制")
    assert (found.code, found.message) == ("anchor-unknown", "this post has no place called #注意力-机致")
    assert found.hint == "did you mean #注意力-机制?"


def test_a_place_of_another_own_post_is_looked_up_there(check: Check) -> None:
    text = f"[甲]({at('dddd0001')}#有的) [乙]({at('dddd0001')}#没有) [丙](https://other.example.org/#没有)"
    (found,) = check(text, others="## 有的")
    assert found.message == "“注意力机制的由来” has no place called #没有"
