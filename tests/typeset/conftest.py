"""One running MathJax for all tests: starting it takes longer than any of them."""

import pytest

from publisher.contract import Tools
from publisher.typeset.tools import open_tools


@pytest.fixture(scope="session")
def tools() -> Tools:
    return open_tools(None)
