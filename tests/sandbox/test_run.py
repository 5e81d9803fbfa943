"""Starting the sandbox, and ending it."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from publisher import registry
from publisher.errors import ConfigError
from publisher.sandbox.run import open_platforms, serve_forever
from publisher.sandbox.server import Server

SIMULATOR = """
from publisher.sandbox.kit import Response
class Simulator:
    def __init__(self, folder): self.folder = folder
    def answer(self, request): return Response(200, str(self.folder).encode())
    def arrived(self): return ()
    def pictures(self): return {}
"""


@pytest.fixture
def pretend(tmp_path, monkeypatch):
    """An adapter package `publisher_pretend` with nothing but a simulator."""
    package = tmp_path / "adapters" / "publisher_pretend"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "simulator.py").write_text(SIMULATOR, encoding="utf-8")
    monkeypatch.syspath_prepend(package.parent)
    yield "pretend"
    for name in [name for name in sys.modules if name.startswith("publisher_pretend")]:
        del sys.modules[name]


def test_every_target_has_a_platform_and_a_memory_of_its_own(pretend, tmp_path, http):
    platforms = open_platforms({"mine": pretend, "yours": pretend}, tmp_path / "state")
    with Server(platforms) as server:
        assert http.get(server.base("mine")).text == str(tmp_path / "state" / "mine")
        assert http.get(server.base("yours")).text == str(tmp_path / "state" / "yours")


def test_an_adapter_that_is_not_there_is_an_error_with_a_hint(tmp_path):
    with pytest.raises(ConfigError, match="no adapter named 'nothing'"):
        open_platforms({"x": "nothing"}, tmp_path)
    assert registry.names()


def test_serving_ends_when_the_server_does(notebook):
    server = Server({"notes": notebook})
    thread = threading.Thread(target=serve_forever, args=(server,))
    thread.start()
    server.end()
    thread.join(timeout=5)
    assert not thread.is_alive()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_ctrl_c_ends_it_without_a_traceback(http):
    code = (
        "from publisher.sandbox.server import Server\n"
        "from publisher.sandbox.run import serve_forever\n"
        "server = Server({})\n"
        "print(server.url, flush=True)\n"
        "serve_forever(server)\n"
        "print('closed', flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    assert http.get(process.stdout.readline().strip()).status_code == 200
    process.send_signal(signal.SIGINT)
    said, complaint = process.communicate(timeout=10)
    assert (said, complaint, process.returncode) == ("closed\n", "", 0)
