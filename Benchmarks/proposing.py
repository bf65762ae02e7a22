"""What the road from a push to an open request costs, with real git and a forge on loopback."""

import json
import os
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

from measuring import middle, run

HERE = Path(__file__).resolve().parent
PACKAGES = 100
STAGES = [["rk-discover"], ["rk-graph", "--topo"], ["rk-version"], ["rk-changelog"], ["rk-propose"], ["rk-apply", "--quiet"]]


def build(folder, packages):
    """A repository of npm packages, each with a commit to release, whose remote is on the forge; returns it and its bare remote."""
    repository = folder / "repository"
    for number in range(packages):
        home = repository / f"packages/p{number}"
        home.mkdir(parents=True)
        needed = {f"p{number - 1}": "^1.0.0"} if number % 10 else {}
        (home / "package.json").write_text(json.dumps({"name": f"p{number}", "version": "1.0.0", "dependencies": needed}, indent=2) + "\n")
    (repository / "package.json").write_text('{"name": "mono", "private": true, "workspaces": ["packages/*"]}\n')
    commands = "git init -q -b main . && git add -A && git commit -qm 'chore: begin'\n"
    for number in range(packages):
        commands += f"git tag p{number}-v1.0.0 && echo 1 > packages/p{number}/index.js && git add -A && git commit -qm 'fix: begin at one (#{number + 1})'\n"
    author = {f"GIT_{role}_{what}": "bench@example.com" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["sh", "-ec", f"{commands}git clone -q --bare . ../origin.git"], cwd=repository, check=True, env={**os.environ, **author})
    return repository, folder / "origin.git", author


def measure(report, runs):
    """Opens a request, and brings it up to date after each of some more pushes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        repository, bare, author = build(folder, PACKAGES)
        server = HERE.parent / "Tests/PipelineTests/Scripts/forge-server.py"
        kept = folder / "environment"
        forge = subprocess.Popen(["python3", server, "github", bare, "sh", "-c", f"env -0 > '{kept}.new' && mv '{kept}.new' '{kept}' && exec sleep 3600"])
        try:
            while not kept.exists():
                time.sleep(0.05)
            environment = dict(entry.split("=", 1) for entry in kept.read_text().split("\0") if "=" in entry)
            environment.update(author, GIT_CONFIG_COUNT="1", GIT_CONFIG_KEY_0=f"url.{bare}.insteadOf", GIT_CONFIG_VALUE_0=environment["FORGE_REMOTE"])
            subprocess.run(["git", "remote", "add", "origin", environment["FORGE_REMOTE"]], cwd=repository, check=True)
            costs, calls = [], []
            for number in range(runs):
                before = asked(environment)
                costs.append(run(STAGES, repository, environment))
                calls.append(asked(environment) - before)
                push = f"echo {number} > packages/p0/more.js && git add -A && git commit -qm 'feat: more' && git push -q origin main"
                subprocess.run(["sh", "-ec", push], cwd=repository, check=True, env=environment)
            cost = middle(costs)
            report.add(f"push to open request, {PACKAGES} packages: own CPU", sum(cost.own), "s", most=2)
            report.add("  wall, with git and the forge", cost.wall, "s")
            report.add("  calls of the forge, at most", max(calls), "", most=8, digits=0)
        finally:
            forge.kill()


def asked(environment):
    """How many requests the forge had."""
    with urllib.request.urlopen(f"{environment['FORGE']}/_state") as answer:
        return len(json.load(answer)["asked"])
