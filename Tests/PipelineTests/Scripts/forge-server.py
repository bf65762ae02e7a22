"""A forge on loopback: the few endpoints of GitHub, GitLab, Bitbucket Cloud and Gitea that rk-apply asks, over a real bare repository.

Usage: forge-server.py KIND BARE COMMAND …   KIND is github, gitlab, bitbucket or gitea; the repository is acme/mono.
COMMAND runs with the platform's variables, $FORGE (the server's address) and $FORGE_REMOTE (the address for `git remote add`); its status is
the server's. Requests follow the branches of BARE, and merging one writes a commit there. What a client gets wrong is refused and kept.

  POST /_fault?match=REGEX&status=503[&times=1][&after=1][&drop=1][&cut=1][&retry-after=1][&body=TEXT]   match is looked for in "METHOD /path?query";
                                    with after=1 the request takes effect, and only its answer is lost (with cut=1 its body too); drop=1 ends the
                                    connection instead
  POST /_merge?number=1[&how=squash]
  POST /_others?count=5             opens requests of other branches and of forks, which nobody may take for the release's
  GET  /_state                      requests, labels, releases, wrong (what clients got wrong), asked (method, path, status of every request), events (those for acme/docs)
$FORGE_PAGE is the most entries of a page, whatever clients ask for. Links to further pages name another host, as behind a careless proxy.
"""

import email
import email.policy
import http.server
import json
import os
import re
import socket
import subprocess
import sys
import threading
from urllib.parse import parse_qs, quote, unquote, urlsplit

KIND, BARE = sys.argv[1], os.path.abspath(sys.argv[2])
NAME = "acme/mono"
TOKEN = "forge-token-of-the-test"
JOB_TOKEN = "forge-token-of-a-job"
PAGE = int(os.environ.get("FORGE_PAGE", "100"))
LOCK = threading.RLock()
FAULTS, ASKED, WRONG, EVENTS = [], [], [], []
REQUESTS, RELEASES, LABELS, PACKAGES = {}, {}, {}, {}
CLOCK = [0]


class Refusal(Exception):
    """An answer that is no success."""

    def __init__(self, status, message, errors=None):
        super().__init__(message)
        self.status, self.message, self.errors = status, message, errors


def now():
    """A time that is later with every call."""
    CLOCK[0] += 1
    return f"2026-01-02T{CLOCK[0] // 3600:02}:{CLOCK[0] // 60 % 60:02}:{CLOCK[0] % 60:02}Z"


def git(*words, fails=False):
    """What git prints in the bare repository; None where it fails and may."""
    author = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in (("NAME", "Forge"), ("EMAIL", "forge@example.com"))}
    run = subprocess.run(["git", "-C", BARE, *words], capture_output=True, text=True, check=not fails, env={**os.environ, **author})
    return run.stdout.strip() if run.returncode == 0 else None


def tip(branch):
    """The commit of a branch, or None."""
    return git("rev-parse", "--quiet", "--verify", f"refs/heads/{branch}", fails=True)


def wrong(what):
    """Keeps and refuses what no client may send."""
    WRONG.append(what)
    raise Refusal(400 if KIND in ("gitlab", "bitbucket") else 422, what)


def take(body, required, optional=()):
    """The fields of a body, each of its type; any other field is wrong."""
    fields = {**required, **dict(optional)}
    for key, value in body.items():
        if key not in fields:
            wrong(f"unknown field {key}")
        if not isinstance(value, fields[key]):
            wrong(f"{key} is {value!r}")
    for key in required:
        if body.get(key) in (None, ""):
            wrong(f"{key} is missing")
    return [body.get(key) for key in fields]


def open_request(title, text, head, base, labels=()):
    """A new request; refused where the branches give none."""
    if not tip(head) or not tip(base):
        wrong(f"no branch {head if not tip(head) else base}")
    if tip(head) == tip(base) or git("merge-base", "--is-ancestor", tip(head), tip(base), fails=True) is not None:
        raise Refusal(422, f"No commits between {base} and {head}")
    if any(one["state"] == "open" and not one["fork"] and (one["head"], one["base"]) == (head, base) for one in REQUESTS.values()):
        raise Refusal(422 if KIND == "github" else 409, f"Another open request already exists for {head}")
    number = len(REQUESTS) + 1
    REQUESTS[number] = {
        "number": number, "title": title, "body": text or "", "head": head, "base": base, "labels": list(labels), "state": "open", "fork": False,
        "updated": now(), "merged": None,
    }
    for label in labels:
        LABELS.setdefault(label, len(LABELS) + 1)
    return REQUESTS[number]


