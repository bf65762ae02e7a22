import RKShared
import Testing

/// Which versions and exact requirements a document comes to.
struct PinPlanTests {
    /// A document with a chain app -> core -> base, an external target and a dev requirement.
    private func document(versions: [VersionPlan]? = nil) -> Document {
        /// A package of the tests.
        func package(_ name: String, _ version: String?, _ dependencies: [Dependency]) -> Package {
            var package = Package(
                id: "pypi:\(name)", name: name, ecosystem: "uv", workspace: "uv", path: name, manifest: "\(name)/pyproject.toml",
                version: version)
            package.dependencies = dependencies
            return package
        }
        /// A dependency of the tests.
        func needs(_ name: String, _ kind: Dependency.Kind = .runtime) -> Dependency {
            Dependency(name: name, kind: kind, requirement: ">=1", package: "pypi:\(name)")
        }
        var document = Document()
        var hidden = package("hidden", "1.0", [needs("base")])
        hidden.publish = false
        document.packages = [
            package(
                "app", "3.0",
                [
                    needs("core"), needs("base", .optional), needs("gone"), needs("app"),
                    Dependency(name: "httpx", kind: .runtime, requirement: ""),
                ]),
            package("base", "1.0", []), package("core", "2.0", [needs("base", .build), needs("app", .dev)]), hidden,
        ]
        document.versions = versions
        return document
    }

    /// A decision.
    private func plan(_ name: String, _ next: String?, _ bump: String) -> VersionPlan {
        VersionPlan(package: "pypi:\(name)", current: nil, next: next, bump: bump, reason: .commit)
    }

    /// A package that is built in has the name of one that is required: the pins are of the required one.
    @Test func oneNameInTwoEcosystems() throws {
        var document = document(versions: [plan("core", "2.1", "minor"), plan("base", "1.1", "minor")])
        var builtIn = Dependency(name: "base", kind: .build, requirement: "", package: "npm:base")
        builtIn.rest[Dependency.declaredField] = .bool(true)
        let index = try #require(document.packages?.firstIndex { $0.name == "core" })
        document.packages?[index].dependencies.insert(builtIn, at: 0)
        document.packages?.append(
            Package(
                id: "npm:base", name: "base", ecosystem: "npm", workspace: "npm", path: "ui", manifest: "ui/package.json", version: "9.0.0")
        )
        document.pins = [
            Pin(
                package: "pypi:core", manifest: "core/pyproject.toml", version: Pin.VersionChange(from: "2.0", to: "2.1"),
                set: [Pin.Requirement(name: "base", from: ">=1", to: "==1.1")])
        ]
        #expect(try PinPlan(following: document).rewrites["pypi:core"] == Rewrite(version: "2.1", exact: ["pypi:base": "1.1"]))
    }

    /// Without versions, all that are meant for a registry get the versions of the manifests; dev and gone ones are left.
    @Test func manifestVersions() throws {
        let plan = try PinPlan(document())
        #expect(plan.packages.map(\.name) == ["app", "base", "core"])
        #expect(plan.rewrites["pypi:app"] == Rewrite(exact: ["pypi:core": "2.0", "pypi:base": "1.0"]))
        #expect(plan.rewrites["pypi:base"] == Rewrite())
        #expect(plan.rewrites["pypi:core"] == Rewrite(exact: ["pypi:base": "1.0"]))
    }

    /// With versions, only what is released changes; a target that is not released keeps its version.
    @Test func computedVersions() throws {
        let versions = [
            plan("app", "3.0.1", "patch"), plan("core", "2.1", "minor"), plan("base", "1.0", "none"), plan("hidden", "2", "major"),
        ]
        let result = try PinPlan(document(versions: versions))
        #expect(
            result.rewrites == [
                "pypi:app": Rewrite(version: "3.0.1", exact: ["pypi:core": "2.1", "pypi:base": "1.0"]),
                "pypi:core": Rewrite(version: "2.1", exact: ["pypi:base": "1.0"]),
            ])
    }

    /// A target without any version is an error that names both.
    @Test func unknownVersion() {
        var document = document()
        document.packages?[1].version = nil
        let fault = #expect(throws: Fault.self) { try PinPlan(document) }
        #expect(fault?.code == .pinImpossible)
        #expect(fault?.message.contains("pypi:app") == true && fault?.message.contains("pypi:base") == true)
    }

    /// A version that is none never reaches a file.
    @Test(arguments: ["1.0\"\nx = \"", "latest", "", "1.0; rm"]) func invalidVersion(_ version: String) {
        let fault = #expect(throws: Fault.self) { try PinPlan(document(versions: [plan("core", version, "minor")])) }
        #expect(fault?.code == .versionInvalid)
    }

    /// The document's own pins are followed, also when a user changed them; the version comes from them or from the decision.
    @Test func followsPins() throws {
        var document = document(versions: [plan("app", "3.0.1", "patch"), plan("core", "2.1", "minor")])
        document.pins = [
            Pin(package: "pypi:app", manifest: "", version: nil, set: [Pin.Requirement(name: "core", from: ">=1", to: "==2.1.post1")]),
            Pin(package: "pypi:vanished", manifest: "", version: nil, set: []),
        ]
        let result = try PinPlan(following: document)
        #expect(result.rewrites == ["pypi:app": Rewrite(version: "3.0.1", exact: ["pypi:core": "2.1.post1"])])
        #expect(result.packages.map(\.name) == ["app"])
        for wrong in [Pin.Requirement(name: "core", from: "", to: ">=2"), Pin.Requirement(name: "httpx", from: "", to: "==2")] {
            document.pins = [Pin(package: "pypi:app", manifest: "", version: nil, set: [wrong])]
            let fault = #expect(throws: Fault.self) { try PinPlan(following: document) }
            #expect(fault?.code == .documentInvalid)
        }
    }

    /// No packages at all names the stage to put in front.
    @Test func noPackages() {
        let fault = #expect(throws: Fault.self) { try PinPlan(Document()) }
        #expect(fault?.code == .sectionMissing && fault?.message.contains("rk-discover") == true)
    }
}
