/// A tar archive of files, gzip'd without compression.
func tarball(_ files: KeyValuePairs<String, String>) -> [UInt8] {
    /// A field of a header.
    func field(_ text: String, _ length: Int) -> [UInt8] { Array(text.utf8) + [UInt8](repeating: 0, count: length - text.utf8.count) }
    /// Octal digits in a field.
    func octal(_ number: Int, _ length: Int) -> [UInt8] {
        let digits = String(number, radix: 8)
        return field(String(repeating: "0", count: length - 1 - digits.count) + digits, length)
    }
    var tar: [UInt8] = []
    for (name, text) in files {
        var header = field(name, 100) + octal(0o644, 8) + octal(0, 8) + octal(0, 8) + octal(text.utf8.count, 12) + octal(0, 12)
        header += Array("        0".utf8) + field("", 100) + field("ustar", 6) + Array("00".utf8) + field("", 247)
        header.replaceSubrange(148..<156, with: octal(header.reduce(0) { $0 + Int($1) }, 7) + [0x20])
        tar += header + Array(text.utf8) + [UInt8](repeating: 0, count: (512 - text.utf8.count % 512) % 512)
    }
    return gzip(tar + [UInt8](repeating: 0, count: 1024))
}

/// Bytes as a gzip file of stored blocks; its checksum is none.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]
    for start in stride(from: 0, to: max(1, bytes.count), by: 65_535) {
        let block = bytes[start..<min(start + 65_535, bytes.count)]
        let length = [UInt8(block.count & 255), UInt8(block.count >> 8)]
        result += [start + 65_535 >= bytes.count ? 1 : 0] + length + length.map { ~$0 } + block
    }
    return result + [UInt8](repeating: 0, count: 8)
}