def merge(number, how):
    """Merges a request into its base."""
    request = REQUESTS[number]
    base, head = tip(request["base"]), tip(request["head"])
    tree = git("merge-tree", "--write-tree", base, head).split("\n")[0]
    parents = ["-p", base] + ([] if how == "squash" else ["-p", head])
    commit = git("commit-tree", tree, *parents, "-m", f"Merge request {number}\n\n{request['title']}")
    git("update-ref", f"refs/heads/{request['base']}", commit, base)
    git("update-ref", "-d", f"refs/heads/{request['head']}")
    request.update(state="closed", merged=now(), updated=now())


def add_others(count):
    """Requests that look like the release's: of other branches, and of forks with the same one."""
    for _ in range(count):
        for head, fork in (("other", False), ("releasekit--release", True)):
            number = len(REQUESTS) + 1
            REQUESTS[number] = {
                "number": number, "title": f"other {number}", "body": "", "head": head, "base": "main", "labels": [], "state": "open", "fork": fork,
                "updated": now(), "merged": None,
            }


def find(table, key, what):
    """An entry, or a refusal."""
    if key not in table:
        raise Refusal(404, f"{what} Not Found")
    return table[key]


def edit(request, title, text, state=None):
    """Gives a request another title and text, or closes it."""
    if state not in (None, "close", "closed"):
        wrong(f"a state {state}")
    if state and request["state"] != "open":
        wrong(f"#{request['number']} is closed already")
    request.update(title=title if title is not None else request["title"], body=text if text is not None else request["body"], updated=now())
    if state:
        request["state"] = "closed"
    return request


def delete_release(number):
    """Takes a release away; its tag stays."""
    del RELEASES[find({key: key for key in RELEASES}, number, "Release")]
    return 204, None


def create_release(tag, title, text, draft, prerelease):
    """A new release."""
    if any(one["tag"] == tag and not one["draft"] for one in RELEASES.values()) or (KIND != "github" and any(one["tag"] == tag for one in RELEASES.values())):
        raise Refusal(422 if KIND == "github" else 409, "Release already exists")
    if git("rev-parse", "--quiet", "--verify", f"refs/tags/{tag}", fails=True) is None:
        wrong(f"no tag {tag}")
    number = 100 + max((one - 99 for one in RELEASES), default=0)
    RELEASES[number] = {"id": number, "tag": tag, "title": title, "body": text, "draft": bool(draft), "prerelease": bool(prerelease), "latest": None, "assets": {}}
    return RELEASES[number]


def change_release(release, body):
    """Changes a release, which may publish it; one that is published stays so."""
    for key, mine in (("name", "title"), ("body", "body"), ("prerelease", "prerelease"), ("draft", "draft"), ("make_latest", "latest")):
        if key in body:
            release[mine] = body[key]
    return release


