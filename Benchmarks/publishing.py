"""What rk-publish itself costs, and how close its schedule comes to list scheduling: tools that do nothing, an index made of a folder."""

import hashlib
import heapq
import io
import json
import os
import random
import subprocess
import tarfile
import tempfile
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from measuring import run

HERE = Path(__file__).resolve().parent
# In memory where the system has that: what a disk's file system needs to find free inodes depends on what was deleted there before.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class Index(BaseHTTPRequestHandler):
    """The Simple API (PEP 691) over the files of a folder; the stub of uv puts files there."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        """Answers with the files of a project."""
        prefix = self.path.rstrip("/").rpartition("/")[2].replace("-", "_") + "-"
        files = [path for path in self.server.folder.glob(prefix + "*") if path.suffix in (".whl", ".gz")]
        body = json.dumps({
            "meta": {"api-version": "1.0"},
            "files": [{"filename": path.name, "url": path.name, "hashes": {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}} for path in files],
        }).encode()
        self.send_response(200 if files else 404)
        self.send_header("Content-Type", "application/vnd.pypi.simple.v1+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Says nothing."""


def artifacts(folder, package, needed):
    """Writes what a build gives: a wheel and a source distribution whose metadata says what it should."""
    name = package["name"]
    stem = f"{name.replace('-', '_')}-1.0.0"
    requirements = "".join(f"Requires-Dist: {other}==1.0.0\n" for other in needed) + "Requires-Dist: httpx<1,>=0.27\n"
    metadata = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0.0\n{requirements}"
    with zipfile.ZipFile(folder / f"{stem}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{name.replace('-', '_')}/__init__.py", "")
        wheel.writestr(f"{stem}.dist-info/METADATA", metadata)
        wheel.writestr(f"{stem}.dist-info/WHEEL", "Wheel-Version: 1.0\nGenerator: bench\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{stem}.dist-info/RECORD", "")
    with tarfile.open(folder / f"{stem}.tar.gz", "w:gz") as source:
        for path, content in [("PKG-INFO", metadata), ("pyproject.toml", "")]:
            entry = tarfile.TarInfo(f"{stem}/{path}")
            entry.size = len(content)
            source.addfile(entry, io.BytesIO(content.encode()))


class Release:
    """A workspace with a document, a stub of uv and an index, in a folder."""

    def __init__(self, folder, packages, durations=None):
        """Prepares everything; `durations` is how many seconds the build of a package takes."""
        folder = Path(folder)
        self.repository = folder / "repository"
        subprocess.run(
            [HERE / "generate", self.repository, "--packages", str(packages), "--commits", "10", "--released-at", "5", "--merges", "0"], check=True)
        self.document = folder / "document.json"
        with open(self.document, "w") as output:
            run([["rk-discover"], ["rk-graph", "--topo"]], self.repository, output=output)
        document = json.loads(self.document.read_text())
        self.packages = document["packages"]
        self.names = {package["id"]: package["name"] for package in self.packages}
        self.needed = {
            package["name"]: [self.names[entry["package"]] for entry in package["dependencies"] if entry.get("package")]
            for package in self.packages
        }
        for part in ["bin", "built", "index", "durations"]:
            (folder / part).mkdir()
        for package in self.packages:
            artifacts(folder / "built", package, self.needed[package["name"]])
            if durations:
                (folder / "durations" / package["name"]).write_text(str(durations[package["name"]]))
        os.symlink(HERE / "stub-uv", folder / "bin/uv")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Index)
        self.server.folder = folder / "index"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("UV_", "RK_")) and name != "CI"},
            "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "STUB": str(folder), "UV_PUBLISH_TOKEN": "none",
            "RK_REGISTRY": f"http://127.0.0.1:{self.server.server_port}",
        }

    def publish(self, *options):
        """Publishes everything and returns the cost and the number of published packages."""
        result = self.document.with_name("result.json")
        with open(self.document) as source, open(result, "w") as output:
            cost = run([["rk-publish", "--quiet", *options]], self.repository, self.environment, output, source)
        self.server.shutdown()
        published = sum(entry["status"] == "published" for entry in json.loads(result.read_text())["results"])
        if published != len(self.packages):
            raise SystemExit(f"error: {published} of {len(self.packages)} packages were published")
        return cost


def list_schedule(order, needed, durations, jobs):
    """The makespan of list scheduling: whenever a worker is free, the package begins that the longest chain of others waits for.

    Chains are counted in packages, since nobody knows durations beforehand; equal ones go by `order`, which has dependencies first."""
    left = {name: len(needed[name]) for name in order}
    dependents = {name: [] for name in order}
    for name in order:
        for other in needed[name]:
            dependents[other].append(name)
    chain = {}
    for name in reversed(order):
        chain[name] = 1 + max((chain[other] for other in dependents[name]), default=0)
    position = {name: index for index, name in enumerate(order)}
    ready = [(-chain[name], position[name], name) for name in order if not left[name]]
    heapq.heapify(ready)
    running, now = [], 0.0
    while ready or running:
        while ready and len(running) < jobs:
            name = heapq.heappop(ready)[2]
            heapq.heappush(running, (now + durations[name], name))
        now, name = heapq.heappop(running)
        for other in dependents[name]:
            left[other] -= 1
            if not left[other]:
                heapq.heappush(ready, (-chain[other], position[other], other))
    return now


def measure(report):
    """Measures 500 packages with instant tools, then 80 whose builds take a while."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        release = Release(folder, 500)
        cost = release.publish()
        report.add("rk-publish, 500 packages, instant tools: own CPU per package", cost.own[0] / 500 * 1000, "ms", most=5)
        report.add("  its children: CPU per package", (cost.cpu - cost.own[0]) / 500 * 1000, "ms")
        report.add("  wall", cost.wall, "s")
        report.add("  largest resident set", max(cost.peaks) / 1e6, "MB", digits=0)
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder:
        chance = random.Random(1)
        durations = {f"part-{number:04}": round(chance.uniform(0.3, 3), 2) for number in range(80)}
        release = Release(folder, 80, durations)
        cost = release.publish("--jobs", "8", "--no-smoke-test")
        order = [package["name"] for package in release.packages]
        best = list_schedule(order, release.needed, durations, 8)
        report.add("rk-publish, 80 packages of 0.3 to 3 s, 8 jobs: makespan", cost.wall, "s")
        report.add("  list scheduling's", best, "s")
        report.add("  more than that", (cost.wall / best - 1) * 100, "%", most=5)
