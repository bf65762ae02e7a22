/// Names of Python packages.
public enum PythonName {
    /// The one spelling under which an index knows a name (PEP 503): lower case, each run of `-`, `_` and `.` one `-`.
    public static func normalize(_ name: String) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(name.utf8.count)
        var isInRun = false
        for byte in name.utf8 {
            let isSeparator = byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
            if !isSeparator {
                let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                result.append(isUpper ? byte | 0x20 : byte)
            } else if !isInRun {
                result.append(UInt8(ascii: "-"))
            }
            isInRun = isSeparator
        }
        return String(decoding: result, as: UTF8.self)
    }
}
