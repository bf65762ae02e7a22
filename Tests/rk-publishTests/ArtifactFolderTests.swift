import RKShared
import Support
import Testing

@testable import rk_publish

/// Files that a build left anywhere below its folder come to lie side by side; the rest is gone.
@Test func flatFolders() async throws {
    let sandbox = try await Sandbox()
    for name in ["a/b/1/x.jar", "a/b/1/x.jar.sha1", "a/b/metadata.xml", "a/c/y.pom", "top.txt", "kept.txt"] {
        try await sandbox.write("o/\(name)", name)
    }
    let folder = "\(sandbox.folder)/o"
    try ArtifactFolder.flatten(folder, keeping: ["a/b/1/x.jar", "a/c/y.pom", "kept.txt"])
    #expect(Files.names(in: folder).sorted() == ["kept.txt", "x.jar", "y.pom"])
    #expect(try sandbox.read("o/x.jar") == "a/b/1/x.jar")
    try await sandbox.write("o/d/x.jar", "other")
    let fault = #expect(throws: Fault.self) { try ArtifactFolder.flatten(folder, keeping: ["d/x.jar", "x.jar"]) }
    #expect(fault?.code == .artifactWrong && fault?.message.contains("`d/x.jar`") == true)
}
