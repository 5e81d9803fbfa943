"""Findings as the JSON document that programs rely on."""

from __future__ import annotations

from publisher.cli.findings import Report

VERSION = 1


def document(report: Report) -> dict[str, object]:
    """Paths are those below the site's root; `line` and `column` are 0 where there is none; `more_lines` are
    further lines of the file where the same is to be said."""
    return {
        "version": VERSION,
        "checked": report.checked,
        "silenced": report.silenced,
        "findings": [
            {
                "file": each.path,
                "line": each.line,
                "column": each.column,
                "more_lines": list(each.more),
                "level": str(each.level),
                "code": each.code,
                "message": each.message,
                "hint": each.hint,
                "targets": list(each.targets),
            }
            for each in report.findings
        ],
    }
