import RKShared
import Testing

@testable import rk_show

/// Release notes of several packages as one text, whole and within a budget.
struct UmbrellaNotesTests {
    /// Notes of one package from their Markdown.
    private static func notes(_ id: String, _ markdown: String) -> PackageNotes {
        var notes = PackageNotes(package: id, path: "packages/\(id)/CHANGELOG.md", version: "1.1.0", sections: [])
        notes.markdown = markdown
        return notes
    }

    /// Three packages: a long one, one with a block of code that looks like headings, one whose template has no heading.
    private static let scene: PlanScene = {
        var scene = PlanScene(["a", "b", "c"])
        scene.document.changelog = [
            notes(
                "a",
                "## [1.1.0] - 2026-11-21\n\n### Features\n\n" + String(repeating: "- more\n", count: 60) + "\n### Bug Fixes\n\n"
                    + String(repeating: "- less\n", count: 30)),
            notes("b", "## [1.1.0] - 2026-11-21\n\n### Features\n\n```\n### no heading\n```\n\n### Bug Fixes\n\n- none\n"),
            notes("c", "\n- by hand\n"), notes("gone", "## [9.0.0]\n\n### Features\n\n- gone\n"),
        ]
        return scene
    }()

    /// All of it: an overview, a heading with the name for each package; nothing of packages that are gone.
    @Test func whole() throws {
        let text = try UmbrellaNotes(Self.scene.document, for: RkShow.stage).render(budget: nil)
        #expect(
            text.hasPrefix(
                "# Release notes\n\n| package | version |\n|---|---|\n| a | 1.1.0 |\n| b | 1.1.0 |\n| c | 1.1.0 |\n\n## a [1.1.0]"))
        #expect(text.hasSuffix("\n\n## c 1.1.0\n\n- by hand\n"), "\(text)")
        #expect(!text.contains("gone") && text.contains("\n## b [1.1.0] - 2026-11-21\n\n### Features\n\n```\n### no heading\n```\n"))
    }

    /// With any budget the text is no longer than that, every line is one of the whole text or says what is left out, and blocks of code are
    /// closed; with a larger one there is not less room.
    @Test func budgets() throws {
        let notes = try UmbrellaNotes(Self.scene.document, for: RkShow.stage)
        let whole = notes.render(budget: nil)
        let lines = Set(whole.split(separator: "\n"))
        var isCut = false
        for budget in UmbrellaNotes.smallestBudget...whole.utf8.count {
            let text = notes.render(budget: budget)
            #expect(text.utf8.count <= budget)
            let added = text.split(separator: "\n").filter { !lines.contains($0) }
            #expect(added.allSatisfy { $0.contains(" more ") && $0.hasSuffix(".") } && added.isEmpty == (text == whole), "\(added)")
            #expect(text.split(separator: "```").count != 2)
            isCut = isCut || text.contains("\n1 more section is in `packages/a/CHANGELOG.md`.\n\n## b ")
        }
        #expect(notes.render(budget: whole.utf8.count) == whole)
        let short = notes.render(budget: 400)
        #expect(
            short.contains("## b ") && short.contains("## c ") && short.hasSuffix("\nThe notes of 1 more package are in its changelog.\n"))
        #expect(isCut)
    }

    /// The smallest budget holds what must be there, however long names and however many packages are.
    @Test func smallestBudget() throws {
        let ids = (0..<300).map { "\($0)" + String(repeating: "x", count: 300) }
        var scene = PlanScene(ids)
        scene.document.changelog = ids.map { Self.notes($0, "## [1.1.0]\n\n### Features\n\n- x\n") }
        let text = try UmbrellaNotes(scene.document, for: RkShow.stage).render(budget: UmbrellaNotes.smallestBudget)
        #expect(text == "# Release notes\n\nThe notes of 300 more packages are in their changelogs.\n")
    }

    /// What a terminal or a workflow would obey is marked; tabs, and the mark behind `@`, stay.
    @Test func hostileNotes() throws {
        var scene = PlanScene(["a"])
        scene.document.changelog = [
            Self.notes("a", "## [1.1.0]\r\n\r\n- @\u{200B}ada\u{1B}[2J\u{202E}\tx\n  ::set-output name=x::y\n- \u{2028}::error::x\n")
        ]
        let text = try UmbrellaNotes(scene.document, for: RkShow.stage).render(budget: nil)
        #expect(
            text
                == "# Release notes\n\n## a [1.1.0]\n\n- @\u{200B}ada\u{FFFD}[2J\u{FFFD}\tx\n|   ::set-output name=x::y\n- \u{FFFD}::error::x\n"
        )
    }

    /// Without notes the stage is named; with none there is nothing to tell.
    @Test func nothing() throws {
        var scene = PlanScene(["a"])
        let fault = #expect(throws: Fault.self) { try UmbrellaNotes(scene.document, for: RkShow.stage) }
        #expect(fault?.message == "no changelog in the document; put rk-changelog before rk-show")
        scene.document.changelog = []
        #expect(try UmbrellaNotes(scene.document, for: RkShow.stage).render(budget: nil) == "# Release notes\n\nNothing is released.\n")
    }
}
