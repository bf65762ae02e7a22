/// A place in a file, as a compiler prints it: `path:line:column`.
public struct Place: Sendable, Hashable, CustomStringConvertible {
    /// The file's path, relative to the repository's root where it lies inside.
    public var path: String
    /// The line, from 1.
    public var line: Int?
    /// The column, from 1; only with a line.
    public var column: Int?

    /// A place in the file at `path`.
    public init(_ path: String, line: Int? = nil, column: Int? = nil) {
        self.path = path
        self.line = line
        self.column = column
    }

    /// A file with the place of a fault in its text.
    public init(_ path: String, _ fault: SyntaxFault) {
        self.init(path, line: fault.line, column: fault.column)
    }

    /// `path:line:column`, as far as known.
    public var description: String {
        ([path] + [line, column].compactMap { $0.map(String.init) }).joined(separator: ":")
    }
}

/// Why a program cannot go on: a code, one sentence, a place, and what to do next.
public struct Fault: Error, Sendable, Hashable {
    /// The stable name of this kind of fault; also decides the exit status.
    public var code: Code
    /// One sentence, lower case, without a full stop.
    public var message: String
    /// What to do next.
    public var hint: String?
    /// Where it was found.
    public var place: Place?
    /// The id of the package it is about.
    public var package: String?
    /// How many seconds a service asks to wait.
    public var retryAfter: Double?

    /// A fault of a kind.
    public init(_ code: Code, _ message: String, hint: String? = nil, at place: Place? = nil, package: String? = nil) {
        self.code = code
        self.message = message
        self.hint = hint
        self.place = place
        self.package = package
    }

    /// A fault in the text of a file.
    public init(_ code: Code, _ fault: SyntaxFault, in path: String) {
        self.init(code, fault.message, hint: fault.hint, at: Place(path, fault))
    }
}
