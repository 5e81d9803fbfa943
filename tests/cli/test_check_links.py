"""`publish check --links` and `--outside` as a person and a CI job meet them."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from publisher.cli.outside import HOUR, WEEK, Outside
from publisher.model.page import Came, State
from publisher.model.post import Site
from publisher.planning.check.links.uses import Use
from publisher.wire.patience import Clock

URL = "https://blog.example.com"


def write(site: Path, name: str, text: str, *, front: str = "") -> str:
    path = f"content/{name}.md"
    head = f"---\ntitle: 篇{name}\nabbrlink: {name}\ndate: 2026-01-02 08:00:00\n{front}---\n"
    (site / path).write_text(head + text, encoding="utf-8")
    return path


def told(ran: object) -> list[tuple[str, int, str]]:
    return [(each["file"], each["line"], each["code"]) for each in ran.json["findings"]]  # type: ignore[attr-defined]


@pytest.fixture
def three(site: Path) -> Path:
    """Three posts: one leads nowhere, two lead to one another, one of these to a page that is not there."""
    write(site, "eeee0001", f"见[篇eeee0002]({URL}/eeee0002.html)。\n")
    write(site, "eeee0002", f"见[前文]({URL}/eeee0001.html)和[没有]({URL}/zzzz.html)。\n")
    return site


def test_links_are_looked_at_only_when_asked(publish: Callable, three: Path) -> None:
    write(three, "eeee0003", f"[篇eeee0001]({URL}/eeee0002.html)\n")
    plain = told(publish("check", "--to", "blog", "--json"))
    assert ("content/eeee0002.md", 6, "own-link-unknown") in plain
    linked = told(publish("check", "--to", "blog", "--links", "--json"))
    assert set(linked) - set(plain) == {
        ("content/eeee0003.md", 6, "link-says-other"),
        ("content/eeee0003.md", 0, "post-unlinked"),
        ("content/first/index.md", 0, "post-unlinked"),
    }


def test_only_the_posts_named_are_told_of_but_all_are_looked_at(publish: Callable, three: Path) -> None:
    found = told(publish("check", "--to", "blog", "--links", "--json", "content/eeee0002.md"))
    assert {path for path, _, _ in found} == {"content/eeee0002.md"}
    assert "post-unlinked" not in {
        code for _, _, code in found
    }  # another post, which is not named, leads to it
    found = told(publish("check", "--to", "blog", "--links", "--json", "content/first"))
    assert ("content/first/index.md", 0, "post-unlinked") in found


@pytest.mark.parametrize("spelling", ["eeee0002", "content/eeee0002.md", f"{URL}/eeee0002.html"])
def test_a_post_that_a_front_matter_lists_is_linked_to(publish: Callable, site: Path, spelling: str) -> None:
    write(site, "eeee0001", "字\n", front=f'publish: {{related: ["{spelling}"]}}\n')
    write(site, "eeee0002", "字\n")
    found = told(publish("check", "--to", "blog", "--links", "--json"))
    assert ("content/eeee0002.md", 0, "post-unlinked") not in found
    assert ("content/eeee0001.md", 0, "post-unlinked") in found


def test_one_post_alone_is_not_told_that_nothing_leads_to_it(publish: Callable, site: Path) -> None:
    assert "post-unlinked" not in publish("check", "--links").out


def test_what_links_are_told_of_can_be_silenced(publish: Callable, three: Path) -> None:
    path = three / "publish.toml"
    before = path.read_text(encoding="utf-8")
    path.write_text(f'{before}[check]\nsilence = ["post-unlinked", "own-link-unknown"]\n', encoding="utf-8")
    write(three, "eeee0003", "字\n", front="publish: {silence: [link-self]}\n")
    ran = publish("check", "--to", "blog", "--links", "--json")
    assert not {"post-unlinked", "own-link-unknown", "silence-wrong"} & {code for _, _, code in told(ran)}
    assert ran.json["silenced"] >= 3


def test_a_place_of_a_post_that_is_not_named_is_looked_up(publish: Callable, three: Path) -> None:
    path = write(three, "eeee0004", f"[词]({URL}/eeee0001.html#有) [词]({URL}/eeee0002.html#没有)\n")
    write(three, "eeee0001", "## 有\n")
    ran = publish("check", "--to", "blog", "--links", "--json", path)
    found = [each for each in ran.json["findings"] if each["code"] == "anchor-unknown"]
    assert [each["message"] for each in found] == ["“篇eeee0002” has no place called #没有"]


def test_an_article_on_a_platform_that_is_called_like_a_post_is_told(publish: Callable, site: Path) -> None:
    article = "https://zhuanlan.zhihu.com/p/12345678"
    path = write(site, "eeee0001", f"[《第一篇文》]({article})，[第一篇文](https://other.example.org/p/1)\n")
    write(site, "eeee0002", "字\n")
    text = (site / "content/eeee0002.md").read_text(encoding="utf-8").replace("篇eeee0002", "第一篇文")
    (site / "content/eeee0002.md").write_text(text, encoding="utf-8")
    found = publish("check", "--links", "--json", path).json["findings"]
    (told_,) = (each for each in found if each["code"] == "link-own-elsewhere")
    assert (told_["line"], told_["column"]) == (6, 1)
    assert told_["hint"].endswith(f"publish link content/eeee0002.md --to zhihu {article}")


def test_many_dead_links_of_a_block_keep_their_lines_in_every_form(publish: Callable, site: Path) -> None:
    links = "\n".join(f"- [旧文{number}]({URL}/x{number}.html)" for number in range(12))
    path = write(site, "eeee0001", f"字\n\n往期文章\n\n{links}\n")
    words = ("check", "--to", "blog", path)
    out = publish(*words).out
    assert out.count("own-link-unknown") == 1
    assert f'{path}:10:3: warning: 12 links of the block "related" lead to no post of this site' in out
    assert "(also on lines 11, 12, 13, 14, 15, 16, 17, 18…)" in out
    assert "(also on lines 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21)" in publish(*words, "--verbose").out
    (found,) = (each for each in publish(*words, "--json").json["findings"] if "own-link" in each["code"])
    assert (found["line"], found["more_lines"], found["targets"]) == (10, list(range(11, 22)), [])
    assert "also on lines 11, 12" in publish(*words, "--format", "github").out
    sarif = json.loads(publish(*words, "--format", "sarif").out)
    (result,) = (each for each in sarif["runs"][0]["results"] if each["ruleId"] == "own-link-unknown")
    lines = [each["physicalLocation"]["region"]["startLine"] for each in result["relatedLocations"]]
    assert lines == list(range(11, 22))


# ── outside ─────────────────────────────────────────────────────────────────────────────────────

NOW = datetime(2026, 11, 24, tzinfo=UTC)
A, B, C = "https://a.example/1", "https://b.example/2", "https://a.example/3"


class Asked:
    """Stands where the network is: answers as told, and keeps what it was asked for."""

    def __init__(self, answers: Mapping[str, Came | type[BaseException]]) -> None:
        self.answers = answers
        self.heard: list[str] = []

    def __call__(self, addresses: Iterable[str]) -> Iterator[tuple[str, Came]]:
        for address in addresses:
            self.heard.append(address)
            answer = self.answers.get(address, Came(State.THERE))
            if not isinstance(answer, Came):
                raise answer
            yield address, answer


def look(
    ask: Asked,
    *links: str,
    place: Path | None = None,
    after: float = 0.0,
    skip: tuple[str, ...] = (),
    fresh: bool = False,
) -> list[tuple[str, str]]:
    now = datetime.fromtimestamp(NOW.timestamp() + after, UTC)
    clock = Clock(lambda: now, lambda: 0.0, lambda _: None)
    posts = {"content/p.md": tuple(Use(url, "词", at) for at, url in enumerate(links, 1))}
    outside = Outside(Site(url=URL), ask, skip, place, fresh, clock)
    return [(each.code, each.message) for each in outside(posts)]


def test_each_outside_address_is_asked_for_once_and_no_other() -> None:
    ask = Asked({})
    own = (
        f"{URL}/x.html",
        "/x",
        "#x",
        "mailto:a@b.c",
        "http://localhost:4000/x",
        "http://10.0.0.1/",
        "http://[/",
    )
    assert look(ask, A, f"{A}#part", B, *own) == []
    assert ask.heard == [A, B]


def test_what_came_is_told_by_its_gravity() -> None:
    ask = Asked(
        {
            A: Came(State.GONE, "HTTP 404"),
            B: Came(State.THERE, moved="https://new.example/2"),
            C: Came(State.UNTRUSTED, "certificate not trusted (expired)"),
        }
    )
    assert look(ask, A, B, C) == [
        ("outside-gone", f"{A} is gone: HTTP 404"),
        ("outside-moved", f"{B} has moved for good to https://new.example/2"),
        ("outside-tls", f"{C}: certificate not trusted (expired)"),
    ]


def test_what_cannot_be_told_of_one_host_is_one_finding() -> None:
    ask = Asked(dict.fromkeys((A, B, C), Came(State.UNTOLD, "HTTP 403")))
    assert look(ask, A, B, C) == [
        ("outside-untold", "2 pages of a.example: HTTP 403"),
        ("outside-untold", f"{B}: HTTP 403"),
    ]


def test_what_came_is_kept_for_a_week_and_an_hour_where_it_is_no_good(tmp_path: Path) -> None:
    place = tmp_path / "outside.json"
    first = Asked({A: Came(State.GONE, "HTTP 404"), C: Came(State.NOT_ASKED, "x")})
    found = look(first, A, B, C, place=place)
    soon = Asked({C: Came(State.NOT_ASKED, "x")})
    assert look(soon, A, B, C, place=place, after=HOUR / 2) == found
    assert soon.heard == [C]
    later = Asked({})
    look(later, A, B, place=place, after=HOUR * 1.5)
    assert later.heard == [A]
    last = Asked({})
    look(last, B, place=place, after=WEEK * 1.5)
    assert last.heard == [B]


def test_fresh_believes_nothing_and_forgets_nothing(tmp_path: Path) -> None:
    place = tmp_path / "outside.json"
    look(Asked({}), A, B, place=place)
    ask = Asked({})
    look(ask, A, place=place, fresh=True)
    assert ask.heard == [A]
    again = Asked({})
    look(again, A, B, place=place)
    assert again.heard == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"version":1,"pages":{"https://a.example/1":[9e99,"odd"]}}']
)
def test_a_broken_cache_is_done_without(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "outside.json"
    place.write_bytes(content)
    ask = Asked({})
    assert look(ask, A, place=place) == []
    assert ask.heard == [A]


def test_addresses_can_be_left_out() -> None:
    ask = Asked({})
    look(ask, A, B, C, skip=("https://a.example/*",))
    assert ask.heard == [B]


def test_an_interrupted_run_tells_what_it_knows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    place = tmp_path / "outside.json"
    ask = Asked({A: Came(State.GONE, "HTTP 404"), B: KeyboardInterrupt})
    assert look(ask, A, B, C, place=place) == [("outside-gone", f"{A} is gone: HTTP 404")]
    assert "stopped: 2 pages were not asked for" in capsys.readouterr().err
    again = Asked({})
    look(again, A, B, C, place=place)
    assert again.heard == [B, C]


def test_a_machine_that_is_offline_condemns_nobody(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    place = tmp_path / "outside.json"
    lost = Came(State.NO_HOST, "no host goes by this name")
    assert look(Asked({A: lost, B: lost}), A, B, place=place) == []
    assert "is this machine online?" in capsys.readouterr().err
    assert look(Asked({A: lost}), A, B, place=place) == [
        ("outside-no-host", f"{A}: no host goes by this name")
    ]


def test_the_command_tells_what_is_known_of_outside_pages(publish: Callable, site: Path) -> None:
    """From the cache: nothing is asked for here."""
    path = write(site, "eeee0001", f"[甲]({A})\n\n[乙]({B})\n")
    kept = {
        A: [datetime.now(UTC).timestamp(), "gone", "HTTP 404"],
        B: [datetime.now(UTC).timestamp(), "there"],
    }
    cache = site / ".publish" / "cache" / "outside.json"
    cache.parent.mkdir(parents=True, exist_ok=True)
    cache.write_text(json.dumps({"version": 1, "pages": kept}), encoding="utf-8")
    ran = publish("check", "--to", "blog", "--outside")
    assert ran.code == 1
    assert f"{path}:6:1: error: {A} is gone: HTTP 404 [outside-gone]" in ran.out
    assert "post-unlinked" in ran.out
    assert B not in ran.out
    assert publish("check", "--to", "blog", "--links").code == 0
    settings = site / "publish.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f'{before}[check]\nskip_links = ["https://a.example/*"]\n', encoding="utf-8")
    assert publish("check", "--to", "blog", "--outside").code == 0


def test_fresh_alone_is_a_misunderstanding(publish: Callable) -> None:
    ran = publish("check", "--fresh")
    assert ran.code == 2
    assert "--outside" in ran.err
