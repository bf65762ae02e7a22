"""Links in the pages resolve, and no file holds what does not belong into the project."""

import re
import subprocess
import sys
from urllib.parse import unquote

from swift_source import ROOT, problem

# Paths of somebody's own machine and marks of unfinished work; the brackets keep this file from matching itself.
FORBIDDEN = [
    (re.compile(r"(?<![\w.}$-])/(?:work|root|home|Users)/"), "a path of one machine"),
    (re.compile(r"\b(?:[T]ODO|[F]IXME|[X]XX)\b"), "unfinished work; do it or open an issue"),
    (re.compile(r"(?i)\b(?:not |un)implemente[d]\b"), "unfinished work; leave it out until it works"),
]
# Test cases hold files as users write them.
FREE = re.compile(r"^(?:LICENSE|Package\.resolved|Tests/.*/cases/)")


def tracked():
    """The project's files: in git or not yet, without what git ignores."""
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"], cwd=ROOT, check=True, capture_output=True
    ).stdout
    return sorted({name for name in names.decode().split("\0") if name and (ROOT / name).is_file()})


def anchor(heading):
    """The anchor of a heading, as forges make it."""
    text = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", lambda match: match[1] or "", heading.strip())
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-")


def lines_outside_code(text):
    """The lines of a page with their numbers, without fenced code."""
    fenced = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("```"):
            fenced = not fenced
        elif not fenced:
            yield number, line


def check_links(path):
    """The links of one page that lead nowhere."""
    for number, line in lines_outside_code(path.read_text()):
        for match in re.finditer(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)", re.sub(r"`[^`]*`", "``", line)):
            target, _, fragment = unquote(match[1]).partition("#")
            if re.match(r"[a-z][a-z0-9+.-]*:", target):
                continue
            file = (path.parent / target).resolve() if target else path
            if not file.exists():
                yield problem(path, number, f"the link leads to {target}, which is not there")
            elif fragment and file.suffix == ".md":
                headings = {anchor(line.lstrip("#")) for _, line in lines_outside_code(file.read_text()) if line.startswith("#")}
                if fragment not in headings:
                    yield problem(path, number, f"{target or 'this page'} has no heading #{fragment}")


problems = []
for name in tracked():
    path = ROOT / name
    if FREE.match(name):
        continue
    try:
        text = path.read_text()
    except UnicodeDecodeError:
        continue
    for number, line in enumerate(text.split("\n"), 1):
        for pattern, why in FORBIDDEN:
            if match := pattern.search(line):
                problems.append(problem(path, number, f"`{match[0]}`: {why}"))
    if path.suffix == ".md":
        problems += check_links(path)

print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(bool(problems))
