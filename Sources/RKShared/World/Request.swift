/// A web request, as a value: tests compare it, a dry run prints it, `World.send` performs it.
public struct Request: Sendable, Hashable {
    /// A header field.
    public struct Header: Sendable, Hashable {
        /// The field's name.
        public var name: String
        /// The field's value.
        public var value: String

        /// A field.
        public init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The method, in capitals.
    public var method: String
    /// The absolute address, without credentials.
    public var url: String
    /// The header fields.
    public var headers: [Header]
    /// The body.
    public var body: [UInt8]
    /// How long the answer may take, in seconds.
    public var timeout: Double

    /// A request without a body.
    public init(_ method: String, _ url: String, headers: [Header] = [], body: [UInt8] = [], timeout: Double = 30) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
    }
}

/// The answer to a request, whatever its status.
public struct Response: Sendable, Hashable {
    /// The HTTP status.
    public var status: Int
    /// The header fields by their lower-case name; of a field that stands twice, the last one.
    public var headers: [String: String]
    /// The body.
    public var body: [UInt8]

    /// An answer.
    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// A request together with what its answer means.
public struct Query<Answer: Sendable>: Sendable {
    /// What is asked.
    public var request: Request
    /// Reads the answer; throws a `Fault` for one that means nothing.
    public var parse: @Sendable (Response) throws(Fault) -> Answer

    /// A query.
    public init(_ request: Request, parse: @escaping @Sendable (Response) throws(Fault) -> Answer) {
        self.request = request
        self.parse = parse
    }
}
