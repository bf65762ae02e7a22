/// A Mercurial work tree, or a folder of one.
public struct Mercurial: VersionControl {
    /// The folder, absolute.
    public let root: String
    /// How hg is run.
    public let world: World

    /// The work tree at `root`.
    public init(root: String, world: World) {
        self.root = root
        self.world = world
    }

    /// The name in documents.
    public var name: String { "hg" }
    /// The name for people.
    public var title: String { "Mercurial" }
    /// No forge and no Go proxy that is known takes it.
    public var isServed: Bool { false }
    /// A tag is a line in `.hgtags`, which a commit brings.
    public var tagsAreCommits: Bool { true }

    /// Mercurial at another folder.
    public func at(_ folder: String) -> Mercurial { Mercurial(root: folder, world: world) }

    /// The command by which a person checks a commit out.
    public func checkoutCommand(_ commit: String) -> String { "hg update \(commit)" }

    /// The command by which a person looks at a tag.
    public func showCommand(_ tag: String) -> String { "hg log --rev \(tag)" }

    /// A call that reads what is here: it asks nothing, and sees the repository's own configuration but neither the user's nor the system's,
    /// with their extensions, hooks and aliases.
    public func call(_ arguments: String...) -> Call { call(arguments) }

    /// A call that reads what is here.
    public func call(_ arguments: [String]) -> Call {
        var call = changing(arguments)
        call.environment["HGRCPATH"] = "/dev/null"
        return call
    }

    /// A call that needs the user's configuration: who commits, and how servers are reached.
    func changing(_ arguments: [String]) -> Call {
        Call(
            "hg", ["--noninteractive"] + arguments, in: root,
            environment: ["HGPLAIN": "1", "HGPLAINEXCEPT": nil, "HGENCODING": "UTF-8"])
    }

    /// Runs a call that must succeed.
    func check(_ call: Call) async throws(Fault) -> Completion {
        try await world.check(call, .historyFailed, hint: "run the command yourself; hg says what is wrong with the repository")
    }

    /// The top of the innermost work tree that holds a folder, going by what is there; nil where there is none.
    /// - Parameter folder: an absolute path, links resolved.
    static func top(above folder: String) -> String? {
        var folder = folder
        while true {
            let own = folder == "/" ? "/.hg" : "\(folder)/.hg"
            if Files.isFolder(own), ["requires", "store", "00changelog.i"].contains(where: { Files.exists("\(own)/\($0)") }) {
                return folder
            }
            guard folder != "/", folder != "." else { return nil }
            folder = Files.folder(of: folder)
        }
    }

    /// The top of the work tree.
    func top() throws(Fault) -> String {
        guard let top = Self.top(above: root) else {
            throw Fault(.repositoryMissing, "`\(root)` lies in no Mercurial repository", hint: "run the pipeline in the repository")
        }
        return top
    }

    /// The absolute path of this work tree's own folder.
    public func privateFolder() async throws(Fault) -> String { "\(try top())/.hg" }

    /// The path of the root below the work tree's top, without a slash at its end; empty at the top.
    public func prefix() async throws(Fault) -> String { root.rest(behind: "\(try top())/") ?? "" }

    /// The state of the work tree, from two processes side by side. What other systems call a branch is a named branch, which one is always on.
    public func facts() async throws(Fault) -> RepositoryFacts {
        async let status = check(call("status", "--print0"))
        async let place = check(call("log", "--rev", "wdir()", "--template", #"{p1node}\0{branch}\0{peerurls % "{name}\0{url}\0"}"#))
        do {
            let fields = try await place.fields
            var addresses: [String: String] = [:]
            for index in stride(from: 2, to: fields.count - 1, by: 2) { addresses[fields[index]] = fields[index + 1] }
            let address = addresses["default"] ?? (addresses.count == 1 ? addresses.values.first : nil)
            return RepositoryFacts(
                head: fields.first.flatMap(Self.commit), branch: fields.count > 1 ? fields[1] : nil, clean: try await status.output.isEmpty,
                shallow: false, remote: address.map(RemoteAddress.withoutCredentials))
        } catch let fault as Fault {
            throw fault
        } catch {
            throw Fault(.defect, "unexpected: \(error)")
        }
    }

    /// The tracked files below the root, sorted by their bytes; names that are not UTF-8 are left out. Those of subrepositories are not this
    /// repository's.
    public func trackedFiles() async throws(Fault) -> [String] {
        let reply = try await world.run(call("files", "--print0", "relpath:."))
        // hg ends with 1 where it lists nothing.
        guard reply.succeeded || (reply.status == 1 && reply.errors.isEmpty) else {
            return try await check(call("files", "relpath:.")).fields
        }
        return reply.names.sorted { $0.precedes($1) }
    }

    /// The files below some folders that are tracked, or neither tracked nor ignored; names that are not UTF-8 are left out.
    public func files(below folders: [String]) async throws(Fault) -> [String] {
        try await check(
            call(
                ["status", "--print0", "--no-status", "--modified", "--added", "--deleted", "--clean", "--unknown", "--"]
                    + folders.map { "relpath:\($0)" })
        ).names
    }

    /// The full id of the commit that is checked out; nil before the first one.
    public func head() async throws(Fault) -> String? {
        Self.commit(try await check(call("log", "--rev", ".", "--template", "{node}")).text)
    }

    /// The paths that are modified, removed, missing or untracked, relative to the work tree's top.
    public func changedPaths() async throws(Fault) -> [String] {
        try await world.check(call("status", "--print0", "--no-status"), .historyFailed, hint: "run `hg status`; it says what is wrong")
            .names
    }

    /// An id as hg writes it; nil for that of no commit, which is all zeros.
    public static func commit(_ id: String) -> String? { id.isEmpty || id.allSatisfy { $0 == "0" } ? nil : id }

    /// The revision set of a commit.
    /// - Throws: a `Fault` for what is no whole id: names of tags and branches are nobody's to smuggle in.
    public static func revision(_ id: String) throws(Fault) -> String {
        guard id.utf8.count == 40, id.allSatisfy({ $0.isHexDigit && $0.isASCII }) else {
            throw Fault(
                .documentInvalid, "`\(id)` is no full id of a Mercurial commit", hint: "run the pipeline again, from rk-discover on")
        }
        return "id(\(id))"
    }

    /// A text as a string of hg's languages for revision sets and templates; in the latter, a brace would begin an expression.
    static func literal(_ text: String, inTemplate: Bool = false) -> String {
        var result = "\""
        for character in text.unicodeScalars {
            if character == "\\" || character == "\"" || (inTemplate && character == "{") { result.unicodeScalars.append("\\") }
            result.unicodeScalars.append(character)
        }
        return result + "\""
    }
}

extension Completion {
    /// The parts of the output that end with NUL.
    var fields: [String] {
        var parts = output.split(separator: 0, omittingEmptySubsequences: false)
        if parts.last?.isEmpty == true { parts.removeLast() }
        return parts.map { String(decoding: $0, as: UTF8.self) }
    }

    /// The paths in the output, each with NUL at its end; those that are not UTF-8 are left out.
    var names: [String] { output.split(separator: 0).compactMap { String(validating: $0, as: UTF8.self) } }
}
