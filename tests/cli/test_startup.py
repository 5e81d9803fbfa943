"""Asking for help costs nothing: counted in modules, since modules do not depend on the machine."""

import subprocess
import sys

import pytest

HEAVY = {
    "httpx",
    "markdown_it",
    "jinja2",
    "pygments",
    "quickjs",
    "PIL",
    "tenacity",
    "resvg_py",
    "merman",
    "rich",
    "tinycss2",
    "yaml",
}


def modules_after(*words: str) -> set[str]:
    """The top-level modules a fresh interpreter holds after `publish <words>`."""
    program = (
        "import sys\nfrom publisher.cli import main\n"
        f"assert main({list(words)!r}) == 0\n"
        "print('\\n'.join(sorted({name.partition('.')[0] for name in sys.modules})), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    return set(result.stderr.split())


@pytest.mark.parametrize("words", [["--help"], ["--version"]])
def test_help_imports_nothing_heavy(words: list[str]) -> None:
    assert not modules_after(*words) & HEAVY


def test_help_imports_few_modules_of_the_engine() -> None:
    program = (
        "import sys\nfrom publisher.cli import main\nmain(['--help'])\n"
        "print(sum(name.startswith('publisher') for name in sys.modules), file=sys.stderr)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert int(result.stderr) <= 4


@pytest.mark.parametrize(
    "verb",
    [
        "push",
        "plan",
        "render",
        "check",
        "status",
        "link",
        "release",
        "init",
        "new",
        "sandbox",
        "theme",
        "doctor",
        "login",
    ],
)
def test_help_of_a_verb_imports_nothing_heavy(verb: str) -> None:
    assert not modules_after(verb, "--help") & (HEAVY - {"yaml"})
