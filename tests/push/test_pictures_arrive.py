"""Two hundred pictures of every defect, pushed through the simulators as a user would; each content once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher import registry
from publisher.images.fit import fit
from publisher.images.sniff import ImageError

IMAGES = Path(__file__).parents[1] / "images"
sys.path.insert(0, str(IMAGES))
from defects import Sample, defects  # noqa: E402 - a script, not a package

_HEAD = "---\ntitle: {}\nabbrlink: {}\ndate: 2026-01-02 08:00:00\n---\n\n正文。\n\n"
pytestmark = pytest.mark.filterwarnings("ignore::UserWarning", "ignore::PIL.Image.DecompressionBombWarning")


def whole(sample: Sample) -> bool:
    """Whether every target takes it."""
    try:
        for name in ("wechat", "zhihu", "blog"):
            fit(sample.data, registry.adapter(name).limits)
    except ImageError:
        return False
    return True


@pytest.fixture(scope="module")
def samples() -> tuple[tuple[Sample, ...], tuple[Sample, ...]]:
    """Those that arrive, and those that fail."""
    found = [(sample, whole(sample)) for sample in defects()]
    return tuple(s for s, good in found if good), tuple(s for s, good in found if not good)


def write(site: Path, name: str, pictures: tuple[Sample, ...]) -> None:
    folder = site / "content" / name
    folder.mkdir(parents=True)
    for picture in pictures:
        (folder / picture.name).write_bytes(picture.data)
    shown = "".join(f"![图]({picture.name})\n\n" for picture in pictures)
    key = f"{sum(name.encode()):08x}"
    (folder / "index.md").write_text(_HEAD.format(name, key) + shown, encoding="utf-8", newline="\n")


def uploads(site: Path, target: str) -> list[dict[str, str]]:
    folder = site / ".publish/sandbox/ledger/uploads"
    files = folder.glob("*.jsonl") if folder.is_dir() else ()
    facts = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    return [fact for fact in facts if fact.get("target") == target]


_RUN = """
import sys
from publisher.cli import main
sys.argv = ["publish", *sys.argv[1:]]
try:
    code = main()
except SystemExit as end:
    code = end.code
try:  # ru_maxrss of a child begins with its parent's on Linux
    with open("/proc/self/status", encoding="ascii") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) * 1024
except OSError:
    try:
        import resource
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    except ImportError:
        peak = 0
print(f"\\npeak={peak}")
sys.exit(code or 0)
"""


def test_all_that_can_be_shown_arrive_in_one_post_within_400_megabytes(
    site: Path, samples: tuple[tuple[Sample, ...], tuple[Sample, ...]]
) -> None:
    good, _bad = samples
    assert len(good) > 90
    write(site, "many", good)
    command = [sys.executable, "-c", _RUN, str(site / "content/many"), "--sandbox", "--site", str(site)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400, check=False)
    assert done.returncode == 0, done.stderr
    peak = int(done.stdout.rpartition("peak=")[2])
    assert peak < 400_000_000
    sent = {target: uploads(site, target) for target in ("wechat", "zhihu")}
    for facts in sent.values():
        assert len({fact["source"] for fact in facts}) == len(facts)
        addresses = {(fact["content"], fact["uploaded"]["address"]) for fact in facts}
        assert len(addresses) == len({fact["content"] for fact in facts})  # the same bytes: one address
    again = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=400, check=False)
    assert again.returncode == 0, again.stderr
    assert {target: uploads(site, target) for target in sent} == sent


def test_each_that_cannot_fails_by_name_and_line_and_no_draft_is_touched(
    publish: Callable, site: Path, samples: tuple[tuple[Sample, ...], tuple[Sample, ...]]
) -> None:
    good, bad = samples
    chosen = bad[:: max(1, len(bad) // 12)]
    for number, sample in enumerate(chosen):
        write(site, f"bad{number}", (good[number], sample))
    names = [str(site / f"content/bad{number}") for number in range(len(chosen))]
    ran = publish(*names, "--sandbox", "--to", "wechat", "--json", "--yes")
    assert ran.code in {1, 2}
    steps = json.loads(ran.out)["steps"]
    assert len(steps) == len(chosen)
    for number, (step, sample) in enumerate(zip(steps, chosen, strict=True)):
        assert step["outcome"] == "failed", step
        assert step["draft"] is None or not step["draft"].get("id")
        assert step["error"]["file"] == f"content/bad{number}/index.md"
        assert step["error"]["line"] == 11
        assert sample.name in step["error"]["message"]
