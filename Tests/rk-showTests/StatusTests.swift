import RKShared
import Testing

@testable import rk_show

/// The rules of the statuses and of the order.
struct StatusTests {
    /// A case: the decision's step and reason, whether the package is private, what rk-publish says, and the status.
    typealias Case = (bump: String?, reason: VersionPlan.Reason, isPrivate: Bool, result: (Outcome.Status, why: String?)?, PlanRow.Status)

    /// Every rule, and those where two could count; without a step there is no decision.
    static let cases: [Case] = [
        ("minor", .commit, false, nil, .included), ("patch", .group, false, nil, .included), ("patch", .manual, true, nil, .included),
        ("patch", .dependency, false, nil, .dependencyOnly), ("none", .none, false, nil, .skipped), ("none", .none, true, nil, .excluded),
        (nil, .none, false, nil, .excluded), (nil, .none, true, nil, .excluded),
        ("minor", .commit, false, (.alreadyPublished, nil), .alreadyPublished),
        ("patch", .dependency, false, (.alreadyPublished, nil), .alreadyPublished),
        ("minor", .commit, false, (.published, nil), .included), ("patch", .dependency, false, (.failed, "x"), .dependencyOnly),
        ("minor", .commit, false, (.skipped, Outcome.leftOut(by: "--only")), .excluded),
        ("minor", .commit, false, (.skipped, "dry run: would be published"), .included),
        ("none", .none, false, (.skipped, "unchanged"), .skipped),
    ]

    /// Each rule.
    @Test(arguments: cases.indices) func rule(_ number: Int) throws {
        let (bump, reason, isPrivate, result, status) = Self.cases[number]
        var scene = PlanScene(["pypi:a"])
        scene.document.packages?[0].publish = !isPrivate
        scene.document.versions = []
        if let bump { scene.decide("pypi:a", bump, reason) }
        if let result { scene.document.results = [Outcome(package: "pypi:a", version: "1.1.0", status: result.0, why: result.why)] }
        let row = try #require(try scene.plan().rows.first)
        #expect(row.status == status, "\(Self.cases[number])")
        #expect((row.next != nil) == [.included, .dependencyOnly, .alreadyPublished].contains(status))
    }

    /// Without versions the manifests hold them: what is meant for a registry is released as it is.
    @Test func manifests() throws {
        var scene = PlanScene(["pypi:a", "pypi:b"])
        scene.document.packages?[1].publish = false
        let rows = try scene.plan().rows
        #expect(rows.map(\.status) == [.included, .excluded])
        #expect(rows.map(\.next) == ["1.0.0", nil] && rows.map(\.bump) == [nil, nil])
        #expect(rows.map { $0.sentence() } == ["manifest", "private: not published"])
    }

    /// The graph's order counts, then that of the packages; what the graph does not have comes last, without a level.
    @Test func order() throws {
        var scene = PlanScene(["pypi:a", "pypi:b", "pypi:c"])
        scene.document.packages?.reverse()
        scene.document.graph?.order = ["pypi:gone", "pypi:b", "pypi:b", "pypi:c"]
        scene.document.graph?.levels = [["pypi:b", "pypi:gone"], ["pypi:c"]]
        let rows = try scene.plan().rows
        #expect(rows.map(\.package.id) == ["pypi:b", "pypi:c", "pypi:a"])
        #expect(rows.map(\.order) == [1, 2, 3] && rows.map(\.level) == [0, 1, nil])
        scene.document.graph = nil
        #expect(try scene.plan().rows.map(\.package.id) == ["pypi:c", "pypi:b", "pypi:a"])
    }

    /// A document that has no packages is refused with the name of the stage.
    @Test func packagesAreNeeded() {
        let fault = #expect(throws: Fault.self) { try ReleasePlan(Document()) }
        #expect(fault?.code == .sectionMissing && fault?.message.contains("put rk-discover before rk-show") == true)
    }
}
