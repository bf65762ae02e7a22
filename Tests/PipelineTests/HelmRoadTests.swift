import RKShared
import Support
import Testing

/// The example of an ecosystem of the user's own: charts on their way to a chart repository with a real server. `helm` is a program that does
/// what helm is documented to do, where there is none.
@Suite struct HelmRoadTests {
    /// Two charts, `app` with `core` inside, beside a package of npm that nobody releases here; `releasekit.toml` names the example.
    static func scene() async throws -> PublishScene {
        let sandbox = try await Sandbox()
        try await sandbox.write(
            [
                "releasekit.toml": "plugins = [\"helm\"]\n", ".gitignore": "Chart.lock\ncharts/*/charts/\n",
                "package.json": "{\"name\": \"web\", \"version\": \"1.0.0\", \"private\": true}\n",
                "charts/core/Chart.yaml":
                    "apiVersion: v2\nname: core  # the name\ntype: application\nversion: \"1.0.0\"\nappVersion: 1.0.0 # as the version\n",
                "charts/core/templates/a.yaml": "kind: ConfigMap\n",
                "charts/app/Chart.yaml":
                    "apiVersion: v2\r\nname: app\r\ndescription: |\r\n  version: 9.9.9\r\nversion: 0.3.0\r\nappVersion: '7'\r\ndependencies:\r\n  # beside\r\n  - name: core\r\n    version: ^1.0.0   # any\r\n    repository: file://../core",
                "charts/app/templates/b.yaml": "kind: Service\n",
            ], below: "repo")
        let helm = try await sandbox.shell("command -v helm").text.trimmed
        if helm.isEmpty {
            let script = String(decoding: try Files.read("\(Programs.root)/Tests/PipelineTests/Scripts/helm.py"), as: UTF8.self)
            try await sandbox.write("bin/helm", "#!/usr/bin/env python3\n\(script)")
        }
        try await sandbox.check(
            """
            mkdir -p bin && cp '\(Programs.root)/examples/rk-ecosystem-helm' bin/ && chmod +x bin/* && cd repo && git init -q -b main
            git add -A && git commit -qm 'chore: begin' && git tag core-v1.0.0 && git tag app-v0.3.0
            echo 'kind: Secret' > charts/core/templates/c.yaml && git add -A && git commit -qm 'feat: secrets'
            """)
        return PublishScene(in: sandbox)
    }

    /// Runs a script in the repository beside a chart repository whose charts are in `museum`; it has `plan` and `publish NAME OPTION…`.
    static func run(_ scene: PublishScene, _ script: String, environment: [String: String?] = [:]) async throws {
        try await scene.sandbox.write(
            "script",
            """
            set -o pipefail
            plan() { rk-discover | rk-graph --topo | rk-version | rk-pin; }
            publish() {
                local name=$1; shift
                rk-publish --registry helm="$MUSEUM" "$@" < "../$name.in" > "../$name.json" 2> "../$name.err"
                echo $? > "../$name.status"
            }
            \(script)
            """)
        let path = "\(scene.sandbox.folder)/bin:\(scene.sandbox.environment["PATH"]??.description ?? "")"
        try await scene.sandbox.check(
            "python3 '\(Programs.root)/Tests/PipelineTests/Scripts/chart-museum.py' ../museum bash ../script", in: "repo",
            environment: environment.merging(["PATH": path]) { first, _ in first })
    }