class GitHub:
    """docs.github.com/rest"""

    prefix = f"/api/v3/repos/{NAME}"
    event = "/api/v3/repos/acme/docs/dispatches"

    def variables(self, base):
        """Of a job."""
        return {"GITHUB_SERVER_URL": base, "GITHUB_API_URL": f"{base}/api/v3", "GITHUB_TOKEN": TOKEN, "FORGE_REMOTE": f"{base}/{NAME}.git"}

    def allows(self, headers, _):
        """Whether the token is right."""
        if headers.get("X-GitHub-Api-Version") != "2022-11-28" or headers.get("Accept") != "application/vnd.github+json":
            wrong("no version, or no media type")
        return headers.get("Authorization") == f"Bearer {TOKEN}"

    def request(self, one):
        """A pull request."""
        return {
            "number": one["number"], "title": one["title"], "body": one["body"], "state": one["state"], "merged_at": one["merged"],
            "labels": [{"name": label} for label in one["labels"]], "head": {"ref": one["head"], "repo": {"id": 2 if one["fork"] else 1}},
            "base": {"ref": one["base"], "repo": {"id": 1}},
        }

    def release(self, one, base):
        """A release."""
        assets = self.assets(one)
        uploads = f"{base}/api/uploads/repos/{NAME}/releases/{one['id']}/assets{{?name,label}}"
        return {"id": one["id"], "tag_name": one["tag"], "draft": one["draft"], "assets": assets, "upload_url": uploads}

    def assets(self, one):
        """The files of a release."""
        return [{"id": number, "name": name, "state": "uploaded" if content else "starter"} for number, (name, content) in enumerate(one["assets"].items())]

    def answer(self, call):
        """The answer to a call."""
        method, path, query, body = call.method, call.path, call.query, call.body
        if (method, path) == ("GET", "/pulls"):
            head = query["head"].split(":", 1)[1]
            fits = [one for one in REQUESTS.values() if one["head"] == head and one["state"] == query["state"] and one["base"] == query.get("base", one["base"])]
            return call.page([self.request(one) for one in order(fits, query)])
        if (method, path) == ("POST", "/pulls"):
            title, text, head, base = take(body, {"title": str, "body": str, "head": str, "base": str})
            return 201, self.request(open_request(title, text, head, base))
        if method == "PATCH" and (found := re.fullmatch(r"/pulls/(\d+)", path)):
            return 200, self.request(edit(find(REQUESTS, int(found[1]), "Pull"), *take(body, {}, {"title": str, "body": str, "state": str})))
        if method == "POST" and (found := re.fullmatch(r"/issues/(\d+)/labels", path)):
            one, (labels,) = find(REQUESTS, int(found[1]), "Issue"), take(body, {"labels": list})
            for label in labels:
                LABELS.setdefault(label, len(LABELS) + 1)
            one["labels"] += [label for label in labels if label not in one["labels"]]
            return 200, [{"name": label} for label in one["labels"]]
        if method == "DELETE" and (found := re.fullmatch(r"/issues/(\d+)/labels/([^/]+)", path)):
            one, label = find(REQUESTS, int(found[1]), "Issue"), unquote(found[2])
            if label not in one["labels"]:
                raise Refusal(404, "Label does not exist")
            one["labels"].remove(label)
            return 200, []
        if method == "GET" and (found := re.fullmatch(r"/releases/tags/([^/]+)", path)):
            public = {one["tag"]: one for one in RELEASES.values() if not one["draft"]}
            return 200, self.release(find(public, unquote(found[1]), "Release"), call.base)
        if (method, path) == ("GET", "/releases"):
            return call.page([self.release(one, call.base) for one in reversed(RELEASES.values())])
        if (method, path) == ("POST", "/releases"):
            fields = take(body, {"tag_name": str, "name": str, "body": str}, {"draft": bool, "prerelease": bool})
            return 201, self.release(create_release(*fields), call.base)
        if method == "PATCH" and (found := re.fullmatch(r"/releases/(\d+)", path)):
            take(body, {}, {"name": str, "body": str, "draft": bool, "prerelease": bool, "make_latest": str})
            return 200, self.release(change_release(find(RELEASES, int(found[1]), "Release"), body), call.base)
        if method == "DELETE" and (found := re.fullmatch(r"/releases/(\d+)", path)):
            return delete_release(int(found[1]))
        if method == "GET" and (found := re.fullmatch(r"/releases/(\d+)/assets", path)):
            return call.page(self.assets(find(RELEASES, int(found[1]), "Release")))
        if method == "DELETE" and (found := re.fullmatch(r"/releases/assets/(\d+)", path)):
            drafts = [one for one in RELEASES.values() if one["draft"]]
            del drafts[-1]["assets"][list(drafts[-1]["assets"])[int(found[1])]]
            return 204, None
        return None

    def upload(self, call):
        """Takes a file of a release."""
        found = re.fullmatch(rf"/api/uploads/repos/{NAME}/releases/(\d+)/assets", call.whole)
        release = find(RELEASES, int(found[1]), "Release")
        if not release["draft"]:
            raise Refusal(422, "the release is immutable")
        name = re.sub(r"[^\w.+@-]", ".", call.query["name"])
        if name in release["assets"]:
            raise Refusal(422, "Validation Failed", errors=[{"resource": "ReleaseAsset", "code": "already_exists", "field": "name"}])
        release["assets"][name] = call.raw.decode("latin-1")
        return 201, {"name": name, "state": "uploaded"}


