import RKShared
import Support
import Testing

/// Where upload credentials are while the real tools upload: in no process's arguments, and in no file that is left, not even after a kill.
@Suite struct SecretRoadTests {
    /// A package of an ecosystem.
    struct Case: Sendable, CustomTestStringConvertible {
        /// The ecosystem.
        var name: String
        /// The files of the repository.
        var files: [String: String]

        var testDescription: String { name }
    }

    /// One small package each; `dart` is the program that stands in for it.
    static let cases = [
        Case(name: "npm", files: ["package.json": "{\"name\": \"acme-a\", \"version\": \"1.0.0\"}", "index.js": "1\n"]),
        Case(
            name: "cargo",
            files: [
                "Cargo.toml":
                    "[package]\nname = \"acme-a\"\nversion = \"1.0.0\"\nedition = \"2021\"\ndescription = \"d\"\nlicense = \"MIT\"\n",
                "src/lib.rs": "\n", ".gitignore": "target\nCargo.lock\n",
            ]),
        Case(
            name: "dart",
            files: [
                "pubspec.yaml": "name: acme_a\nversion: 1.0.0\nenvironment:\n  sdk: ^3.5.0\n", "lib/a.dart": "const a = 1;\n",
                ".gitignore": ".dart_tool\npubspec.lock\n",
            ]),
        Case(
            name: "maven",
            files: [
                "pom.xml": """
                <project><modelVersion>4.0.0</modelVersion><groupId>com.acme</groupId><artifactId>a</artifactId><version>1.0.0</version>
                <packaging>pom</packaging></project>
                """, ".gitignore": "target\n",
            ]),
    ]

    /// Publishes while the arguments of all processes are written down, then once more with a kill in the middle of the upload.
    @Test(arguments: cases) func road(_ road: Case) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write(road.files, below: "repo")
        try await sandbox.write(
            ".m2/settings.xml",
            "<settings><mirrors><mirror><id>debian</id><mirrorOf>central</mirrorOf><url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>"
        )
        try await sandbox.check(
            """
            git init -q && git add -A && git commit -qm 'chore: begin'; mkdir ../tmp ../bin
            cp '\(Programs.root)/Tests/PipelineTests/Scripts/dart.py' ../bin/dart && chmod +x ../bin/dart
            """, in: "repo")
        let scene = PublishScene(in: sandbox)
        try await scene.run(
            """
            unset MAVEN_ARGS RK_MAVEN_SETTINGS; [ \(road.name) != dart ] || export PATH=$PWD/../bin:$PATH
            printf '%s\\n' "$RK_PUB_TOKEN" "$RK_MAVEN_TOKEN" "$NPM_TOKEN" "$CARGO_REGISTRIES_RK_TOKEN" | sort -u > ../token
            touch ../watched
            while [ -e ../watched ]; do cat /proc/[0-9]*/cmdline 2> /dev/null; done | grep -acF -f ../token > ../seen &
            publish whole --verbose
            rm ../watched; wait
            \(road.name == "cargo" ? "sed -i 's/1.0.0/1.0.1/' Cargo.toml" : "sed -i 's/1.0.0/1.0.1/' package.json pubspec.yaml pom.xml 2> /dev/null")
            git commit -qam 'chore: next'; plan > ../killed.in
            rk-publish --verbose --no-smoke-test --events ../events < ../killed.in > ../killed.json 2> ../killed.err & run=$!
            pause-until 1 '"publishing"' ../events; sleep 0.3; kill -9 $run; wait $run; echo $? > ../killed.status
            """,
            environment: sandbox.cargoEnvironment.merging([
                "CARGO_NET_OFFLINE": nil, "TMPDIR": "\(sandbox.folder)/tmp", "PUB_TOKEN": nil, "PUB_CACHE": nil,
                "MAVEN_OPTS": "-Duser.home=\(sandbox.folder) -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto",
            ]) { $1 })
        let whole = try scene.result("whole")
        #expect(whole.status == 0 && whole.count("published") == 1, "\(whole.errors)")
        #expect(try sandbox.read("seen").trimmed == "0")
        #expect(try sandbox.read("token").split(separator: "\n").allSatisfy { $0.utf8.count >= 32 })
        let left = try await sandbox.check("grep -rlF -f token . --exclude=token || true").text
        #expect(left == "", "\(left)")
    }
}
