"""Reads Swift sources as far as the checks need it: code without comments and text, and its declarations."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]

TYPES = {"struct", "enum", "class", "actor", "protocol", "extension"}
MEMBERS = {"func", "var", "let", "init", "subscript", "case", "typealias", "associatedtype", "macro"}
MODIFIERS = {
    "public", "private", "internal", "fileprivate", "package", "open", "static", "final", "override", "mutating", "nonmutating",
    "nonisolated", "isolated", "convenience", "required", "lazy", "weak", "unowned", "indirect", "consuming", "borrowing", "dynamic",
    "optional", "prefix", "postfix", "infix", "distributed",
}
TOKEN = re.compile(r"[A-Za-z_]\w*|`\w+`|\n|\S")


class Declaration(NamedTuple):
    """A declaration: where it begins (attributes included), what it is, and the type around it with what it conforms to."""

    line: int
    keyword: str
    name: str
    attributes: str
    parent: str
    conformances: str
    is_top_level: bool


def swift_files(*folders):
    """All Swift files below the folders, in a stable order."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.swift"))


def code_of(text):
    """The text with comments and string contents blanked; interpolated code and line ends stay."""
    out = list(text)
    place, end = 0, len(text)
    # Each open string: (quote, number of #), or the depth of parentheses inside an interpolation.
    stack = []

    def blank(start, stop):
        for index in range(start, stop):
            if out[index] != "\n":
                out[index] = " "

    while place < end:
        if stack and isinstance(stack[-1], tuple):
            quote, hashes = stack[-1]
            if text.startswith("\\" + hashes + "(", place):
                blank(place, place + 1 + len(hashes))
                place += 2 + len(hashes)
                stack.append(1)
            elif text.startswith("\\" + hashes, place):
                blank(place, min(place + 2 + len(hashes), end))
                place += 2 + len(hashes)
            elif text.startswith(quote + hashes, place):
                place += len(quote + hashes)
                stack.pop()
            else:
                blank(place, place + 1)
                place += 1
            continue
        if text.startswith("//", place):
            stop = text.find("\n", place)
            stop = end if stop < 0 else stop
            blank(place, stop)
            place = stop
        elif text.startswith("/*", place):
            depth, stop = 1, place + 2
            while stop < end and depth:
                if text.startswith("/*", stop):
                    depth, stop = depth + 1, stop + 2
                elif text.startswith("*/", stop):
                    depth, stop = depth - 1, stop + 2
                else:
                    stop += 1
            blank(place, stop)
            place = stop
        elif opening := re.compile(r'(#*)("""|")').match(text, place):
            stack.append((opening[2], opening[1]))
            place = opening.end()
        else:
            if stack and text[place] in "()":
                stack[-1] += 1 if text[place] == "(" else -1
                if stack[-1] == 0:
                    stack.pop()
            place += 1
    return "".join(out)


def declarations_in(code):
    """The declarations of a file: everything at top level and inside types, and local types and functions."""
    tokens = [(match[0], match.start()) for match in TOKEN.finditer(code)]
    lines = [0]
    for match in re.finditer("\n", code):
        lines.append(match.end())
    result, scopes = [], []
    pending, begin, depth, fresh, line = None, None, 0, True, 1
    attributes_from = 0
    index = 0
    while index < len(tokens):
        word, offset = tokens[index]
        following = next((token for token, _ in tokens[index + 1 :] if token != "\n"), "")
        if word == "\n":
            line += 1
            fresh = fresh or depth == 0
        elif word in "([":
            depth += 1
        elif word in ")]":
            depth -= 1
        elif depth > 0 and word not in "{}":
            pass
        elif word == "{":
            header = code[pending[2] : offset] if pending else ""
            scopes.append((pending and (*pending[:2], header.partition(":")[2].partition(" where ")[0]), depth))
            pending, begin, depth, fresh = None, None, 0, True
        elif word == "}":
            _, depth = scopes.pop() if scopes else (None, 0)
            pending, begin, fresh = None, None, True
        elif word == ";":
            begin, fresh = None, True
        elif word == "import" and fresh:
            while index + 1 < len(tokens) and tokens[index + 1][0] != "\n":
                index += 1
            begin = None
        elif fresh and word == "@":
            if begin is None:
                begin, attributes_from = line, offset
            index += 1  # the attribute's name; its arguments stand in parentheses
        elif fresh and word in MODIFIERS and (word != "optional" or following in MEMBERS):
            if begin is None:
                begin, attributes_from = line, offset
        elif fresh and (word in TYPES | MEMBERS) and (word in {"init", "subscript"} or re.match(r"[\w`]|\W", following)):
            is_class_modifier = word == "class" and following in {"func", "var", "let", "subscript"}
            if not is_class_modifier:
                around = scopes[-1][0] if scopes else None
                in_code = bool(scopes) and around is None
                name = word if word in {"init", "subscript"} else following.strip("`")
                if word != "extension" and (not in_code or word in TYPES | {"func"}):
                    attributes = code[attributes_from if begin is not None else offset : offset]
                    parent, conformances = around[1:] if around else ("", "")
                    result.append(Declaration(begin or line, word, name, attributes, parent, conformances, not scopes))
                pending = (word, name, offset) if word in TYPES else None
                begin, fresh = None, False
            elif begin is None:
                begin, attributes_from = line, offset
        else:
            begin, fresh = None, False
        index += 1
    return result


def problem(path, line, message):
    """One problem as a compiler prints it."""
    return f"{Path(path).relative_to(ROOT)}:{line}: {message}"
