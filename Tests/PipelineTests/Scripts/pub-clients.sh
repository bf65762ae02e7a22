#!/usr/bin/env bash
# rk-registry's Dart repository on the level of the protocol, with curl: a line per check, the number of failures as status. There is no dart here.
set -uo pipefail
RKR=$(command -v rk-registry)
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
export RKR W
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -12; fi; }
fetch() { curl -sS --noproxy '*' -f -H 'Accept: application/vnd.pub.v2+json' "$@"; }
code() { curl -s --noproxy '*' -o /dev/null -w '%{http_code}' "$@"; }
tell() { curl -s --noproxy '*' -w '\n%{http_code}' "$@"; }
# pack NAME VERSION [more lines of the pubspec]: an archive as `dart pub publish` makes it
pack() { local d="$W/src/$1-$2"; mkdir -p "$d/lib"; printf 'name: %s\nversion: %s\ndescription: A package.\nenvironment:\n  sdk: ^3.5.0\n%b' "$1" "$2" "${3:-}" > "$d/pubspec.yaml"; echo "const name = '$1';" > "$d/lib/$1.dart"
  tar -C "$d" --sort=name --mtime=@0 --owner=0 --group=0 -c ${4:-pubspec.yaml lib} | gzip -n > "$W/$1-$2.tar.gz"; echo "$W/$1-$2.tar.gz"; }
