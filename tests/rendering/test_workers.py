"""Processes that render for another one end with it, however it ends."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys, time
from pathlib import Path
from publisher.model.record import Places
from publisher.rendering.workers import Job, helpers
from publisher.source.graph import Graph

tables = {"zhihu": {"adapter": "zhihu", "cookie": "env:NONE"}}
job = Job(Path(sys.argv[1]), tables, Places(), Graph(), Path(sys.argv[2]), False)
paths = tuple(f"content/{number}.md" for number in range(12))
if __name__ == "__main__":
    with helpers(job, paths, 2) as others:
        others.wait(paths[0])
        print(len(list(Path(sys.argv[2]).glob("*.json"))) > 0, flush=True)
        time.sleep(600)
"""


@pytest.mark.parametrize("how", [signal.SIGTERM, getattr(signal, "SIGKILL", signal.SIGTERM)])
def test_a_killed_process_leaves_none_behind(tmp_path: Path, how: signal.Signals) -> None:
    (tmp_path / "content").mkdir()
    for number in range(12):
        text = f"---\ntitle: {number}\n---\n甲\n"
        (tmp_path / "content" / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "publish.toml").write_text(
        '[site]\nurl = "https://b.example.com"\ncontent = "content"\n'
        '[targets.zhihu]\nadapter = "zhihu"\ncookie = "env:NONE"\n',
        encoding="utf-8",
    )
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    command = [sys.executable, str(program), str(tmp_path), str(tmp_path / "kept")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "True\n"
        killed.send_signal(how)
        rest, _ = killed.communicate(timeout=30)  # ends once the last process that holds the pipe has
    assert rest == ""
