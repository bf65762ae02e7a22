"""Runs programs and tells what they cost."""

import os
import subprocess
import time
from dataclasses import dataclass, field
from statistics import median


@dataclass
class Cost:
    """What a run cost."""

    wall: float
    cpu: float
    # The largest resident set of each program with its children, in bytes.
    peaks: list = field(default_factory=list)
    # The CPU seconds of each program without its children.
    own: list = field(default_factory=list)


def own_seconds(pid):
    """The CPU seconds of a process that ended and was not reaped yet, without those of its children."""
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def run(commands, folder, environment=None, output=subprocess.DEVNULL, source=subprocess.DEVNULL, errors=None):
    """Runs commands as a pipeline; a status other than 0 ends everything."""
    begin = time.perf_counter()
    children = []
    for number, command in enumerate(commands):
        last = number == len(commands) - 1
        child = subprocess.Popen(
            command, cwd=folder, stdin=source, stdout=output if last else subprocess.PIPE, stderr=errors, env=environment)
        if number:
            source.close()
        source = child.stdout
        children.append(child)
    cost = Cost(0, 0)
    for command, child in zip(commands, children):
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        cost.own.append(own_seconds(child.pid))
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        cost.cpu += usage.ru_utime + usage.ru_stime
        cost.peaks.append(usage.ru_maxrss * 1024)
    cost.wall = time.perf_counter() - begin
    for command, child in zip(commands, children):
        if child.returncode:
            raise SystemExit(f"error: {' '.join(map(str, command))} ended with {child.returncode}")
    return cost


def middle(costs):
    """The medians of some costs."""
    return Cost(
        median(cost.wall for cost in costs), median(cost.cpu for cost in costs),
        [max(values) for values in zip(*(cost.peaks for cost in costs))], [median(values) for values in zip(*(cost.own for cost in costs))])


class Report:
    """The figures with their targets."""

    def __init__(self):
        """No figures yet."""
        self.rows = []

    def add(self, what, value, unit, most=None, digits=2):
        """Takes a figure, and says it."""
        passed = None if most is None else value <= most
        self.rows.append({"figure": what, "value": round(value, 4), "unit": unit, "target": most, "passed": passed})
        target = "" if most is None else f"{'<= ' + format(most, 'g') + ' ' + unit:>14}  {'ok' if passed else 'MISSED'}"
        print(f"{what:<58}{value:>10.{digits}f} {unit:<4}{target}", flush=True)

    def missed(self):
        """The names of the figures that miss their target."""
        return [row["figure"] for row in self.rows if row["passed"] is False]
