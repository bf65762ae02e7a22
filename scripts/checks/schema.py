"""Validates documents against schema/rk-1.schema.json. Usage: schema.py FOLDER (every *.json in it)

Before that it proves that the schema says something: in the example every required field is needed, a wrong type is refused, and fields of others pass.
"""

import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

from swift_source import ROOT

SCHEMA = json.loads((ROOT / "schema/rk-1.schema.json").read_text())
EXAMPLE = json.loads((ROOT / "schema/example.json").read_text())
# Fields that may be absent; every other one of the example is required.
OPTIONAL = {
    "": {"repository", "workspaces", "packages", "graph", "versions", "pins", "results"},
    "packages": {"private"}, "dependencies": {"package", "why"}, "pins": {"version"},
    "results": {"artifacts", "registry", "blocked_by", "why"},
    "diagnostics": {"hint", "package", "stage", "path", "line", "column"},
}


def objects(value, name=""):
    """Every object of a value with the key that leads to it."""
    if isinstance(value, dict):
        yield name, value
        for key, inner in value.items():
            yield from objects(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner, name)


def variants():
    """Changed examples: (what was changed, the document, whether it is still valid)."""
    for number, (name, original) in enumerate(objects(EXAMPLE)):
        for key in [*original, "acme_note"]:
            document = copy.deepcopy(EXAMPLE)
            changed = [inner for _, inner in objects(document)][number]
            if key == "acme_note":
                changed[key] = {"any": [1, None]}
                yield f"{name or 'the document'} with {key}", document, True
                continue
            del changed[key]
            # line needs path, and column needs line.
            needed = key in {"path", "line"} and name == "diagnostics"
            yield f"{name or 'the document'} without {key}", document, key in OPTIONAL.get(name, set()) and not needed
            document = copy.deepcopy(EXAMPLE)
            [inner for _, inner in objects(document)][number][key] = 0.5
            yield f"{name or 'the document'} with {key} = 0.5", document, False


def main(folder):
    """Prints what is wrong; the exit status."""
    Draft202012Validator.check_schema(SCHEMA)
    validator = Draft202012Validator(SCHEMA)
    problems = [f"schema/example.json: {error.json_path}: {error.message}" for error in validator.iter_errors(EXAMPLE)]
    problems += [
        f"schema: {what} should be {'valid' if valid else 'refused'}" for what, document, valid in variants() if validator.is_valid(document) != valid
    ]
    files = sorted(Path(folder).glob("*.json")) if folder else []
    for file in files:
        for error in validator.iter_errors(json.loads(file.read_text())):
            problems.append(f"{file}: {error.json_path}: {error.message[:300]}")
    print("\n".join(problems[:50]), file=sys.stderr, end="\n" if problems else "")
    print(f"schema: {sum(1 for _ in variants())} changed examples and {len(files)} documents of the tests, {len(problems)} problems")
    return bool(problems)


sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else None))
