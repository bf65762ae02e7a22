"""Each layer of RKShared knows only the layers below it, and only World touches what is unsafe."""

import re
import sys

from swift_source import ROOT, TYPES, code_of, declarations_in, problem, swift_files

SHARED = ROOT / "Sources/RKShared"
# What each folder of RKShared may not know. Programs are modules of their own: the compiler keeps them out.
FORBIDDEN_LAYERS = {
    "Document": ["World", "Command", "Config", "Ecosystem", "VCS", "Forge"],
    "Manifest": ["World", "Command", "Config", "Ecosystem", "VCS", "Forge", "Document"],
    "Version": ["World", "Command", "Config", "Ecosystem", "VCS", "Forge"],
    "World": ["Command", "Config", "Ecosystem", "VCS", "Forge"],
    "Command": ["Config", "Ecosystem", "VCS", "Forge"],
    "Config": ["Command"],
    "Ecosystem": ["Command"],
    "VCS": ["Command"],
    "Forge": ["Command"],
}
PURE = ["Document", "Manifest", "Version"]
# What stands nowhere in Sources outside World, and what to use.
FORBIDDEN_CODE = [
    (r"\bUnsafe\w+|\bwithUnsafe\w+|\bunsafeBitCast\b|\bwithContiguousStorage\w*", "unsafe memory belongs to RKShared/World"),
    (r"\bnonisolated\s*\(\s*unsafe\s*\)|@unchecked\b", "unchecked concurrency belongs to RKShared/World"),
    (r"(?<![\w.])(?:Process|FileHandle|NSRegularExpression)\b", "it costs start-up or size; World has Call and Files"),
    (r"(?<![\w.])String\s*\(\s*format:", "it costs 40 MB of ICU; use interpolation"),
    (r"\bimport\s+(?:Glibc|Musl|Darwin)\b", "the C library belongs to RKShared/World"),
    (r"\bfatalError\s*\(|\bpreconditionFailure\s*\(|\btry!|\bas!", "throw a Fault: untrusted input must not crash"),
    (r"[\w)\]](?<!\btry)(?<!\bas)!(?![=\w])", "no force unwrap: guard and throw"),
]
IDENTIFIER = re.compile(r"(?<![\w.`])[A-Za-z_]\w*")


def line_of(code, offset):
    """The line of an offset, from 1."""
    return code.count("\n", 0, offset) + 1


def layer_of(path):
    """The layer of a file of RKShared, or None."""
    return path.relative_to(SHARED).parts[0] if path.is_relative_to(SHARED) else None


sources = {path: code_of(path.read_text()) for path in swift_files("Sources")}
tests = {path: code_of(path.read_text()) for path in swift_files("Tests")}
# The names that a layer declares at top level, and those that it declares at any depth.
outer, all_names = {}, {}
for path, code in sources.items():
    if layer := layer_of(path):
        for declaration in declarations_in(code):
            is_type = declaration.keyword in TYPES
            all_names.setdefault(layer, set()).add(declaration.name)
            if declaration.is_top_level and (is_type or declaration.keyword in {"func", "typealias"}):
                outer.setdefault(layer, {})[declaration.name] = is_type or declaration.keyword == "typealias"

problems = []
for path, code in sources.items():
    layer = layer_of(path)
    for upper in FORBIDDEN_LAYERS.get(layer, []):
        names = {name: is_type for name, is_type in outer.get(upper, {}).items() if name not in all_names.get(layer, set())}
        for match in IDENTIFIER.finditer(code):
            is_type = names.get(match[0])
            called = code[match.end() : match.end() + 1] == "("
            if is_type or (is_type is False and called):
                problems.append(problem(path, line_of(code, match.start()), f"{layer} may not know `{match[0]}` of {upper}"))
    for match in re.finditer(r"^\s*(?:@\w+ |\w+ )*import\s+(?:\w+ )?(\w+)", code, re.M):
        if layer in PURE:
            problems.append(problem(path, line_of(code, match.start(1)), f"{layer} is pure: it imports nothing, not {match[1]}"))
    if layer == "World":
        continue
    for pattern, why in FORBIDDEN_CODE:
        for match in re.finditer(pattern, code):
            problems.append(problem(path, line_of(code, match.start()), f"`{match[0].strip()}`: {why}"))
    if not re.search(r"\bfunc print\b", code):
        for match in re.finditer(r"(?<![\w.])(?:debugPrint|print|dump)\s*\(", code):
            problems.append(problem(path, line_of(code, match.start()), "`print`: stdout is data, written once; Console talks on stderr"))
for path, code in {**sources, **tests}.items():
    for match in re.finditer(r"\bimport\s+(?:\w+ )?Foundation\b", code):
        problems.append(problem(path, line_of(code, match.start()), "`import Foundation` costs size and start-up; use FoundationEssentials"))

print("\n".join(problems), file=sys.stderr, end="\n" if problems else "")
sys.exit(bool(problems))
