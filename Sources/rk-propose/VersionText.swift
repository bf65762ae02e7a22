import RKShared

/// The version that a file of `extra_files` says.
struct VersionText {
    /// The entry.
    let file: ExtraFile
    /// Who names it, for messages: the path of a releasekit.toml.
    let configuration: String
    /// What marks a line that says the version; the second one is release-please's.
    static let marks = ["x-releasekit-version", "x-release-please-version"]
    /// The longest time that an expression may take, in seconds: some never end.
    private static let patience = 10.0

    /// The file's bytes with another version.
    /// - Throws: a `Fault` where the file is not UTF-8, the expression is none, or nothing says a version.
    func rewriting(_ bytes: [UInt8], to version: String, world: World) async throws(Fault) -> [UInt8] {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw Fault(.extraFileUnchanged, "`\(file.path)` is not UTF-8", hint: "save it as UTF-8", at: Place(file.path))
        }
        let ranges = try await ranges(in: text, world)
        guard !ranges.isEmpty else {
            throw Fault(
                .extraFileUnchanged,
                file.expression.map { "`\($0)` fits nothing in `\(file.path)`" } ?? "nothing in `\(file.path)` is marked as the version",
                hint: file.expression == nil
                    ? "put `\(Self.marks[0])` in a comment on the line of the version, or add an expression: \"\(file.text):VERSION = (.+)\""
                    : "mend the expression, or take the file out of extra_files", at: Place(configuration))
        }
        var result = ""
        var end = text.startIndex
        for range in ranges where range.lowerBound >= end {
            result += text[end..<range.lowerBound] + version
            end = range.upperBound
        }
        return Array((result + text[end...]).utf8)
    }

    /// Where the version stands.
    private func ranges(in text: String, _ world: World) async throws(Fault) -> [Range<String.Index>] {
        guard let expression = file.expression else { return Self.marked(in: text) }
        do {
            _ = try Self.regex(expression)
        } catch {
            throw fault("`\(expression)` in extra_files is no expression: \(error)", hint: "try it with Swift's Regex; its form is PCRE's")
        }
        guard let match = await Self.matches(of: expression, in: text, patience: Self.patience, world) else {
            throw fault(
                "`\(expression)` in extra_files takes more than \(Int(Self.patience)) seconds", hint: "avoid repetitions in repetitions")
        }
        guard match.allSatisfy({ $0.count == 2 }) else {
            throw fault("`\(expression)` in extra_files has not exactly one group", hint: "put the version, and nothing else, in ( )")
        }
        return match.compactMap { $0[1] }
    }

    /// The compiled expression.
    private static func regex(_ expression: String) throws -> Regex<AnyRegexOutput> {
        try Regex(expression, as: AnyRegexOutput.self).anchorsMatchLineEndings().matchingSemantics(.unicodeScalar)
    }

    /// The groups of every match, or nil where the search does not end in time.
    private static func matches(
        of expression: String, in text: String, patience: Double, _ world: World
    ) async -> [[Range<String.Index>?]]? {
        let (stream, answer) = AsyncStream.makeStream(of: [[Range<String.Index>?]]?.self)
        let search = Task.detached {
            let regex = try Self.regex(expression)
            answer.yield(text.matches(of: regex).map { match in match.output.map(\.range) })
        }
        let clock = Task.detached {
            try? await world.sleep(patience)
            answer.yield(nil)
        }
        defer {
            search.cancel()
            clock.cancel()
        }
        for await first in stream { return first }
        return nil
    }

    /// The versions in marked lines, the first one in each; all of a file that is a version alone.
    private static func marked(in text: String) -> [Range<String.Index>] {
        var ranges: [Range<String.Index>] = []
        for line in text.split(whereSeparator: \.isNewline) where marks.contains(where: { line.contains($0) }) {
            if let range = version(in: line) { ranges.append(range) }
        }
        guard ranges.isEmpty else { return ranges }
        let alone = text.trimmed
        guard let range = version(in: text[...]), text[range] == alone || "v\(text[range])" == alone else { return [] }
        return [range]
    }

    /// Where the first version stands: a number, a dot, a number, and what belongs to it.
    private static func version(in text: Substring) -> Range<String.Index>? {
        let word = /[0-9]+\.[0-9]+(?:[.+-]?[0-9A-Za-z]+)*/.asciiOnlyWordCharacters()
        return text.firstMatch(of: word)?.range
    }

    /// The fault of an entry.
    private func fault(_ message: String, hint: String) -> Fault { Fault(.configValue, message, hint: hint, at: Place(configuration)) }
}
