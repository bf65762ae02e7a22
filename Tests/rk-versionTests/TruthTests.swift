import RKShared
import Support
import Testing

/// Generated histories, compared with what others say of them.
struct HistoryTruthTests {
    /// The shared generator, where it lies beside the project.
    static let generator = Programs.sharedFixtures.map { "\($0)/../tools/gen_uv_repo.py" }

    /// The generator knows every next version by construction.
    @Test(.enabled(if: generator.map(Files.exists) ?? false, "the shared tools are not beside the project"), arguments: ["0", "0.4"])
    func generatedHistoriesHaveTheirVersions(_ mergeRatio: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.check(
            "PATH=/usr/bin:$PATH python3 '\(try #require(Self.generator))' repo -p 60 -c 600 --seed 7 --merge-ratio \(mergeRatio) > /dev/null"
        )
        try await sandbox.check(
            "jq -r '.results[] | select(.next_spec != \"1.0.0\") | \"\\(.name) \\(.next_spec)\"' repo.expected.json | sort > expected")
        let completion = try await sandbox.versions("--format next | sort > ../found; diff ../expected ../found")
        #expect(completion.succeeded, "\(completion.text)")
    }

    /// One pass over a history full of merges finds the commits that git finds for each package by itself.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func onePassFindsWhatGitFindsPerPackage(_ seed: UInt64) async throws {
        let sandbox = try await Sandbox()
        let packages = ["p0": [], "p1": [], "p2": [], "p3": []] as [String: [String]]
        try await Scenario(name: "", packages: packages).build(in: sandbox)
        try sandbox.write("import", Self.history(seed: seed))
        try await sandbox.check("git fast-import --quiet < ../import; git reset -q --hard main", in: "repo")
        let plans = try await sandbox.plans()
        for plan in plans {
            let name = String(plan.package.dropFirst(5))
            let since = try #require(plan.since?.tag)
            let lines = try await sandbox.check(
                "git log --full-history --no-merges --format=%H '\(since)..HEAD' -- packages/\(name)", in: "repo"
            ).text
            #expect(Set(plan.commits.map(\.id)) == Set(lines.split(separator: "\n").map(String.init)), "\(name) since \(since)")
        }
        #expect(plans.contains { $0.commits.count > 10 })
    }

    /// 150 commits on three branches that are merged into each other at random, with tags here and there, as `git fast-import` reads them.
    private static func history(seed: UInt64) -> [UInt8] {
        var state = seed &* 0x9E37_79B9_7F4A_7C15
        /// A number below a limit, from the seed.
        func random(_ bound: Int) -> Int {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return Int(state % UInt64(bound))
        }
        let branches = ["main", "x", "y"]
        var heads = ["refs/heads/main^0", "refs/heads/main^0", "refs/heads/main^0"]
        var text = ""
        for mark in 1...150 {
            let isLast = mark == 150
            let branch = isLast ? 0 : random(3)
            let other = (branch + 1 + random(2)) % 3
            let isMerge = isLast || mark > 10 && random(4) == 0 && heads[other] != heads[branch]
            let message = ["feat: \(mark)", "fix: \(mark)", "chore: \(mark)"][random(3)]
            text +=
                "commit refs/heads/\(branches[branch])\nmark :\(mark)\ncommitter A <a@b.c> \(1_800_000_000 + random(1000)) +0000\ndata \(message.utf8.count)\n\(message)\n"
            text += "from \(heads[branch])\n"
            if isMerge, heads[other] != heads[branch] { text += "merge \(heads[other])\n" }
            if !isMerge {
                for _ in 0...random(2) { text += "M 100644 inline packages/p\(random(4))/f\(mark)\ndata 1\n\(random(10))\n" }
            }
            heads[branch] = ":\(mark)"
            if random(12) == 0 { text += "reset refs/tags/p\(random(4))-v1.\(mark).0\nfrom :\(mark)\n\n" }
        }
        return Array(text.utf8)
    }
}
