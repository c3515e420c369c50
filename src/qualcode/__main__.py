"""`python -m qualcode` is the same as the command `qualcode`."""

import sys

from qualcode.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
