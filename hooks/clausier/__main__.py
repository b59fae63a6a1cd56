"""``python -m clausier``: the same as the command ``clausier``."""

import sys

from clausier.commands.main import main

sys.exit(main())
