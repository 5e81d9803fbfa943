"""Findings for programs: JSON, GitHub's annotations, SARIF."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec
import pytest

from publisher.cli.findings import Report, github, repository, sarif, summary
from publisher.model.finding import Explanation, Finding, Level

TABLE = {
    "picture-missing": Explanation(Level.ERROR, "Not there.", "put it there"),
    "odd": Explanation(Level.NOTE, "Odd.", ""),
}
POST = "内容/第一篇 #1.md"
FINDINGS = (
    Finding(
        "odd", Level.NOTE, "多,行\n100%: 是", path="内容/第一篇 #1.md", line=3, column=7, targets=("blog",)
    ),
    Finding("picture-missing", Level.ERROR, "缺图", "放好", path="内容/第一篇 #1.md", line=5),
    Finding("silence-wrong", Level.WARNING, "没有", path="publish.toml"),
)


def report(root: Path, findings: tuple[Finding, ...] = FINDINGS) -> Report:
    return Report(root, findings, TABLE, "1 post × 1 target", 2)


def test_the_summary_counts_by_gravity(tmp_path: Path) -> None:
    assert summary(report(tmp_path)) == "1 post × 1 target: 1 error, 1 warning, 1 note (2 silenced)"


def test_annotations_escape_what_the_runner_would_read_as_its_own(tmp_path: Path) -> None:
    assert list(github.lines(report(tmp_path), tmp_path)) == [
        "::error file=内容/第一篇 #1.md,line=5,title=picture-missing::缺图%0A放好",
        "::warning file=publish.toml,title=silence-wrong::没有",
        "::notice file=内容/第一篇 #1.md,line=3,col=7,title=odd::多,行%0A100%25: 是 (blog)",
    ]


def test_a_path_with_commas_and_colons_stays_one_property(tmp_path: Path) -> None:
    odd = (Finding("odd", Level.NOTE, "x", path="a,b:c%.md"),)
    (line,) = github.lines(report(tmp_path, odd), tmp_path)
    assert line == "::notice file=a%2Cb%3Ac%25.md,title=odd::x"


def test_paths_count_from_the_repository_s_root(tmp_path: Path) -> None:
    site = tmp_path / "blog" / "site"
    site.mkdir(parents=True)
    assert repository(site, {}) == site
    (tmp_path / ".git").mkdir()
    assert repository(site, {}) == tmp_path
    assert repository(site, {"GITHUB_WORKSPACE": str(tmp_path / "blog")}) == tmp_path / "blog"
    assert repository(site, {"GITHUB_WORKSPACE": str(tmp_path / "elsewhere")}) == tmp_path
    (line, *_) = github.lines(report(site), tmp_path)
    assert line.startswith("::error file=blog/site/内容/")


# What SARIF 2.1.0 asks of the parts used here: the names, kinds and limits of its JSON schema.


class Text(msgspec.Struct, forbid_unknown_fields=True):
    text: str


class Configuration(msgspec.Struct, forbid_unknown_fields=True):
    level: Level


class Rule(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    id: str
    short_description: Text | None = None
    help: Text | None = None
    default_configuration: Configuration | None = None


class Driver(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    name: str
    semantic_version: str
    rules: list[Rule]


class Tool(msgspec.Struct, forbid_unknown_fields=True):
    driver: Driver


class Artifact(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    uri: str
    uri_base_id: str


class Region(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    start_line: int
    start_column: int = 1

    def __post_init__(self) -> None:
        assert self.start_line >= 1
        assert self.start_column >= 1


class Physical(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    artifact_location: Artifact
    region: Region | None = None


class Location(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    physical_location: Physical


class Result(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    rule_id: str
    rule_index: int
    level: Level
    message: Text
    partial_fingerprints: dict[str, str]
    properties: dict[str, Any]
    locations: list[Location] = []


class Run(msgspec.Struct, forbid_unknown_fields=True, rename="camel"):
    tool: Tool
    column_kind: str
    results: list[Result]


class Log(msgspec.Struct, forbid_unknown_fields=True, rename={"schema": "$schema"}):
    schema: str
    version: str
    runs: list[Run]


def log(root: Path, base: Path | None = None) -> Run:
    read = msgspec.json.decode(msgspec.json.encode(sarif.document(report(root), base or root)), type=Log)
    assert read.version == "2.1.0"
    assert read.schema.startswith("https://")
    (run,) = read.runs
    return run


def test_sarif_has_the_form_of_its_standard(tmp_path: Path) -> None:
    run = log(tmp_path)
    assert run.column_kind == "unicodeCodePoints"
    ids = [rule.id for rule in run.tool.driver.rules]
    assert len(set(ids)) == len(ids)
    for result in run.results:
        assert ids[result.rule_index] == result.rule_id
        assert result.message.text
        assert all(location.physical_location.artifact_location.uri_base_id for location in result.locations)
    assert [result.rule_id for result in run.results] == ["odd", "picture-missing", "silence-wrong"]


def test_sarif_addresses_are_relative_and_plain_ascii(tmp_path: Path) -> None:
    uris = [r.locations[0].physical_location.artifact_location.uri for r in log(tmp_path).results]
    assert all(
        uri.isascii() and " " not in uri and "#" not in uri and not uri.startswith("/") for uri in uris
    )
    assert unquote(uris[0]) == "内容/第一篇 #1.md"


def test_sarif_knows_what_codes_mean(tmp_path: Path) -> None:
    rules = {rule.id: rule for rule in log(tmp_path).tool.driver.rules}
    assert rules["picture-missing"].short_description == Text("Not there.")
    assert rules["picture-missing"].help == Text("put it there")
    assert rules["picture-missing"].default_configuration == Configuration(Level.ERROR)


def test_the_same_finding_keeps_its_fingerprint_when_its_line_moves(tmp_path: Path) -> None:
    moved = (
        Finding("odd", Level.NOTE, "x", path="a.md", line=9),
        Finding("odd", Level.NOTE, "x", path="a.md", line=2),
    )
    document: Any = sarif.document(report(tmp_path, moved), tmp_path)
    first, second = (result["partialFingerprints"] for result in document["runs"][0]["results"])
    assert first == second


def write_slip(site: Path) -> None:
    """One post whose only slip is on line 6."""
    text = "---\ntitle: 一\nabbrlink: aaaa0001\ndate: 2026-01-02\n---\n##标题\n"
    (site / "content/first/index.md").write_text(text, encoding="utf-8")


def test_json_keeps_the_keys_that_programs_read(publish: Callable, site: Path) -> None:
    (site / "content/first/index.md").write_text(
        "---\ntitle: 一\nabbrlink: aaaa0001\ndate: 2026-01-02\n---\n##标题\n", encoding="utf-8"
    )
    document = publish("check", "--to", "blog", "--json").json
    assert document["version"] == 1
    (finding,) = document["findings"]
    assert finding == {
        "file": "content/first/index.md",
        "line": 6,
        "column": 1,
        "more_lines": [],
        "level": "warning",
        "code": "heading-as-text",
        "message": "a heading needs a space behind its #: ##标题",
        "hint": "write half-width # signs and a space behind them",
        "targets": [],
    }
    assert publish("check", "--to", "blog", "--format", "json").json == document


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_report_may_go_to_a_file(publish: Callable, site: Path, form: str) -> None:
    (site / "content/first/index.md").write_text(
        "---\ntitle: 一\nabbrlink: aaaa0001\ndate: 2026-01-02\n---\n##标题\n", encoding="utf-8"
    )
    ran = publish("check", "--to", "blog", "--format", form, "--output", "found")
    assert (ran.code, ran.out) == (0, "")
    assert "1 post × 1 target: 1 warning" in ran.err
    text = (site / "found").read_text(encoding="utf-8")
    assert "heading-as-text" in text
    assert text.endswith("\n")
    assert "\x1b" not in text


def test_what_a_program_reads_stands_alone_on_stdout(publish: Callable, site: Path) -> None:
    (site / "content/first/index.md").write_text(
        "---\ntitle: 一\nabbrlink: aaaa0001\ndate: 2026-01-02\n---\n##标题\n", encoding="utf-8"
    )
    ran = publish("check", "--to", "blog", "--format", "github")
    assert [line.partition(" ")[0] for line in ran.out.splitlines()] == ["::warning"]
    assert "1 warning" in ran.err
    assert publish("check", "--to", "blog", "--format", "sarif").json["version"] == "2.1.0"


@pytest.mark.parametrize("form", ["github", "sarif"])
def test_a_mistake_in_the_settings_is_an_annotation_on_its_line(
    publish: Callable, site: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    path = site / "publish.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("author =", "autor ="), encoding="utf-8")
    line = next(
        n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "autor" in text
    )
    ran = publish("check", "--format", form)
    assert ran.code == 2
    if form == "github":
        assert ran.out.startswith(
            f"::error file=publish.toml,line={line},title=settings::site.autor: unknown key"
        )
    else:
        (result,) = ran.json["runs"][0]["results"]
        assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": line}


def test_a_file_that_cannot_be_written_is_said(publish: Callable, site: Path) -> None:
    ran = publish("check", "--output", os.path.join("nowhere", "found"))  # noqa: PTH118 - as a user types it
    assert ran.code == 2
    assert "cannot be written" in ran.err
