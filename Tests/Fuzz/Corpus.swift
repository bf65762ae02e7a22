import RKShared
import Support

/// The inputs that are damaged: files of real repositories where these are beside the project, and the samples of the tests.
enum Corpus {
    /// The longest input that is kept whole.
    private static let longest = 48 << 10
    /// How many files of one name are read.
    private static let filesPerName = 40

    /// The inputs of a parser, always in the same order.
    static func inputs(for seeds: FuzzedParser.Seeds) -> [[UInt8]] {
        let tests = "\(Programs.root)/Tests"
        let sources = seeds.sources.flatMap { prefix in
            let folder = RelativePath.folder(of: prefix)
            let start = RelativePath.name(of: prefix)
            return Files.names(in: "\(tests)/\(folder)").filter { $0.hasPrefix(start) && $0.hasSuffix(".swift") }.sorted().map {
                "\(tests)/\(folder)/\($0)"
            }
        }
        var inputs = seeds.inputs
        for path in sources { inputs += SwiftLiterals.all(in: (try? Files.read(path, limit: 1 << 20)) ?? []) }
        for path in files(named: seeds.files) {
            guard let bytes = try? Files.read(path, limit: 8 << 20) else { continue }
            inputs += pieces(of: bytes)
        }
        return inputs.isEmpty ? [Array("x".utf8)] : inputs
    }

    /// A file, or some of the lines of a long one: its head, its middle and its end.
    private static func pieces(of bytes: [UInt8]) -> [[UInt8]] {
        guard bytes.count > longest else { return [bytes] }
        return [0, bytes.count / 2, bytes.count - longest / 4].map { start in
            let line = start == 0 ? 0 : (bytes[start...].firstIndex(of: 0x0A) ?? start) + 1
            return Array(bytes[line..<min(line + longest / 4, bytes.count)])
        }
    }

    /// The paths of files of some names, spread over all repositories.
    private static func files(named names: [String]) -> [String] {
        guard !names.isEmpty, let root = Programs.sharedFixtures.flatMap({ Files.resolved($0) }) else { return [] }
        var open = [root]
        var found: [String: [String]] = [:]
        while let folder = open.popLast() {
            for name in Files.names(in: folder).sorted() {
                let path = "\(folder)/\(name)"
                if Files.isRealFolder(path) { open.append(path) } else if names.contains(name) { found[name, default: []].append(path) }
            }
        }
        return found.sorted { $0.key < $1.key }.flatMap { _, paths in
            let step = max(1, paths.count / filesPerName)
            return stride(from: 0, to: paths.count, by: step).map { paths.sorted()[$0] }
        }
    }
}
