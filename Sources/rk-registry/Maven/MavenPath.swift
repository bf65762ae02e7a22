import RKShared

/// A path in a Maven repository, taken apart: `GROUP/ARTIFACT/VERSION/FILE`, or metadata beside versions, artifacts or groups.
struct MavenPath: Hashable, Sendable {
    /// What a path stands for.
    enum Subject: Hashable, Sendable {
        /// A file of a version.
        case file(artifact: String, version: String)
        /// `maven-metadata.xml` of a group, an artifact or a snapshot version.
        case metadata
    }

    /// The name of the metadata in every folder.
    static let metadataName = "maven-metadata.xml"

    /// The folders above the file, checked; safe on disk.
    let folders: [String]
    /// The file's name, without the extension of a checksum.
    let file: String
    /// Which checksum of the file is meant; nil for the file itself.
    let checksum: Checksums.Kind?
    /// What the file is.
    let subject: Subject

    /// Whether the bytes may change: metadata, and files of a snapshot.
    var isMutable: Bool {
        switch subject {
        case .metadata: true
        case .file(_, let version): version.hasSuffix("-SNAPSHOT")
        }
    }

    /// Reads a path; nil for one that no Maven client uses, or that would lead out of the repository.
    init?(_ path: String) {
        var parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard 2...64 ~= parts.count, path.utf8.count <= 2048, parts.allSatisfy(Self.isSafe), var name = parts.popLast() else { return nil }
        if let dot = name.lastIndex(of: "."), let kind = Checksums.Kind(rawValue: String(name[name.index(after: dot)...])) {
            checksum = kind
            name = String(name[..<dot])
        } else {
            checksum = nil
        }
        (folders, file) = (parts, name)
        if name == Self.metadataName {
            subject = .metadata
            return
        }
        guard parts.count >= 3 else { return nil }
        let (artifact, version) = (parts[parts.count - 2], parts[parts.count - 1])
        guard Self.belongs(name, to: artifact, version) else { return nil }
        subject = .file(artifact: artifact, version: version)
    }

    /// Whether a file's name begins as those of a version do; snapshots may have a time and a number instead of the word.
    private static func belongs(_ name: String, to artifact: String, _ version: String) -> Bool {
        /// Whether the name goes on behind a stem as a classifier or an extension.
        func begins(_ stem: String) -> Bool {
            guard name.hasPrefix(stem), let next = name.dropFirst(stem.count).first else { return false }
            return (next == "." || next == "-") && name.count > stem.count + 1
        }
        if begins("\(artifact)-\(version)") { return true }
        return version.hasSuffix("-SNAPSHOT") && begins("\(artifact)-\(version.dropLast("-SNAPSHOT".count))")
    }

    /// Whether a part can be a folder or a file and nothing else.
    private static func isSafe(_ part: String) -> Bool {
        guard 1...200 ~= part.utf8.count, part.first != "." else { return false }
        return part.utf8.allSatisfy { byte in
            0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || "-_.+~@=,$".utf8.contains(byte)
        }
    }

    /// What is sent as Content-Type.
    var contentType: String {
        if checksum != nil { return "text/plain" }
        if file.hasSuffix(".jar") || file.hasSuffix(".war") { return "application/java-archive" }
        return file.hasSuffix(".pom") || file.hasSuffix(".xml") ? "text/xml" : "application/octet-stream"
    }
}
