#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's own streams, environment and end: written with `write(2)`, so that nothing is lost in a buffer.
public enum StandardStreams {
    /// The largest document that is read, in bytes.
    static let maximumInput = 1 << 30

    /// All of stdin.
    /// - Throws: a `Fault` with the code `.inputEmpty` when there is nothing, or stdin is a terminal.
    public static func input(for stage: String) throws(Fault) -> [UInt8] {
        let empty = Fault(
            .inputEmpty, "no document on stdin", hint: "the stage before \(stage) failed, or is missing: rk-discover | … | \(stage)")
        guard isatty(STDIN_FILENO) == 0 else { throw empty }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw Fault(.fileUnreadable, "stdin cannot be read: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= maximumInput else { throw Fault(.documentInvalid, "stdin is larger than 1 GiB") }
        }
        guard bytes.contains(where: { $0 != 0x20 && $0 != 0x0A && $0 != 0x0D && $0 != 0x09 }) else { throw empty }
        return bytes
    }

    /// Writes bytes to stdout.
    /// - Throws: a `Fault` when they are not all there, as on a full disk; a reader that is gone is none.
    public static func output(_ bytes: [UInt8]) throws(Fault) {
        let error = write(bytes, to: STDOUT_FILENO)
        guard error == 0 || error == EPIPE else {
            throw Fault(
                .fileUnwritable, "stdout cannot be written: \(String(cString: strerror(error)))",
                hint: "what is there is cut short; look at the space on the disk")
        }
    }

    /// Writes bytes to stderr.
    public static func error(_ bytes: [UInt8]) { _ = write(bytes, to: STDERR_FILENO) }

    /// Whether stderr is a terminal.
    public static var errorIsTerminal: Bool { isatty(STDERR_FILENO) == 1 }

    /// Whether no other program has stderr's terminal now, as a shell does while this one is in the background.
    public static var errorIsForeground: Bool {
        let group = tcgetpgrp(STDERR_FILENO)
        return group < 0 || group == getpgrp()
    }

    /// The terminal's size in characters: of stderr, else from COLUMNS and LINES, else 80 by 24.
    public static var errorSize: (width: Int, height: Int) {
        var size = winsize()
        if ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 {
            return (Int(size.ws_col), Int(size.ws_row))
        }
        return (environment["COLUMNS"].flatMap { Int($0) } ?? 80, environment["LINES"].flatMap { Int($0) } ?? 24)
    }

    /// Appends bytes to a file with one write, making it when it is not there; whether that worked.
    public static func append(_ bytes: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        return write(bytes, to: descriptor) == 0
    }

    /// Ends the process.
    public static func exit(_ status: Int32) -> Never {
        #if canImport(Glibc)
            Glibc.exit(status)
        #elseif canImport(Musl)
            Musl.exit(status)
        #else
            Darwin.exit(status)
        #endif
    }

    /// The environment variables that are UTF-8.
    public static var environment: [String: String] {
        var result: [String: String] = [:]
        for entry in environmentEntries {
            if let text = String(validating: entry, as: UTF8.self), let equals = text.firstIndex(of: "=") {
                result[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
        }
        return result
    }

    /// The environment's entries, `NAME=value`, in any encoding.
    static var environmentEntries: [[UInt8]] {
        var result: [[UInt8]] = []
        var entry = environ
        while let pointer = entry.pointee {
            result.append(Array(UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))))
            entry += 1
        }
        return result
    }

    /// Writes bytes in a loop; 0, or what went wrong as `errno` has it. A reader that is gone ends a filter by SIGPIPE, unless that is ignored.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32 {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { buffer in
                #if canImport(Glibc)
                    Glibc.write(descriptor, buffer.baseAddress, buffer.count)
                #elseif canImport(Musl)
                    Musl.write(descriptor, buffer.baseAddress, buffer.count)
                #else
                    Darwin.write(descriptor, buffer.baseAddress, buffer.count)
                #endif
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EAGAIN {
                    var poller = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&poller, 1, -1)
                    continue
                }
                return errno
            }
            rest = rest.dropFirst(count)
        }
        return 0
    }
}
