#!/usr/bin/env bash
# rk-registry against the real cargo (1.74 or later), which must be on PATH; a line per check, the number of failures as status.
set -uo pipefail
RKR=$(command -v rk-registry)
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
# Toolchains that rustup manages are found through the user's own folder; everything else of cargo is new.
export RUSTUP_HOME=${RUSTUP_HOME:-$HOME/.rustup} CARGO_HOME=$W/cargo HOME=$W RKR W CARGO_TERM_COLOR=never CARGO_NET_RETRY=0 CARGO_TARGET_DIR=$W/target
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -12; fi; }
crate() { # FOLDER NAME VERSION VALUE [more TOML]
  mkdir -p "$W/$1/src"; printf '[package]\nname = "%s"\nversion = "%s"\nedition = "2021"\ndescription = "a part"\nlicense = "MIT"\n%b' "$2" "$3" "${5:-}" > "$W/$1/Cargo.toml"; printf 'pub fn value() -> u32 { %s }\n' "$4" > "$W/$1/src/lib.rs"; }
publish() { local folder=$1; shift; (cd "$W/$folder" && cargo publish --allow-dirty "$@"); }
# use FOLDER DEPENDENCY EXPRESSION : a new program that needs this
use() { mkdir -p "$W/$1/src"; printf '[package]\nname = "user"\nversion = "0.0.0"\nedition = "2021"\n[dependencies]\n%b\n' "$2" > "$W/$1/Cargo.toml"; printf 'fn main() { println!("value {}", %s) }\n' "$3" > "$W/$1/src/main.rs"; (cd "$W/$1" && cargo run -q "${@:4}"); }
fetch() { curl -sS --noproxy '*' -f "$@"; }
# The registry in the place of crates.io, which is what crates without a registry of their own mean.
export REPLACE='--config=source.crates-io.replace-with="rk"'
export -f expect crate publish use fetch
crate core acme-core 1.0.0 1; crate changed acme-core 1.0.0 9; crate core2 acme-core 1.1.0 2
crate app acme-app 1.0.0 'acme_core::value() + 10' '[dependencies]\nacme-core = { version = "1", registry = "rk" }\n'
crate folded acme_core 2.0.0 1; crate bare acme-bare 0.1.0 1; sed -i '/^license\|^description/d' "$W/bare/Cargo.toml"
crate early acme-early 0.1.0 1 '[dependencies]\nacme-missing = { version = "1", registry = "rk" }\n'
crate feature acme-feature 0.1.0 1 'rust-version = "1.60"\n[features]\nwith = ["dep:acme-core"]\n[dependencies]\nacme-core = { version = "1", registry = "rk", optional = true }\n'
# A workspace as for crates.io: its members name no registry.
mkdir -p "$W/space"; printf '[workspace]\nmembers = ["*"]\nresolver = "2"\n' > "$W/space/Cargo.toml"
crate space/low space-low 0.3.0 3; crate space/high space-high 0.3.0 'space_low::value() + 1' '[dependencies]\nspace-low = { path = "../low", version = "0.3.0" }\n'
inside() {
  set -uo pipefail; pass=0; fail=0
  (cd "$W/core" && cargo package -q --allow-dirty --no-verify --target-dir "$W/packed")
  (cd "$W/core2" && cargo package -q --allow-dirty --no-verify --target-dir "$W/packed2")
  expect 0 "publish" "Uploaded acme-core v1.0.0" -- publish core
  expect 101 "the same again: cargo looks before it sends" "already exists on" -- publish core
  expect 0 "publish of what needs it" "Uploaded acme-app v1.0.0" -- publish app
  expect 101 "a crate that needs one which is not there" "acme-missing" -- publish early
  expect 0 "the registry itself refuses it, too" "400 no known crate named \`acme-missing\`" -- python3 "$W/send.py" acme-early 0.1.0 acme-missing
  expect 101 "a name that differs by - and _ alone" "previously named \`acme-core\`" -- publish folded
  expect 0 "what crates.io would refuse is a warning" "missing or empty metadata fields: description, license" -- publish bare
  expect 101 "a wrong token" "403" -- env CARGO_REGISTRIES_RK_TOKEN=wrong cargo publish --allow-dirty --manifest-path "$W/core2/Cargo.toml"
  expect 0 "features that old cargos cannot read" "Uploaded acme-feature" -- publish feature
  expect 0 "use in a clean place, with what it needs" "value 11" -- use user 'acme-app = { version = "1", registry = "rk" }' 'acme_app::value()'
  expect 0 "the lock has the digest of the file that was sent" "$(sha256sum "$W/packed/package/acme-core-1.0.0.crate" | cut -c1-64)" -- cat "$W/user/Cargo.lock"
  expect 0 "the file in the registry is the one that was sent" "" -- cmp "$W/packed/package/acme-core-1.0.0.crate" "$W/reg/cargo/acme-core/acme-core-1.0.0.crate"
  expect 0 "a feature" "value 1" -- use user2 'acme-feature = { version = "0.1", registry = "rk", features = ["with"] }' 'acme_feature::value()'
  expect 0 "cargo add" "" -- bash -c 'cd $W/user2 && cargo add -q acme-core --registry rk && cargo metadata -q --format-version 1 >/dev/null'
  expect 0 "cargo search" "acme-core = \"1.0.0\"" -- cargo search acme_core
  expect 0 "cargo owner: list" "rk" -- cargo owner --list acme-core
  expect 0 "cargo owner: add" "" -- cargo owner --add ada acme-core
  expect 0 "cargo owner: added" "ada" -- cargo owner --list acme-core
  expect 0 "cargo owner: remove" "" -- cargo owner --remove ada acme-core
  expect 101 "cargo owner: the last one stays" "cannot remove all" -- cargo owner --remove rk acme-core
  expect 0 "publish of the next version" "Uploaded acme-core v1.1.0" -- publish core2
  expect 0 "a lock holds the version" "value 11" -- use user 'acme-app = { version = "1", registry = "rk" }' 'acme_app::value()' --locked
  expect 0 "cargo update takes the next one" "v1.1.0" -- bash -c 'cd $W/user && cargo update 2>&1'
  expect 0 "yank" "Yank" -- cargo yank --version 1.1.0 acme-core
  expect 0 "yank: new projects pass it over" "value 11" -- use user3 'acme-app = { version = "1", registry = "rk" }' 'acme_app::value()'
  expect 0 "yank: a lock still has it" "value 12" -- use user 'acme-app = { version = "1", registry = "rk" }' 'acme_app::value()' --locked
  expect 101 "yank: it cannot be asked for" "yanked" -- use user4 'acme-core = { version = "=1.1.0", registry = "rk" }' 'acme_core::value()'
  expect 0 "yank: the index keeps the line and its digest" "true $(sha256sum "$W/packed2/package/acme-core-1.1.0.crate" | cut -d' ' -f1)" -- bash -c 'fetch "${CARGO_REGISTRIES_RK_INDEX#sparse+}ac/me/acme-core" | jq -r "select(.vers == \"1.1.0\") | \"\(.yanked) \(.cksum)\""'
  expect 0 "undo of a yank" "Unyank" -- cargo yank --undo --version 1.1.0 acme-core
  expect 0 "undo: it can be asked for" "value 2" -- use user4 'acme-core = { version = "=1.1.0", registry = "rk" }' 'acme_core::value()'
  expect 101 "yank of what is not there" "404" -- cargo yank --version 9.0.0 acme-core
  expect 0 "a second look is answered with 304" "304" -- bash -c 'cd $W/user && cargo update -q && tail -n 8 $W/log'
  expect 0 "other bytes under the same version are refused by the registry" "400 crate version \`1.0.0\` is already uploaded" -- python3 "$W/send.py" acme-core 1.0.0
  expect 101 "in the place of crates.io: members one by one" "space-low" -- bash -c 'cd $W/space && cargo publish -q "$REPLACE" -p space-high'
  expect 0 "in the place of crates.io: what is needed first" "Uploaded space-low" -- bash -c 'cd $W/space && cargo publish "$REPLACE" -p space-low'
  expect 0 "in the place of crates.io: then what needs it" "Uploaded space-high" -- bash -c 'cd $W/space && cargo publish "$REPLACE" -p space-high'
  expect 0 "in the place of crates.io: use" "value 4" -- use user5 'space-high = "0.3"' 'space_high::value()' "$REPLACE"
  expect 0 "cargo install" "" -- bash -c 'crate tool acme-tool 1.0.0 1 && echo "fn main() { println!(\"tool\") }" > $W/tool/src/main.rs && publish tool && cargo install -q --root $W/installed acme-tool && test "$($W/installed/bin/acme-tool)" = tool'
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
# Publishes as cargo does, without looking first: NAME VERSION [DEPENDENCY...]
cat > "$W/send.py" <<'P'
import io, json, os, struct, sys, tarfile, urllib.error, urllib.request
name, version, *needs = sys.argv[1:]
out = io.BytesIO()
with tarfile.open(fileobj=out, mode="w:gz") as tar:
    text = f'[package]\nname = "{name}"\nversion = "{version}"\n'.encode()
    entry = tarfile.TarInfo(f"{name}-{version}/Cargo.toml"); entry.size = len(text); tar.addfile(entry, io.BytesIO(text))
deps = [{"name": need, "version_req": "^1", "features": [], "optional": False, "default_features": True, "target": None, "kind": "normal"} for need in needs]
head = json.dumps({"name": name, "vers": version, "deps": deps, "features": {}}).encode()
body = struct.pack("<I", len(head)) + head + struct.pack("<I", len(out.getvalue())) + out.getvalue()
base = os.environ["CARGO_REGISTRIES_RK_INDEX"].removeprefix("sparse+")
request = urllib.request.Request(base + "api/v1/crates/new", body, {"Authorization": os.environ["CARGO_REGISTRIES_RK_TOKEN"]}, method="PUT")
try: urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)
except urllib.error.HTTPError as error: print(error.code, json.load(error)["errors"][0]["detail"])
P
"$RKR" run --dir "$W/reg" --log "$W/log" -- bash -c inside; rc=$?
expect 0 "the folder survives a restart" "acme-core = \"1.1.0\"" -- "$RKR" run --dir "$W/reg" -- cargo search acme-core
# faults
echo '[{"match":"^PUT /cargo/","times":1,"drop":true,"when":"after"}]' > "$W/f1"
expect 101 "lost answer: cargo says that it failed" "error" -- "$RKR" run --faults "$W/f1" --dir "$W/reg1" -- bash -c 'publish core'
expect 0 "lost answer: the version is there, once and whole" "value 1" -- "$RKR" run --dir "$W/reg1" -- bash -c 'use user6 "acme-core = { version = \"1\", registry = \"rk\" }" "acme_core::value()"'
echo '[{"match":"^PUT /cargo/","times":-1,"status":429,"headers":{"Retry-After":"1"}}]' > "$W/f2"
expect 101 "429 for ever" "429" -- "$RKR" run --faults "$W/f2" -- bash -c 'publish core'
echo '[{"match":"^GET /cargo/ac/me/acme-core","times":1,"status":503}]' > "$W/f3"
expect 0 "503 of the index: cargo tries again" "Uploaded" -- env CARGO_NET_RETRY=2 "$RKR" run --faults "$W/f3" -- bash -c 'publish core'
expect 0 "index lag: cargo waits until the version is there" "Published acme-core v1.0.0" -- "$RKR" run --index-lag 2 -- bash -c 'publish core'
expect 101 "a crate above the limit" "413" -- "$RKR" run --max-size 100 -- bash -c 'publish core'
# guarded reading
expect 0 "guarded: publish and use with the token" "value 11" -- "$RKR" run --token-for-reading -- bash -c 'publish core && publish app && use user7 "acme-app = { version = \"1\", registry = \"rk\" }" "acme_app::value()"'
expect 101 "guarded: no token, no crate" "rk" -- "$RKR" run --token-for-reading --dir "$W/reg" -- bash -c 'env -u CARGO_REGISTRIES_RK_TOKEN CARGO_HOME=$W/cargo2 bash -c "use user8 \"acme-core = { version = \\\"1\\\", registry = \\\"rk\\\" }\" \"acme_core::value()\""'
expect 1 "no token in the log or the folder" "" -- grep -rE "rk-[0-9a-f]{64}" "$W/log" "$W/reg"
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
