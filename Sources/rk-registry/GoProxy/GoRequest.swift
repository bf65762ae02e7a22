import RKShared

/// What a request to a module proxy is about (golang.org/ref/mod, "GOPROXY protocol").
struct GoRequest: Hashable, Sendable {
    /// The files of a version; the raw value is the extension.
    enum Kind: String, Sendable, CaseIterable {
        /// The canonical version and the time of its commit, as JSON.
        case info
        /// The go.mod.
        case mod
        /// The module's files.
        case zip
        /// The digest of these files, as in go.sum; not of the protocol, but of the go command's own cache.
        case ziphash
    }

    /// What is asked for.
    enum Subject: Hashable, Sendable {
        /// All versions with a tag.
        case list
        /// The version to take when the list is empty.
        case latest
        /// A file of a version, or of what a branch or a commit stands for.
        case file(version: String, Kind)
    }

    /// The module's path.
    let module: GoModulePath
    /// What is asked for.
    let subject: Subject

    /// Reads the part of an address behind the proxy's own; nil for what no module has.
    init?(_ path: String) {
        let subjectText: Substring
        let escapedModule: Substring
        if let range = path.firstRange(of: "/@v/") {
            (escapedModule, subjectText) = (path[..<range.lowerBound], path[range.upperBound...])
        } else if path.hasSuffix("/@latest") {
            (escapedModule, subjectText) = (path.dropLast("/@latest".count), "@latest")
        } else {
            return nil
        }
        guard let text = Self.unescaped(escapedModule), Self.isModulePath(text), let module = GoModulePath(text) else { return nil }
        self.module = module
        switch subjectText {
        case "list": subject = .list
        case "@latest": subject = .latest
        default:
            guard let dot = subjectText.lastIndex(of: "."),
                let kind = Kind(rawValue: String(subjectText[subjectText.index(after: dot)...])),
                let version = Self.unescaped(subjectText[..<dot]), Self.isRevision(version)
            else { return nil }
            subject = .file(version: version, kind)
        }
    }

    /// The text that an escaped one stands for: `!` and a lower-case letter are the upper-case one; nil for what is not escaped.
    static func unescaped(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var isEscape = false
        for byte in text.utf8 {
            if isEscape {
                guard 0x61...0x7a ~= byte else { return nil }
                bytes.append(byte & 0xdf)
                isEscape = false
            } else if byte == UInt8(ascii: "!") {
                isEscape = true
            } else {
                guard !(0x41...0x5a ~= byte), byte < 0x80 else { return nil }
                bytes.append(byte)
            }
        }
        return isEscape ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a text is a path that modules may have (golang.org/x/mod/module, CheckPath); such a path is safe on disk.
    static func isModulePath(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard text.utf8.count <= 1024, parts.count <= 64, let host = parts.first, host.contains("."), !host.hasPrefix("-") else {
            return false
        }
        guard host.utf8.allSatisfy({ isPlain($0) && $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "~") && !(0x41...0x5a ~= $0) }) else {
            return false
        }
        return parts.allSatisfy { part in
            1...200 ~= part.utf8.count && part.first != "." && part.last != "." && part.utf8.allSatisfy(isPlain)
        }
    }

    /// Whether a text may be a version, a branch without a slash, or a commit; such a text is safe on disk and as an argument.
    private static func isRevision(_ text: String) -> Bool {
        guard 1...200 ~= text.utf8.count, text.first != "-", text.first != ".", !text.contains("..") else { return false }
        return text.utf8.allSatisfy { isPlain($0) || $0 == UInt8(ascii: "+") }
    }

    /// A letter, a digit or one of `-._~`.
    private static func isPlain(_ byte: UInt8) -> Bool {
        0x30...0x39 ~= byte || 0x41...0x5a ~= byte || 0x61...0x7a ~= byte || "-._~".utf8.contains(byte)
    }
}
