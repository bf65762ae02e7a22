"""What discovery, graph and versions cost on a large history, beside what git alone costs."""

import subprocess
import tempfile
from pathlib import Path

from measuring import middle, run

HERE = Path(__file__).resolve().parent
PIPELINE = [["rk-discover"], ["rk-graph", "--topo"], ["rk-version"]]
GIT = [["git", "log", "--raw", "-z", "--no-renames", "v1.0.0..HEAD"], ["git", "for-each-ref"]]


def workspace(folder, packages, commits):
    """Generates a workspace, released in the middle of its history."""
    path = Path(folder) / f"{packages}-{commits}"
    subprocess.run(
        [HERE / "generate", path, "--packages", str(packages), "--commits", str(commits), "--released-at", str(commits // 2)], check=True)
    return path


def git_alone(repository):
    """What the two commands cost one after the other."""
    costs = [run([command], repository) for command in GIT]
    costs[0].cpu += costs[1].cpu
    costs[0].wall += costs[1].wall
    return costs[0]


def measure(report, runs):
    """Measures on 1,000 packages with 10,000 commits, and on 100 packages with 1,000."""
    with tempfile.TemporaryDirectory() as folder:
        large = workspace(folder, 1000, 10_000)
        small = workspace(folder, 100, 1000)
        ours, git, first, little, little_git = [], [], [], [], []
        # One after the other, so that whatever else the machine does falls on all of them alike. The first round fills the caches.
        for number in range(runs + 1):
            round = [
                run(PIPELINE, large), git_alone(large), run(PIPELINE[:1] + [["rk-graph"]], large), run(PIPELINE, small), git_alone(small)
            ]
            if number:
                for costs, cost in zip([ours, git, first, little, little_git], round):
                    costs.append(cost)
        ours, git, first, little, little_git = map(middle, [ours, git, first, little, little_git])
    report.add("git log + git for-each-ref: CPU", git.cpu, "s")
    report.add("rk-discover | rk-graph --topo | rk-version: CPU", ours.cpu, "s")
    report.add("  as a multiple of git's", ours.cpu / git.cpu, "x", most=3)
    for stage, own in zip(PIPELINE, ours.own):
        report.add(f"  {stage[0]} without its children: CPU", own, "s")
    report.add("  wall", ours.wall, "s", most=1.5)
    report.add("  largest resident set of a stage", max(ours.peaks) / 1e6, "MB", most=200, digits=0)
    report.add("  CPU per package, 1,000 packages", ours.cpu, "ms")
    report.add("  CPU per package, 100 packages", little.cpu * 10, "ms")
    report.add("  growth of the cost per package", ours.cpu / (little.cpu * 10), "x")
    report.add("  growth of what git alone costs", git.cpu / (little_git.cpu * 10), "x")
    added = (ours.cpu - git.cpu) / ((little.cpu - little_git.cpu) * 10)
    report.add("  growth of what the programs add to that", added, "x", most=1)
    report.add("rk-discover | rk-graph: wall", first.wall, "s", most=0.4)
