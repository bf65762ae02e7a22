import RKShared

@testable import rk_show

/// Documents that a test writes down as a few words for each package.
struct PlanScene {
    /// The document.
    var document = Document()

    /// A chain of packages with a graph: each needs the one before, and is one level above it. Versions follow with `decide`.
    init(_ ids: [String]) {
        document.begin(stage: "rk-discover")
        document.packages = ids.enumerated().map { index, id in
            let name = id.split(separator: ":", maxSplits: 1).last.map(String.init) ?? id
            var package = Package(
                id: id, name: name, ecosystem: "uv", workspace: "w", path: "packages/\(index)",
                manifest: "packages/\(index)/pyproject.toml",
                version: "1.0.0")
            if index > 0 {
                package.dependencies = [Dependency(name: ids[index - 1], kind: .runtime, requirement: "", package: ids[index - 1])]
            }
            return package
        }
        document.graph = Graph(
            edges: zip(ids.dropFirst(), ids).map { Graph.Edge(from: $0, to: $1, kinds: [.runtime]) }, order: ids, levels: ids.map { [$0] },
            trees: [ids.sorted()], cycles: [])
    }

    /// Adds a decision for a package: the step, what decided, and the commits with their subjects, or the packages.
    mutating func decide(
        _ id: String, _ bump: String = "none", _ reason: VersionPlan.Reason = .none, commits: KeyValuePairs<String, String> = [:],
        packages: [String] = []
    ) {
        var plan = VersionPlan(package: id, current: "1.0.0", next: bump == "none" ? "1.0.0" : "1.1.0", bump: bump, reason: reason)
        plan.because = commits.map(\.key) + packages
        plan.commits = commits.map {
            Change(id: $0.key, type: "feat", scope: nil, breaking: false, subject: $0.value, bump: bump, pullRequest: nil, author: "Ada")
        }
        document.versions = (document.versions ?? []) + [plan]
    }

    /// The plan.
    func plan() throws -> ReleasePlan { try ReleasePlan(document) }

    /// What a format prints.
    func rendered(_ format: String) throws -> String { PlanFormatName(argument: format)?.format.render(try plan()) ?? "" }

    /// A small release in which every status stands once, with results.
    static let release: PlanScene = {
        var scene = PlanScene(["pypi:base", "pypi:core", "npm:@x/cli", "pypi:docs", "pypi:old"])
        scene.document.packages?[3].publish = false
        scene.document.packages?[3].privateReason = "a classifier"
        scene.decide("pypi:base")
        scene.decide(
            "pypi:core", "minor", .commit, commits: ["0123456789abcdef": "read `<b>` | and, \"write\"", "fedcba9876543210": "more"])
        scene.decide("npm:@x/cli", "patch", .dependency, packages: ["pypi:core", "propagation.runtime=any"])
        scene.decide("pypi:docs")
        scene.decide("pypi:old", "patch", .manual)
        scene.document.results = [
            Outcome(package: "pypi:core", version: "1.1.0", status: .failed, attempts: 2, why: "the build failed"),
            Outcome(package: "pypi:old", version: "1.1.0", status: .alreadyPublished),
        ]
        return scene
    }()
}
