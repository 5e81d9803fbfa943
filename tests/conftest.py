"""What all tests share: the corpus, where there is one, and the promise that CI skips nothing."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="rewrite the golden files with what came out"
    )


@pytest.fixture(scope="session")
def corpus() -> Path:
    """A real blog's Hexo source, read in place (YIGAO_CORPUS); tests over it skip where there is none."""
    folder = os.environ.get("YIGAO_CORPUS")
    if not folder:
        pytest.skip("YIGAO_CORPUS is not set: no real blog to test on")
    return Path(folder) / "linsight"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Under YIGAO_REQUIRE_REAL=1 a skipped test is a failed one, unless only the corpus is missing."""
    report = yield
    allowed = "YIGAO_CORPUS" in str(getattr(report, "longrepr", ""))
    if os.environ.get("YIGAO_REQUIRE_REAL") == "1" and report.skipped and not allowed:  # type: ignore[attr-defined]
        report.outcome = "failed"  # type: ignore[attr-defined]
        report.longrepr = f"skipped although YIGAO_REQUIRE_REAL=1: {report.longrepr}"  # type: ignore[attr-defined]
    return report
