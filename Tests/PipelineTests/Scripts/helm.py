"""What `helm` is documented to do of package, pull and template, for charts of a chart repository or of a folder beside.

It stands on PATH as `helm` where the real one cannot be had.
"""

import argparse
import gzip
import hashlib
import io
import os
import re
import sys
import tarfile
import urllib.parse
import urllib.request

# Python knows the option since 3.11.4, and asks for it from 3.14 on.
SAFELY = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}


def chart_of(folder):
    """Name and version of a chart, and its dependencies as (name, version, repository)."""
    with open(os.path.join(folder, "Chart.yaml"), encoding="utf-8-sig") as file:
        text = file.read()
    name, version = (re.search(rf"^{key}: *['\"]?([^\s'\"#]+)", text, re.M)[1] for key in ("name", "version"))
    needed = []
    for item in re.split(r"^ *- ", text.partition("dependencies:")[2], flags=re.M)[1:]:
        values = dict(re.findall(r"^\s*(name|version|repository): *['\"]?([^\s'\"#]+)", item, re.M))
        needed.append((values["name"], values["version"], values.get("repository", "")))
    return name, version, needed


def package(options):
    """`helm package CHART --destination FOLDER`; the versions of charts in folders must be those that are required."""
    name, version, needed = chart_of(options.chart)
    if needed and not options.dependency_update:
        sys.exit("Error: found in Chart.yaml, but missing in charts/ directory: " + ", ".join(entry[0] for entry in needed))
    for entry, wanted, repository in needed:
        folder = os.path.join(options.chart, repository.removeprefix("file://"))
        found = chart_of(folder)
        if found[0] != entry or found[1] != wanted:
            sys.exit(f"Error: can't get a valid version for dependency {entry}: {wanted} is not {found[1]}")
        os.makedirs(os.path.join(options.chart, "charts"), exist_ok=True)
        write(folder, *found[:2], os.path.join(options.chart, "charts"))
        with open(os.path.join(options.chart, "Chart.lock"), "w", encoding="utf-8") as lock:
            lock.write(f"dependencies:\n- name: {entry}\n  version: {wanted}\n")
    print("Successfully packaged chart and saved it to:", write(options.chart, name, version, options.destination))


def write(folder, name, version, destination):
    """Packs a chart, and gives the archive's path."""
    path = os.path.join(destination, f"{name}-{version}.tgz")
    with open(path, "wb") as file, gzip.GzipFile(fileobj=file, mode="wb", mtime=0) as zipped, tarfile.open(fileobj=zipped, mode="w") as archive:
        for parent, folders, files in os.walk(folder):
            folders.sort()
            for entry in sorted(files):
                inner = os.path.relpath(os.path.join(parent, entry), folder)
                archive.add(os.path.join(parent, entry), os.path.join(name, inner))
    return path


def pull(options):
    """`helm pull CHART --repo URL --version VERSION --untar --untardir FOLDER`; the digest of the index is checked."""
    base = options.repo.rstrip("/") + "/"
    index = urllib.request.urlopen(base + "index.yaml", timeout=30).read().decode()
    pattern = rf"name: {re.escape(options.chart)}\n    version: {re.escape(options.version)}\n    digest: (\w+)\n    urls:\n    - (\S+)"
    found = re.search(pattern, index)
    if not found:
        sys.exit(f"Error: chart \"{options.chart}\" version \"{options.version}\" not found in {options.repo} repository")
    data = urllib.request.urlopen(urllib.parse.urljoin(base, found[2]), timeout=30).read()
    if hashlib.sha256(data).hexdigest() != found[1]:
        sys.exit("Error: the digest differs")
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        archive.extractall(options.untardir, **SAFELY)


def template(options):
    """`helm template NAME CHART`: the templates, of the dependencies too, which must be there."""
    _, _, needed = chart_of(options.chart)
    for name, version, _ in needed:
        if not os.path.isfile(os.path.join(options.chart, "charts", f"{name}-{version}.tgz")):
            sys.exit(f"Error: found in Chart.yaml, but missing in charts/ directory: {name}")
    folder = os.path.join(options.chart, "templates")
    for file in sorted(os.listdir(folder)) if os.path.isdir(folder) else []:
        with open(os.path.join(folder, file), encoding="utf-8") as opened:
            print(f"---\n# Source: {file}\n{opened.read()}")


parser = argparse.ArgumentParser(prog="helm")
commands = parser.add_subparsers(required=True)
command = commands.add_parser("package")
command.add_argument("chart")
command.add_argument("--destination", required=True)
command.add_argument("--dependency-update", action="store_true")
command.set_defaults(run=package)
command = commands.add_parser("pull")
command.add_argument("chart")
command.add_argument("--repo", required=True)
command.add_argument("--version", required=True)
command.add_argument("--untar", action="store_true", required=True)
command.add_argument("--untardir", required=True)
command.set_defaults(run=pull)
command = commands.add_parser("template")
command.add_argument("name")
command.add_argument("chart")
command.set_defaults(run=template)
arguments = parser.parse_args()
arguments.run(arguments)
