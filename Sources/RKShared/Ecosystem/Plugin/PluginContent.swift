/// What an artifact must say, as a program announces it: a text in the artifact, or in a file inside of it.
struct PluginContent: Sendable, Hashable, Section {
    /// The artifact's name.
    let artifact: String
    /// The path of the file in the archive; nil where the artifact itself is the file.
    let member: String?
    /// The way to the text.
    let way: PluginWay
    /// The text.
    let text: String

    /// The largest file that is read, and the most that is expanded on the way to it, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)

    init(from fields: inout Fields) throws(Fault) {
        artifact = try fields.string("artifact")
        member = try fields.optionalString("member")
        way = try PluginWay(fields.take("way"), at: "\(fields.path).way")
        text = try fields.string("text")
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["artifact": .string(artifact), "text": .string(text)]) }

    /// What an artifact says otherwise than these, as sentences.
    static func problems(of contents: [PluginContent], in artifact: ArtifactFile) async -> [String] {
        let members = Dictionary(grouping: contents.filter { $0.artifact == artifact.name }, by: \.member)
        guard !members.isEmpty else { return [] }
        do {
            let bytes = try Files.read(artifact.path)
            var problems: [String] = []
            for (member, contents) in members.sorted(by: { ($0.key ?? "").precedes($1.key ?? "") }) {
                if let file = try await file(member, in: bytes) {
                    let page = PluginPage(file)
                    problems +=
                        page.map { page in contents.compactMap { $0.problem(in: page) } } ?? [
                            "\(contents[0].place) is neither JSON nor YAML"
                        ]
                } else {
                    problems.append("`\(artifact.name)` has no `\(member ?? "")`")
                }
            }
            return problems
        } catch let fault as TarFault {
            return ["`\(artifact.name)` \(fault.reason)"]
        } catch let fault as ZipFault {
            return ["`\(artifact.name)` \(fault.reason)"]
        } catch {
            return ["`\(artifact.name)` cannot be read: \(error)"]
        }
    }

    /// What a file says otherwise; nil when it says this.
    private func problem(in page: PluginPage) -> String? {
        let found = way.text(in: page)
        guard found != text else { return nil }
        return found.map { "`\(way.text)` in \(place) is `\($0)`, not `\(text)`" } ?? "there is no `\(way.text)` in \(place)"
    }

    /// Where the text is to be.
    private var place: String { member.map { "`\($0)` of `\(artifact)`" } ?? "`\(artifact)`" }

    /// A file of a ZIP archive or a compressed tar archive, which their first bytes tell apart; nil where there is none.
    private static func file(_ member: String?, in bytes: [UInt8]) async throws -> [UInt8]? {
        guard let member else { return bytes }
        guard bytes.starts(with: Array("PK".utf8)) else {
            return try TarArchive.file(in: bytes, limits: limits) { $0 == member || $0 == "./\(member)" }
        }
        let archive = try await ZipArchive(size: bytes.count) { offset, length in
            let start = min(max(offset, 0), bytes.count)
            return Array(bytes[start..<min(start + max(length, 0), bytes.count)])
        }
        guard let entry = archive.entries.first(where: { $0.name == member }) else { return nil }
        return try await archive.contents(of: entry, limit: limits.file)
    }
}
