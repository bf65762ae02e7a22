import RKShared
import Support
import Testing

/// What follows a release that is on its registry, and what another repository makes of it.
@Suite struct FollowUpTests {
    /// The configuration of a repository that tells another one.
    private static let settings = """
        development_versions = true

        [dispatch.docs]
        repository = "acme/docs"
        packages = ["p0", "p1"]

        [dispatch.nobody]
        repository = "acme/nobody"
        packages = ["none-*"]

        """

    /// After the upload the request has its last label, another repository is told once, and the next versions are proposed; none of this
    /// before everything is there.
    @Test(arguments: ForgeSite.Kind.allCases) func published(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind)
        try await scene.run(
            """
            cat >> releasekit.toml <<'END'
            \(kind == .gitea ? "forge = \"gitea\"\n" : "")\(Self.settings)
            END
            sort -u releasekit.toml | grep -c forge > ../forges || :
            [ "$(cat ../forges)" != 1 ] || sed -i '1{/^forge/d}' releasekit.toml
            git add -A && git commit -qm 'chore: tell the others' && git push -q origin HEAD:main
            propose first; forge '_merge?number=1'; release second
            rk-discover | rk-propose --merged | rk-graph --topo | rk-pin > ../ship.json
            rk-propose --published < ../ship.json 2> ../early.err && exit 1
            rk-registry run -- rk-publish --quiet < ../ship.json > ../shipped.json || exit 1
            rk-propose --published < ../shipped.json > ../plan.json
            keep third rk-apply < ../plan.json; keep fourth rk-apply < ../third.json; state fourth
            git fetch -q origin && git show origin/releasekit--next:packages/p0/package.json > ../next
            git show --no-patch --format=%B origin/releasekit--next >> ../next
            git merge -q --no-ff -m merge origin/releasekit--next && echo 3 > packages/p1/index.js && git commit -qam 'fix: count to three'
            rk-discover | rk-graph --topo | rk-version --format next > ../version
            rk-discover | rk-propose --merged --exit-code > ../later.json; echo $? >> ../version
            """)
        let early = try scene.sandbox.read("early.err")
        #expect(early.contains("no results in the document; put rk-publish before"), "\(early)")
        let (third, fourth) = (try scene.result("third"), try scene.result("fourth"))
        #expect(third.status == 0 && fourth.status == 0, "\(third.errors)\(fourth.errors)")
        let state = try scene.state("fourth")
        #expect(state.labels == (kind == .bitbucket ? [] : ["autorelease: published"]) && state.wrong == [], "\(state.wrong)")
        #expect(third.actions(.dispatch) == [kind == .gitea ? "skipped: Gitea has no events for other repositories" : "done"])
        #expect(
            fourth.actions(.dispatch) == [kind == .gitea ? "skipped: Gitea has no events for other repositories" : "skipped: it was sent"])
        #expect(state.events.count == (kind == .gitea ? 0 : 1))
        let event = state.events.first.map { JSON.object($0).line } ?? ""
        #expect(kind == .gitea || event.contains("p0") && event.contains("1.0.1") && !event.contains("p2"), "\(event)")
        let next = try scene.sandbox.read("next")
        #expect(next.contains("\"version\": \"1.0.2-dev.0\"") && next.contains("Planned-By: rk-propose"), "\(next)")
        #expect(fourth.actions(.push) == ["skipped: origin has it already"])
        #expect(try scene.sandbox.read("version") == "p1 1.0.2\n3\n")
    }

    /// A requirement that does not take the new version is raised, the lockfile follows, and one request says so; once more changes nothing.
    @Test func update() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.uvWorkspace("lib", ["core": []])
        try await sandbox.check(
            #"""
            mkdir -p ../app && cd ../app && git init -q -b trunk .
            cat > pyproject.toml <<'END'
            [project]
            name = "app"
            version = "1.0.0"
            requires-python = ">=3.9"
            dependencies = ["Core>=1,<2"]  # ours

            [build-system]
            requires = ["uv_build>=0.9,<0.14"]
            build-backend = "uv_build"
            END
            mkdir -p src/app && touch src/app/__init__.py
            cat > ../script <<'END'
            set -e
            publish() { (cd ../lib && uv build -q --all-packages && uv publish -q dist/* && rm -r dist); }
            uv() { case $1 in lock) UV_DEFAULT_INDEX=${UV_INDEX#*=} UV_INDEX='' command uv "$@" ;; *) command uv "$@" ;; esac; }
            publish && uv lock -q && git add -A && git commit -qm 'chore: begin'
            git clone -q --bare . ../app.git && git remote add origin ../app.git && git fetch -q
            sed -i 's/^version = .*/version = "1.4.0"/' ../lib/packages/core/pyproject.toml && publish
            export UV_DEFAULT_INDEX=${UV_INDEX#*=}
            rk-discover | rk-propose --update core@1.4.0 | rk-apply --quiet > ../first.json
            git diff trunk origin/releasekit--update-core --stat > ../stat || { git fetch -q; git diff trunk origin/releasekit--update-core --stat > ../stat; }
            unset UV_DEFAULT_INDEX; sed -i 's/^version = .*/version = "2.0.0"/' ../lib/packages/core/pyproject.toml && publish
            export UV_DEFAULT_INDEX=${UV_INDEX#*=}
            rk-discover | rk-propose --update core@2.0.0 > ../plan.json; rk-apply --quiet < ../plan.json > ../second.json
            git fetch -q && git log -1 --format=%s origin/releasekit--update-core > ../subject
            git merge -q --ff-only origin/releasekit--update-core && uv lock --check -q && grep -A1 'name = "core"' uv.lock > ../lock
            grep Core pyproject.toml >> ../lock
            rk-discover | rk-propose --update core@2.0.0 | rk-apply --quiet > ../third.json
            rk-discover | rk-propose --exit-code --update nothing > ../none.json 2> ../none || echo $? >> ../none
            END
            rk-registry run -- bash ../script
            """#, in: "lib")
        #expect(try sandbox.read("stat").contains("1 file changed") && sandbox.read("stat").contains("uv.lock"))
        #expect(try sandbox.read("subject") == "chore(deps): bump core to 2.0.0\n")
        let lock = try sandbox.read("lock")
        #expect(lock.contains("version = \"2.0.0\"") && lock.contains("dependencies = [\"Core>=1,<3\"]  # ours"), "\(lock)")
        let third = try #require(try Document(parsing: Array(try sandbox.read("third.json").utf8)).actions)
        #expect(third.allSatisfy { $0.status == .done || $0.status == .skipped } && third.last?.note == "nothing was committed", "\(third)")
        #expect(
            try sandbox.read("none").contains("warning[RK-PACKAGE-UNKNOWN]: no package here needs nothing")
                && sandbox.read("none").hasSuffix("\n3\n"))
    }

    /// Several packages at once, in files that they share: POMs with the property that holds a version, and a package.json. A range in brackets
    /// says what it excludes, and stays.
    @Test func updates() async throws {
        let sandbox = try await Sandbox()
        let dependency = { (name: String, version: String) in
            "<dependency><groupId>com.acme</groupId><artifactId>\(name)</artifactId>\(version.isEmpty ? "" : "<version>\(version)</version>")</dependency>"
        }
        try await sandbox.write(
            "repo/package.json",
            #"{"name": "web", "version": "1.0.0", "dependencies": {"left": "^1.0.0", "@x/right": "~1.2.0"}, "devDependencies": {"left": "^1.0.0"}}"#
        )
        try await sandbox.write(
            "repo/server/pom.xml",
            """
            <project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>root</artifactId><version>1.0</version><packaging>pom</packaging>
            <modules><module>app</module></modules><properties><core.version>1.0.0</core.version></properties>
            <dependencyManagement><dependencies>\(dependency("core", "${core.version}"))</dependencies></dependencyManagement></project>
            """)
        try await sandbox.write(
            "repo/server/app/pom.xml",
            """
            <project><modelVersion>4.0.0</modelVersion><parent><groupId>g</groupId><artifactId>root</artifactId><version>1.0</version></parent>
            <artifactId>app</artifactId>
            <dependencies>\(dependency("core", ""))\(dependency("wire", "1.1"))\(dependency("range", "[1.0,2.0)"))</dependencies></project>
            """)
        let names = ["left@2.0.0", "@x/right@2.0.0", "com.acme:core@2.0.0", "com.acme:wire@1.2", "com.acme:range@2.1"]
        let options = names.map { "--update \($0)" }.joined(separator: " ")
        let said = try await sandbox.check(
            """
            git init -q . && git add -A && git commit -qm 'chore: begin'
            rk-discover | rk-propose \(options) --patch > ../patch && git apply ../patch && git diff -U0 | grep '^+ *[{<]' > ../edits
            """, in: "repo")
        let edits = try sandbox.read("edits")
        for text in [
            #""left": "^2.0.0", "@x/right": "~2.0.0"}, "devDependencies": {"left": "^2.0.0"}"#, "<core.version>2.0.0<", "<version>1.2<",
            "<version>[1.0,2.0)<",
        ] { #expect(edits.contains(text), "\(edits)") }
        #expect(
            said.said.contains("warning[RK-REQUIREMENT-KEPT]: the requirement of maven:g:app does not take com.acme:range 2.1"),
            "\(said.said)")
    }
}
