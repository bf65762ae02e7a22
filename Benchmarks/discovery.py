"""What it costs to find 1,600 packages of each ecosystem, each with eight dependencies inside of the repository and more outside."""

import json
import subprocess
import tempfile
from pathlib import Path

from measuring import middle, run

COUNT = 1600
OUTSIDE = [f"outside-{number}" for number in range(12)]


def inside(number):
    """The numbers of the packages that a package needs: some near, some at the beginning."""
    return sorted({number - step for step in (1, 2, 3, 5, 8) if number >= step} | {number % 7, number % 11, number % 13} - {number})


def write(folder, path, text):
    """Writes a file and the folders that it needs."""
    file = Path(folder) / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def uv(folder):
    """A uv workspace."""
    names = [f"part-{number}" for number in range(COUNT)]
    sources = "".join(f"{name} = {{ workspace = true }}\n" for name in names)
    write(folder, "pyproject.toml", f'[tool.uv.workspace]\nmembers = ["packages/*"]\n\n[tool.uv.sources]\n{sources}')
    for number, name in enumerate(names):
        needs = [f"part-{other}>=1.0" for other in inside(number)] + [f"{name}>=2,<3" for name in OUTSIDE]
        write(
            folder, f"packages/{name}/pyproject.toml",
            f'[project]\nname = "{name}"\nversion = "1.0.{number}"\nrequires-python = ">=3.9"\ndependencies = '
            + json.dumps(needs, indent=4) + '\n\n[build-system]\nrequires = ["uv_build>=0.9,<0.14"]\nbuild-backend = "uv_build"\n')


def node(folder, requirement, root):
    """Packages of npm's kind below a root."""
    for path, text in root.items():
        write(folder, path, text)
    for number in range(COUNT):
        manifest = {
            "name": f"@scope/part-{number}", "version": f"1.0.{number}", "license": "MIT", "main": "index.js",
            "scripts": {"build": "tsc --build", "test": "vitest run", "lint": "eslint src"},
            "dependencies": {f"@scope/part-{other}": requirement for other in inside(number)} | {name: "^2.1.0" for name in OUTSIDE},
            "devDependencies": {f"{name}-dev": "^3.0.0" for name in OUTSIDE},
        }
        write(folder, f"packages/part-{number}/package.json", json.dumps(manifest, indent=2) + "\n")


def npm(folder):
    """A workspace of npm."""
    node(folder, "^1.0.0", {"package.json": '{"name": "root", "private": true, "workspaces": ["packages/*"]}\n'})


def pnpm(folder):
    """A workspace of pnpm."""
    node(
        folder, "workspace:^",
        {"package.json": '{"name": "root", "private": true}\n', "pnpm-workspace.yaml": "packages:\n  - packages/*\n"})


def go(folder):
    """Modules with a go.work, each with the long list of what it needs indirectly."""
    write(folder, "go.work", "go 1.21\n\nuse (\n" + "".join(f"\t./part{number}\n" for number in range(COUNT)) + ")\n")
    for number in range(COUNT):
        needs = [f"\tacme.dev/mono/part{other} v1.0.0\n" for other in inside(number)]
        indirect = [f"\tgithub.com/outside/module-{other} v2.{other}.0+incompatible // indirect\n" for other in range(40)]
        write(
            folder, f"part{number}/go.mod",
            f"module acme.dev/mono/part{number}\n\ngo 1.21\n\nrequire (\n{''.join(needs)})\n\nrequire (\n{''.join(indirect)})\n")


def cargo(folder):
    """A workspace of Cargo."""
    write(
        folder, "Cargo.toml",
        '[workspace]\nmembers = ["crates/*"]\nresolver = "2"\n\n[workspace.package]\nversion = "1.0.0"\nedition = "2021"\n\n[workspace.dependencies]\n'
        + "".join(f'part-{number} = {{ path = "crates/part-{number}", version = "1.0.0" }}\n' for number in range(COUNT)))
    for number in range(COUNT):
        needs = [f"part-{other}.workspace = true\n" for other in inside(number)] + [f'{name} = "2.1"\n' for name in OUTSIDE]
        write(
            folder, f"crates/part-{number}/Cargo.toml",
            f'[package]\nname = "part-{number}"\nversion.workspace = true\nedition.workspace = true\n\n[dependencies]\n{"".join(needs)}')
        write(folder, f"crates/part-{number}/src/lib.rs", "")


