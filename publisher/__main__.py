"""`python -m publisher` is `publish`."""

import sys

from publisher.cli import main

sys.exit(main())