class GitLab:
    """docs.gitlab.com/api/rest"""

    prefix = f"/api/v4/projects/{quote(NAME, safe='')}"
    event = "/api/v4/projects/acme%2Fdocs/pipeline"

    def variables(self, base):
        """Of a job with a token of its own beside the job's."""
        return {
            "CI_SERVER_URL": base, "CI_API_V4_URL": f"{base}/api/v4", "GITLAB_TOKEN": TOKEN, "CI_JOB_TOKEN": JOB_TOKEN,
            "FORGE_REMOTE": f"{base}/{NAME}.git",
        }

    def allows(self, headers, path):
        """Whether the token is right; that of a job is for releases only."""
        if headers.get("JOB-TOKEN") == JOB_TOKEN:
            return path.startswith(("/releases", "/packages/generic/"))
        return headers.get("Authorization") == f"Bearer {TOKEN}" or headers.get("PRIVATE-TOKEN") == TOKEN

    def request(self, one):
        """A merge request."""
        return {
            "iid": one["number"], "title": one["title"], "description": one["body"], "labels": one["labels"], "merged_at": one["merged"],
            "source_branch": one["head"], "target_branch": one["base"], "source_project_id": 2 if one["fork"] else 1, "target_project_id": 1,
        }

    def answer(self, call):
        """The answer to a call."""
        method, path, query, body = call.method, call.path, call.query, call.body
        if (method, path) == ("GET", "/merge_requests"):
            def fits(one):
                state = "merged" if one["merged"] else "opened" if one["state"] == "open" else "closed"
                return state == query["state"] and one["head"] == query["source_branch"] and one["base"] == query.get("target_branch", one["base"])

            return call.page([self.request(one) for one in order(filter(fits, REQUESTS.values()), query)])
        if (method, path) == ("POST", "/merge_requests"):
            needed = {"title": str, "source_branch": str, "target_branch": str}
            title, head, base, text, labels = take(body, needed, {"description": str, "labels": str})
            return 201, self.request(open_request(title, text, head, base, [label for label in (labels or "").split(",") if label]))
        if method == "PUT" and (found := re.fullmatch(r"/merge_requests/(\d+)", path)):
            one = find(REQUESTS, int(found[1]), "Merge Request")
            fields = {"title": str, "description": str, "add_labels": str, "remove_labels": str, "state_event": str}
            title, text, added, removed, event = take(body, {}, fields)
            edit(one, title, text, event)
            for label in (added or "").split(","):
                if label and label not in one["labels"]:
                    one["labels"].append(label)
                    LABELS.setdefault(label, len(LABELS) + 1)
            one["labels"] = [label for label in one["labels"] if label not in (removed or "").split(",")]
            return 200, self.request(one)
        tags = {one["tag"]: one for one in RELEASES.values()}
        if method == "GET" and (found := re.fullmatch(r"/releases/([^/]+)", path)):
            return 200, {"tag_name": find(tags, unquote(found[1]), "Release")["tag"]}
        if (method, path) == ("POST", "/releases"):
            tag, title, text, assets = take(body, {"tag_name": str}, {"name": str, "description": str, "assets": dict})
            release = create_release(tag, title, text, False, False)
            for link in (assets or {}).get("links", []):
                name, url, kind, path = take(link, {"name": str, "url": str, "link_type": str}, {"direct_asset_path": str})
                kept = url.removeprefix(call.base + self.prefix)
                if kind not in ("other", "runbook", "image", "package") or path != f"/{name}" or kept not in PACKAGES:
                    wrong(f"a link {link}")
                release["assets"][name] = PACKAGES.get(kept)
            return 201, {"tag_name": tag}
        if method == "PUT" and (found := re.fullmatch(r"/packages/generic/([\w.-]+)/((?:\.?[\w+-]+\.?)+)/[\w.+~@%-]+", path)):
            PACKAGES[path] = call.raw.decode("latin-1")
            return 201, {"message": "201 Created"}
        if method == "DELETE" and (found := re.fullmatch(r"/releases/([^/]+)", path)):
            return 200, {"tag_name": RELEASES.pop(find(tags, unquote(found[1]), "Release")["id"])["tag"]}
        return None


