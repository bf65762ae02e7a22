"""Validates messages of rk-ecosystem programs. Usage: plugin-messages.py SCHEMA FOLDER (with describe-request.json, describe-answer.json, …)

Each must fit its own part of the schema, and the whole. An answer with a field that nobody knows is refused, a request with one is not, and so
is every message with a number where none belongs.
"""

import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

# Objects whose keys are names of the user's: any key is a good one.
FREE = {"environment", "digests", "exact", "files", "way"}


def objects(value, name=""):
    """Every object of a message with the key that leads to it."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from objects(inner, "way" if name == "digests" else key)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, name)


def variants(message, kind):
    """Changed messages: (what was changed, the message, whether it is still valid)."""
    for number, (name, original) in enumerate(objects(message)):
        for key in [*original, "acme_note"]:
            changed = copy.deepcopy(message)
            [inner for _, inner in objects(changed)][number][key] = 0.5 if key in original else "any"
            is_free = name in FREE - {"files"} or name == "files" and "path" not in original
            if key in original:
                yield f"{name}.{key} = 0.5", changed, False
            elif not is_free:
                yield f"{name} with {key}", changed, kind == "request"


def main(path, folder):
    """Prints what is wrong; the exit status."""
    schema = json.loads(Path(path).read_text())
    Draft202012Validator.check_schema(schema)
    names = [name for name in schema["$defs"] if name.endswith(("-request", "-answer"))]
    problems, count = [], 0
    for name in names:
        message = json.loads((Path(folder) / f"{name}.json").read_text())
        part = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]})
        for validator in (part, Draft202012Validator(schema)):
            problems += [f"{name}: {error.json_path}: {error.message[:300]}" for error in validator.iter_errors(message)]
        for what, changed, valid in variants(message, name.rsplit("-", 1)[1]):
            count += 1
            if part.is_valid(changed) != valid:
                problems.append(f"{name}: {what} should be {'valid' if valid else 'refused'}")
    print("\n".join(problems[:50]), file=sys.stderr)
    print(f"{len(names)} messages, {count} changed ones, {len(problems)} problems")
    return bool(problems)


sys.exit(main(*sys.argv[1:]))
