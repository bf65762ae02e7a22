/// A process to run, as a value: tests compare it, a dry run prints it, `World.run` runs it.
public struct Call: Sendable, Hashable {
    /// The program's name, looked up on PATH, or its path.
    public var program: String
    /// The arguments behind the name.
    public var arguments: [String]
    /// The working directory; nil for this program's.
    public var directory: String?
    /// Variables that are set over the inherited ones; nil removes one.
    public var environment: [String: String?]
    /// What the process reads on stdin.
    public var input: [UInt8]
    /// Files that must be there before it starts, by absolute path; whoever runs the call writes them.
    public var files: [String: [UInt8]]
    /// Whether the terminal's signals pass it by, so that this program decides how it ends.
    public var isShielded: Bool
    /// What it may use up before it is ended, with all that it began where it is shielded; nil for as much as it likes.
    public var limits: Limits?

    /// What a process may use up.
    public struct Limits: Sendable, Hashable {
        /// The time from its start, in seconds.
        public var seconds: Double
        /// The size of what it prints, on stdout and on stderr each.
        public var bytes: Int
        /// The time that it has to end by itself when nobody waits for it any more, in seconds.
        public var grace: Double

        /// Limits.
        public init(seconds: Double, bytes: Int, grace: Double = 5) {
            self.seconds = seconds
            self.bytes = bytes
            self.grace = grace
        }
    }

    /// A call with empty input.
    public init(_ program: String, _ arguments: [String], in directory: String? = nil, environment: [String: String?] = [:]) {
        self.program = program
        self.arguments = arguments
        self.directory = directory
        self.environment = environment
        input = []
        files = [:]
        isShielded = false
    }

    /// The command as a person would type it in a shell, without the values of the environment.
    public var commandLine: String { ([program] + arguments).map(Self.shellWord).joined(separator: " ") }

    /// A word quoted for a POSIX shell, for display only.
    static func shellWord(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
            default: "-_./:=@%+,".utf8.contains(byte)
            }
        }
        return plain && !word.isEmpty ? word : ShellWord.quoted(word)
    }
}

/// How a process ended and what it printed.
public struct Completion: Sendable, Hashable {
    /// The exit status, 128 + n when ended by signal n.
    public var status: Int32
    /// What it printed on stdout.
    public var output: [UInt8]
    /// What it printed on stderr.
    public var errors: [UInt8]

    /// A completion.
    public init(status: Int32, output: [UInt8] = [], errors: [UInt8] = []) {
        self.status = status
        self.output = output
        self.errors = errors
    }

    /// Whether the status is 0.
    public var succeeded: Bool { status == 0 }

    /// stdout as text; what is not UTF-8 becomes U+FFFD.
    public var text: String { String(decoding: output, as: UTF8.self) }

    /// What it said on stderr, or on stdout where that is nothing that can be read, without a terminal's colours: mvn tells its errors on
    /// stdout, and only switches colours off on stderr.
    public var message: String {
        let text = Self.plain(errors)
        return text.allSatisfy(\.isWhitespace) ? Self.plain(output) : text
    }

    /// The last lines of its message, for error messages.
    public func lastLines(_ count: Int = 6) -> String {
        message.split(whereSeparator: \.isNewline).suffix(count).joined(separator: "\n")
    }

    /// A text without control sequences (ECMA-48, section 5.4).
    private static func plain(_ bytes: [UInt8]) -> String {
        guard bytes.contains(0x1B) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        var rest = bytes[...]
        while let byte = rest.popFirst() {
            guard byte == 0x1B, rest.first == UInt8(ascii: "[") else {
                result.append(byte)
                continue
            }
            rest = rest.dropFirst().drop { (0x20...0x3F).contains($0) }.dropFirst()
        }
        return String(decoding: result, as: UTF8.self)
    }
}