    /// Versions, exact requirements and the charts inside each other reach the repository with their digests; a second run finds them there.
    @Test func release() async throws {
        let scene = try await Self.scene()
        try await Self.run(
            scene,
            """
            plan > ../first.in && publish first && cp ../first.in ../second.in && publish second
            rk-pin run -- cat charts/core/Chart.yaml charts/app/Chart.yaml < ../first.in > ../pinned
            curl -fsS "$MUSEUM/index.yaml" > ../index.yaml; sha256sum ../museum/* | awk '{print $1}' > ../digests
            tar -xzOf ../museum/app-0.3.1.tgz app/Chart.yaml > ../released; tar -tzf ../museum/app-0.3.1.tgz > ../names
            """,
            environment: ["MUSEUM_PASSWORD": "s3cret-word", "CHARTMUSEUM_USER": "ada", "CHARTMUSEUM_PASSWORD": "s3cret-word"])
        let plan = try JSON(parsing: Array(try scene.sandbox.read("first.in").utf8)).object
        let edges = (plan?["graph"]?.object?["edges"]?.array ?? []).compactMap(\.object).map {
            "\($0["from"]?.string ?? "") \($0["to"]?.string ?? "")"
        }
        #expect(edges == ["helm:app helm:core"])
        let first = try scene.result("first")
        #expect(first.status == 0 && first.statuses == ["core": "published", "app": "published", "web": "skipped"], "\(first.errors)")
        #expect(first.digests.keys.sorted() == ["app-0.3.1.tgz", "core-1.1.0.tgz"])
        let second = try scene.result("second")
        #expect(second.status == 0 && second.count("already-published") == 2, "\(second.errors)")
        let index = try scene.sandbox.read("index.yaml")
        #expect(first.digests.values.allSatisfy { index.contains("digest: \($0)\n") })
        #expect(try scene.sandbox.read("digests").split(separator: "\n").map(String.init).sorted() == first.digests.values.sorted())
        let core = "apiVersion: v2\nname: core  # the name\ntype: application\nversion: \"1.1.0\"\nappVersion: 1.1.0 # as the version\n"
        let app =
            "apiVersion: v2\r\nname: app\r\ndescription: |\r\n  version: 9.9.9\r\nversion: 0.3.1\r\nappVersion: '7'\r\ndependencies:\r\n  # beside\r\n  - name: core\r\n    version: 1.1.0   # any\r\n    repository: file://../core"
        #expect(try scene.sandbox.read("pinned").hasPrefix(core + app))
        #expect(try scene.sandbox.read("released").hasPrefix(app))
        #expect(try scene.sandbox.read("names").contains("app/charts/core-1.1.0.tgz"))
        #expect(try await scene.treeStatus() == "")
        #expect(try await scene.sandbox.shell("grep -rlF s3cret-word first.* second.* repo/.git/rk").text == "")
    }

    /// An upload that arrived although the server said otherwise, credentials that are missing, and other bytes under a version that is there.
    @Test func troubles() async throws {
        let scene = try await Self.scene()
        try await Self.run(
            scene, "plan > ../lost.in && publish lost && cp ../lost.in ../alone.in && publish alone --only app --fresh",
            environment: ["MUSEUM_LOSES": "1"])
        let lost = try scene.result("lost")
        #expect(lost.status == 0 && lost.count("published") == 2 && lost.attempts("core") == 1, "\(lost.errors)")
        let alone = try scene.result("alone")
        #expect(alone.status == 0 && alone.statuses["app"] == "already-published", "\(alone.errors)")
        try await scene.sandbox.check("rm -r museum")
        try await Self.run(
            scene,
            "cp ../lost.in ../refused.in && publish refused --fresh --jobs 1 && cp ../lost.in ../missing.in && publish missing --only app --fresh",
            environment: ["MUSEUM_PASSWORD": "s3cret-word"])
        let refused = try scene.result("refused")
        #expect(refused.status == 1 && refused.codes.contains("RK-CREDENTIALS-REFUSED"), "\(refused.errors)")
        #expect(refused.statuses["core"] == "failed" && refused.statuses["app"] == "blocked")
        let missing = try scene.result("missing")
        #expect(missing.status == 1 && missing.codes == ["RK-DEPENDENCY-UNRELEASED"], "\(missing.errors)")
    }

    /// What is wrong with a chart is a finding with its place; the others are listed.
    @Test(arguments: [
        ("name: core\n", "error[HELM-CHART-INVALID]: the chart has no `version`\n  --> charts/core/Chart.yaml\n"),
        (
            "name: core\nversion: |\n  1.0.0\n",
            "error[HELM-CHART-SYNTAX]: this value is not on one line, or not plain\n  --> charts/core/Chart.yaml:2\n"
        ),
        (
            "name: core\nversion: 1.0.0\ndependencies: [{name: x}]\n",
            "error[HELM-CHART-SYNTAX]: write `dependencies` with a line for each value\n  --> charts/core/Chart.yaml:3\n"
        ),
        (
            "name: core\nversion: 1.0\n",
            "error[RK-VERSION-INVALID]: the version is `1.0`, which is none of the scheme semver\n  --> charts/core/Chart.yaml\n"
        ),
    ]) func chart(_ text: String, _ message: String) async throws {
        let scene = try await Self.scene()
        try await scene.sandbox.write("repo/charts/core/Chart.yaml", text)
        try await Self.run(scene, "rk-discover > ../found.json 2> ../found.err; echo $? > ../found.status")
        let found = try scene.result("found")
        #expect(found.status == 1 && found.errors.contains(message), "\(found.errors)")
        #expect(found.text.contains("\"helm:app\""))
    }
}
