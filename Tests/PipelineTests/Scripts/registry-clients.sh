#!/usr/bin/env bash
# rk-registry against the real uv, pip and twine, which must be on PATH; a line per check, the number of failures as status.
set -uo pipefail
RKR=$(command -v rk-registry)
PIPBIN=${PIPBIN:-python3}
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
export UV_CACHE_DIR=$W/cache HOME=$W RKR W PIPBIN
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -12; fi; }
package() { # NAME VERSION BODY [requirement]
  rm -rf "$W/src/$1"; mkdir -p "$W/src/$1/src/${1//-/_}"
  printf '[project]\nname = "%s"\nversion = "%s"\nrequires-python = ">=3.9"\ndescription = "a <b>"\ndependencies = [%s]\n[build-system]\nrequires = ["uv_build>=0.9,<0.14"]\nbuild-backend = "uv_build"\n' "$1" "$2" "${4:-}" > "$W/src/$1/pyproject.toml"
  printf '%s\n' "$3" > "$W/src/$1/src/${1//-/_}/__init__.py"
  uv build -q --offline -o "$W/dist-$1-$2${5:-}" "$W/src/$1"; }
package acme-core 1.0.0 'VALUE = 1'
package acme-core 1.0.0 'VALUE = 2' '' -changed
package acme-app 1.0.0 'import acme_core; VALUE = acme_core.VALUE' '"acme-core==1.0.0"'
package acme-core 1.1.0rc1 'VALUE = 3'
export -f expect package
inside() {
  set -uo pipefail; pass=0; fail=0
  expect 0 "uv publish" "" -- uv publish "$W"/dist-acme-core-1.0.0/*
  expect 0 "uv publish again, same bytes" "" -- uv publish "$W"/dist-acme-core-1.0.0/*
  expect 0 "uv publish again without check-url, same bytes" "" -- env -u UV_PUBLISH_CHECK_URL uv publish "$W"/dist-acme-core-1.0.0/*
  expect 2 "uv publish changed bytes, check-url" "do not match" -- uv publish "$W"/dist-acme-core-1.0.0-changed/*
  expect 2 "uv publish changed bytes, no check-url" "File already exists" -- env -u UV_PUBLISH_CHECK_URL uv publish "$W"/dist-acme-core-1.0.0-changed/*
  expect 2 "uv publish wrong token" "403" -- env UV_PUBLISH_TOKEN=wrong uv publish "$W"/dist-acme-app-1.0.0/*
  expect 2 "uv publish without token" "Missing credentials" -- env -u UV_PUBLISH_TOKEN uv publish "$W"/dist-acme-app-1.0.0/*
  expect 0 "twine upload" "" -- twine upload "$W"/dist-acme-app-1.0.0/*
  expect 0 "twine upload again, same bytes" "" -- twine upload "$W"/dist-acme-app-1.0.0/*
  expect 1 "twine upload changed bytes" "File already exists" -- twine upload --verbose --disable-progress-bar "$W"/dist-acme-core-1.0.0-changed/acme_core-1.0.0-py3-none-any.whl
  expect 1 "twine itself allows --skip-existing only for known registries" "UnsupportedConfiguration" -- twine upload --skip-existing --disable-progress-bar "$W"/dist-acme-core-1.0.0-changed/*
  expect 1 "twine wrong token" "403" -- env TWINE_PASSWORD=wrong twine upload --disable-progress-bar "$W"/dist-acme-core-1.1.0rc1/*
  expect 0 "uv publish prerelease" "" -- uv publish "$W"/dist-acme-core-1.1.0rc1/*
  expect 0 "uv venv" "" -- uv venv -q "$W/v1"
  expect 0 "uv pip install from the environment's index" "acme-core==1.0.0" -- uv pip install --python "$W/v1" acme-app
  expect 0 "installed package imports" "1" -- "$W/v1/bin/python" -c 'import acme_app; print(acme_app.VALUE)'
  expect 0 "uv pip install --index, prerelease" "acme-core==1.1.0rc1" -- env -u UV_INDEX uv pip install --python "$W/v1" --default-index "$RK_REGISTRY/simple/" --prerelease allow -U acme-core
  expect 0 "uv: other packages still come from PyPI" "" -- uv pip install --python "$W/v1" iniconfig
  expect 0 "pip install" "Successfully installed" -- "$PIPBIN" -m pip install --disable-pip-version-check --no-cache-dir --target "$W/t1" --index-url "$RK_REGISTRY/simple/" acme-app
  expect 0 "pip install through PIP_EXTRA_INDEX_URL" "Successfully installed" -- "$PIPBIN" -m pip install --disable-pip-version-check --no-cache-dir --target "$W/t2" acme-app
  expect 0 "pip download sdist (the build backend comes from PyPI)" "Saved" -- "$PIPBIN" -m pip download --disable-pip-version-check --no-cache-dir --no-deps --no-binary acme-core --dest "$W/d1" acme-core
  expect 0 "pip download wheel" "Saved" -- "$PIPBIN" -m pip download --disable-pip-version-check --no-cache-dir --no-deps --dest "$W/d2" --index-url "$RK_REGISTRY/simple/" acme-core
  expect 0 "the downloaded wheel is the uploaded one" "" -- cmp "$W/d2/acme_core-1.0.0-py3-none-any.whl" "$W/dist-acme-core-1.0.0/acme_core-1.0.0-py3-none-any.whl"
  expect 0 "pip index versions" "1.0.0" -- "$PIPBIN" -m pip index versions --disable-pip-version-check --index-url "$RK_REGISTRY/simple/" acme-core
  expect 1 "pip: unknown package" "No matching distribution" -- "$PIPBIN" -m pip install --disable-pip-version-check --no-cache-dir --target "$W/t3" --index-url "$RK_REGISTRY/simple/" acme-missing
  expect 0 "yank" "true" -- curl -sS --noproxy '*' -f -u "__token__:$UV_PUBLISH_TOKEN" -d '{"name":"Acme.Core","version":"1.0","reason":"broken"}' "$RK_REGISTRY/_rk/yank"
  expect 1 "uv leaves a yanked version" "yanked" -- env -u UV_INDEX uv pip install --python "$W/v1" --reinstall --default-index "$RK_REGISTRY/simple/" --refresh --prerelease disallow 'acme-core<1.1'
  expect 0 "uv installs a yanked version by ==, and warns" "broken" -- env -u UV_INDEX uv pip install --python "$W/v1" --reinstall --default-index "$RK_REGISTRY/simple/" --refresh 'acme-core==1.0.0'
  expect 1 "pip leaves a yanked version" "Ignored the following yanked versions: 1.0.0" -- "$PIPBIN" -m pip download --disable-pip-version-check --no-cache-dir --no-deps --dest "$W/d3" --index-url "$RK_REGISTRY/simple/" 'acme-core<1.1'
  expect 0 "pip takes a yanked version by ==, and warns" "Reason for being yanked: broken" -- "$PIPBIN" -m pip download --disable-pip-version-check --no-cache-dir --no-deps --dest "$W/d3" --index-url "$RK_REGISTRY/simple/" 'acme-core==1.0.0'
  expect 0 "json: yanked reason" "broken" -- curl -sS --noproxy '*' -f "$RK_REGISTRY/acme-core/1.0.0/json"
  expect 0 "unyank" "false" -- curl -sS --noproxy '*' -f -u "__token__:$UV_PUBLISH_TOKEN" -d '{"name":"acme-core","version":"1.0.0"}' "$RK_REGISTRY/_rk/unyank"
  expect 0 "uv lock and sync a project" "" -- bash -c 'mkdir -p $W/proj && cd $W/proj && printf "[project]\nname = \"user\"\nversion = \"0\"\nrequires-python = \">=3.9\"\ndependencies = [\"acme-app\"]\n" > pyproject.toml && uv lock -q && uv lock -q --check && uv sync -q && .venv/bin/python -c "import acme_app" && grep -q "sha256:" uv.lock'
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
"$RKR" run --dir "$W/reg" --log "$W/log" -- bash -c inside; rc=$?
echo "rk-registry run: status $rc"
expect 7 "run passes the status on" "" -- "$RKR" run -- sh -c 'exit 7'
expect 143 "run: 128+n for a signal" "" -- "$RKR" run -- sh -c 'kill -TERM $$'
expect 69 "run: no such command" "" -- "$RKR" run -- no-such-command-here
expect 0 "run: input is inherited" "hello" -- bash -c 'echo hello | "$RKR" run -- cat'
expect 42 "run: SIGTERM is forwarded" "got it" -- bash -c '"$RKR" run -- sh -c "trap \"echo got it; exit 42\" TERM; touch $W/ready; while :; do sleep 0.05; done" & p=$!; while [ ! -e $W/ready ]; do sleep 0.05; done; kill -TERM $p; wait $p'
expect 64 "serve refuses other addresses" "--public" -- "$RKR" serve --host 0.0.0.0
expect 0 "the folder survives a restart" "acme_core-1.0.0.tar.gz" -- "$RKR" run --dir "$W/reg" -- sh -c 'curl -sS --noproxy "*" -f $RK_REGISTRY/simple/acme-core/'
# a record lost (or a file put there by hand) is made again
rm "$W/reg/pypi/acme-core/acme_core-1.0.0-py3-none-any.whl.json"
expect 0 "a file without a record is adopted" "" -- "$RKR" run --dir "$W/reg" -- bash -c 'curl -sS --noproxy "*" -f $RK_REGISTRY/simple/acme-core/ | grep -q "acme_core-1.0.0-py3-none-any.whl#sha256=$(sha256sum $W/dist-acme-core-1.0.0/*.whl | cut -c1-64)"'
# faults
echo '[{"match":"^POST /pypi/legacy","times":1,"status":503,"when":"after"}]' > "$W/f1"
expect 0 "fault after: uv tries again, the file is there once" "" -- "$RKR" run --faults "$W/f1" --log "$W/flog" -- uv publish "$W"/dist-acme-core-1.0.0/acme_core-1.0.0-py3-none-any.whl
echo '{"match":"^POST /pypi/legacy","times":-1,"status":429,"headers":{"Retry-After":"1"}}' > "$W/f2"
expect 2 "fault 429 for ever" "429" -- env UV_HTTP_RETRIES=0 "$RKR" run --faults "$W/f2" -- uv publish "$W"/dist-acme-core-1.0.0/acme_core-1.0.0-py3-none-any.whl
echo '{"match":"^POST /pypi/legacy","times":-1,"drop":true,"when":"after"}' > "$W/f3"
expect 2 "fault: lost answer" "" -- env UV_HTTP_RETRIES=0 "$RKR" run --faults "$W/f3" --dir "$W/reg3" -- uv publish "$W"/dist-acme-core-1.0.0/acme_core-1.0.0-py3-none-any.whl
expect 0 "lost answer: the file is there" "acme_core" -- ls "$W/reg3/pypi/acme-core"
expect 0 "index lag" "404 200" -- "$RKR" run --index-lag 5 -- bash -c 'uv publish -q $W/dist-acme-core-1.0.0/*.whl; c() { curl -s --noproxy "*" -o /dev/null -w "%{http_code} " $RK_REGISTRY/simple/acme-core/; }; c; sleep 5.2; c'
# 50 uploads at once
expect 0 "50 uploads at once lose nothing" "50" -- "$RKR" run --dir "$W/reg50" -- bash -c 'mkdir -p $W/many; python3 - <<P
import zipfile,os
for i in range(50):
    n="many%d"%i
    with zipfile.ZipFile(os.environ["W"]+"/many/%s-1.0-py3-none-any.whl"%n,"w",zipfile.ZIP_DEFLATED) as z:
        z.writestr(n+"-1.0.dist-info/METADATA","Metadata-Version: 2.1\nName: %s\nVersion: 1.0\n"%n)
        z.writestr(n+"-1.0.dist-info/WHEEL","Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        z.writestr(n+"-1.0.dist-info/RECORD","")
P
for i in $(seq 0 49); do f=$W/many/many$i-1.0-py3-none-any.whl; curl -s --noproxy "*" -f -u __token__:$UV_PUBLISH_TOKEN -F :action=file_upload -F protocol_version=1 -F name=many$i -F version=1.0 -F filetype=bdist_wheel -F pyversion=py3 -F metadata_version=2.1 -F sha256_digest=$(sha256sum $f | cut -c1-64) -F content=@$f $RK_REGISTRY/legacy/ & done; wait
curl -s --noproxy "*" $RK_REGISTRY/simple/ | grep -c "<a "'
# serve: port file, clean stop, log
RK_REGISTRY_TOKEN=s3cret "$RKR" serve --dir "$W/srv" --port 0 --port-file "$W/port" 2> "$W/srv.err" & srv=$!
for _ in $(seq 100); do [ -s "$W/port" ] && break; sleep 0.05; done
expect 0 "serve: health" "ok" -- curl -sS --noproxy '*' -f "http://127.0.0.1:$(cat "$W/port")/health"
expect 0 "serve: twine check of the token" "" -- env TWINE_USERNAME=__token__ TWINE_PASSWORD=s3cret twine upload --disable-progress-bar --repository-url "http://127.0.0.1:$(cat "$W/port")/pypi/legacy/" "$W"/dist-acme-core-1.0.0/*
expect 69 "serve: port in use" "cannot listen" -- "$RKR" serve --dir "$W/srv2" --port "$(cat "$W/port")"
expect 0 "serve: HEAD has the length" "content-length: $(stat -c %s "$W/dist-acme-core-1.0.0/acme_core-1.0.0.tar.gz")" -- bash -c "curl -sS --noproxy '*' -f -I http://127.0.0.1:$(cat "$W/port")/pypi/files/acme-core/acme_core-1.0.0.tar.gz | tr A-Z a-z"
expect 0 "serve: 413 for a body above the limit, connection stays usable" "413 413" -- bash -c "head -c 106000000 /dev/zero > $W/zero; curl -s --noproxy '*' -o /dev/null -w '%{http_code} ' -u __token__:s3cret -F content=@$W/zero http://127.0.0.1:$(cat "$W/port")/pypi/legacy/ --next -s --noproxy '*' -o /dev/null -w '%{http_code} ' -u __token__:s3cret -H Expect: -F content=@$W/zero http://127.0.0.1:$(cat "$W/port")/pypi/legacy/"
kill -TERM $srv; wait $srv; expect 0 "serve: SIGTERM stops cleanly" "" -- test $? = 0
expect 0 "serve: says where" "serving $W/srv on http://127.0.0.1:" -- cat "$W/srv.err"
expect 1 "no token in the log" "" -- grep -r s3cret "$W/srv.err" "$W/srv"
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
