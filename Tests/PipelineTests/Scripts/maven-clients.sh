#!/usr/bin/env bash
# rk-registry against the real mvn, which must be on PATH, with Debian's repository for plugins; a line per check, the number of failures as status.
set -uo pipefail
RKR=$(command -v rk-registry)
W=$(mktemp -d); trap 'rm -rf "$W"' EXIT
export RKR W HOME=$W MAVEN_OPTS="-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
pass=0; fail=0
# expect STATUS LABEL [text that must appear] -- CMD...
expect() { local want=$1 label=$2 text=$3; shift 4; local out rc; out=$("$@" 2>&1); rc=$?
  if [[ $rc == "$want" && $out == *"$text"* ]]; then pass=$((pass+1)); echo "ok   $label"; else fail=$((fail+1)); echo "FAIL $label (status $rc, wanted $want, text '$text')"; echo "$out" | sed 's/^/     /' | tail -14; fi; }
fetch() { curl -sS --noproxy '*' -f "$@"; }
code() { curl -s --noproxy '*' -o /dev/null -w '%{http_code}' "$@"; }
# The user's settings: Debian's files instead of Maven Central. Those of rk-registry are the global ones beside them.
cat > "$W/user.xml" <<'X'
<settings><mirrors><mirror><id>debian</id><mirrorOf>central</mirrorOf><url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>
X
build() { mvn -q -B -ntp --global-settings "$RK_MAVEN_SETTINGS" --settings "$W/user.xml" -Dmaven.repo.local="${LOCAL:-$W/local}" "$@"; }
export -f expect fetch code build
# project NAME VERSION BODY [dependency]
project() { mkdir -p "$W/$1/src/main/java/acme"
  local needs=; [[ -z ${4:-} ]] || needs="<dependencies><dependency><groupId>com.acme</groupId><artifactId>${4%:*}</artifactId><version>${4#*:}</version></dependency></dependencies>"
  cat > "$W/$1/pom.xml" <<X
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>$1</artifactId><version>$2</version>
<properties><maven.compiler.source>11</maven.compiler.source><maven.compiler.target>11</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding><project.build.outputTimestamp>2026-01-02T03:04:05Z</project.build.outputTimestamp></properties>$needs</project>
X
  echo "package acme; public class ${1^} { public static String name() { return $3; } public static void main(String[] a) { System.out.println(name()); } }" > "$W/$1/src/main/java/acme/${1^}.java"; }
