import RKShared

/// The folder of one version's artifacts, kept in the state folder until the whole run ended well.
struct ArtifactFolder: Sendable {
    /// The absolute path.
    let path: String

    /// The folder of an item below the run's folder.
    init(of item: PublishPlan.Item, below folder: String) {
        let safe = item.package.id.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "."):
                String(Unicode.Scalar(byte))
            default: "_\(String(byte, radix: 16))"
            }
        }
        path = "\(folder)/\(safe.joined())-\(item.version)"
    }

    /// What ends the names of folders that are gone when their work is done.
    private static let temporary = ".tmp"

    /// A new folder beside it for one piece of work. Its name is never used again, so that a tool which outlived a kill can write into no
    /// other work's files.
    func scratch() throws(Fault) -> String {
        let folder = scratchPath()
        try Self.create(folder)
        return folder
    }

    /// The path of such a folder, which is not there yet.
    func scratchPath() -> String { "\(path).\(Files.randomWord())\(Self.temporary)" }

    /// Makes a folder for a while.
    static func create(_ folder: String) throws(Fault) {
        do {
            try Files.createFolder(folder, isDurable: false)
        } catch {
            throw error.fault(writing: folder)
        }
    }

    /// Takes a built folder's place.
    func replace(with scratch: String) throws(Fault) {
        do {
            if Files.exists(path) { try Files.removeTree(path) }
            try Files.move(scratch, to: path)
        } catch {
            throw error.fault(writing: path)
        }
    }

    /// Removes what killed runs left of their work below a run's folder.
    static func removeScratch(below folder: String) {
        for name in Files.names(in: folder) where name.hasSuffix(temporary) { try? Files.removeTree("\(folder)/\(name)") }
    }

    /// Puts files from anywhere below a folder side by side into it, and removes everything else.
    static func flatten(_ folder: String, keeping paths: [String]) throws(Fault) {
        let byName = Dictionary(grouping: paths) { RelativePath.name(of: $0) }
        if let twice = byName.values.filter({ $0.count > 1 }).min(by: { $0[0].precedes($1[0]) }) {
            throw Fault(
                .artifactWrong, "the build made two files of one name, `\(twice[0])` and `\(twice[1])`", hint: "name one of them otherwise")
        }
        let others = Files.names(in: folder).filter { !paths.contains($0) }
        do {
            for path in paths where path.contains("/") {
                try Files.move("\(folder)/\(path)", to: "\(folder)/\(RelativePath.name(of: path))")
            }
            for path in others.map({ "\(folder)/\($0)" }) {
                if Files.isRealFolder(path) { try Files.removeTree(path) } else { try Files.remove(path) }
            }
        } catch {
            throw error.fault(writing: folder)
        }
    }

    /// The artifacts by name, with SHA-256 and these digests; attestations stand beside them and are none, nor are hidden files.
    /// - Throws: a `Fault` when a file cannot be read.
    func artifacts(_ digests: [Digest.Algorithm]) throws(Fault) -> [Outcome.Artifact] { try Self.artifacts(in: path, digests) }

    /// The artifacts in a folder.
    static func artifacts(in folder: String, _ digests: [Digest.Algorithm]) throws(Fault) -> [Outcome.Artifact] {
        var result: [Outcome.Artifact] = []
        for name in Files.names(in: folder) where !name.hasPrefix(".") && !name.hasSuffix(attestation) {
            do {
                let bytes = try Files.read("\(folder)/\(name)")
                var artifact = Outcome.Artifact(file: name, sha256: Digest.sha256(bytes), size: bytes.count)
                for algorithm in digests { artifact.rest[algorithm.rawValue] = .string(Digest.of(bytes, algorithm)) }
                result.append(artifact)
            } catch {
                throw error.fault(reading: "\(folder)/\(name)")
            }
        }
        return result
    }

    /// What ends the names of attestations (PEP 740).
    private static let attestation = ".attestation"

    /// The paths of the attestations that lie beside the artifacts (PEP 740).
    var attestations: [String] { Files.names(in: path).filter { $0.hasSuffix(Self.attestation) }.map(file) }

    /// The absolute path of a file in it.
    func file(_ name: String) -> String { "\(path)/\(name)" }
}
