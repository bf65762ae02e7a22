#!/usr/bin/env bash
# rk-registry against the real go command, which must be on PATH; a line per check, the number of failures as status.
set -uo pipefail
RKR=$(command -v rk-registry)
W=$(mktemp -d); trap 'chmod -R u+w "$W"; rm -rf "$W"' EXIT
export HOME=$W RKR W GOTOOLCHAIN=local GOENV=off GOFLAGS=-mod=mod GOCACHE=${GOCACHE:-$W/gocache} GOPATH=$W/gopath GOWORK=off GOPROXY=off GONOSUMDB= GOSUMDB=sum.golang.org
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_AUTHOR_NAME=Ada GIT_AUTHOR_EMAIL=ada@example.com GIT_COMMITTER_NAME=Ada GIT_COMMITTER_EMAIL=ada@example.com
export GIT_AUTHOR_DATE=2026-01-02T03:04:05Z GIT_COMMITTER_DATE=2026-01-02T03:04:05Z
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -12; fi; }
fetch() { curl -sS --noproxy '*' -f "$@"; }
# use NAME MODULE@VERSION... : a new main module in a module cache of its own that needs these
use() { local name=$1; shift; rm -rf "$W/$name"; mkdir -p "$W/$name"; (cd "$W/$name" && export GOMODCACHE=$W/cache-$name && go mod init example.org/$name && go get "$@"); }
inside_cache() { local name=$1; shift; (cd "$W/$name" && GOMODCACHE=$W/cache-$name "$@"); }
export -f expect fetch use inside_cache
# A repository of many modules: one at the root, core with tags of its own, core/v2 in a folder, Mixed with capitals in its name, one that is no module.
M=github.com/acme/mono; export M
git init -q -b main "$W/mono"; cd "$W/mono" || exit
put() { mkdir -p "$(dirname "$1")"; printf "$2" > "$1"; }
put LICENSE 'Apache\n'; put go.mod "module $M\n\ngo 1.21\n\nrequire $M/core v1.0.0\n"; put mono.go "package mono\n\nimport \"$M/core\"\n\nfunc Name() string { return core.Name }\n"
put core/go.mod "module $M/core\n\ngo 1.21\n"; put core/core.go 'package core\n\nconst Name = "one"\n'; put core/vendor/example.org/x/x.go 'package x\n'; put core/vendor/modules.txt 'x\n'
put core/inner/go.mod "module $M/core/inner\n\ngo 1.24\n"; put core/inner/inner.go 'package inner\n'; put core/inner/vendor/modules.txt 'x\n'; put core/inner/deep/vendor/x/x.go 'package x\n'; put core/inner/LICENSE 'MIT\n'
put core/v2/go.mod "module $M/core/v2\n\ngo 1.21\n"; put core/v2/core.go 'package core\n\nconst Name = "two"\n'
put Mixed/go.mod "module $M/Mixed\n\ngo 1.21\n"; put Mixed/mixed.go 'package mixed\n\nconst Name = "mixed"\n'; put 'Mixed/naïve file.txt' 'x\n'
put core/windows.bat 'echo\n'; put core/secret.txt '$Format:%%H$\n'; put .gitattributes '*.bat text eol=crlf\nsecret.txt export-ignore export-subst\n'; ln -s core.go core/link.go
put dots/notes.txt 'no module\n'
git add -A; git commit -qm one
for tag in v1.0.0 core/v1.0.0 core/v1.1.0-rc.1 core/v2.0.0 core/inner/v0.1.0 Mixed/v1.0.0-RC1 dots/v1.0.0 core/v9.9 core/v1.0; do git tag $tag; done
printf 'package core\n\nconst Name = "one more"\n' > core/core.go; git commit -qam two; git tag -a -m annotated core/v1.1.0
printf "module $M/core\n\ngo 1.21\n\nretract v1.1.0 // broken\n" > core/go.mod; git commit -qam three; git tag core/v1.2.0
printf '// x\n' >> core/core.go; GIT_COMMITTER_DATE=2026-03-04T05:06:07Z git commit -qam four
git clone -q --bare "$W/mono" "$W/bare/mono.git"; cd "$W" || exit
# What go itself makes of the same tags, without any proxy.
export DIRECT="env GOPROXY=direct GONOSUMDB=* GIT_CONFIG_COUNT=2 GIT_CONFIG_KEY_0=url.file://$W/bare/.insteadOf GIT_CONFIG_VALUE_0=https://github.com/acme/ GIT_CONFIG_KEY_1=protocol.file.allow GIT_CONFIG_VALUE_1=always"
same() { # MODULE@VERSION: the zip has the digest that go's own has
  local own theirs; own=$(cd "$W" && GOMODCACHE=$W/cache-ours go mod download -json "$1" | jq -r '.Sum + " " + .GoModSum'); theirs=$(cd "$W" && GOMODCACHE=$W/cache-theirs $DIRECT go mod download -json "$1" | jq -r '.Sum + " " + .GoModSum')
  echo "$own"; [[ $own == h1:* && $own == "$theirs" ]]; }
