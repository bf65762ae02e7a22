/// A module's path and what it says about versions (golang.org/ref/mod, "Module paths", "Major version suffixes").
public struct GoModulePath: Sendable, Hashable {
    /// The path as written.
    public let text: String
    /// The path without the suffix of its major version.
    public let prefix: String
    /// The suffix, as in `/v2` or, below gopkg.in, `.v1`; empty for versions 0 and 1.
    public let majorSuffix: String

    /// Splits a path; nil when its suffix is one that no module may have, as `/v1`, `/v0`, `/v02`, or a missing one below gopkg.in.
    public init?(_ text: String) {
        self.text = text
        let bytes = Array(text.utf8)
        let isGopkg = text.hasPrefix("gopkg.in/")
        var end = bytes.count
        if isGopkg, text.hasSuffix("-unstable") { end -= "-unstable".utf8.count }
        var start = end
        var hasDot = false
        while start > 0, (0x30...0x39).contains(bytes[start - 1]) || (!isGopkg && bytes[start - 1] == UInt8(ascii: ".")) {
            start -= 1
            hasDot = hasDot || bytes[start] == UInt8(ascii: ".")
        }
        let separator = UInt8(ascii: isGopkg ? "." : "/")
        let isSuffix = start > 1 && start < end && bytes[start - 1] == UInt8(ascii: "v") && bytes[start - 2] == separator
        guard isSuffix else {
            guard !isGopkg else { return nil }
            (prefix, majorSuffix) = (text, "")
            return
        }
        let digits = bytes[start..<end]
        let hasZero = digits.first == 0x30
        guard isGopkg ? !hasZero || digits.count == 1 : !hasDot && !hasZero && !digits.elementsEqual([0x31]) else { return nil }
        prefix = String(decoding: bytes[..<(start - 2)], as: UTF8.self)
        majorSuffix = String(decoding: bytes[(start - 2)..<end], as: UTF8.self)
    }

    /// The word that versions begin with, as in `v2`; nil for a path without a suffix.
    public var major: String? { majorSuffix.isEmpty ? nil : String(majorSuffix.dropFirst()) }

    /// The lowest major version that the path allows.
    public var lowestMajor: Natural { major.flatMap { Natural(digits: $0.utf8.dropFirst()) } ?? .zero }

    /// Whether a module of this path that has a go.mod can have a version: its major version is that of the suffix, or 0 or 1 without one.
    public func accepts(_ version: GoVersion) -> Bool {
        let isLow = version.release.first == .zero || version.release.first == Natural(1)
        return major == nil ? isLow && !version.isIncompatible : version.release.first == lowestMajor && !version.isIncompatible
    }

    /// Whether a requirement may name this path with a version, as the go command checks it.
    public func allowsRequirement(of version: GoVersion) -> Bool {
        if accepts(version) || (majorSuffix.isEmpty && version.isIncompatible) { return true }
        return majorSuffix == ".v1" && version.pseudo.map { $0.base == nil } == true && version.release.first == .zero
    }

    /// The path as it stands in addresses of proxies: an upper-case letter becomes `!` and its lower-case one.
    public static func escaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if (0x41...0x5A).contains(byte) { bytes += [UInt8(ascii: "!"), byte | 0x20] } else { bytes.append(byte) }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension GoModulePath {
    /// Why a module of this path cannot be fetched by others, as one clause; nil when it can (golang.org/x/mod/module, CheckPath).
    public static func problem(in text: String) -> String? {
        guard !text.isEmpty else { return "it is empty" }
        let elements = text.split(separator: "/", omittingEmptySubsequences: false)
        for element in elements {
            if element.isEmpty { return "it has an empty part" }
            if element.hasPrefix(".") || element.hasSuffix(".") { return "the part `\(element)` begins or ends with a dot" }
            if let bad = element.unicodeScalars.first(where: { !isAllowed($0) }) { return "it holds `\(bad)`" }
        }
        guard let first = elements.first, !first.hasPrefix("-") else { return "it begins with a hyphen" }
        guard first.contains(".") else { return "its first part `\(first)` has no dot, so it is no host" }
        guard first.unicodeScalars.allSatisfy({ $0 != "_" && $0 != "~" && !("A"..."Z").contains($0) }) else {
            return "its first part `\(first)` is no host"
        }
        if first == "example.com" || first == "example.org" || first == "example.net" { return "`\(first)` belongs to nobody (RFC 2606)" }
        return GoModulePath(text) == nil ? "its major version suffix is none that modules have" : nil
    }

    /// Whether a character may stand in a module's path.
    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "-", ".", "_", "~": true
        default: false
        }
    }
}