class Bitbucket:
    """developer.atlassian.com/cloud/bitbucket/rest"""

    prefix = f"/2.0/repositories/{NAME}"
    event = "/2.0/repositories/acme/docs/pipelines"

    def variables(self, base):
        """Of a pipeline."""
        return {"BITBUCKET_API_URL": f"{base}/2.0", "BITBUCKET_TOKEN": TOKEN, "FORGE_REMOTE": f"https://bitbucket.org/{NAME}.git"}

    def allows(self, headers, _):
        """Whether the token is right."""
        return headers.get("Authorization") == f"Bearer {TOKEN}"

    def request(self, one):
        """A pull request."""
        fork = "eve/mono" if one["fork"] else NAME
        return {
            "id": one["number"], "title": one["title"], "description": one["body"], "state": {"open": "OPEN"}.get(one["state"], "MERGED"),
            "source": {"branch": {"name": one["head"]}, "repository": {"full_name": fork}},
            "destination": {"branch": {"name": one["base"]}, "repository": {"full_name": NAME}},
        }

    def answer(self, call):
        """The answer to a call."""
        method, path, body = call.method, call.path, call.body
        if (method, path) == ("GET", "/pullrequests"):
            branch = re.search(r'source\.branch\.name="([^"]+)"', call.query["q"])[1]
            return call.page([self.request(one) for one in REQUESTS.values() if one["state"] == "open" and one["head"] == branch])
        if (method, path) == ("POST", "/pullrequests"):
            title, source, destination, text = take(body, {"title": str, "source": dict, "destination": dict}, {"description": str})
            head, base = (end["branch"]["name"] for end in (source, destination))
            for one in REQUESTS.values():  # a second one brings the first one up to date
                if one["state"] == "open" and not one["fork"] and (one["head"], one["base"]) == (head, base):
                    return 201, self.request(edit(one, title, text))
            return 201, self.request(open_request(title, text, head, base))
        if method == "PUT" and (found := re.fullmatch(r"/pullrequests/(\d+)", path)):
            return 200, self.request(edit(find(REQUESTS, int(found[1]), "Pull request"), *take(body, {"title": str}, {"description": str})))
        if method == "POST" and (found := re.fullmatch(r"/pullrequests/(\d+)/decline", path)):
            return 200, self.request(edit(find(REQUESTS, int(found[1]), "Pull request"), None, None, "closed"))
        return None


