/// What a program says of one package of a release: the calls that build, upload and try it, and what comes of the build.
struct PluginCommands: Sendable, Hashable, Section {
    /// The package's id.
    let id: String
    /// The version, as the request has it.
    let version: String
    /// Builds the artifacts into `{folder}`.
    let build: PluginCall
    /// Uploads `{files}`.
    let publish: PluginCall
    /// Uses the published version below `{folder}`, one after the other.
    let smokeTest: [PluginCall]
    /// The names of the artifacts; empty when they cannot be told beforehand.
    let artifacts: [String]
    /// What the artifacts must say.
    let contents: [PluginContent]
    /// Where the registry tells of the version.
    let query: PluginQuery

    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        version = try fields.string("version")
        let build: PluginCall? = try fields.optionalSection("build")
        let publish: PluginCall? = try fields.optionalSection("publish")
        let query: PluginQuery? = try fields.optionalSection("release")
        smokeTest = try fields.sections("smoke_test")
        artifacts = try fields.strings("artifacts")
        contents = try fields.sections("contents")
        guard let build, let publish, let query else {
            throw Fields.fault("\(fields.path) is to have `build`, `publish` and `release`")
        }
        for name in artifacts where name.isEmpty || name.hasPrefix(".") || name.contains("/") {
            throw Fields.fault("\(fields.path).artifacts has `\(name)`, which is no name of an artifact")
        }
        if !artifacts.isEmpty, Set(artifacts) != query.artifacts {
            throw Fields.fault("\(fields.path).release.digests is to have a way for each of `artifacts`, and for no other file")
        }
        for content in contents where !query.artifacts.contains(content.artifact) {
            throw Fields.fault("\(fields.path).contents is about `\(content.artifact)`, which is no artifact")
        }
        self.build = build
        self.publish = publish
        self.query = query
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["id": .string(id)]) }

    /// What queries are found by.
    static func key(_ name: String, _ version: String) -> String { "\(name) \(version)" }
}

/// A call that a program names: words, never a shell's text.
struct PluginCall: Sendable, Hashable, Section {
    /// The program and its arguments. `{program}` as the first word is the ecosystem's own program; `{folder}` in a word is a folder;
    /// `{files}` as a word is all artifacts, a word each.
    let words: [String]
    /// Variables that are set.
    let environment: [String: String]

    /// What stands for the ecosystem's own program.
    private static let program = "{program}"
    /// What stands for a folder.
    private static let folder = "{folder}"
    /// What stands for the artifacts.
    private static let files = "{files}"

    init(from fields: inout Fields) throws(Fault) {
        words = try fields.strings("argv")
        environment = try fields.texts("environment")
        guard let first = words.first, !first.isEmpty, !first.contains("/") || first.hasPrefix("/") else {
            throw Fields.fault("\(fields.path).argv is to begin with a program: a name, an absolute path, or `\(Self.program)`")
        }
        let texts = words + environment.keys + environment.values
        guard texts.allSatisfy({ !$0.utf8.contains(0) }), environment.keys.allSatisfy({ !$0.isEmpty && !$0.contains("=") }) else {
            throw Fields.fault("\(fields.path) has a word or a variable that no process can be given")
        }
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["argv": .strings(words)]) }

    /// The call with everything in place.
    /// - Parameters:
    ///   - program: the path of the ecosystem's own program.
    ///   - folder: what `{folder}` stands for.
    ///   - files: what `{files}` stands for.
    func call(program: String, folder: String, files: [String] = [], in directory: String?) -> Call {
        let filled = words.flatMap { $0 == Self.files ? files : [$0.replacing(Self.folder, with: folder)] }
        var call = Call(words.first == Self.program ? program : filled.first ?? program, Array(filled.dropFirst()), in: directory)
        for (name, value) in environment { call.environment[name] = .some(value.replacing(Self.folder, with: folder)) }
        return call
    }
}

/// The call that checks a workspace's lockfile.
struct PluginLockCheck: Section {
    /// The workspace's id.
    let workspace: String
    /// The call; it ends with 1 where the lockfile does not fit the manifests.
    let call: PluginCall

    init(from fields: inout Fields) throws(Fault) {
        workspace = try fields.string("workspace")
        call = try PluginCall(from: &fields)
    }

    var object: JSONObject { JSONObject(["workspace": .string(workspace)]) }
}
