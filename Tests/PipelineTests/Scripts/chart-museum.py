"""A chart repository on loopback with ChartMuseum's protocol: POST /api/charts, GET /index.yaml and /charts/FILE.

Usage: chart-museum.py FOLDER COMMAND …   keeps the charts in FOLDER, runs COMMAND with $MUSEUM, and ends with its status.
With $MUSEUM_PASSWORD uploads need the user `ada` and that password. $MUSEUM_LOSES=N takes N uploads and answers them with 503.
"""

import base64
import hashlib
import http.server
import io
import os
import re
import subprocess
import sys
import tarfile
import threading

FOLDER = sys.argv[1]
PASSWORD = os.environ.pop("MUSEUM_PASSWORD", "")
LOSSES = [None] * int(os.environ.pop("MUSEUM_LOSES", "0"))
LOCK = threading.Lock()


def chart_of(data):
    """Name and version of a packaged chart."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        path = next(name for name in archive.getnames() if re.fullmatch(r"[^/]+/Chart\.yaml", name))
        text = archive.extractfile(path).read().decode()
    return [re.search(rf"^{key}: *['\"]?([^\s'\"]+)", text, re.M)[1] for key in ("name", "version")]


def index():
    """The text of index.yaml."""
    lines, entries = ["apiVersion: v1", "entries:"], {}
    for file in sorted(os.listdir(FOLDER)):
        with open(os.path.join(FOLDER, file), "rb") as opened:
            data = opened.read()
        name, version = chart_of(data)
        entries.setdefault(name, []).append((version, file, hashlib.sha256(data).hexdigest()))
    for name, versions in entries.items():
        lines.append(f"  {name}:")
        for version, file, digest in versions:
            lines += [f"  - apiVersion: v2", f"    name: {name}", f"    version: {version}", f"    digest: {digest}", "    urls:", f"    - charts/{file}"]
    return "\n".join(lines + ["generated: \"2026-01-02T03:04:05Z\"", ""]).encode()


class Museum(http.server.BaseHTTPRequestHandler):
    """One connection."""

    def log_message(self, *_):
        """Says nothing."""

    def answer(self, status, body=b"", kind="application/json"):
        """Sends an answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        """The index, or a chart."""
        path = self.path.split("?")[0]
        if path == "/index.yaml":
            with LOCK:
                return self.answer(200, index(), "text/yaml")
        file = os.path.join(FOLDER, os.path.basename(path))
        if not path.startswith("/charts/") or not os.path.isfile(file):
            return self.answer(404, b'{"error": "not found"}')
        with open(file, "rb") as opened:
            return self.answer(200, opened.read(), "application/gzip")

    def do_POST(self):
        """An upload."""
        data = self.rfile.read(int(self.headers["Content-Length"]))
        login = "Basic " + base64.b64encode(f"ada:{PASSWORD}".encode()).decode()
        if self.path != "/api/charts":
            return self.answer(404, b'{"error": "not found"}')
        if PASSWORD and self.headers["Authorization"] != login:
            return self.answer(401, b'{"error": "unauthorized"}')
        name, version = chart_of(data)
        path = os.path.join(FOLDER, f"{name}-{version}.tgz")
        with LOCK:
            if os.path.exists(path):
                return self.answer(409, b'{"error": "file already exists"}')
            with open(path, "wb") as file:
                file.write(data)
            lost = bool(LOSSES) and not LOSSES.pop()
        return self.answer(503 if lost else 201, b'{"saved": true}')


os.makedirs(FOLDER, exist_ok=True)
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Museum)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.exit(subprocess.run(sys.argv[2:], env={**os.environ, "MUSEUM": f"http://127.0.0.1:{server.server_port}"}, check=False).returncode)