def maven(folder):
    """A reactor of Maven: a parent, and modules that need each other."""
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<project xmlns="http://maven.apache.org/POM/4.0.0">\n  <modelVersion>4.0.0</modelVersion>\n'
    modules = "".join(f"    <module>part-{number}</module>\n" for number in range(COUNT))
    write(
        folder, "pom.xml",
        f"{head}  <groupId>dev.acme</groupId>\n  <artifactId>parent</artifactId>\n  <version>1.0.0</version>\n  <packaging>pom</packaging>\n"
        f"  <modules>\n{modules}  </modules>\n</project>\n")
    for number in range(COUNT):
        needs = [("dev.acme", f"part-{other}", "${project.version}") for other in inside(number)] + [
            ("org.outside", name, "2.1.0") for name in OUTSIDE
        ]
        dependencies = "".join(
            f"    <dependency>\n      <groupId>{group}</groupId>\n      <artifactId>{name}</artifactId>\n      <version>{version}</version>\n"
            "    </dependency>\n" for group, name, version in needs)
        write(
            folder, f"part-{number}/pom.xml",
            f"{head}  <parent>\n    <groupId>dev.acme</groupId>\n    <artifactId>parent</artifactId>\n    <version>1.0.0</version>\n  </parent>\n"
            f"  <artifactId>part-{number}</artifactId>\n  <dependencies>\n{dependencies}  </dependencies>\n</project>\n")


def gradle(folder):
    """A build of Gradle with projects."""
    includes = "".join(f"include(':part-{number}')\n" for number in range(COUNT))
    write(folder, "settings.gradle", f"rootProject.name = 'root'\n{includes}")
    write(folder, "gradle.properties", "version=1.0.0\ngroup=dev.acme\n")
    write(folder, "build.gradle", "subprojects {\n    apply plugin: 'java-library'\n    apply plugin: 'maven-publish'\n}\n")
    for number in range(COUNT):
        needs = [f"    api project(':part-{other}')\n" for other in inside(number)] + [
            f"    implementation 'org.outside:{name}:2.1.0'\n" for name in OUTSIDE
        ]
        write(folder, f"part-{number}/build.gradle", f"description = 'A part'\n\ndependencies {{\n{''.join(needs)}}}\n")


def dart(folder):
    """A pub workspace."""
    members = "".join(f"  - packages/part_{number}\n" for number in range(COUNT))
    write(folder, "pubspec.yaml", f"name: root\npublish_to: none\nenvironment:\n  sdk: ^3.6.0\nworkspace:\n{members}")
    for number in range(COUNT):
        needs = [f"  part_{other}: ^1.0.0\n" for other in inside(number)] + [f"  {name.replace('-', '_')}: ^2.1.0\n" for name in OUTSIDE]
        write(
            folder, f"packages/part_{number}/pubspec.yaml",
            f"name: part_{number}\nversion: 1.0.{number}\nresolution: workspace\nenvironment:\n  sdk: ^3.6.0\ndependencies:\n{''.join(needs)}")


def measure(report, runs):
    """Measures each ecosystem alone."""
    for generate in [uv, npm, pnpm, go, cargo, maven, gradle, dart]:
        with tempfile.TemporaryDirectory() as folder:
            generate(folder)
            subprocess.run("git init -q && git add --all", cwd=folder, shell=True, check=True)
            subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "feat: all"], cwd=folder, check=True)
            # jq counts: what this process holds in memory would show in the figures of its children.
            count = "[(.packages | length), ([.packages[].dependencies[] | select(.package)] | length)] | @tsv"
            found = subprocess.run(f"rk-discover | jq -r '{count}'", cwd=folder, shell=True, check=True, capture_output=True, text=True)
            packages, edges = map(int, found.stdout.split())
            if packages < COUNT or edges < 7 * COUNT:
                raise SystemExit(f"error: rk-discover found {packages} packages and {edges} edges of {generate.__name__}")
            cost = middle([run([["rk-discover"]], folder) for _ in range(runs)])
            report.add(f"rk-discover, 1,600 packages of {generate.__name__}: wall", cost.wall, "s", most=1)
            report.add("  peak", max(cost.peaks) / 1e6, "MB", most=200, digits=0)
