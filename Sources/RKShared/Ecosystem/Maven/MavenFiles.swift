/// The files of one version, sorted into what `deploy:deploy-file` asks for.
struct MavenFiles {
    /// A file beside the main one.
    struct Attached: Hashable {
        /// The path.
        let path: String
        /// The classifier; empty for a signature of the main file or the POM.
        let classifier: String
        /// The type: what stands behind the name, as in `jar.asc`.
        let type: String
    }

    /// The POM.
    var pom: String?
    /// The main file; the POM itself where there is no other.
    var main: String?
    /// The main file's packaging.
    var packaging = "jar"
    /// The others.
    var attached: [Attached] = []

    /// Sorts files by their names, `artifact-version[-classifier].type`; checksums and metadata, which the upload makes, are left out.
    init(_ files: [String], of package: Package) {
        let artifact = package.name.split(separator: ":").last.map(String.init) ?? package.name
        let names = files.filter { !Self.isChecksum($0) && !RelativePath.name(of: $0).hasPrefix("maven-metadata") }
        pom = names.first { $0.hasSuffix(".pom") }
        let stem = pom.map { String(RelativePath.name(of: $0).dropLast(4)) } ?? artifact
        var rest: [Attached] = []
        for path in names where path != pom {
            let tail = RelativePath.name(of: path).dropFirst(stem.count)
            let dot = tail.firstIndex(of: ".") ?? tail.endIndex
            let classifier = tail[..<dot].dropFirst()
            rest.append(Attached(path: path, classifier: String(classifier), type: String(tail[dot...].dropFirst())))
        }
        if let index = rest.firstIndex(where: { $0.classifier.isEmpty && !Self.isSignature(".\($0.type)") && !$0.type.hasPrefix("module") })
        {
            main = rest[index].path
            packaging = rest[index].type
            rest.remove(at: index)
        } else {
            main = pom
            packaging = "pom"
        }
        attached = rest
    }

    /// Whether a file signs another one.
    static func isSignature(_ name: String) -> Bool { [".asc", ".sigstore", ".sigstore.json"].contains { name.hasSuffix($0) } }

    /// Whether a file holds a digest of another one.
    static func isChecksum(_ name: String) -> Bool { [".md5", ".sha1", ".sha256", ".sha512"].contains { name.hasSuffix($0) } }
}
