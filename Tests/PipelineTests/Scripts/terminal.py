#!/usr/bin/env python3
"""Runs a command on a pseudo-terminal and plays the person before it.

Usage: terminal.py REPORT ROWSxCOLUMNS STEPS -- COMMAND …

STEPS is a JSON array; each step is an object with one of these keys:
  "see": PATTERN     wait until the screen matches the regular expression; with "as": NAME, keep the screen in the report
  "file": PATH       wait until there is such a file
  "type": TEXT       type it
  "size": [R, C]     resize the window
  "signal": NAME     send a signal to the processes in the foreground
When the steps are done, the command is waited for. REPORT becomes a JSON object: "status" (128 + n for signal n), "screens" by name with
"end" for the last, "modes" (whether the terminal is set as before), "strange" (escape sequences that no screen here knows), "widest"
(the longest line that was ever on the screen of the present width).
"""

import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time

LIMIT = 120


class Screen:
    """What the terminal shows: enough of ECMA-48 for programs that redraw lines, and a list of all that is more."""

    ESCAPE = re.compile(r"\x1b(?:\[([0-9;?]*)([@-~])|(.))", re.DOTALL)

    def __init__(self, rows, columns):
        self.rows, self.columns = rows, columns
        self.lines, self.row, self.column = [""], 0, 0
        self.strange, self.rest = [], ""

    def feed(self, text):
        text, index = self.rest + text, 0
        self.rest = ""
        while index < len(text):
            if text[index] == "\x1b":
                match = self.ESCAPE.match(text, index)
                if not match or match[3] == "[":
                    self.rest = text[index:]
                    return
                self.escape(match[1], match[2], match[0])
                index = match.end()
            else:
                self.put(text[index])
                index += 1

    def escape(self, numbers, final, whole):
        if final == "A":
            self.row = max(self.row - int(numbers or 1), max(len(self.lines) - self.rows, 0))
        elif final == "K" and numbers in ("", "0"):
            self.lines[self.row] = self.lines[self.row][: self.column]
        elif final == "J" and numbers in ("", "0"):
            self.lines[self.row] = self.lines[self.row][: self.column]
            del self.lines[self.row + 1 :]
        elif final != "m":
            self.strange.append(whole)

    def put(self, letter):
        if letter == "\r":
            self.column = 0
        elif letter == "\n":
            self.row += 1
            if self.row == len(self.lines):
                self.lines.append("")
        elif letter < " ":
            self.strange.append(letter)
        else:
            if self.column == self.columns:
                self.column = 0
                self.put("\n")
            line = self.lines[self.row].ljust(self.column)
            self.lines[self.row] = line[: self.column] + letter + line[self.column + 1 :]
            self.column += 1

    def text(self):
        return "\n".join(line.rstrip() for line in self.lines[-self.rows :]).rstrip("\n")


def resize(master, rows, columns):
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))


def main():
    report, size, steps = sys.argv[1:4]
    command = sys.argv[5:]
    rows, columns = map(int, size.split("x"))
    steps = json.loads(steps)
    ready, begin = os.pipe()
    child, master = pty.fork()
    if child == 0:
        os.close(begin)
        os.read(ready, 1)
        os.execvp(command[0], command)
    resize(master, rows, columns)
    before = termios.tcgetattr(master)
    os.close(begin)
    screen, screens, missing, widest = Screen(rows, columns), {}, None, 0
    deadline = time.monotonic() + LIMIT
    ended = False
    os.set_blocking(master, False)
    while not ended and time.monotonic() < deadline:
        while steps:
            step = steps[0]
            if "see" in step:
                if not re.search(step["see"], screen.text(), re.MULTILINE):
                    break
                if "as" in step:
                    screens[step["as"]] = screen.text()
            elif "file" in step:
                if not os.path.exists(step["file"]):
                    break
            elif "type" in step:
                os.write(master, step["type"].encode())
            elif "size" in step:
                screen.rows, screen.columns = step["size"]
                resize(master, *step["size"])
                widest = 0
            elif "signal" in step:
                os.killpg(os.tcgetpgrp(master), getattr(signal, "SIG" + step["signal"]))
            steps.pop(0)
        if not select.select([master], [], [], 0.05)[0]:
            continue
        try:
            data = os.read(master, 1 << 16)
        except OSError:
            data = b""
        ended = not data
        screen.feed(data.decode(errors="replace"))
        widest = max([widest] + [len(line) for line in screen.lines[-screen.rows :]])
    if not ended:
        missing = next(iter(steps[0].values())) if steps else "the end of the command"
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    screens["end"] = screen.text()
    with open(report, "w", encoding="utf-8") as file:
        json.dump({
            "status": status if status >= 0 else 128 - status, "screens": screens, "modes": termios.tcgetattr(master) == before,
            "strange": screen.strange, "widest": widest, "missing": missing}, file)


main()
