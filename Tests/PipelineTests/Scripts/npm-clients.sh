#!/usr/bin/env bash
# rk-registry against the real npm (9 or later) and curl, which must be on PATH; a line per check, the number of failures as status.
set -uo pipefail
RKR=$(command -v rk-registry)
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
export HOME=$W RKR W npm_config_cache=$W/cache npm_config_update_notifier=false npm_config_fund=false npm_config_loglevel=http npm_config_fetch_retries=0
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -12; fi; }
package() { # FOLDER NAME VERSION EXPRESSION [more members]
  mkdir -p "$W/$1"; printf '{"name":"%s","version":"%s","description":"a part","main":"index.js"%s}\n' "$2" "$3" "${5:-}" > "$W/$1/package.json"; printf '#!/usr/bin/env node\nmodule.exports = %s\n' "$4" > "$W/$1/index.js"; printf '# %s\n' "$2" > "$W/$1/README.md"; }
publish() { local folder=$1; shift; (cd "$W/$folder" && npm publish "$@"); }
install() { local folder=$1; shift; mkdir -p "$W/$folder"; (cd "$W/$folder" && { [[ -e package.json ]] || echo '{"name":"user","version":"0.0.0","private":true}' > package.json; } && npm install "$@"); }
run() { (cd "$W/$1" && node -p "require('$2')"); }
fetch() { curl -sS --noproxy '*' -f "$@"; }
integrity() { printf 'sha512-%s' "$(openssl dgst -sha512 -binary "$1" | base64 -w0)"; }
export -f expect package publish install run fetch integrity
package core @acme/core 1.0.0 1; package core2 @acme/core 1.1.0-rc.1 2; package changed @acme/core 1.0.0 9
package app acme-app 1.0.0 'require("@acme/core") + 10' ',"dependencies":{"@acme/core":"^1.0.0"},"bin":{"acme-app":"index.js"}'
package inside acme-inside 1.0.0 1 ',"dependencies":{"@acme/core":"workspace:^"}'
package hidden acme-hidden 1.0.0 1 ',"private":true'; package bare acme-bare 1.0.0 1; package other acme-other 1.0.0 1
package hook acme-hook 1.0.0 1 ',"scripts":{"postinstall":"node -e \"require(\\\"fs\\\").writeFileSync(\\\"ran\\\",\\\"\\\")\""}'
inside() {
  set -uo pipefail; pass=0; fail=0
  local key="npm_config_//${npm_config_registry#*//}:_authToken"
  expect 0 "ping" "PONG" -- npm ping
  expect 0 "whoami" "rk" -- npm whoami
  expect 0 "publish of a scoped package, no --access" "+ @acme/core@1.0.0" -- publish core
  expect 1 "the same again" "previously published versions" -- publish core
  expect 1 "other bytes under the same version" "previously published versions" -- publish changed
  expect 0 "publish of what needs it" "+ acme-app@1.0.0" -- publish app
  expect 0 "publish of a prerelease under a tag" "with tag next" -- publish core2 --tag next
  expect 1 "a tag that looks like a version" "SemVer range" -- publish other --tag 1.x
  expect 1 "a requirement of a workspace is refused" "only inside of a workspace" -- publish inside
  expect 1 "a private package is not sent" "private" -- publish hidden
  expect 1 "a wrong token" "403" -- env "$key=wrong" NPM_TOKEN=wrong npm publish "$W/other"
  expect 0 "pack, then publish of the tarball" "+ acme-other@1.0.0" -- bash -c 'cd $W/other && npm pack --silent && npm publish acme-other-1.0.0.tgz'
  expect 0 "dash drops npm's own variable, the configuration stays" "+ acme-bare@1.0.0" -- sh -c 'cd $W/bare && npm publish'
  expect 0 "view: versions" "1.1.0-rc.1" -- npm view @acme/core versions
  expect 0 "view: tags" "latest: '1.0.0'" -- npm view @acme/core dist-tags
  expect 0 "view: readme" "# @acme/core" -- npm view @acme/core readme
  expect 0 "view: the digest is the one of the bytes" "$(cd "$W/core" && npm pack --silent >/dev/null && integrity acme-core-1.0.0.tgz)" -- npm view @acme/core@1.0.0 dist.integrity
  expect 0 "install in a clean place, with what it needs" "added 2 packages" -- install user acme-app
  expect 0 "what was installed runs" "11" -- run user acme-app
  expect 0 "the lock has the digest" "$(integrity "$W/core/acme-core-1.0.0.tgz")" -- cat "$W/user/package-lock.json"
  expect 0 "npm ci from the lock" "added 2 packages" -- bash -c 'cd $W/user && rm -rf node_modules && npm ci --cache $W/cache2'
  expect 0 "npm ls" "@acme/core@1.0.0" -- bash -c 'cd $W/user && npm ls --all'
  expect 0 "npm audit" "found 0" -- bash -c 'cd $W/user && npm audit'
  expect 0 "npm outdated: nothing" "" -- bash -c 'cd $W/user && npm outdated'
  expect 0 "npm exec" "" -- bash -c 'cd $W/user && npm exec -- acme-app --version'
  expect 0 "install of a tag" "" -- install user2 @acme/core@next
  expect 0 "the tagged version runs" "2" -- run user2 @acme/core
  expect 0 "scripts of a package run" "" -- bash -c 'publish hook && install user3 acme-hook && test -e $W/user3/node_modules/acme-hook/ran'
  expect 1 "install of what is not there" "404" -- install user4 acme-missing
  expect 1 "install of a version that is not there" "ETARGET" -- install user4 @acme/core@9
  expect 0 "a second read is answered from the cache" "304 http" -- bash -c 'npm view @acme/core name --prefer-online 2>&1 | cat; fetch -o /dev/null -w "%{http_code} http" -H "If-None-Match: $(fetch -D - -o /dev/null $npm_config_registry@acme%2fcore | tr -d "\r" | sed -n "s/^[Ee][Tt]ag: //p")" "$npm_config_registry@acme%2fcore"'
  expect 0 "dist-tag add" "+beta: @acme/core@1.1.0-rc.1" -- npm dist-tag add @acme/core@1.1.0-rc.1 beta
  expect 0 "dist-tag ls" "beta: 1.1.0-rc.1" -- npm dist-tag ls @acme/core
  expect 0 "dist-tag rm" "-beta: @acme/core@1.1.0-rc.1" -- npm dist-tag rm @acme/core beta
  expect 1 "dist-tag of a version that is not there" "404" -- npm dist-tag add @acme/core@9.9.9 beta
  expect 0 "deprecate" "" -- npm deprecate @acme/core@1.0.0 "use another"
  expect 0 "deprecate: install warns" "use another" -- install user5 @acme/core@1.0.0
  expect 0 "deprecate: taken back" "" -- npm deprecate @acme/core@1.0.0 ""
  expect 0 "deprecate: nothing is left" "[]" -- bash -c 'echo "[$(npm view @acme/core@1.0.0 deprecated)]"'
  expect 0 "search" "acme-app" -- npm search --parseable acme
  expect 0 "unpublish of a version" "- @acme/core@1.1.0-rc.1" -- npm unpublish @acme/core@1.1.0-rc.1
  expect 0 "unpublish: it is gone" "[\"1.0.0\"]" -- bash -c 'npm view @acme/core versions --json | tr -d " \n" | sed "s/^\"\(.*\)\"$/[\"\1\"]/"'
  expect 1 "unpublish: its number stays used" "previously published versions" -- publish core2 --tag next
  expect 0 "unpublish of a package" "- acme-hook" -- npm unpublish --force acme-hook
  expect 1 "unpublish: it is gone, too" "404" -- npm view acme-hook
  expect 0 "publish on the number that was never used" "+ @acme/core@1.2.0" -- bash -c 'package core @acme/core 1.2.0 3 && publish core'
  expect 0 "npm update takes it" "3" -- bash -c 'cd $W/user && npm update >/dev/null && node -p "require(\"@acme/core\")"'
  expect 0 "deprecate of a range" "" -- bash -c 'package other acme-other 1.1.0 2 && publish other && npm deprecate "acme-other@<1.1" old'
  expect 0 "deprecate of a range: it is those versions alone" "[old] []" -- bash -c 'echo "[$(npm view acme-other@1.0.0 deprecated)] [$(npm view acme-other@1.1.0 deprecated)]"'
  expect 0 "unpublish of the latest version: the one before is it again" "1.0.0" -- bash -c 'npm unpublish acme-other@1.1.0 >/dev/null && npm view acme-other dist-tags.latest --prefer-online'
  expect 0 "unpublish of the latest version: install takes the one before" "1" -- bash -c 'install user8 acme-other --cache $W/cache8 >/dev/null && run user8 acme-other'
  expect 0 "a range is resolved" "1.2.0" -- npm view "@acme/core@^1.0.0" version
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
"$RKR" run --dir "$W/reg" --log "$W/log" -- bash -c inside; rc=$?
expect 0 "the folder survives a restart" "1.2.0" -- "$RKR" run --dir "$W/reg" -- npm view @acme/core version
expect 0 "a relative folder" "1.2.0" -- bash -c 'cd $W && $RKR run --dir reg -- sh -c "cd /; npm whoami && npm view @acme/core version"'
# faults
echo '[{"match":"^PUT /npm/","times":1,"drop":true,"when":"after"}]' > "$W/f1"
expect 1 "lost answer: npm says that it failed" "" -- "$RKR" run --faults "$W/f1" --dir "$W/reg1" -- npm publish "$W/core"
expect 0 "lost answer: the version is there, once and whole" "1.2.0" -- "$RKR" run --dir "$W/reg1" -- bash -c 'install user6 @acme/core && npm view @acme/core version'
expect 1 "lost answer: a retry of npm's own meets its own version" "previously published versions" -- "$RKR" run --faults "$W/f1" --dir "$W/reg2" -- npm publish "$W/core" --fetch-retries=1 --fetch-retry-mintimeout=10
echo '[{"match":"^PUT /npm/","times":1,"status":503}]' > "$W/f2"
expect 0 "503 before: npm tries again" "+ @acme/core@1.2.0" -- "$RKR" run --faults "$W/f2" -- npm publish "$W/core" --fetch-retries=1 --fetch-retry-mintimeout=10
echo '[{"match":"^PUT /npm/","times":-1,"status":429,"headers":{"Retry-After":"1"}}]' > "$W/f3"
expect 1 "429 for ever" "429" -- "$RKR" run --faults "$W/f3" -- npm publish "$W/core"
expect 1 "index lag: not there yet" "404" -- "$RKR" run --index-lag 60 -- bash -c 'publish core && npm view @acme/core'
expect 0 "index lag: there later" "1.2.0" -- "$RKR" run --index-lag 1 -- bash -c 'publish core && sleep 1.2 && npm view @acme/core version'
expect 1 "a tarball above the limit" "413" -- "$RKR" run --max-size 100 -- npm publish "$W/core"
# guarded reading
expect 0 "guarded: publish and install with the token" "added 2 packages" -- "$RKR" run --token-for-reading -- bash -c 'publish core && publish app && install user7 acme-app --cache $W/cache3'
expect 1 "guarded: no token, no package" "E401" -- "$RKR" run --token-for-reading --dir "$W/reg" -- bash -c 'env -u NPM_TOKEN -u NPM_CONFIG_GLOBALCONFIG -u "npm_config_//${npm_config_registry#*//}:_authToken" npm view @acme/core'
expect 0 "guarded: a user's name with the token, as _auth" "1.2.0" -- "$RKR" run --token-for-reading --dir "$W/reg" -- bash -c 'env -u NPM_CONFIG_GLOBALCONFIG -u "npm_config_//${npm_config_registry#*//}:_authToken" "npm_config_//${npm_config_registry#*//}:_auth=$(printf ada:$NPM_TOKEN | base64 -w0)" npm view @acme/core version'
expect 1 "no token in the log, the folder or the user's configuration" "" -- bash -c 'ls $W/.npmrc 2>/dev/null || grep -rE "rk-[0-9a-f]{64}" $W/log $W/reg'
# 30 packages at once
expect 0 "30 publications at once lose nothing" "30" -- "$RKR" run --dir "$W/many" -- bash -c 'for i in $(seq 30); do package m$i many-$i 1.0.0 $i; done; for i in $(seq 30); do (cd $W/m$i && npm pack --silent --ignore-scripts >/dev/null) ; done
python3 - <<P
import base64,hashlib,json,os,threading,urllib.request
def put(i):
    data=open(os.environ["W"]+"/m%d/many-%d-1.0.0.tgz"%(i,i),"rb").read(); name="many-%d"%i
    dist={"integrity":"sha512-"+base64.b64encode(hashlib.sha512(data).digest()).decode(),"shasum":hashlib.sha1(data).hexdigest()}
    body={"_id":name,"name":name,"dist-tags":{"latest":"1.0.0"},"versions":{"1.0.0":{"name":name,"version":"1.0.0","dist":dist}},"_attachments":{name+"-1.0.0.tgz":{"data":base64.b64encode(data).decode(),"length":len(data)}}}
    r=urllib.request.Request(os.environ["npm_config_registry"]+name,json.dumps(body).encode(),{"Authorization":"Bearer "+os.environ["NPM_TOKEN"]},method="PUT")
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(r).read()
t=[threading.Thread(target=put,args=(i,)) for i in range(1,31)]
[x.start() for x in t]; [x.join() for x in t]
P
fetch "$npm_config_registry-/v1/search?text=many&size=100" | jq .total'
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
