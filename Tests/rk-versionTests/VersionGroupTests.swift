import RKShared
import Support
import Testing

/// Packages whose version is written in one place are released as one version.
struct VersionGroupTests {
    /// A change of one module of Maven moves all that inherit their version, and no other; pins move the place itself.
    @Test func inheritedVersions() async throws {
        let sandbox = try await Sandbox()
        let parent = "<parent><groupId>x</groupId><artifactId>root</artifactId><version>1.1.0-SNAPSHOT</version></parent>"
        try await sandbox.write(
            [
                "pom.xml":
                    "<project><groupId>x</groupId><artifactId>root</artifactId><version>1.1.0-SNAPSHOT</version><packaging>pom</packaging><modules><module>a</module><module>b</module><module>c</module></modules></project>",
                "a/pom.xml": "<project>\(parent)<artifactId>a</artifactId></project>",
                "b/pom.xml": "<project>\(parent)<artifactId>b</artifactId></project>",
                "c/pom.xml": "<project><groupId>x</groupId><artifactId>c</artifactId><version>3.0.0</version></project>",
            ], below: "repo")
        try await sandbox.check(
            "git init -q -b main . && git add -A && git commit -qm 'chore: import' && for t in root-v1.0.0 a-v1.0.0 b-v1.0.0 c-v3.0.0; do git tag -a -m t $t; done; echo > a/x && git add -A && git commit -qm 'feat: a'",
            in: "repo")
        let output = try await sandbox.check("rk-discover | rk-graph --topo | rk-version --format next", in: "repo").output
        let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
        #expect(lines.sorted() == ["x:a 1.1.0", "x:b 1.1.0", "x:root 1.1.0"])
        let candidates = try await sandbox.check("rk-discover | rk-graph --topo | rk-version --prerelease rc --format next", in: "repo")
            .output
        #expect(String(decoding: candidates, as: UTF8.self).contains("x:b 1.1.0-rc.1"))
        let document = try Document(parsing: try await sandbox.check("rk-discover | rk-graph --topo | rk-version", in: "repo").output)
        #expect(document.versions?.filter(\.isReleased).compactMap(\.tag).sorted() == ["a-v1.1.0", "b-v1.1.0", "root-v1.1.0"])
        try await sandbox.check("rk-discover | rk-graph --topo | rk-version | rk-pin apply > /dev/null", in: "repo")
        #expect(try sandbox.read("repo/b/pom.xml").contains("<version>1.1.0</version>"))
        try await sandbox.check("rk-pin restore && test -z \"$(git status --porcelain)\"", in: "repo")
    }
}
