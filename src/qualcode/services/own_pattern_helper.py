"""Search texts for a regular expression, as a process of its own that may be ended at any time.

It reads one JSON line with the expression, then one with a list of texts at a time; for each list it writes a line
with the places found: for each text the start and the end of every match that is not empty. It imports nothing of
qualcode, so that it starts fast.
"""

import json
import re
import sys
import warnings


def main() -> None:
    """Do the work of the process."""
    warnings.simplefilter("ignore")
    expression = re.compile(json.loads(sys.stdin.readline()), re.IGNORECASE)
    for line in sys.stdin:
        found = [[match.span() for match in expression.finditer(text) if match.group()] for text in json.loads(line)]
        sys.stdout.write(json.dumps(found) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
