import RKShared
import Testing

/// Whether a requirement takes a newer version unasked, in each ecosystem.
struct RequirementRangeTests {
    /// Ecosystem, requirement, the version before, the new version, the answer.
    @Test(
        arguments: [
            ("uv", "", "1.0.0", "2.0.0", true), ("uv", ">=1,<2", "1.0.0", "1.9", true), ("uv", ">=1,<2", "1.0.0", "2.0", false),
            ("uv", ">=1", "1.0.0", "1.1rc1", false), ("uv", ">=1.1rc1", "1.0.0", "1.1rc2", true),
            ("uv", "==1.0.0", "1.0.0", "1.0.1", false),
            ("uv", ">={{ version }}", "1.0.0", "1.0.1", nil),
            ("npm", "^1.0.0", "1.0.0", "1.1.0", true), ("npm", "^1.0.0", "1.0.0", "2.0.0", false),
            ("npm", "^1.0.0", "1.0.0", "1.1.0-rc.1", false),
            ("npm", "1.0.0", "1.0.0", "1.0.1", false), ("npm", "*", "1.0.0", "2.0.0", true),
            ("npm", "npm:other@^1", "1.0.0", "1.1.0", true),
            ("npm", "latest", "1.0.0", "2.0.0", true), ("npm", "latest", "1.0.0", "2.0.0-rc.1", false),
            ("npm", "file:../a", "1.0.0", "1.0.1", false),
            ("npm", "git+https://example.com/a.git", "1.0.0", "1.0.1", nil), ("npm", "catalog:", "1.0.0", "1.0.1", nil),
            ("pnpm", "workspace:*", "1.0.0", "1.0.1", false), ("pnpm", "workspace:^", "1.0.0", "1.1.0", true),
            ("pnpm", "workspace:^", "1.0.0", "2.0.0", false), ("pnpm", "workspace:~", "1.0.0", "1.1.0", false),
            ("pnpm", "workspace:~", "1.0.0", "1.0.1", true), ("pnpm", "workspace:^", nil, "1.0.0", false),
            ("pnpm", "workspace:>=1 <3", "1.0.0", "2.0.0", true), ("yarn", "workspace:../a", "1.0.0", "1.0.1", false),
            ("go", "v1.0.0", "v1.0.0", "v1.0.1", false), ("go", "v0.0.0", nil, "v0.0.1", false),
            ("cargo", "1", "1.0.0", "1.9.0", true), ("cargo", "1", "1.0.0", "2.0.0", false), ("cargo", "=1.0.0", "1.0.0", "1.0.1", false),
            ("cargo", "0.3", "0.3.0", "0.4.0", false), ("cargo", "", "1.0.0", "1.1.0", true), ("cargo", "", "1.0.0", "2.0.0", false),
            ("cargo", "one", "1.0.0", "1.0.1", nil), ("cargo", "1", "1.0.0", "1.1.0-rc.1", false),
            ("maven", "1.0.0", "1.0.0", "1.0.1", false), ("maven", "[1.0,2.0)", "1.0.0", "1.5.0", true),
            ("maven", "[1.0,2.0)", "1.0.0", "2.0.0", false),
            ("maven", "${x}", "1.0.0", "2.0.0", nil),
            ("gradle", "", "1.0", "1.1", false), ("gradle", "1.+", "1.0", "1.1", true), ("gradle", "1.+", "1.0", "2.0", false),
            ("gradle", "[1.0,2.0[", "1.0", "1.5", true), ("gradle", "]1.0,2.0]", "1.0", "1.0", false),
            ("gradle", "latest.release", "1.0", "2.0", true),
            ("pub", "^1.0.0", "1.0.0", "1.1.0", true), ("pub", "^0.1.0", "0.1.0", "0.2.0", false), ("pub", "", "1.0.0", "1.1.0", true),
            ("pub", "", "1.0.0", "2.0.0", false), ("pub", "any", "1.0.0", "2.0.0", true), ("pub", "~1", "1.0.0", "1.0.1", nil),
        ] as [(String, String, String?, String, Bool?)])
    func answers(_ name: String, _ requirement: String, _ former: String?, _ version: String, _ answer: Bool?) throws {
        let ecosystem = try #require(Catalog.ecosystem(name))
        let dependency = Dependency(name: "a", kind: .runtime, requirement: requirement, package: "x:a")
        #expect(ecosystem.takes(version, after: former, by: dependency) == answer)
    }
}
