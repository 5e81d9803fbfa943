"""Findings as SARIF 2.1.0 (OASIS, 27 March 2020), which code hosts and editors read."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

from publisher import __version__
from publisher.cli.findings import Report
from publisher.model.finding import Finding

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def document(report: Report, base: Path) -> dict[str, object]:
    """One run. Addresses are relative to `base`, the repository's root; every code is a rule, columns count
    code points."""
    findings = report.placed(base)
    codes = sorted({*report.table, *(each.code for each in findings)})
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "yigao",
                        "semanticVersion": __version__,
                        "rules": [_rule(code, report) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, codes.index(each.code)) for each in findings],
            }
        ],
    }


def _rule(code: str, report: Report) -> dict[str, object]:
    known = report.table.get(code)
    rule: dict[str, object] = {"id": code}
    if known is not None:
        rule["shortDescription"] = {"text": known.meaning}
        rule["help"] = {"text": known.remedy or known.meaning}
        rule["defaultConfiguration"] = {"level": str(known.level)}
    return rule


def _result(finding: Finding, rule: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": str(finding.level),
        "message": {"text": f"{finding.message}. {finding.hint}" if finding.hint else finding.message},
        "partialFingerprints": {"yigao/v1": _fingerprint(finding)},
        "properties": {"targets": list(finding.targets)},
    }
    if finding.path:
        result["locations"] = [{"physicalLocation": _place(finding)}]
    if finding.more:
        places = (_place(replace(finding, line=line, column=0)) for line in finding.more)
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": place, "message": {"text": "here too"}}
            for number, place in enumerate(places, 1)
        ]
    return result


def _place(finding: Finding) -> dict[str, object]:
    place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.path), "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        region = {"startLine": finding.line}
        place["region"] = {**region, "startColumn": finding.column} if finding.column else region
    return place


def _fingerprint(finding: Finding) -> str:
    """The same for the same finding wherever its line moves to."""
    text = "\0".join((finding.code, finding.path, finding.message))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