# The versions of core that a project gets for a requirement, with a local repository of its own.
chosen() { rm -rf "$W/fresh"; project picker 1.0.0 'Core.name()' "core:$1"; LOCAL=$W/fresh build -f "$W/picker" compile >&2 && ls "$W"/fresh/com/acme/core/*/*.jar | sed 's/.*core-//; s/\.jar$//' | xargs; }
export -f project chosen
inside() {
  set -uo pipefail; pass=0; fail=0; local base=$RK_MAVEN_URL token=$RK_MAVEN_TOKEN; export base token
  local core=$base/com/acme/core
  expect 0 "the environment names the settings for Maven from 3.9 on" "--global-settings $RK_MAVEN_SETTINGS" -- echo "$MAVEN_ARGS"
  expect 1 "the settings hold no token" "" -- grep -F "$token" "$RK_MAVEN_SETTINGS"
  project core 1.0.0 '"one"'; project app 1.0.0 'Core.name() + " app"' core:1.0.0
  expect 0 "mvn deploy goes to this registry" "" -- build -f "$W/core" deploy
  expect 0 "metadata of one version" "<release>1.0.0</release>" -- fetch "$core/maven-metadata.xml"
  for kind in md5 sha1 sha256 sha512; do expect 0 "the $kind is that of the file" "" -- bash -c 'fetch '$core'/1.0.0/core-1.0.0.jar > $W/jar && test "$(fetch '$core'/1.0.0/core-1.0.0.jar.'$kind')" = "$('$kind'sum < $W/jar | cut -d" " -f1)" && cmp $W/jar $W/core/target/core-1.0.0.jar'; done
  expect 0 "another project resolves it in a clean local repository" "" -- env LOCAL=$W/clean bash -c 'build -f $W/app package && java -cp $W/app/target/app-1.0.0.jar:$W/clean/com/acme/core/1.0.0/core-1.0.0.jar acme.App | grep -x "one app"'
  expect 0 "the resolved file came from here" "rk=" -- cat "$W/clean/com/acme/core/1.0.0/_remote.repositories"
  expect 0 "the resolved file has the digest of the built one" "" -- cmp "$W/clean/com/acme/core/1.0.0/core-1.0.0.jar" "$W/core/target/core-1.0.0.jar"
  expect 0 "deploying the same bytes again is fine" "" -- build -f "$W/core" deploy
  project core 1.0.0 '"other"'
  expect 1 "deploying other bytes is refused" "409" -- build -f "$W/core" deploy
  expect 0 "and has changed nothing" "" -- cmp "$W/jar" <(fetch "$core/1.0.0/core-1.0.0.jar")
  project core 1.1.0 '"two"'
  expect 1 "deploying with a wrong token is refused" "403" -- env RK_MAVEN_TOKEN=wrong bash -c 'build -f $W/core deploy'
  expect 0 "nothing of it is there" "404" -- code "$core/1.1.0/core-1.1.0.pom"
  expect 0 "deploying the next version" "" -- build -f "$W/core" deploy
  expect 0 "metadata of two versions" "1.0.0 1.1.0 1.1.0" -- bash -c "fetch $core/maven-metadata.xml | grep -oE '<(version|release)>[^<]*' | sed 's/.*>//' | sort | xargs"
  project app 1.1.0 'Core.name()' 'core:[1.0,2.0)'
  expect 0 "a range takes the newest version by the metadata" "two" -- env LOCAL=$W/clean bash -c 'build -f $W/app package && java -cp $W/app/target/app-1.1.0.jar:$W/clean/com/acme/core/1.1.0/core-1.1.0.jar acme.App'
  project core 1.2.0-SNAPSHOT '"three"'; expect 0 "a snapshot" "" -- build -f "$W/core" deploy
  project core 1.2.0-SNAPSHOT '"four"'; expect 0 "the snapshot again" "" -- build -f "$W/core" deploy
  project app 1.2.0 'Core.name()' core:1.2.0-SNAPSHOT
  expect 0 "the newest build of the snapshot is taken" "four" -- env LOCAL=$W/clean bash -c 'build -f $W/app package && java -cp $W/app/target/app-1.2.0.jar:$W/clean/com/acme/core/1.2.0-SNAPSHOT/core-1.2.0-SNAPSHOT.jar acme.App'
  expect 0 "a snapshot is no release" "<release>1.1.0</release>" -- fetch "$core/maven-metadata.xml"
  # What the metadata of several versions, uploaded in another order than theirs, comes to in Maven's own choice: ranges go by the order of
  # versions, RELEASE and LATEST by that of deployment, as in every repository.
  for version in 1.10.0 1.9.0; do project core $version "\"$version\""; expect 0 "deploying $version" "" -- build -f "$W/core" deploy; done
  for each in "[1.0,2.0) 1.10.0" "(1.0.0,1.1.0] 1.1.0" "[1.0.0] 1.0.0" "[1.9.0,1.10.0) 1.9.0" "[1.10.0,) 1.10.0" "RELEASE 1.9.0" "LATEST 1.9.0" "1.9.0 1.9.0"; do
    expect 0 "${each% *} gives ${each#* }" "${each#* }" -- bash -c 'test "$(chosen "${0% *}")" = "${0#* }" && echo "${0#* }"' "$each"; done
  expect 1 "a range that nothing fits" "No versions available for com.acme:core:jar:[3.0,) within specified range" -- chosen '[3.0,)'
  project core 1.2.0-SNAPSHOT '"four"'
  # What a client's mistakes and attacks get.
  put() { code -u "__token__:$token" -T "$1" --path-as-is "$base/$2"; }
  printf '<project/>' > "$W/pom"; printf 'x' > "$W/file"; printf '<metadata><versioning><versions><version>9</version></versions></versioning></metadata>' > "$W/metadata"
  expect 0 "PUT without a token" "401" -- code -T "$W/file" "$core/3/core-3.jar"
  for each in ../../../etc/x com/acme/core/3/../../x com/acme/core/3/%2e%2e/core-3.jar com/acme/core/3/other-3.jar com/acme/core/3/core-4.jar com/acme/core/3/core-3 .incoming/a/b/a-b.jar com//core/3/core-3.jar com/acme/core/3/core-3.jar%00 'com/acme/co%20re/3/co%20re-3.jar' x core-3.jar; do expect 0 "400 for PUT of $each" "400" -- put "$W/file" "$each"; done
  for each in .client/settings.xml ../go/x %2e%2e/%2e%2e/etc/passwd com/acme/core/9/core-9.jar com/acme/core/1.0.0/core-1.0.0.jar.md6 ''; do expect 0 "404 for GET of $each" "404" -- code --path-as-is "$base/$each"; done
  expect 0 "a POM that is none" "400" -- put "$W/file" com/acme/core/3/core-3.pom
  expect 0 "metadata that is none" "400" -- put "$W/file" com/acme/core/maven-metadata.xml
  expect 0 "metadata that is one" "201" -- put "$W/metadata" com/acme/core/maven-metadata.xml
  expect 1 "metadata that names other versions is not shown" "" -- bash -c "fetch $core/maven-metadata.xml | grep '<version>9'"
  expect 0 "and its checksum is that of what is shown" "" -- bash -c 'test "$(fetch '$core'/maven-metadata.xml.sha1)" = "$(fetch '$core'/maven-metadata.xml | sha1sum | cut -d" " -f1)"'
  expect 0 "a checksum before its file" "404" -- put "$W/file" com/acme/core/3/core-3.jar.sha1
  expect 0 "PUT by hand" "201" -- put "$W/file" com/acme/core/3/core-3.jar
  expect 0 "PUT again" "200" -- put "$W/file" com/acme/core/3/core-3.jar
  expect 0 "PUT of other bytes" "409" -- put "$W/pom" com/acme/core/3/core-3.jar
  expect 0 "a wrong checksum" "400" -- put "$W/file" com/acme/core/3/core-3.jar.sha1
  printf x | sha1sum | tr a-f A-F > "$W/sum"; expect 0 "a right checksum, with a name behind it" "201" -- put "$W/sum" com/acme/core/3/core-3.jar.sha1
  expect 0 "a version without a POM is not in the metadata" "0" -- bash -c "fetch $core/maven-metadata.xml | grep -c '<version>3' || true"
  expect 0 "50 uploads at once" "50" -- bash -c 'for i in $(seq 50); do code -o /dev/null -u __token__:$token -T $W/pom $base/com/acme/many/$i/many-$i.pom >/dev/null & done; wait; fetch $base/com/acme/many/maven-metadata.xml | grep -c "<version>"'
  expect 0 "HEAD has the length" "content-length: 1" -- bash -c "curl -sSI --noproxy '*' -f $core/3/core-3.jar | tr A-Z a-z"
  expect 0 "the folder is a repository of file:// too" "" -- bash -c 'LOCAL=$W/file-local RK_MAVEN_URL=file://$W/reg/maven build -f $W/app package'
  echo "inside: $pass passed, $fail failed"; return $fail; }
export -f inside
"$RKR" run --dir "$W/reg" --log "$W/log" -- bash -c inside; rc=$?
echo "rk-registry run: status $rc"
project late 1.0.0 '"late"'
echo '[{"match":"^PUT /maven/com/acme/late/1.0.0/late-1.0.0.jar$","times":1,"drop":true,"when":"after"},{"match":"^PUT /maven/com/acme/late/1.0.0/late-1.0.0.pom$","times":1,"status":503}]' > "$W/faults"
expect 0 "lost answer and 503: the deployment fails, and goes on when it is run again" "deployed" -- "$RKR" run --dir "$W/reg2" --faults "$W/faults" -- bash -c '{ build -f $W/late deploy || build -f $W/late deploy || build -f $W/late deploy; } && fetch $RK_MAVEN_URL/com/acme/late/maven-metadata.xml | grep "<version>1.0.0" && echo deployed'
expect 0 "the folder survives a restart; checksums that are missing are made" "" -- bash -c 'rm $W/reg2/maven/com/acme/late/1.0.0/*.sha512 $W/reg2/maven/com/acme/late/maven-metadata.xml; "$RKR" run --dir "$W/reg2" -- bash -c "test \$(fetch \$RK_MAVEN_URL/com/acme/late/1.0.0/late-1.0.0.jar.sha512) = \$(sha512sum < $W/late/target/late-1.0.0.jar | cut -d\" \" -f1) && fetch \$RK_MAVEN_URL/com/acme/late/maven-metadata.xml | grep \"<release>1.0.0\""'
expect 0 "guarded reading: mvn reads with the token" "" -- "$RKR" run --dir "$W/reg" --token-for-reading -- bash -c 'LOCAL=$W/guarded build -f $W/app package'
expect 1 "guarded reading: mvn without it" "Could not" -- "$RKR" run --dir "$W/reg" --token-for-reading -- bash -c 'unset RK_MAVEN_TOKEN; LOCAL=$W/guarded2 build -f $W/app package'
expect 0 "index lag: metadata comes late, files at once" "late" -- "$RKR" run --index-lag 5 -- bash -c 'b=$RK_MAVEN_URL/com/acme/x; code -u __token__:$RK_MAVEN_TOKEN -T $W/pom $b/1/x-1.pom && fetch $b/1/x-1.pom && ! fetch $b/maven-metadata.xml && sleep 5.2 && fetch $b/maven-metadata.xml && echo late'
expect 0 "413 above the limit" "413" -- "$RKR" run --max-size 10 -- bash -c 'head -c 11 /dev/zero > $W/zero; code -u __token__:$RK_MAVEN_TOKEN -T $W/zero $RK_MAVEN_URL/a/x/1/x-1.jar'
expect 1 "no token in the log or the folder" "" -- grep -rE 'rk-[0-9a-f]{64}' "$W/log" "$W/reg"
echo "outside: $pass passed, $fail failed"
exit $((rc + fail))
