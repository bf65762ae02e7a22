"""Prints the covered lines by folder from llvm-cov's summary; fails below a share. Usage: coverage.py FILE PERCENT"""

import json
import sys
from pathlib import Path

from swift_source import ROOT

data = json.loads(Path(sys.argv[1]).read_text())["data"][0]["files"]
threshold = float(sys.argv[2])
folders, files = {}, []
for entry in data:
    path = Path(entry["filename"]).resolve()
    if not path.is_relative_to(ROOT / "Sources"):
        continue
    name = path.relative_to(ROOT / "Sources")
    depth = 2 if name.parts[0] == "RKShared" else 1
    lines = entry["summary"]["lines"]
    folder = folders.setdefault("/".join(name.parts[: min(depth, len(name.parts) - 1)]), [0, 0])
    folder[0] += lines["covered"]
    folder[1] += lines["count"]
    files.append((lines["count"] - lines["covered"], lines["percent"], str(name)))


def row(name, covered, count):
    """One line of the table."""
    return f"{name:<24} {covered:>6} of {count:>6} lines  {100 * covered / max(count, 1):6.2f} %"


print("\nfiles with the most lines that no test runs:")
for missed, percent, name in sorted(files, reverse=True)[:10]:
    print(f"  {missed:>5} lines missed  {percent:6.2f} %  {name}")
print()
for name, (covered, count) in sorted(folders.items()):
    print(row(name, covered, count))
covered, count = (sum(folder[index] for folder in folders.values()) for index in (0, 1))
print(row("Sources", covered, count))
if 100 * covered < threshold * count or not count:
    print(f"error: less than {threshold:g} % of the lines of Sources are covered", file=sys.stderr)
    sys.exit(1)
