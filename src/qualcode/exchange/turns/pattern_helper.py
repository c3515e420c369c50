"""Match a regular expression at the start of lines, as a process of its own that may be ended at any time.

It reads one JSON object (``pattern``, ``group``, ``lines``) and writes one list: for each line None, or the
start of the match, the start and end of the group, and the end of the match. It imports nothing of qualcode,
so that it starts fast.
"""

import json
import re
import sys
import warnings


def main() -> None:
    """Do the work of the process."""
    warnings.simplefilter("ignore")
    order = json.load(sys.stdin)
    expression = re.compile(order["pattern"])
    group = order["group"]
    answer: list[tuple[int, int, int, int] | None] = []
    for line in order["lines"]:
        match = expression.match(line)
        if match is None or match.start(group) < 0:
            answer.append(None)
        else:
            answer.append((match.start(), match.start(group), match.end(group), match.end()))
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