class Gitea:
    """docs.gitea.com/api"""

    prefix = f"/api/v1/repos/{NAME}"
    event = None

    def variables(self, base):
        """Of a user: the host's name does not tell the forge."""
        return {"GITEA_TOKEN": TOKEN, "FORGE_REMOTE": f"{base}/{NAME}.git"}

    def allows(self, headers, _):
        """Whether the token is right."""
        return headers.get("Authorization") == f"token {TOKEN}"

    def request(self, one):
        """A pull request; a head that is gone has another name."""
        gone = f"refs/pull/{one['number']}/head"
        return {
            "number": one["number"], "title": one["title"], "body": one["body"], "merged": bool(one["merged"]), "merged_at": one["merged"],
            "labels": [{"id": LABELS[label], "name": label} for label in one["labels"]], "base": {"ref": one["base"], "label": one["base"], "repo_id": 1},
            "head": {"ref": one["head"] if one["state"] == "open" else gone, "label": one["head"], "repo_id": 2 if one["fork"] else 1},
        }

    def release(self, one):
        """A release."""
        return {"id": one["id"], "tag_name": one["tag"], "draft": one["draft"], "assets": [{"name": name} for name in one["assets"]]}

    def answer(self, call):
        """The answer to a call."""
        method, path, query, body = call.method, call.path, call.query, call.body
        if (method, path) == ("GET", "/pulls"):
            return call.page([self.request(one) for one in order(REQUESTS.values(), query) if one["state"] == query["state"]])
        if (method, path) == ("POST", "/pulls"):
            title, text, head, base = take(body, {"title": str, "body": str, "head": str, "base": str})
            return 201, self.request(open_request(title, text, head, base))
        if method == "PATCH" and (found := re.fullmatch(r"/pulls/(\d+)", path)):
            return 201, self.request(edit(find(REQUESTS, int(found[1]), "Pull"), *take(body, {}, {"title": str, "body": str, "state": str})))
        if (method, path) == ("GET", "/labels"):
            return call.page([{"id": number, "name": name} for name, number in LABELS.items()])
        if (method, path) == ("POST", "/labels"):
            name, _ = take(body, {"name": str, "color": str})
            if name in LABELS:
                wrong(f"a second label {name}")
            LABELS[name] = len(LABELS) + 1
            return 201, {"id": LABELS[name], "name": name}
        if method == "POST" and (found := re.fullmatch(r"/issues/(\d+)/labels", path)):
            one, (numbers,) = find(REQUESTS, int(found[1]), "Issue"), take(body, {"labels": list})
            names = {number: name for name, number in LABELS.items()}
            one["labels"] += [find(names, number, "Label") for number in numbers if names.get(number) not in one["labels"]]
            return 200, []
        if method == "DELETE" and (found := re.fullmatch(r"/issues/(\d+)/labels/(\d+)", path)):
            one, names = find(REQUESTS, int(found[1]), "Issue"), {number: name for name, number in LABELS.items()}
            one["labels"] = [label for label in one["labels"] if label != find(names, int(found[2]), "Label")]
            return 204, None
        if method == "GET" and (found := re.fullmatch(r"/releases/tags/([^/]+)", path)):
            return 200, self.release(find({one["tag"]: one for one in RELEASES.values()}, unquote(found[1]), "Release"))
        if (method, path) == ("GET", "/releases"):
            return call.page([self.release(one) for one in RELEASES.values() if one["draft"] or query.get("draft") != "true"])
        if (method, path) == ("POST", "/releases"):
            fields = take(body, {"tag_name": str, "name": str, "body": str}, {"draft": bool, "prerelease": bool})
            return 201, self.release(create_release(*fields))
        if method == "PATCH" and (found := re.fullmatch(r"/releases/(\d+)", path)):
            take(body, {}, {"tag_name": str, "name": str, "body": str, "draft": bool, "prerelease": bool})
            return 200, self.release(change_release(find(RELEASES, int(found[1]), "Release"), body))
        if method == "DELETE" and (found := re.fullmatch(r"/releases/(\d+)", path)):
            return delete_release(int(found[1]))
        if method == "POST" and (found := re.fullmatch(r"/releases/(\d+)/assets", path)):
            form = email.message_from_bytes(b"Content-Type: " + call.type.encode() + b"\r\n\r\n" + call.raw, policy=email.policy.HTTP)
            parts = [part for part in form.iter_parts() if part.get_param("name", header="content-disposition") == "attachment"]
            if len(parts) != 1 or not parts[0].get_filename():
                wrong("no attachment")
            find(RELEASES, int(found[1]), "Release")["assets"][query["name"]] = parts[0].get_payload(decode=True).decode("latin-1")
            return 201, {"name": query["name"]}
        return None


def order(requests, query):
    """Requests as a client wants them: the oldest first, or what changed last."""
    newest = query.get("direction", query.get("sort")) in ("desc", "recentupdate")
    return sorted(requests, key=lambda one: one["updated"] if newest else one["number"], reverse=newest)


FORGE = {"github": GitHub, "gitlab": GitLab, "bitbucket": Bitbucket, "gitea": Gitea}[KIND]()


class Call:
    """One request of a client."""

    def __init__(self, handler, raw):
        split = urlsplit(handler.path)
        self.method, self.whole, self.raw, self.base = handler.command, split.path, raw, f"http://127.0.0.1:{handler.server.server_port}"
        self.type = handler.headers.get("Content-Type", "")
        self.query = {key: values[-1] for key, values in parse_qs(split.query, keep_blank_values=True).items()}
        self.path = split.path.removeprefix(FORGE.prefix)
        self.body = json.loads(raw) if raw and self.type == "application/json" else {}
        self.links = {}

    def page(self, items):
        """A page of a list, and where the next one is."""
        wanted = int(self.query.get("per_page", self.query.get("limit", self.query.get("pagelen", "10"))))
        size, number = min(wanted, PAGE), int(self.query.get("page", "1"))
        shown = items[(number - 1) * size : number * size]
        query = "&".join(f"{key}={quote(value, safe='')}" for key, value in {**self.query, "page": str(number + 1)}.items())
        following = f"http://forge.invalid{self.whole}?{query}" if number * size < len(items) else None
        if KIND == "bitbucket":
            return 200, {"values": shown, "page": number, **({"next": following} if following else {})}
        if following:
            self.links["Link"] = f'<http://forge.invalid{self.whole}?page=1>; rel="first", <{following}>; rel="next"'
        return 200, shown


