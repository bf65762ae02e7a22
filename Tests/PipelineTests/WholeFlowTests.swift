import RKShared
import Support
import Testing

/// The life of a repository on each forge's protocol, with a real registry: releases, a prerelease and its promotion, a hotfix, an undo.
@Suite struct WholeFlowTests {
    /// Everything that a release engineer does in a year, each step by the scripts that they run.
    @Test(arguments: ForgeSite.Kind.allCases) func year(on kind: ForgeSite.Kind) async throws {
        let scene = try await ForgeScene(kind)
        let server = "python3 '\(Programs.root)/Tests/PipelineTests/Scripts/forge-server.py' \(kind.rawValue) ../origin.git"
        try await scene.run(
            """
            export PATH="\(Programs.root)/bin:$PATH"
            ls() { git tag --points-at "$1" | tr '\\n' ' '; echo; }
            turn() {
                local number=$1 branch=$2; shift 2
                propose "propose-$number" "$@" && [ "$(cat "../propose-$number.status")" = 0 ] || exit 1
                forge "_merge?number=$number" > /dev/null && git fetch -q origin && git merge -q --ff-only "origin/$branch" || exit 1
                rk-release --quiet > "../release-$number.json" && rk-ship --quiet > "../ship-$number.json" || exit 1
                rk-propose --published < "../ship-$number.json" | rk-apply --quiet > "../follow-$number.json" || exit 1
                ls HEAD >> ../tags
            }
            commit() { echo "$1" > "packages/$2/index.js"; git add -A; git commit -qm "$3"; git push -q origin "HEAD:$4"; }
            turn 1 main
            commit 2 p0 'feat: count to two (#8)' main; turn 2 main
            commit 3 p1 'feat!: count anew (#9)' main; VERSION_OPTIONS="--prerelease rc" turn 3 main
            commit 4 p1 'fix: count right (#10)' main; VERSION_OPTIONS="--prerelease rc" turn 4 main
            turn 5 main
            git checkout -q -b maintenance p0-v1.0.1 && git push -q origin maintenance
            commit 5 p0 'fix: count in an old line (#11)' maintenance; turn 6 maintenance
            rk-undo --quiet --reason 'counts wrong' > ../undo.json && rk-undo --quiet --reason 'counts wrong' > ../again.json || exit 1
            npm view p0 dist-tags --json > ../tags-p0 && npm view p1 dist-tags --json > ../tags-p1
            npm view p0@1.0.2 deprecated > ../deprecated; state end
            git show origin/main:packages/p1/CHANGELOG.md > ../changelog
            """,
            by: "\(server) rk-registry run --quiet -- bash ../script")
        let tags = try scene.sandbox.read("tags").split(separator: "\n").map(\.trimmed)
        #expect(
            tags == ["p0-v1.0.1 p1-v1.0.1 p2-v1.0.1", "p0-v1.1.0", "p1-v2.0.0-rc.1", "p1-v2.0.0-rc.2", "p1-v2.0.0", "p0-v1.0.2"], "\(tags)")
        let older = try scene.sandbox.read("tags-p0")
        #expect(older.contains("\"latest\": \"1.1.0\"") && older.contains("\"release-1.0.x\": \"1.0.2\""), "\(older)")
        let distTags = try scene.sandbox.read("tags-p1")
        #expect(distTags.contains("\"latest\": \"2.0.0\"") && distTags.contains("\"rc\": \"2.0.0-rc.2\""), "\(distTags)")
        #expect(try scene.sandbox.read("deprecated").contains("counts wrong"))
        let changelog = try scene.sandbox.read("changelog")
        let final = try #require(changelog.firstRange(of: "## [2.0.0]"))
        let candidate = try #require(changelog.firstRange(of: "## [2.0.0-rc.2]"))
        let section = changelog[final.upperBound..<candidate.lowerBound]
        #expect(section.contains("count anew") && section.contains("count right"), "\(changelog)")
        let end = try scene.state("end")
        #expect(end.wrong == [], "\(end.wrong)")
        let pages = end.releases.filter { $0["draft"] == .bool(false) }
        #expect(pages.count == (kind == .bitbucket ? 0 : 8))
        if kind == .github {
            #expect(
                pages.filter { $0["prerelease"] == .bool(true) }.compactMap { $0["tag"]?.string } == ["p1-v2.0.0-rc.1", "p1-v2.0.0-rc.2"])
            #expect(pages.first { $0["tag"]?.string == "p0-v1.0.2" }?["latest"]?.string == "false")
        }
        for step in 1...6 {
            let follow = try Document(parsing: Array(try scene.sandbox.read("follow-\(step).json").utf8))
            #expect(follow.actions?.allSatisfy { $0.status == .done || $0.status == .skipped } == true)
        }
    }
}
