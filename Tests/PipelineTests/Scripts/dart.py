#!/usr/bin/env python3
"""Stands in for `dart pub` where Dart cannot be had: the documented work of four commands, with registries of hosted-pub protocol 2.

  dart pub get [--enforce-lockfile] [--dry-run]
  dart pub token add URL --env-var NAME
  dart pub publish [--force] [--skip-validation] --to-archive=FILE
  dart pub publish [--force] [--from-archive=FILE]

What it does as pub does: `publish_to` before PUB_HOSTED_URL before pub.dev; tokens from pub-tokens.json alone, for addresses that begin with
the token's, by the variable that is named there; three requests for an upload, each tried again while the server is in trouble; the
files that git does not ignore, without hidden ones, pubspec.lock and pubspec_overrides.yaml; exit status 64 for wrong arguments, 65 for wrong
data, 1 for the rest. What it lacks: dependencies of git and SDKs, checks of a package, anything of YAML that no pubspec here has.
"""

import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import time
import urllib.error
import urllib.request
import uuid

TYPE = "application/vnd.pub.v2+json"


class Failure(Exception):
    """What ends the program, with its exit status."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


class ServerAnswer(Failure):
    """An answer of a registry that is no success."""

    def __init__(self, code, body, url):
        try:
            words = json.loads(body)["error"]["message"]
        except (ValueError, KeyError, TypeError):
            words = f"HTTP error {code}: {urllib.request.http.client.responses.get(code, '')} at {url}"
        super().__init__(words)
        self.code = code


# What a pubspec says


def scalar(text):
    """A plain or quoted scalar; a flow mapping of scalars."""
    text = text.strip()
    if text.startswith("{"):
        pairs = [part.split(":", 1) for part in re.findall(r"(?:\"[^\"]*\"|[^,\"])+", text[1 : text.rindex("}")])]
        return {key.strip(): scalar(value) for key, value in pairs}
    if text[:1] in ("'", '"'):
        return text[1 : text.index(text[0], 1)]
    return re.sub(r"(^|\s)#.*", "", text).strip() or None


def parse(text):
    """The mappings of a pubspec by indentation; lists are left out."""
    root = {}
    open_ = [(-1, root)]
    for line in text.splitlines():
        if not line.strip() or line.lstrip().startswith(("#", "-")):
            continue
        depth = len(line) - len(line.lstrip())
        while open_[-1][0] >= depth:
            open_.pop()
        key, _, value = line.strip().partition(":")
        key, value = scalar(key), scalar(value)
        open_[-1][1][key] = value
        if value is None:
            open_[-1][1][key] = {}
            open_.append((depth, open_[-1][1][key]))
    return root


def pubspec(path="pubspec.yaml"):
    """A manifest on disk."""
    try:
        with open(path, encoding="utf-8") as file:
            return parse(file.read())
    except FileNotFoundError:
        raise Failure(f"Found no `{path}` file in `{os.getcwd()}`.", 65) from None


# Versions


def order(version):
    """What sorts versions as pub_semver does."""
    match = re.fullmatch(r"(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?", version)
    if not match:
        raise Failure(f'Could not parse "{version}".', 65)

    def parts(text):
        return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in (text or "").split(".") if part]

    major, minor, patch, before, build = match.groups()
    return (int(major), int(minor), int(patch), before is None, parts(before), parts(build))


def allows(constraint, version):
    """Whether a condition allows a version."""
    constraint = (constraint or "any").strip()
    if constraint == "any":
        return True
    if constraint.startswith("^"):
        major, minor, patch, *_ = low = order(constraint[1:])
        high = (major + 1, 0, 0) if major else (0, minor + 1, 0)
        return low <= order(version) and order(version)[:3] < high
    found = re.findall(r"(<=|>=|<|>)?\s*([0-9][^\s<>=]*)", constraint)
    tests = {
        "": lambda a, b: a == b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    }
    return all(tests[sign](order(version), order(bound)) for sign, bound in found)


# Registries


def normalized(url):
    """A registry's address as pub compares it."""
    if not re.match(r"https?://[^/?#@]+(/[^?#]*)?$", url):
        raise Failure(f"Invalid hosted URL: {url}", 65)
    url = re.sub(r"^https://pub\.dartlang\.org", "https://pub.dev", url)
    return url if re.match(r"https?://[^/]+$", url) or url.endswith("/") else url + "/"


def default_registry():
    """The registry of what names none."""
    return normalized(os.environ.get("PUB_HOSTED_URL") or "https://pub.dev")


def below(url, path):
    """An address below a registry's."""
    return url.rstrip("/") + "/" + path


def store():
    """The path of the tokens."""
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.join(os.environ["HOME"], ".config")
    return os.path.join(home, "dart", "pub-tokens.json")


def tokens():
    """The entries of the store."""
    try:
        with open(store(), encoding="utf-8") as file:
            return json.load(file)["hosted"]
    except FileNotFoundError:
        return []