def control(path, query):
    """The answer of the server's own endpoints, or None."""
    if path == "/_fault":
        FAULTS.append({**query, "times": int(query.get("times", "1"))})
    elif path == "/_merge":
        merge(int(query["number"]), query.get("how", "merge"))
    elif path == "/_others":
        add_others(int(query["count"]))
    elif path == "/_state":
        return {"requests": list(REQUESTS.values()), "labels": list(LABELS), "releases": list(RELEASES.values()), "wrong": WRONG, "asked": ASKED, "events": EVENTS}
    else:
        return None
    return {}


class Handler(http.server.BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Says nothing."""

    def send(self, status, value, headers):
        """Sends an answer."""
        data = b"" if value is None else value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, text)
        self.end_headers()
        self.wfile.write(data)

    def reply(self, raw):
        """Status, value and fields of the forge's answer."""
        call = Call(self, raw)
        if KIND == "github" and call.whole.startswith("/api/v3/repos/acme/old/"):  # the repository had another name
            there = self.path.replace("/acme/old/", "/acme/mono/", 1)
            return (301 if call.method == "GET" else 307), {"message": "Moved"}, {"Location": there}
        try:
            is_upload = KIND == "github" and call.whole.startswith("/api/uploads/")
            if call.method == "POST" and FORGE.event and call.whole == FORGE.event:
                if not FORGE.allows(self.headers, call.path):
                    raise Refusal(401, "Bad credentials")
                EVENTS.append(call.body)
                return (204 if KIND == "github" else 201), (None if KIND == "github" else {}), {}
            if not is_upload and not call.whole.startswith(FORGE.prefix + "/"):
                WRONG.append(f"unknown path {call.whole}")
                raise Refusal(404, "Not Found")
            if not FORGE.allows(self.headers, call.path):
                raise Refusal(401, f"Bad credentials: {self.headers.get('Authorization')}")
            answer = FORGE.upload(call) if is_upload else FORGE.answer(call)
            if answer is None:
                WRONG.append(f"unknown {call.method} {call.whole}")
                raise Refusal(404, "Not Found")
            return *answer, call.links
        except Refusal as refusal:
            error = {"error": {"message": refusal.message}} if KIND == "bitbucket" else {"message": refusal.message}
            return refusal.status, {**error, **({"errors": refusal.errors} if refusal.errors else {})}, {}

    def serve(self):
        """Answers, or fails as it was told to."""
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        split = urlsplit(self.path)
        with LOCK:
            own = control(split.path, {key: values[-1] for key, values in parse_qs(split.query).items()})
            if own is not None:
                return self.send(200, own, {})
            line = f"{self.command} {self.path}"
            fault = next((one for one in FAULTS if one["times"] > 0 and re.search(one["match"], line)), None)
            if fault:
                fault["times"] -= 1
            raw = b"" if fault and "cut" in fault else raw
            status, value, headers = self.reply(raw) if not fault or "after" in fault else (0, None, {})
            if fault and "status" in fault:
                status, value = int(fault["status"]), {"message": fault.get("body", "trouble")}
                headers = {name: fault[name] for name in ("retry-after", "x-ratelimit-remaining", "x-ratelimit-reset") if name in fault}
            ASKED.append([self.command, self.path, 0 if fault and "drop" in fault else status])
        if fault and "drop" in fault:
            self.close_connection = True
            return self.connection.shutdown(socket.SHUT_RDWR)
        return self.send(status, value, headers)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = serve


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
threading.Thread(target=server.serve_forever, daemon=True).start()
address = f"http://127.0.0.1:{server.server_port}"
environment = {**os.environ, "FORGE": address, **FORGE.variables(address)}
sys.exit(subprocess.run(sys.argv[3:], env=environment, check=False).returncode)
