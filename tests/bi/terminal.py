"""Runs in harlequin's environment: `python terminal.py COMMAND…` starts the command in a terminal and does what standard input says.

A line `keys TEXT` types (Python escapes), `wait PATTERN` waits until the screen shows what fits it; each answers with the
whole screen as JSON.
"""

import json
import os
import re
import sys
import time

import pexpect
import pyte

LINES, COLUMNS, PATIENCE = 44, 150, 90


def main(command):
    screen = pyte.Screen(COLUMNS, LINES)
    stream = pyte.ByteStream(screen)
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(LINES)}
    child = pexpect.spawn(command[0], command[1:], env=environment, dimensions=(LINES, COLUMNS))

    def look():
        try:
            stream.feed(child.read_nonblocking(65536, timeout=0.2))
        except (pexpect.TIMEOUT, pexpect.EOF):
            time.sleep(0.1)
        return "\n".join(line.rstrip() for line in screen.display)

    for line in sys.stdin:
        what, _, text = line.rstrip("\n").partition(" ")
        if what == "keys":
            child.send(text.encode().decode("unicode_escape"))
        deadline = time.monotonic() + PATIENCE
        while what == "wait" and not re.search(text, look(), re.S) and time.monotonic() < deadline:
            pass
        print(json.dumps(look()), flush=True)
    child.close(force=True)


if __name__ == "__main__":
    main(sys.argv[1:])
