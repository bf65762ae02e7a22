"""Every declaration has a `///`, every file has at most 400 lines."""

import re
import sys

from swift_source import ROOT, code_of, declarations_in, problem, swift_files

# Members that a protocol has documented already; exempt where the type or extension around them declares a conformance.
WITNESSES = {
    "configuration", "common", "stage", "perform", "transform", "render", "run", "validate",  # ArgumentParser, Program, Filter
    "object", "name", "Context",  # Section, the formats, Hummingbird's middleware
    "description", "hash", "encode",  # the standard library
}
LONGEST = 400


def is_exempt(declaration, is_test):
    """Whether a declaration needs no comment of its own."""
    name, keyword, conformances = declaration.name, declaration.keyword, declaration.conformances
    if keyword == "deinit" or name == "CodingKeys" or not re.match(r"\w", name):
        return True
    if keyword == "case" and declaration.parent in {"Code", "CodingKeys"}:
        return True
    if keyword in {"var", "let", "case"} and declaration.parent and is_test:
        return True  # the expected parts of a reply: the type's comment says whose
    if re.search(r"@(Option|Flag|Argument|OptionGroup)\b", declaration.attributes):
        return True  # the help text is the comment
    if keyword in {"var", "let"} and re.search(r"\b(Encodable|Decodable|Codable)\b", conformances):
        return True  # the words of a protocol of others
    if keyword == "init":
        return re.search(r"\b(Section|Decodable)\b", conformances) is not None
    return name in WITNESSES and bool(conformances)


def check(path):
    """The problems of one file."""
    text = path.read_text()
    lines = text.split("\n")
    if len(lines) - 1 > LONGEST:
        yield problem(path, LONGEST + 1, f"the file has {len(lines) - 1} lines; {LONGEST} is a lot: split it by ideas")
    is_test = path.is_relative_to(ROOT / "Tests")
    for declaration in declarations_in(code_of(text)):
        above = declaration.line - 2
        while above >= 0 and lines[above].lstrip().startswith("// swift-format-ignore"):
            above -= 1
        documented = above >= 0 and lines[above].lstrip().startswith("///")
        if not documented and not is_exempt(declaration, is_test):
            yield problem(path, declaration.line, f"`{declaration.keyword} {declaration.name}` has no /// comment above it")


problems = [found for path in swift_files("Sources", "Tests") for found in check(path)]
print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(bool(problems))
