import RKShared

/// What the files of a first configuration are to say.
struct Scaffold {
    /// Settings with the reason for them.
    struct Entry {
        /// What people read in front of it, without marks of comments.
        var comment: String
        /// The lines of TOML.
        var lines: [String]
    }

    /// A setting of another tool that is not taken over.
    struct Loss {
        /// The setting as the other tool calls it.
        var key: String
        /// Why, as a clause.
        var why: String
        /// Where it is set first.
        var place: Place
        /// How often it is set.
        var count = 1
    }

    /// The settings of the root, in the order of the file.
    private(set) var settings: [Entry] = []
    /// The tables of the root, which stand behind all settings.
    private(set) var tables: [Entry] = []
    /// The settings of packages by the folder that they are in: key and value.
    private(set) var folders: [String: [(key: String, value: String)]] = [:]
    /// What is not taken over.
    private(set) var losses: [Loss] = []

    /// Why some packages have no file.
    static let rootless = "the package can have no settings of its own: its folder is the root's, or another package's too"

    /// Adds a line for people.
    /// - Parameter lines: settings that a person may switch on.
    mutating func remark(_ text: String, lines: [String] = []) {
        let entry = Entry(comment: text, lines: lines.map { "# \($0)" })
        if lines.first?.hasPrefix("[") == true { tables.append(entry) } else { settings.append(entry) }
    }

    /// Adds a setting of the root; false where no releasekit.toml may say that.
    /// - Parameter value: as TOML spells it.
    mutating func set(_ key: String, _ value: String, because comment: String) -> Bool {
        guard Self.isAccepted(["\(key) = \(value)"]) else { return false }
        settings.append(Entry(comment: comment, lines: ["\(key) = \(value)"]))
        return true
    }

    /// Adds a table of the root; false where no releasekit.toml may say that.
    mutating func table(_ header: String, _ values: [(key: String, value: String)], because comment: String) -> Bool {
        let lines = ["[\(header)]"] + values.map { "\($0.key) = \($0.value)" }
        guard Self.isAccepted(lines) else { return false }
        tables.append(Entry(comment: comment, lines: lines))
        return true
    }

    /// Whether there is a table already.
    func hasTable(_ header: String) -> Bool { tables.contains { $0.lines.first == "[\(header)]" } }

    /// Adds a setting of a package; false where it can have none of its own: the root's, and one that shares its folder with a package
    /// that wants something else.
    mutating func put(_ key: String, _ value: String, for package: Package) -> Bool {
        guard package.path != "." else { return false }
        if let present = folders[package.path]?.first(where: { $0.key == key }) { return present.value == value }
        guard (try? PackageSettings(parsing: Array("\(key) = \(value)\n".utf8), path: package.path)) != nil else { return false }
        folders[package.path, default: []].append((key, value))
        return true
    }

    /// Notes a setting that is not taken over; the same one of several packages counts.
    mutating func lose(_ key: String, _ why: String, at place: Place) {
        if let index = losses.firstIndex(where: { $0.key == key && $0.why == why }) {
            losses[index].count += 1
        } else {
            losses.append(Loss(key: key, why: why, place: place))
        }
    }

    /// The name of a group as a key of TOML.
    static func key(_ name: String) -> String {
        let isBare = !name.isEmpty && name.utf8.allSatisfy { isWordByte($0) }
        return isBare ? name : TOMLDocument.quoted(name)
    }

    /// Whether a key may have the byte without quotes.
    private static func isWordByte(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    /// Whether a releasekit.toml may say this.
    private static func isAccepted(_ lines: [String]) -> Bool {
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        return (try? Configuration(parsing: bytes, path: Configuration.fileName)) != nil
    }
}