export -f same
inside() {
  set -uo pipefail; pass=0; fail=0; local base=${GOPROXY%%,*}
  expect 0 "the environment has this proxy before the others" "/go,off" -- echo "$GOPROXY"
  expect 0 "the environment names a checksum database" "/go/sumdb/" -- echo "$GOSUMDB"
  local sums=${GOSUMDB#* }; expect 0 "its key" "${GOSUMDB%% *}" -- fetch "$base/sumdb/key"
  expect 0 "a proxy that stands for it" "" -- fetch "$sums/supported"
  expect 0 "the signed tree" "go.sum database tree" -- fetch "$sums/latest"
  for each in lookup/$M/core@v9.9.9 lookup/$M/core lookup/x@y tile/8/0/999 tile/7/0/000 tile/8/0/x000 ../latest; do expect 22 "404: sumdb $each" "404" -- fetch --path-as-is "$sums/$each"; done
  expect 0 "go list -versions: tags of one module, in order" "$M/core v1.0.0 v1.1.0-rc.1 v1.2.0" -- env GOMODCACHE=$W/c1 go list -m -versions $M/core
  expect 0 "go list -versions -retracted" "v1.1.0-rc.1 v1.1.0 v1.2.0" -- env GOMODCACHE=$W/c1 go list -m -versions -retracted $M/core
  expect 0 "go list -m -retracted tells the reason" "broken" -- env GOMODCACHE=$W/c1 go list -m -retracted -f '{{.Retracted}}' $M/core@v1.1.0
  expect 0 "the list is of canonical tags of that major version" "" -- bash -c 'diff <(fetch '$base/$M'/core/@v/list) <(printf "v1.0.0\nv1.1.0-rc.1\nv1.1.0\nv1.2.0\n")'
  expect 0 "the list of a major version above 1" "" -- bash -c 'diff <(fetch '$base/$M'/core/v2/@v/list) <(echo v2.0.0)'
  expect 0 "go get and go build from tags" "" -- bash -c 'use app $M@v1.0.0 && cd $W/app && printf "package main\n\nimport (\n\t\"$M\"\n\ttwo \"$M/core/v2\"\n)\n\nfunc main() { println(mono.Name(), two.Name) }\n" > main.go && GOMODCACHE=$W/cache-app go get $M/core/v2@latest && GOMODCACHE=$W/cache-app go build -o app . && ./app 2>&1 | grep -x "one two"'
  expect 0 "go mod verify" "all modules verified" -- inside_cache app go mod verify
  expect 0 "go asked the checksum database" "$M/core/v2@v2.0.0" -- grep -F "sum.rk-registry.invalid/lookup/" "$W/log"
  expect 0 "go asks the proxy for the checksum database where no address is given" "v1.0.0" -- env GOSUMDB="${GOSUMDB%% *}" bash -c 'use proxied $M@v1.0.0'
  local key=${GOSUMDB#*+}; expect 1 "another key is refused" "GOSUMDB" -- env GOSUMDB="${GOSUMDB%%+*}+deadbeef+${key#*+}" bash -c 'use wrong $M@v1.0.0'
  expect 0 "go mod tidy, and the sums are those of a build without a proxy" "" -- bash -c 'inside_cache app go mod tidy && cp $W/app/go.sum $W/sum && rm $W/app/go.sum && cd $W/app && GOMODCACHE=$W/cache-direct $DIRECT go mod tidy && diff go.sum $W/sum'
  expect 0 "go get passes a retracted version over" "v1.2.0" -- use newest $M/core
  expect 0 "go get of a retracted version warns" "retracted by module author: broken" -- use older $M/core@v1.1.0
  expect 0 "a prerelease" "v1.1.0-rc.1" -- use early $M/core@v1.1.0-rc.1
  for each in $M@v1.0.0 $M/core@v1.0.0 $M/core@v1.1.0 $M/core@v1.2.0 $M/core/v2@v2.0.0 $M/core/inner@v0.1.0 $M/Mixed@v1.0.0-RC1; do expect 0 "the same digest as go's own: $each" "h1:" -- same $each; done
  expect 0 "a branch" "v1.2.1-0.20260304050607-" -- use branch $M/core@main
  expect 0 "a branch of a module without tags before it" "v0.1.1-0.20260304050607-" -- use branch2 $M/core/inner@main
  expect 0 "a pseudo-version has the same digest" "h1:" -- bash -c 'same $(cd $W/branch && go list -m $M/core | tr " " "@")'
  expect 0 "the commit of a tag is the tag" "v1.2.0" -- use commit $M/core@$(git -C "$W/mono" rev-parse --short=12 core/v1.2.0)
  expect 0 "capitals are escaped" '"Version":"v1.0.0-RC1"' -- fetch "$base/$M/!mixed/@v/v1.0.0-!r!c1.info"
  expect 0 "the info names the commit and its time" "2026-01-02T03:04:05Z" -- bash -c 'fetch '$base/$M'/core/@v/v1.0.0.info | jq -r ".Time, .Origin.Hash" | grep -A1 2026 | tee /dev/stderr | grep -x $(git -C $W/mono rev-parse core/v1.0.0)'
  expect 0 "the digest beside the archive is go's" "" -- bash -c 'test "$(fetch '$base/$M'/core/@v/v1.0.0.ziphash)" = "$(GOMODCACHE=$W/cache-theirs $DIRECT go mod download -json $M/core@v1.0.0 | jq -r .Sum)"'
  expect 0 "HEAD has the length" "content-length" -- bash -c "curl -sSI --noproxy '*' -f $base/$M/core/@v/v1.0.0.zip | tr A-Z a-z"
  for each in core/@v/v3.0.0.info core/@v/v1.0.info core/@v/v1.1.0%2Binfo dots/@v/v1.0.0.mod core/@v/v2.0.0.mod Mixed/@v/list core/v2/@v/v1.0.0.zip "core/@v/--help.info" "core/@v/..%2F..%2Fx.info" core/@v/v1.0.0.exe; do expect 22 "404: $each" "404" -- fetch "$base/$M/$each"; done
  expect 1 "go says that there is no such version" "core@v1.9.9" -- use none $M/core@v1.9.9
  git -C "$W/mono" tag core/v1.3.0; git -C "$W/mono" push -q "$W/bare/mono.git" core/v1.3.0
  expect 0 "a tag that was pushed meanwhile is there" "v1.3.0" -- use pushed $M/core
  git -C "$W/bare/mono.git" tag -f core/v1.0.0 core/v1.3.0 > /dev/null 2>&1
  expect 0 "a tag that was moved changes nothing" "" -- bash -c 'cmp <(fetch '$base/$M'/core/@v/v1.0.0.zip | sha256sum) <(cat $W/cache-app/cache/download/$M/core/@v/v1.0.0.zip | sha256sum)'
  expect 22 "what comes from tags is not put" "409" -- fetch -u "__token__:$UV_PUBLISH_TOKEN" -T "$W/mono/core/go.mod" "$base/$M/core/@v/v1.5.0.mod"
  # A module that is put into the folder: what go itself had downloaded.
  local d=$W/cache-early/cache/download/$M/core/@v; mkdir -p "$W/put/x@v1.0.0"
  printf 'module example.org/put\n\ngo 1.21\n' > "$W/put/go.mod"; printf 'package put\n\nconst Name = "put"\n' > "$W/put/put.go"; printf '{"Version":"v1.0.0","Time":"2026-01-02T03:04:05Z"}' > "$W/put/info"
  (cd "$W/put" && python3 -c "import zipfile; z=zipfile.ZipFile('zip','w',zipfile.ZIP_DEFLATED); [z.write(n,'example.org/put@v1.0.0/'+n) for n in ('go.mod','put.go')]; z.close(); z=zipfile.ZipFile('other','w'); z.write('go.mod','example.org/put@v1.0.0/go.mod'); z.close()")
  send() { fetch -o /dev/null -w '%{http_code}' -u "__token__:$UV_PUBLISH_TOKEN" -T "$1" "$base/example.org/put/@v/v1.0.0.$2"; }
  expect 22 "put without a token" "401" -- fetch -T "$W/put/info" "$base/example.org/put/@v/v1.0.0.info"
  expect 0 "put .mod" "201" -- send "$W/put/go.mod" mod
  expect 0 "put .zip" "201" -- send "$W/put/zip" zip
  expect 22 "a version that is not complete is not there" "404" -- fetch "$base/example.org/put/@v/v1.0.0.mod"
  expect 0 "put .info" "201" -- send "$W/put/info" info
  expect 0 "put again, same bytes" "201" -- send "$W/put/zip" zip
  expect 22 "put again, other bytes" "409" -- send "$W/put/other" zip
  expect 0 "go build of a module that was put" "" -- bash -c 'use putter example.org/put && cd $W/putter && printf "package main\n\nimport \"example.org/put\"\n\nfunc main() { println(put.Name) }\n" > main.go && GOMODCACHE=$W/cache-putter go build -o p . && ./p 2>&1 | grep -x put'
  expect 0 "go mod verify of it" "all modules verified" -- inside_cache putter go mod verify
  expect 0 "the folder is a proxy of file:// too" "" -- bash -c 'cd $W && GOPROXY=file://$W/reg/go GONOSUMDB=* GOMODCACHE=$W/cache-file go mod download $M/core@v1.0.0 example.org/put@v1.0.0'
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
"$RKR" run --dir "$W/reg" --go-repository "$M=$W/bare/mono.git" --log "$W/log" -- bash -c inside; rc=$?
echo "rk-registry run: status $rc"
expect 0 "the folder survives a restart, and the checksum database too" "example.org/put v1.0.0 h1:" -- "$RKR" run --dir "$W/reg" -- bash -c 'use again example.org/put@v1.0.0 >/dev/null 2>&1 && cat $W/again/go.sum'
expect 0 "records of the checksum database stay" "$M/core v1.1.0" -- grep -a . "$W/reg/go/.sumdb/log"
expect 0 "the key of the checksum database is private" "600" -- stat -c %a "$W/reg/go/.sumdb/key"
expect 64 "a repository that is none" "is no git repository" -- "$RKR" run --go-repository "$M=$W/nowhere" -- true
expect 64 "no path of a module" "MODULE=PATH" -- "$RKR" run --go-repository "$W/mono" -- true
expect 0 "a work tree is a repository too" "v1.3.0" -- "$RKR" run --go-repository "$M=$W/mono" -- bash -c 'use tree $M/core'
echo '[{"match":"core/@v/v1.0.0.zip","times":1,"drop":true,"when":"after"},{"match":"core/@v/v1.0.0.zip","times":1,"status":503}]' > "$W/faults"
expect 0 "a dropped answer: go asks again; 503: go says so, and goes on later" "once more" -- "$RKR" run --go-repository "$M=$W/mono" --faults "$W/faults" -- bash -c '! use lost $M/core@v1.0.0 && use lost $M/core@v1.0.0 && echo once more'
expect 0 "index lag: lists come late, versions at once; what was missed stays missed" "late" -- "$RKR" run --index-lag 5 --go-repository "$M=$W/mono" -- bash -c 'b=${GOPROXY%%,*}/$M/core/@v; ! fetch $b/v1.4.0.info && git -C $W/mono tag core/v1.4.0 && git -C $W/mono tag core/v1.5.0 && fetch $b/v1.5.0.info && ! fetch $b/v1.4.0.info && ! fetch $b/list | grep v1.5 && fetch $b/list | grep v1.3 && sleep 5.2 && fetch $b/v1.4.0.info && fetch $b/list | grep v1.5.0 && echo late'
expect 0 "guarded reading: nobody without the token" "401 403 200" -- "$RKR" run --token-for-reading --go-repository "$M=$W/mono" -- bash -c 'for login in "" "-u x:y" "-u __token__:$UV_PUBLISH_TOKEN"; do curl -s --noproxy "*" -o /dev/null -w "%{http_code} " $login ${RK_REGISTRY%/pypi}/go/$M/core/@v/list; done'
expect 0 "guarded reading: go sends no token without TLS, so the proxy is not named" "off" -- "$RKR" run --token-for-reading --go-repository "$M=$W/mono" -- bash -c 'echo $GOPROXY'
expect 1 "no token in the log" "" -- grep -rE 'rk-[0-9a-f]{64}' "$W/log"
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
