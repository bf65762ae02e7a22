#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The variables that a process is started with, and where programs lie by them.
///
/// swift-subprocess could do both by itself, but it tries to start the program in one folder of PATH after the other: a fork for each.
struct ChildEnvironment {
    /// `NAME=value` with a zero at the end, whatever the encoding.
    let entries: [[UInt8]]

    /// This program's own variables with some set, or removed where nil.
    init(changes: [String: String?]) {
        let names = changes.keys.map { Array("\($0)=".utf8) }
        let kept = StandardStreams.environmentEntries.filter { entry in !names.contains { entry.starts(with: $0) } }
        let set = changes.sorted { $0.key.precedes($1.key) }.compactMap { name, value in
            value.map { Array("\(name)=\($0)".utf8.prefix { $0 != 0 }) }
        }
        entries = (kept + set).map { $0 + [0] }
    }

    /// The path of a program: itself when it is a path, else the first executable file of its name in the folders of PATH, which must be
    /// absolute: a program in the working directory is never meant.
    /// - Parameter isAllowed: whether a file that was found may be taken.
    func executable(of program: String, where isAllowed: (String) -> Bool = { _ in true }) -> String? {
        guard !program.contains("/") else { return program }
        guard !program.isEmpty else { return nil }
        for folder in path.split(separator: ":") where folder.hasPrefix("/") {
            let candidate = "\(folder)/\(program)"
            if !Files.isFolder(candidate), access(candidate, X_OK) == 0, isAllowed(candidate) { return candidate }
        }
        return nil
    }

    /// PATH, or what POSIX systems have when it is not set.
    private var path: String {
        let name = Array("PATH=".utf8)
        guard let entry = entries.last(where: { $0.starts(with: name) }) else { return "/usr/bin:/bin" }
        return String(decoding: entry.dropFirst(name.count).dropLast(), as: UTF8.self)
    }
}