def authorization(url):
    """The header with the token for an address."""
    for entry in tokens():
        if not (url + "/").startswith(entry["url"].rstrip("/") + "/"):
            continue
        token = entry.get("token") or os.environ.get(entry["env"], "")
        if not token:
            raise Failure(
                f'Saved credential for "{entry["url"]}" pub repository requires environment variable named "{entry["env"]}" but not defined.',
                65,
            )
        return {"Authorization": f"Bearer {token}"}
    return {}


class Still(urllib.request.HTTPRedirectHandler):
    """Follows no answer that leads elsewhere."""

    def redirect_request(self, *_):
        return None


def ask(url, data=None, headers=None):
    """An answer's headers and body; tried again while the server is in trouble."""
    headers = {"Accept": TYPE, "User-Agent": "Dart pub 3.5.0", **authorization(url), **(headers or {})}
    tries = int(os.environ.get("PUB_MAX_HTTP_RETRIES", "7"))
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), Still)
    for attempt in range(tries):
        try:
            with opener.open(urllib.request.Request(url, data, headers), timeout=30) as answer:
                return answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            if error.code < 500 and error.code != 429 or attempt + 1 == tries:
                raise ServerAnswer(error.code, error.read(), url) from None
        except OSError as error:
            if attempt + 1 == tries:
                raise Failure(f"Got socket error trying to connect to {url}: {error}", 69) from None
        except urllib.request.http.client.HTTPException as error:
            if attempt + 1 == tries:
                raise Failure(f"Connection closed before full header was received: {error}", 69) from None
        time.sleep(0.2 * 2**attempt)


# pub publish


def files(folder="."):
    """The files of a package."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=folder, check=True, capture_output=True
    ).stdout.decode()
    for name in sorted(filter(None, listed.split("\0"))):
        parts = name.split("/")
        hidden = any(part.startswith(".") for part in parts)
        if not hidden and parts[-1] not in ("pubspec.lock", "pubspec_overrides.yaml") and os.path.isfile(os.path.join(folder, name)):
            yield name


def pack():
    """The package of this folder as an archive."""
    buffer = io.BytesIO()
    with gzip.GzipFile(fileobj=buffer, mode="wb", filename="") as stream, tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for name in files():
            entry = tar.gettarinfo(name)
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = "pub"
            with open(name, "rb") as file:
                tar.addfile(entry, file)
    return buffer.getvalue()


def upload(archive, url):
    """The three requests of an upload."""
    _, body = ask(below(url, "api/packages/versions/new"))
    begun = json.loads(body)
    boundary = f"dart-http-boundary-{uuid.uuid4().hex}"
    form = io.BytesIO()
    for key, value in begun["fields"].items():
        form.write(f'--{boundary}\r\ncontent-disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode())
    form.write(
        f"--{boundary}\r\ncontent-type: application/octet-stream\r\n"
        'content-disposition: form-data; name="file"; filename="package.tar.gz"\r\n\r\n'.encode()
    )
    form.write(archive + f"\r\n--{boundary}--\r\n".encode())
    headers, _ = ask(begun["url"], form.getvalue(), {"Content-Type": f"multipart/form-data; boundary={boundary}"})
    if "location" not in headers:
        raise Failure("Failed to upload the package.")
    _, body = ask(headers["location"])
    print(json.loads(body)["success"]["message"])


def publish(options):
    """`dart pub publish`."""
    source, target = options.get("from-archive"), options.get("to-archive")
    if source and target or target and "force" in options:
        raise Failure("Cannot use both --to-archive and --force, nor --from-archive and --to-archive.", 64)
    if source:
        with open(source, "rb") as file:
            archive = file.read()
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            spec = parse(tar.extractfile("pubspec.yaml").read().decode())
    else:
        spec = pubspec()
        if "skip-validation" not in options:
            get({})
        archive = pack()
    if target:
        with open(target, "wb") as file:
            file.write(archive)
        print(f"Wrote package archive at {target}")
        return
    if spec.get("publish_to") == "none":
        raise Failure("A private package cannot be published.", 65)
    if "force" not in options:
        raise Failure("Package upload canceled.", 65)
    url = normalized(spec["publish_to"]) if spec.get("publish_to") else default_registry()
    print(f"Publishing {spec['name']} {spec['version']} to {url}.")
    try:
        upload(archive, url)
    except ServerAnswer as answer:
        if answer.code not in (401, 403):
            raise
        said = f"{url} package repository requested authentication!" if answer.code == 401 else f"Insufficient permissions to the resource at the {url} package repository."
        raise Failure(f"{said}\nYou can provide credentials using:\n    dart pub token add {url}\n\n{answer}\nAuthentication failed!", 65) from None


# pub get


def fetch(name, version, entry, url):
    """Puts a version's archive into the cache, once its digest is right."""
    cache = os.environ.get("PUB_CACHE") or os.path.join(os.environ["HOME"], ".pub-cache")
    folder = os.path.join(cache, "hosted", re.sub(r"[^A-Za-z0-9.]", "%", url), f"{name}-{version}")
    if os.path.isdir(folder):
        return folder
    _, archive = ask(entry["archive_url"])
    digest = hashlib.sha256(archive).hexdigest()
    if entry.get("archive_sha256", digest) != digest:
        raise Failure(f'The archive of "{name}" {version} has the wrong content hash.', 65)
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data") if hasattr(tarfile, "data_filter") else tar.extractall(folder)
    return folder


