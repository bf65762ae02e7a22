/// A wheel or a source distribution on disk, as far as a release must look into it.
struct UvArtifact {
    /// Why it cannot be read.
    struct Problem: Error {
        /// As a clause that fits behind the file's name.
        let reason: String
    }

    /// The absolute path.
    let path: String

    /// The most that metadata may expand to, in bytes.
    private static let maximumMetadata = 16 << 20
    /// Modules that a wheel may bring by mistake and whose import means nothing, or does something.
    private static let unasked: Set<Substring> = ["test", "tests", "docs", "examples", "conftest", "setup", "__main__"]
    /// How far a source distribution is read.
    private static let sourceLimits = TarArchive.Limits(file: maximumMetadata, archive: 1 << 30)

    /// The core metadata: METADATA of a wheel, PKG-INFO of a source distribution.
    func metadata() async throws(Problem) -> CoreMetadata {
        let bytes = try bytes()
        if path.hasSuffix(".tar.gz") {
            do throws(TarFault) {
                let isInfo: (String) -> Bool = { $0.hasSuffix("/PKG-INFO") && $0.split(separator: "/").count == 2 }
                guard let file = try TarArchive.file(in: bytes, limits: Self.sourceLimits, accepts: isInfo) else {
                    throw TarFault(reason: "has no PKG-INFO")
                }
                return CoreMetadata(file)
            } catch {
                throw Problem(reason: error.reason)
            }
        }
        do {
            let archive = try await archive(bytes)
            let entries = archive.entries.filter { $0.name.hasSuffix(".dist-info/METADATA") && $0.name.split(separator: "/").count == 2 }
            guard let entry = entries.first, entries.count == 1 else { throw ZipFault(reason: "has no METADATA, or several") }
            return CoreMetadata(try await archive.contents(of: entry, limit: Self.maximumMetadata))
        } catch {
            throw Problem(reason: (error as? ZipFault)?.reason ?? String(describing: error))
        }
    }

    /// The modules that a wheel brings, to be imported: the outermost packages and single modules, without tests; none when it cannot
    /// be read.
    func modules() async -> [String] {
        guard path.hasSuffix(".whl"), let bytes = try? bytes(), let archive = try? await archive(bytes) else { return [] }
        var packages: Set<[Substring]> = []
        for entry in archive.entries {
            var parts = entry.name.split(separator: "/")
            guard let last = parts.popLast(), last.hasSuffix(".py") else { continue }
            let module = last == "__init__.py" ? parts : parts.isEmpty ? [last.dropLast(3)] : []
            guard !module.isEmpty, module.allSatisfy(Self.isIdentifier), !Self.unasked.contains(module[0]) else { continue }
            packages.insert(module)
        }
        let outermost = packages.filter { module in (1..<module.count).allSatisfy { !packages.contains(Array(module.prefix($0))) } }
        return outermost.map { $0.joined(separator: ".") }.sorted { $0.precedes($1) }
    }

    /// The Python versions that a wheel asks for, as conditions; nil when it asks for none or for what are none.
    func pythonRequirement() async -> String? {
        guard path.hasSuffix(".whl"), let text = try? await metadata()["Requires-Python"], !text.isEmpty else { return nil }
        let isCondition = text.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || "<>=!~.*, ".utf8.contains(byte)
        }
        return isCondition && "<>=!~".contains(text.first ?? " ") ? text : nil
    }

    /// What metadata says otherwise: the name, the version, and requirements on packages of the repository that are missing or not exact.
    static func problems(_ metadata: CoreMetadata, of package: Package, version: String, exact: [String: String]) -> [String] {
        var problems: [String] = []
        if metadata["Name"].map(PythonName.normalize) != PythonName.normalize(package.name) {
            problems.append("is of `\(metadata["Name"] ?? "")`, not of `\(package.name)`")
        }
        let stated = metadata["Version"] ?? ""
        if VersionScheme.pep440.compare(stated, version) != 0 { problems.append("has the version `\(stated)`, not `\(version)`") }
        let requirements = Dictionary(grouping: metadata.all("Requires-Dist").compactMap { try? Requirement($0) }, by: \.normalizedName)
        for (id, version) in exact.sorted(by: { $0.key.precedes($1.key) }) {
            let name = Uv.name(ofId: id)
            let found = requirements[name] ?? []
            for requirement in found where !isExact(requirement.specifier, version) {
                problems.append("requires `\(requirement.name)\(requirement.specifier)`, not `==\(version)`")
            }
            let ships = package.dependencies.contains { $0.package == id && ($0.kind == .runtime || $0.kind == .optional) }
            if found.isEmpty, ships { problems.append("does not require `\(name)==\(version)`") }
        }
        return problems
    }

    /// Whether conditions allow this version alone.
    private static func isExact(_ specifier: String, _ version: String) -> Bool {
        specifier.hasPrefix("==") && VersionScheme.pep440.compare(specifier.dropFirst(2).trimmed, version) == 0
    }

    /// The file's bytes.
    private func bytes() throws(Problem) -> [UInt8] {
        do {
            return try Files.read(path)
        } catch {
            throw Problem(reason: "cannot be read: \(error)")
        }
    }

    /// The bytes as a zip archive.
    private func archive(_ bytes: [UInt8]) async throws -> ZipArchive {
        try await ZipArchive(size: bytes.count) { offset, length in
            let start = min(max(0, offset), bytes.count)
            return Array(bytes[start..<min(bytes.count, start + max(0, length))])
        }
    }

    /// Whether Python takes a word as a name.
    private static func isIdentifier(_ word: Substring) -> Bool {
        word.utf8.allSatisfy {
            $0 == UInt8(ascii: "_") || $0 >= 0x80 || Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber
        }
            && word.first.map { !$0.isNumber } ?? false
    }
}
