"""publish.toml: found upwards, checked as a whole, every mistake with its line and a suggestion."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from publisher import registry
from publisher.errors import ConfigError
from publisher.source.settings import load_settings, override

from .conftest import SETTINGS, Make

NAME = "fake_for_settings"
ADAPTER = """
from pathlib import Path
from typing import Literal
import msgspec
from publisher.contract import Adapter, TargetSettings
from publisher.model.rendition import Limits

class Endpoints(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    api: str = "https://api.example"

class Settings(TargetSettings, frozen=True, kw_only=True, forbid_unknown_fields=True):
    theme: str = "default"
    delivery: Literal["directory", "git"] = "directory"
    path: str = ""
    endpoints: Endpoints = Endpoints()

    def problems(self, root, content):
        inside = self.path and any((root / self.path).is_relative_to(folder) for folder in content)
        return ("`path` lies inside the content folder",) if inside else ()

def nothing(*_): raise NotImplementedError

ADAPTER = Adapter(
    "fake_for_settings", limits=Limits(), settings=Settings, render=nothing, show=nothing, connect=nothing
)
"""


@pytest.fixture
def with_adapter(make: Make, monkeypatch: pytest.MonkeyPatch) -> Make:
    """A site with an adapter of its own in `extras/`."""
    import sys

    monkeypatch.setattr(sys, "path", list(sys.path))

    def made(targets: str = "", settings: str = SETTINGS) -> object:
        whole = settings.replace('author = "Me"', 'author = "Me"\nadapters = ["extras"]') + targets
        try:
            return make({f"extras/publisher_{NAME}/__init__.py": ADAPTER}, whole)
        finally:
            sys.modules.pop(f"publisher_{NAME}", None)

    return made  # type: ignore[return-value]


def problems(call: Callable[..., object], *arguments: object) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as caught:
        call(*arguments)
    return caught.value.problems


def test_settings_are_found_upwards_from_a_file_or_a_folder(make: Make) -> None:
    settings = make({"posts/a/b.md": "text"})
    for start in (
        settings.root,
        settings.root / "posts" / "a",
        settings.root / "posts" / "a" / "b.md",
        settings.path,
    ):
        assert load_settings(start).root == settings.root
    assert load_settings(settings.root / "posts" / "not" / "there.md").root == settings.root


def test_every_section_is_read(make: Make) -> None:
    settings = make()
    assert settings.site.title == "Here"
    assert settings.site.guard == 10
    assert settings.content == (settings.root / "posts",)
    assert settings.static == settings.root / "static"
    assert str(settings.zone) == "Asia/Shanghai"
    assert settings.profiles == {"blog": "https://here.example/"}
    assert [(rule.name, rule.starts, rule.place) for rule in settings.blocks] == [
        ("related", ("Earlier",), "none"),
        ("footer", ("Thanks*",), "none"),
    ]


def test_without_a_file_the_hint_is_init(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"publish\.toml") as caught:
        load_settings(tmp_path)
    assert "publish init" in caught.value.hint


def test_every_mistake_is_reported_at_once_with_its_line_and_a_suggestion(make: Make) -> None:
    found = problems(
        make,
        {},
        """\
[site]
titel = "x"
url = "here.example"
aliases = "http://a.example"
content = ["posts", "nowhere"]
static = "../outside"
timezone = "Asia/Shanghia"
guard = "ten"
dialect = "hxo"

[profile]
blog = "x"

[profiles]
blog = 7

[[blocks]]
name = "footer"
start = ["x"]
[[blocks]]
name = "notice"
line = "*x"
place = "bottom"
[[blocks]]
name = "empty"

[targets.at]
adapter = "blog"
[targets.one]
[targets.two]
adapter = "nowhere"
""",
    )
    assert [problem.partition(" — ")[0] for problem in found] == [
        "publish.toml:2: site.titel: unknown key",
        'publish.toml:3: site.url: "here.example" is no address: write it as "https://blog.example.com"',
        "publish.toml:4: site.aliases: a list [...] is wanted here, not text in quotes",
        'publish.toml:5: site.content: there is no folder "nowhere"',
        'publish.toml:6: site.static: "../outside" lies outside the site: pictures are read from inside only',
        'publish.toml:7: site.timezone: "Asia/Shanghia" is not allowed here',
        "publish.toml:8: site.guard: a whole number is wanted here, not text in quotes",
        'publish.toml:9: site.dialect: "hxo" is not allowed here',
        "publish.toml:11: profile: unknown key",
        "publish.toml:15: profiles.blog: text in quotes is wanted here",
        "publish.toml:19: blocks.1.start: unknown key",
        "publish.toml:22: blocks.2.line: not a regular expression: nothing to repeat at position 0",
        'publish.toml:23: blocks.2.place: "bottom" is not allowed here',
        'publish.toml:24: blocks.3: nothing says how to recognise it: set "starts" or "line"',
        (
            "publish.toml:27: targets.at: a target's name is a word of letters, digits, - and _, "
            "and none of `at`, `silence`, `related`, `series`, `group`"
        ),
        'publish.toml:29: targets.one: the key "adapter" is missing, e.g. adapter = "one"',
        'publish.toml:31: targets.two.adapter: "nowhere" is not allowed here',
    ]
    suggestions = [problem.partition(" — ")[2] for problem in found if " — " in problem]
    for wanted in ("title", "Asia/Shanghai", "hexo", "profiles", "starts", "known: end, none, top"):
        assert any(wanted in suggestion for suggestion in suggestions), wanted


def test_a_bad_pattern_is_named_with_its_line(make: Make) -> None:
    found = problems(make, {}, SETTINGS + '[[blocks]]\nname = "n"\nline = "*x"\n')
    assert found == (
        "publish.toml:20: blocks.3.line: not a regular expression: nothing to repeat at position 0",
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[site]\ntitle = x\n", 2, "not valid TOML"),
        ("[site\n", 1, "not valid TOML"),
        ("a = 1\na = 2\n", 2, "not valid TOML"),
    ],
)
def test_what_is_not_toml_is_refused_with_its_line(make: Make, text: str, line: int, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        make({}, text)
    assert (caught.value.path, caught.value.line) == ("publish.toml", line)
    assert caught.value.hint


def test_a_file_that_is_not_utf8_is_refused(make: Make) -> None:
    with pytest.raises(ConfigError, match="UTF-8"):
        make({"publish.toml": '[site]\ntitle = "标题"'.encode("gbk")})


def test_a_byte_order_mark_and_crlf_are_no_mistake(make: Make) -> None:
    assert (
        make({"publish.toml": b"\xef\xbb\xbf" + SETTINGS.replace("\n", "\r\n").encode()}).site.title == "Here"
    )


def test_content_outside_the_site_is_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    found = problems(make, {}, SETTINGS.replace('content = "posts"', 'content = "../posts"'))
    assert found == (
        'publish.toml:5: site.content: "../posts" lies outside the site: put publish.toml above the posts',
    )


def test_content_that_is_a_link_to_outside_is_refused(make: Make, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
    found = problems(make, {}, SETTINGS.replace('content = "posts"', 'content = "linked"'))
    assert "lies outside the site" in found[0]


def test_a_target_is_validated_with_its_adapters_own_settings(with_adapter: Make) -> None:
    settings = with_adapter(
        f'[targets.mine]\nadapter = "{NAME}"\ntheme = "t.css"\nsince = 2026-11-23\n'
        '[targets.mine.schedule]\ndelay = "1d"\n'
    )
    target = settings.targets["mine"]
    assert target.adapter.name == NAME
    assert target.settings.since == date(2026, 11, 23)
    assert target.settings.schedule.delay == "1d"
    assert target.settings.theme == "t.css"  # type: ignore[attr-defined]


def test_misspelt_keys_are_found_at_every_level_of_a_target(with_adapter: Make) -> None:
    found = problems(
        with_adapter,
        f"""\
[targets.a]
adapter = "{NAME}"
them = "x"
endpoints = {{ apu = "https://x.example" }}
since = "soon"
delivery = "directry"
[targets.a.schedule]
dellay = "1d"
[targets.b]
adapter = "{NAME}"
path = "posts/out"
[targets.c]
adapter = "{NAME[:-1]}"
""",
    )
    assert found == (
        'publish.toml:21: targets.a.them: unknown key — did you mean "theme"?',
        'publish.toml:22: targets.a.endpoints.apu: unknown key — did you mean "api"?',
        "publish.toml:23: targets.a.since: a date such as 2026-11-23 (without quotes) is wanted here",
        'publish.toml:24: targets.a.delivery: "directry" is not allowed here — did you mean "directory"?',
        'publish.toml:26: targets.a.schedule.dellay: unknown key — did you mean "delay"?',
        "publish.toml:29: targets.b.path: `path` lies inside the content folder",
        f'publish.toml:31: targets.c.adapter: "{NAME[:-1]}" is not allowed here — did you mean "{NAME}"?',
    )


def test_a_targets_table_can_be_changed_and_is_validated_again(with_adapter: Make) -> None:
    settings = with_adapter(
        f'[targets.mine]\nadapter = "{NAME}"\ntheme = "t.css"\nendpoints = {{ api = "https://a.example" }}\n'
    )
    changed = override(settings, "mine", {"endpoints": {"api": "http://127.0.0.1:1"}, "path": "out"})
    assert changed.targets["mine"].settings.endpoints.api == "http://127.0.0.1:1"  # type: ignore[attr-defined]
    assert changed.targets["mine"].settings.theme == "t.css"  # type: ignore[attr-defined]
    assert settings.targets["mine"].settings.path == ""  # type: ignore[attr-defined]
    with pytest.raises(ConfigError, match=r'targets\.mine\.endpoints\.apis.*did you mean "api"'):
        override(settings, "mine", {"endpoints": {"apis": "x"}})


def test_an_adapter_that_cannot_be_imported_is_a_mistake_like_any_other(
    with_adapter: Make, make: Make
) -> None:
    whole = (
        SETTINGS.replace('author = "Me"', 'adapters = ["broken"]')
        + '[targets.x]\nadapter = "broken_on_import"\n'
    )
    with pytest.raises(ConfigError, match="cannot be loaded: ZeroDivisionError"):
        make({"broken/publisher_broken_on_import/__init__.py": "1 / 0"}, whole)


def test_the_adapters_of_this_project_are_found(make: Make) -> None:
    for name in registry.names():
        if name not in {"blog", NAME}:
            settings = make({}, SETTINGS + f'[targets.t]\nadapter = "{name}"\n')
            assert settings.targets["t"].adapter.name == name
