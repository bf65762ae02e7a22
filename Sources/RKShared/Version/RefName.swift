/// The names that git accepts for tags and branches.
public enum RefName {
    /// Why git refuses a name, as one sentence without a full stop; nil when it takes it. The rules of git-check-ref-format, and
    /// those of `git tag` for a leading hyphen and `HEAD`.
    public static func problem(in name: String) -> String? {
        let bytes = Array(name.utf8)
        if bytes.isEmpty { return "it is empty" }
        if name == "@" { return "it is '@' alone" }
        if name == "HEAD" { return "'HEAD' is git's own" }
        if bytes.first == UInt8(ascii: "-") { return "it begins with '-'" }
        if bytes.first == UInt8(ascii: "/") { return "it begins with '/'" }
        if bytes.last == UInt8(ascii: "/") { return "it ends with '/'" }
        if bytes.last == UInt8(ascii: ".") { return "it ends with '.'" }
        return forbidden(in: bytes) ?? pair(in: bytes) ?? component(in: bytes)
    }

    /// A byte that may stand nowhere.
    private static func forbidden(in bytes: [UInt8]) -> String? {
        for byte in bytes {
            switch byte {
            case 0x20: return "it contains a space"
            case 0..<0x20, 0x7F: return "it contains a control character"
            case UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: ":"), UInt8(ascii: "?"), UInt8(ascii: "*"), UInt8(ascii: "["),
                UInt8(ascii: "\\"):
                return "it contains '\(Unicode.Scalar(byte))'"
            default: continue
            }
        }
        return nil
    }

    /// Two bytes that may not stand side by side.
    private static func pair(in bytes: [UInt8]) -> String? {
        for (first, second) in zip(bytes, bytes.dropFirst()) {
            switch (first, second) {
            case (UInt8(ascii: "."), UInt8(ascii: ".")): return "it contains '..'"
            case (UInt8(ascii: "/"), UInt8(ascii: "/")): return "it contains '//'"
            case (UInt8(ascii: "@"), UInt8(ascii: "{")): return "it contains '@{'"
            default: continue
            }
        }
        return nil
    }

    /// A part between slashes that git keeps for itself.
    private static func component(in bytes: [UInt8]) -> String? {
        for part in bytes.split(separator: UInt8(ascii: "/")) {
            if part.first == UInt8(ascii: ".") { return "a part of it begins with '.'" }
            if part.suffix(5).elementsEqual(".lock".utf8) { return "a part of it ends with '.lock'" }
        }
        return nil
    }
}
