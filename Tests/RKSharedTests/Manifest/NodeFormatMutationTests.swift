import Support
import Testing

@testable import RKShared

/// Damaged manifests: the readers of YAML and of JSON end, and what they accept has its spans inside of the text and in order.
struct NodeFormatMutationTests {
    /// What stands in for the manifests of real repositories where those are absent.
    private static let samples = [
        "packages:\n  - 'a/*'\n  - \"!b\"\ncatalog: &c\n  react: ^18.0.0\nx: {y: [1, *c], z: 'a''b'}\ntext: |\n  a\n   b\n\nend: >-\n  c\n",
        "{\n  \"name\": \"@a/b\",\n  \"version\": \"1.0.0\",\n  \"dependencies\": {\"x\": \"^1.0.0\", \"\\u00e9\": [1.5e3, null, true]}\n}\n",
    ]

    /// The texts that are damaged.
    private static func texts(ending: String) -> [[UInt8]] {
        guard let fixtures = Programs.sharedFixtures else { return samples.map { Array($0.utf8) } }
        let paths = ["pnpm/ai", "pnpm/core", "npm/jest", "dart/melos", "npm/lerna", "dart/flutterfire"].map { "\(fixtures)/\($0)" }
        let files = paths.flatMap { folder in Files.names(in: folder).filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" } }
        return files.compactMap { try? Files.read($0, limit: 20_000) } + samples.map { Array($0.utf8) }
    }

    /// Bytes that have a meaning in one of the formats.
    private static let marks = Array("{}[]:,\"'\\#&*!|>-?% \t\r\n0e.u~".utf8) + [0, 0x7F, 0x80, 0xC3, 0xFF]

    /// A text with some bytes put in, taken out, or copied.
    private static func damaged(_ text: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var bytes = text
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0...bytes.count, using: &random)
            let end = min(bytes.count, place + Int.random(in: 1...8, using: &random))
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
            case 1: bytes.removeSubrange(place..<end)
            default: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
            }
        }
        return bytes
    }

    /// YAML: every accepted scalar can be replaced, and the result holds the new text.
    @Test func yaml() throws {
        var random = SeededGenerator(seed: 11)
        let texts = Self.texts(ending: ".yaml")
        for round in 0..<3000 {
            let bytes = Self.damaged(texts[round % texts.count], &random)
            guard let document = try? YAMLDocument(bytes) else { continue }
            var open = document.documents.compactMap { $0 }
            while let node = open.popLast() {
                #expect(node.span.start >= 0 && node.span.start <= node.span.end && node.span.end <= bytes.count)
                open += node.sequence ?? node.mapping?.entries.flatMap { [$0.key, $0.value] } ?? []
            }
            guard let entry = document.root?.mapping?.entries.last, entry.value.text?.isEmpty == false, document.documents.count == 1 else {
                continue
            }
            let after = [document.replacingScalar(entry.value, with: "9.8.7")].applied(to: bytes)
            #expect(try YAMLDocument(after).root?.mapping?.entries.last?.value.text == "9.8.7", "\(String(decoding: bytes, as: UTF8.self))")
        }
    }

    /// JSON: this reader and the documents' own agree on what is JSON, but for repeated keys, marks of byte order and halves of pairs.
    @Test func json() throws {
        var random = SeededGenerator(seed: 12)
        let texts = Self.texts(ending: ".json")
        for round in 0..<3000 {
            let bytes = Self.damaged(texts[round % texts.count], &random)
            var problem: String?
            do { _ = try JSON(parsing: bytes) } catch { problem = error.message }
            let accepted = (try? JSONText(bytes)) != nil
            if problem == nil { #expect(accepted, "\(String(decoding: bytes, as: UTF8.self))") }
            if let problem, accepted { #expect(problem.contains("twice") || problem.contains("surrogate"), "\(problem)") }
        }
    }
}
