/// The logins of a netrc file by host, as curl and uv read it.
public struct Netrc: Sendable {
    /// The largest file that is read, in bytes.
    private static let maximumSize = 1 << 20

    /// The logins by machine; of a machine that stands twice, the last.
    private var machines: [String: Login] = [:]
    /// The login of every other machine.
    private var others: Login?

    /// The file that NETRC names, else `~/.netrc`; empty where it cannot be read.
    public init(environment: [String: String]) {
        let home = environment["HOME"].map { "\($0)/.netrc" }
        let named = environment["NETRC"].flatMap { $0.isEmpty ? nil : $0 }
        let bytes = (named ?? home).flatMap { try? Files.read($0, limit: Self.maximumSize) }
        self.init(bytes ?? [])
    }

    /// The logins of a text; words that are none of the format are passed over.
    public init(_ bytes: [UInt8]) {
        var words = NetrcWords(bytes: bytes)
        var machine: String?
        var isOpen = false
        var (user, password) = ("", "")
        /// Keeps the entry that ends.
        func close(_ netrc: inout Netrc) {
            guard isOpen, !user.isEmpty || !password.isEmpty else { return }
            let login = Login(user: user, password: password)
            if let machine { netrc.machines[machine] = login } else { netrc.others = login }
        }
        while let word = words.next() {
            switch word {
            case "machine", "default":
                close(&self)
                machine = word == "machine" ? words.value()?.lowercased() : nil
                (isOpen, user, password) = (word == "default" || machine != nil, "", "")
            case "login", "user": user = words.value() ?? ""
            case "password": password = words.value() ?? ""
            case "account": _ = words.value()
            case "macdef": words.skipMacro()
            default: if word.hasPrefix("#") { words.skipLine() }
            }
        }
        close(&self)
    }

    /// The login for an address: that of its host, else that of every host; nil when it is another user's than the one that is asked for.
    public func login(for address: WebAddress, user: String? = nil) -> Login? {
        let host = String(address.host.filter { $0 != "[" && $0 != "]" })
        guard let login = machines[host] ?? others, user == nil || user == login.user else { return nil }
        return login
    }
}

/// The words of a netrc file.
private struct NetrcWords {
    /// The file.
    let bytes: [UInt8]
    /// The next byte to read.
    var position = 0

    /// The next word as it stands; nil behind the last one.
    mutating func next() -> String? {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count else { return nil }
        let start = position
        while position < bytes.count, !Self.isSpace(bytes[position]) { position += 1 }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// The next word as a value: in double quotes it may have spaces, and `\` in front of any character.
    mutating func value() -> String? {
        while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
        guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return next() }
        var result: [UInt8] = []
        position += 1
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count { position += 1 }
            result.append(bytes[position])
            position += 1
        }
        position += 1
        return String(decoding: result, as: UTF8.self)
    }

    /// Goes to the end of the line.
    mutating func skipLine() { position = bytes[min(position, bytes.count)...].firstIndex(of: 0x0A) ?? bytes.count }

    /// Goes behind a macro, which lasts to an empty line.
    mutating func skipMacro() {
        repeat {
            skipLine()
            position += 1
        } while position < bytes.count && bytes[position] != 0x0A
    }

    /// Whether a byte parts words.
    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
