extension Action {
    /// An event for another repository of the same forge.
    public struct Dispatch: Sendable, Hashable {
        /// The repository, as in `acme/docs`.
        public var repository: String
        /// The event's name.
        public var event: String
        /// The branch whose pipeline begins, where the forge wants one.
        public var branch: String
        /// What was published: `packages`, each with `name` and `version`, and where there is such, `commit`.
        public var payload: JSONObject

        /// An event.
        public init(repository: String, event: String, branch: String, payload: JSONObject) {
            self.repository = repository
            self.event = event
            self.branch = branch
            self.payload = payload
        }
    }
}

extension Action.Dispatch {
    /// Takes the fields of an event.
    init(from fields: inout Fields) throws(Fault) {
        repository = try fields.string("repository")
        event = try fields.string("event")
        branch = try fields.string("branch")
        let payload = fields.take("payload")
        guard let object = payload?.object else { throw Fields.fault("\(fields.path).payload is not an object") }
        self.payload = object
    }

    /// The fields of an event.
    var fields: JSONObject {
        JSONObject(["repository": .string(repository), "event": .string(event), "branch": .string(branch), "payload": .object(payload)])
    }
}

extension Action.Dispatch {
    /// The event and its text as the variables of a pipeline.
    var variables: JSON {
        .array(
            [("RELEASEKIT_EVENT", event), ("RELEASEKIT_PAYLOAD", JSON.object(payload).line)].map { key, value in
                .object(JSONObject(["key": .string(key), "value": .string(value)]))
            })
    }
}