def get(options):
    """`dart pub get`: every package in the highest version that all conditions allow, one after the other."""
    root = pubspec()
    chosen, wanted, open_ = {}, {}, [(".", root)]
    while open_:
        base, spec = open_.pop(0)
        sections = ["dependencies"] + (["dev_dependencies"] if spec is root else [])
        for name, value in ((name, value) for section in sections for name, value in (spec.get(section) or {}).items()):
            value = value if isinstance(value, dict) else {"version": value}
            if "path" in value:
                place = os.path.normpath(os.path.join(base, value["path"]))
                if name not in chosen:
                    other = pubspec(os.path.join(place, "pubspec.yaml"))
                    chosen[name] = ("path", other["version"], place)
                    open_.append((place, other))
                continue
            hosted = value.get("hosted")
            url = normalized((hosted.get("url") if isinstance(hosted, dict) else hosted) or default_registry())
            wanted.setdefault(name, []).append(value.get("version"))
            if name in chosen:
                if chosen[name][0] not in (url, "path") or not all(allows(text, chosen[name][1]) for text in wanted[name]):
                    raise Failure(f"version solving failed: {name} {chosen[name][1]} from {chosen[name][0]} does not fit {wanted[name]} from {url}.")
                continue
            try:
                _, body = ask(below(url, f"api/packages/{name}"))
            except ServerAnswer as answer:
                raise Failure(f"version solving failed: could not find package {name} at {url} (HTTP status {answer.code}).", 69) from None
            entries = [item for item in json.loads(body)["versions"] if allows(value.get("version"), item["version"]) and not item.get("retracted")]
            if not entries:
                raise Failure(f"version solving failed: no versions of {name} match {value.get('version')}. (404 Not Found)")
            best = max(entries, key=lambda item: order(item["version"]))
            folder = "" if "dry-run" in options else fetch(name, best["version"], best, url)
            chosen[name] = (url, best["version"], folder)
            open_.append((folder, best["pubspec"]))
    if "dry-run" in options:
        return
    with open("pubspec.lock", "w", encoding="utf-8") as file:
        file.write("packages:\n" + "".join(f"  {name}:\n    source: {url}\n    version: \"{version}\"\n" for name, (url, version, _) in sorted(chosen.items())))
    os.makedirs(".dart_tool", exist_ok=True)
    with open(".dart_tool/package_config.json", "w", encoding="utf-8") as file:
        packages = [{"name": name, "rootUri": folder, "packageUri": "lib/"} for name, (_, _, folder) in sorted(chosen.items())]
        json.dump({"configVersion": 2, "packages": packages}, file)
    for name, (_, version, _) in sorted(chosen.items()):
        print(f"+ {name} {version}")


# pub token


def add_token(words, options):
    """`dart pub token add URL --env-var NAME`."""
    if len(words) != 1 or "env-var" not in options:
        raise Failure("this stand-in adds tokens by --env-var alone", 64)
    url = normalized(words[0])
    if not re.match(r"https://|http://(localhost|127\.0\.0\.1|\[::1\])[:/]", url):
        raise Failure("Insecure package repository could not be added.", 65)
    entries = [entry for entry in tokens() if entry["url"] != url] + [{"url": url, "env": options["env-var"]}]
    os.makedirs(os.path.dirname(store()), exist_ok=True)
    with open(store(), "w", encoding="utf-8") as file:
        json.dump({"version": 1, "hosted": entries}, file)
    print(f'Requests to "{url}" will now be authenticated using the secret token stored in the environment variable "{options["env-var"]}".')


def main(arguments):
    """Runs one command; returns the exit status."""
    words, options = [], {}
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            words.append(argument)
            continue
        name, has_value, value = argument[2:].partition("=")
        options[name] = value if has_value else next(rest, "") if name == "env-var" else ""
    if "DART_CALLS" in os.environ:
        with open(os.environ["DART_CALLS"], "a", encoding="utf-8") as file:
            file.write(" ".join(arguments) + "\n")
    known = {("pub", "get"): {"enforce-lockfile", "dry-run"}, ("pub", "publish"): {"force", "skip-validation", "to-archive", "from-archive"}}
    try:
        if words[:3] == ["pub", "token", "add"]:
            add_token(words[3:], options)
        elif tuple(words) in known and set(options) <= known[tuple(words)]:
            get(options) if words[1] == "get" else publish(options)
        else:
            raise Failure(f"no such command here: {' '.join(arguments)}", 64)
    except Failure as failure:
        print(failure, file=sys.stderr)
        return failure.status
    return 0


sys.exit(main(sys.argv[1:]))
