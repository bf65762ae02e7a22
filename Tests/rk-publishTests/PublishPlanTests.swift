import RKShared
import Testing

@testable import rk_publish

/// What a document comes to: which packages, as which versions, with which rewrites and tags, in which order.
@Suite struct PublishPlanTests {
    /// A document with two packages, of which `b` needs `a`.
    private func document(pins: [Pin]? = nil, versions: [VersionPlan]? = nil) -> Document {
        var document = Document()
        let a = Package(id: "pypi:a", name: "a", ecosystem: "uv", workspace: "uv", path: "a", manifest: "a/pyproject.toml", version: "1.0")
        var b = Package(id: "pypi:b", name: "b", ecosystem: "uv", workspace: "uv", path: "b", manifest: "b/pyproject.toml", version: "2.0")
        b.dependencies = [Dependency(name: "a", kind: .runtime, requirement: ">=1", package: "pypi:a")]
        document.packages = [b, a]
        document.graph = Graph(
            edges: [Graph.Edge(from: "pypi:b", to: "pypi:a", kinds: [.runtime])], order: ["pypi:a", "pypi:b"],
            levels: [["pypi:a"], ["pypi:b"]], trees: [["pypi:a", "pypi:b"]], cycles: [])
        document.pins = pins
        document.versions = versions
        return document
    }

    /// The plan of a document.
    private func plan(_ document: Document, only: [String] = [], pins: Bool = true) throws(Fault) -> PublishPlan {
        try PublishPlan(document, only: only, pins: pins, configuration: Configuration())
    }

    /// Dependencies first, requirements exact, tags by the format; without pins nothing is exact.
    @Test func manifestsHoldVersions() throws {
        let items = try plan(document()).items
        #expect(items.map(\.package.id) == ["pypi:a", "pypi:b"])
        #expect(items[1].rewrite.exact == ["pypi:a": "1.0"] && items[1].dependencies == ["pypi:a"] && items[1].level == 1)
        #expect(items.map(\.tag) == ["a-v1.0", "b-v2.0"])
        #expect(try plan(document(), pins: false).items[1].rewrite == Rewrite())
        #expect(try plan(document()).byId["pypi:b"]?.version == "2.0")
    }

    /// What is left out says why; a pattern fits ids and names.
    @Test func selection() throws {
        for pattern in ["pypi:b", "b", "*:b", "[b-z]"] {
            let plan = try plan(document(), only: [pattern])
            #expect(plan.items.map(\.package.id) == ["pypi:b"] && plan.items[0].dependencies.isEmpty, "\(pattern)")
            #expect(plan.skipped.map(\.why) == ["left out by --only"])
        }
        var private_ = document()
        private_.packages?[1].publish = false
        #expect(try plan(private_).skipped.map(\.why) == ["private"])
        let unchanged = VersionPlan(package: "pypi:a", current: "1.0", next: "1.0", bump: "none", reason: .none)
        #expect(
            try plan(document(versions: [unchanged])).skipped.map(\.why) == ["the document has no version for it", "unchanged"])
    }

    /// A package whose road to a registry is not known ends the run before it begins; `--only` leaves it out.
    @Test func unknownRoad() throws {
        var mixed = document()
        mixed.packages?.append(
            Package(id: "helm:c", name: "c", ecosystem: "helm", workspace: "w", path: "c", manifest: "c/Chart.yaml", version: "1.0.0")
        )
        let fault = #expect(throws: Fault.self) { try plan(mixed) }
        #expect(fault?.code == .registryUnknown && fault?.package == "helm:c")
        #expect(try plan(mixed, only: ["pypi:*"]).items.count == 2)
    }

    /// The document's pins count, also where no others are wanted; what they set must be an exact version of a dependency.
    @Test func pinsOfTheDocument() throws {
        let exact = Pin(
            package: "pypi:b", manifest: "b/pyproject.toml", version: .init(from: "2.0", to: "2.1"),
            set: [Pin.Requirement(name: "a", from: ">=1", to: "== 1.0")])
        var next = VersionPlan(package: "pypi:b", current: "2.0", next: "2.1", bump: "minor", reason: .manual)
        next.tag = "own/2.1"
        let items = try plan(document(pins: [exact], versions: [next]), pins: false).items
        #expect(items.map(\.rewrite) == [Rewrite(version: "2.1", exact: ["pypi:a": "1.0"])] && items[0].tag == "own/2.1")
        for (name, to) in [("a", ">=1.0"), ("c", "==1.0")] {
            let wrong = Pin(package: "pypi:b", manifest: "b", version: nil, set: [Pin.Requirement(name: name, from: "", to: to)])
            let fault = #expect(throws: Fault.self) { try plan(document(pins: [wrong])) }
            #expect(fault?.code == .documentInvalid && fault?.message.contains("no exact version of a dependency") == true)
            #expect(fault?.hint?.contains("rk-pin") == true && fault?.package == "pypi:b")
        }
    }

    /// Versions that nothing writes, versions that are none, and packages without one.
    @Test func refusals() throws {
        let next = VersionPlan(package: "pypi:a", current: "1.0", next: "1.1", bump: "minor", reason: .manual)
        let unpinned = #expect(throws: Fault.self) { try plan(document(versions: [next])) }
        #expect(unpinned?.code == .pinsMissing && unpinned?.place?.path == "a/pyproject.toml")
        var changed = document()
        changed.packages?[0].version = nil
        #expect(#expect(throws: Fault.self) { try plan(changed) }?.code == .sectionMissing)
        changed.packages?[0].version = "x"
        #expect(#expect(throws: Fault.self) { try plan(changed) }?.code == .versionInvalid)
        changed.graph = nil
        #expect(#expect(throws: Fault.self) { try plan(changed) }?.code == .sectionMissing)
    }
}