# publish ARCHIVE: the three requests of `dart pub publish`
publish() { local login=(-H "Authorization: Bearer $RK_PUB_TOKEN") begin url finish
  begin=$(tell "${login[@]}" "$PUB_HOSTED_URL/api/packages/versions/new"); [[ ${begin##*$'\n'} == 200 ]] || { echo "$begin"; return 1; }
  url=$(jq -r .url <<< "${begin%$'\n'*}"); local -a fields=(); while IFS= read -r field; do fields+=(-F "$field"); done < <(jq -r '.fields | to_entries[] | "\(.key)=\(.value)"' <<< "${begin%$'\n'*}")
  finish=$(curl -sS --noproxy '*' -o "$W/answer" -D - "${fields[@]}" -F "file=@$1;filename=package.tar.gz" "$url" | tr -d '\r' | sed -n 's/^[Ll]ocation: //p'); [[ -n $finish ]] || { cat "$W/answer"; return 1; }
  finish=$(tell "${login[@]}" "$finish"); echo "${finish%$'\n'*}"; [[ ${finish##*$'\n'} == 200 ]]; }
export -f expect fetch code tell pack publish
inside() {
  set -uo pipefail; pass=0; fail=0; local base=$PUB_HOSTED_URL api=$PUB_HOSTED_URL/api/packages; local login=(-H "Authorization: Bearer $RK_PUB_TOKEN")
  expect 0 "publish" '{"success":{"message":"Successfully uploaded acme_core version 1.0.0."}}' -- publish "$(pack acme_core 1.0.0)"
  cp "$W/acme_core-1.0.0.tar.gz" "$W/first.tar.gz"
  expect 0 "the list names it" "acme_core 1.0.0 $(sha256sum < "$W/first.tar.gz" | cut -d' ' -f1) ^3.5.0" -- bash -c "fetch $api/acme_core | jq -r '[.name, .latest.version, .versions[0].archive_sha256, .latest.pubspec.environment.sdk] | join(\" \")'"
  expect 0 "the list has the specification's type" "application/vnd.pub.v2+json" -- fetch -o /dev/null -w '%{content_type}' "$api/acme_core"
  expect 0 "the archive is the one that was published" "" -- bash -c "cmp <(fetch -L \$(fetch $api/acme_core | jq -r .latest.archive_url)) $W/first.tar.gz"
  expect 0 "the archive holds the package" "lib/acme_core.dart" -- bash -c "fetch $base/packages/acme_core/versions/1.0.0.tar.gz | tar tz"
  expect 0 "one version, for clients of old" "1.0.0" -- bash -c "fetch $api/acme_core/versions/1.0.0 | jq -r .version"
  expect 0 "the same archive again" "was there already" -- publish "$W/first.tar.gz"
  expect 1 "another archive of that version" '"message":"Version 1.0.0 of package acme_core already exists."' -- publish "$(pack acme_core 1.0.0 'homepage: https://example.org\n')"
  expect 0 "and it has changed nothing" "" -- bash -c "cmp <(fetch $base/packages/acme_core/versions/1.0.0.tar.gz) $W/first.tar.gz"
  for version in 1.1.0 2.0.0-dev.1 1.1.0+2 1.1.0+10; do expect 0 "publish $version" "success" -- publish "$(pack acme_core $version)"; done
  expect 0 "versions in Dart's order, the newest release first of all" "1.1.0+10 1.0.0 1.1.0 1.1.0+2 1.1.0+10 2.0.0-dev.1" -- bash -c "fetch $api/acme_core | jq -r '[.latest.version, .versions[].version] | join(\" \")'"
  expect 0 "an archive with build metadata" "pubspec.yaml" -- bash -c "fetch \$(fetch $api/acme_core | jq -r '.versions[] | select(.version == \"1.1.0+2\").archive_url') | tar tz"
  expect 0 "retract" '"isRetracted":true' -- fetch "${login[@]}" -X PUT -d '{"isRetracted":true}' "$api/acme_core/versions/1.1.0%2B10/options"
  expect 0 "a retracted version is said to be one, and is not the latest" "1.1.0+2 1.1.0+10" -- bash -c "fetch $api/acme_core | jq -r '[.latest.version, (.versions[] | select(.retracted).version)] | join(\" \")'"
  expect 0 "its archive stays" "200" -- code "$base/packages/acme_core/versions/1.1.0+10.tar.gz"
  expect 0 "take that back" "1.1.0+10" -- bash -c "fetch -H 'Authorization: Bearer $RK_PUB_TOKEN' -X PUT -d '{\"isRetracted\":false}' $api/acme_core/versions/1.1.0+10/options > /dev/null && fetch $api/acme_core | jq -r .latest.version"
  expect 0 "discontinue" "acme_new" -- bash -c "fetch -H 'Authorization: Bearer $RK_PUB_TOKEN' -X PUT -d '{\"isDiscontinued\":true,\"replacedBy\":\"acme_new\"}' $api/acme_core/options > /dev/null && fetch $api/acme_core | jq -r 'select(.isDiscontinued).replacedBy'"
  expect 0 "no advisories" '"advisories":[]' -- fetch "$api/acme_core/advisories"
  expect 0 "no such package: JSON that dart shows" '"error":{"code":"NotFound"' -- tell "$api/acme_missing"
  for path in api/packages/acme_missing api/packages/..%2Facme api/packages/acme_core/versions/9.0.0 packages/acme_core/versions/1.0.0.json packages/acme_core/versions/1.0.0.tar packages/..%2Facme_core/versions/1.0.0.tar.gz api/x; do expect 0 "404: $path" "404" -- code --path-as-is "$base/$path"; done
  expect 0 "no token: dart is told how to add one" 'Bearer realm="pub"' -- curl -sS --noproxy '*' -D - -o /dev/null "$api/versions/new"
  expect 0 "no token: 401" "401" -- code "$api/versions/new"
  expect 0 "wrong token: 403" '"code":"InsufficientPermissions"' -- tell -H 'Authorization: Bearer x' "$api/versions/new"
  expect 0 "retract without a token" "401" -- code -X PUT -d '{"isRetracted":true}' "$api/acme_core/versions/1.0.0/options"
  expect 0 "an upload that was never begun" "400" -- code -F file=@"$W/first.tar.gz" "$base/_rk/upload/0000"
  expect 0 "an upload without a file" "400" -- bash -c "code -F other=x \$(fetch -H 'Authorization: Bearer $RK_PUB_TOKEN' $api/versions/new | jq -r .url)"
  expect 0 "finishing without an archive" "400" -- bash -c "code -H 'Authorization: Bearer $RK_PUB_TOKEN' \$(fetch -H 'Authorization: Bearer $RK_PUB_TOKEN' $api/versions/new | jq -r .url | sed s/upload/finish/)"
  echo 'no archive' > "$W/none"; expect 1 "no archive" "PackageRejected" -- publish "$W/none"
  head -c 100 "$W/first.tar.gz" > "$W/cut"; expect 1 "half an archive" "PackageRejected" -- publish "$W/cut"
  expect 1 "no pubspec" "no pubspec.yaml" -- publish "$(pack acme_a 1.0.0 '' lib)"
  expect 1 "a version that is none" "no semantic version" -- publish "$(pack acme_a one)"
  expect 1 "a name that is none" "name must be" -- publish "$(pack acme-a 1.0.0)"
  expect 1 "publish_to: none" "publish_to" -- publish "$(pack acme_a 1.0.0 'publish_to: none\n')"
  expect 1 "a pubspec that is none" "Malformed pubspec.yaml" -- publish "$(pack acme_a 1.0.0 '\t- [\n')"
  expect 0 "20 uploads at once" "20" -- bash -c 'for i in $(seq 20); do pack acme_many 1.0.$i > /dev/null; done; for i in $(seq 20); do (W=$(mktemp -d -p $W); publish '"$W"'/acme_many-1.0.$i.tar.gz > /dev/null) & done; wait; fetch $PUB_HOSTED_URL/api/packages/acme_many | jq ".versions | length"'
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
"$RKR" run --dir "$W/reg" --log "$W/log" -- bash -c inside; rc=$?
echo "rk-registry run: status $rc"
pack acme_late 1.0.0 > "$W/late"; late=$(cat "$W/late"); export late
for when in 'POST /pub/_rk/upload' 'GET /pub/_rk/finish'; do
  echo "[{\"match\":\"^$when\",\"times\":1,\"drop\":true,\"when\":\"after\"}]" > "$W/faults"
  expect 0 "a lost answer to $when: publishing again ends well" "success" -- "$RKR" run --faults "$W/faults" -- bash -c '! publish $late && publish $late && fetch $PUB_HOSTED_URL/api/packages/acme_late | jq -e ".versions | length == 1"'
done
rm "$W/reg/pub/acme_core/1.0.0.json"
expect 0 "the folder survives a restart; a record that is missing is made" "1.0.0" -- "$RKR" run --dir "$W/reg" -- bash -c "fetch \$PUB_HOSTED_URL/api/packages/acme_core | jq -r --arg sum $(sha256sum < "$W/first.tar.gz" | cut -d' ' -f1) '.versions[] | select(.archive_sha256 == \$sum).version'"
expect 0 "guarded reading" "401 403 200" -- "$RKR" run --dir "$W/reg" --token-for-reading -- bash -c 'for login in "" x $RK_PUB_TOKEN; do code ${login:+-H "Authorization: Bearer $login"} $PUB_HOSTED_URL/api/packages/acme_core; echo -n " "; done'
expect 0 "index lag: listed late" "late" -- "$RKR" run --index-lag 5 -- bash -c 'publish $late && ! fetch $PUB_HOSTED_URL/api/packages/acme_late && sleep 5.2 && fetch $PUB_HOSTED_URL/api/packages/acme_late && echo late'
expect 1 "413 above the limit" "too large" -- "$RKR" run --max-size 10 -- bash -c 'publish $late'
expect 1 "no token in the log or the folder" "" -- grep -rE 'rk-[0-9a-f]{64}' "$W/log" "$W/reg"
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
