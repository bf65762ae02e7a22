import RKShared
import SystemPackage
import _NIOFileSystem

/// A git repository whose tags are served as versions of modules.
struct GoRepository: Sendable {
    /// The path of a module at the repository's root, as in `example.com/mono`.
    let prefix: String
    /// The work tree or bare repository, absolute.
    private let path: String
    /// A bare repository of our own that sees the other one's objects: its attributes decide what is in archives.
    private let mirror: String
    /// How git is run.
    private let world: World

    /// Opens a repository.
    /// - Parameters:
    ///   - source: `MODULE=PATH`, as a user writes it.
    ///   - folder: where the mirrors lie.
    /// - Throws: a `Fault` for what is no module's path or no repository.
    init(_ source: String, in folder: Folder, world: World = .live) async throws {
        let parts = source.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, GoRequest.isModulePath(String(parts[0])) else {
            throw Fault(.usage, "--go-repository \(source) is not of the form MODULE=PATH", hint: "write it like example.com/mono=../mono")
        }
        prefix = String(parts[0])
        self.world = world
        let asked = try await world.run(
            Self.git(
                ["-C", String(parts[1])],
                ["rev-parse", "--path-format=absolute", "--show-object-format", "--git-common-dir", "--git-path", "objects"]))
        let lines = asked.text.split(separator: "\n").map(String.init)
        guard asked.succeeded, lines.count == 3 else {
            throw Fault(
                .usage, "--go-repository \(source): \(parts[1]) is no git repository\n\(asked.lastLines(2))", hint: "name a clone of it")
        }
        path = lines[1]
        mirror = folder.appending(Digest.sha256(Array("\(source) \(path)".utf8))).string
        _ = try await world.check(Self.git([], ["init", "--quiet", "--bare", "--template=", "--object-format=\(lines[0])", mirror]))
        try await Self.write(lines[2], to: "objects/info", "alternates", of: mirror)
        try await Self.write("* -export-subst -export-ignore", to: "info", "attributes", of: mirror)
    }

    /// Writes a line into a file of the mirror.
    private static func write(_ line: String, to subfolder: String, _ name: String, of mirror: String) async throws {
        let folder = Folder(path: FilePath("\(mirror)/\(subfolder)"))
        try await folder.create()
        try await folder.replace(name, with: Array("\(line)\n".utf8))
    }

    /// A call of git that neither asks nor translates, and of no other repository than the one that is meant.
    private static func git(_ options: [String], _ arguments: [String]) -> Call {
        Call(
            "git", options + ["-c", "core.autocrlf=input", "-c", "core.eol=lf", "--literal-pathspecs"] + arguments,
            environment: [
                "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "GIT_DIR": nil, "GIT_WORK_TREE": nil,
                "GIT_INDEX_FILE": nil, "GIT_OBJECT_DIRECTORY": nil, "GIT_COMMON_DIR": nil, "GIT_NAMESPACE": nil,
            ])
    }

    /// A call in the repository itself, which has the tags and branches.
    private func source(_ arguments: [String]) -> Call { Self.git(["--git-dir=\(path)"], arguments) }

    /// A call in the mirror, which has the same objects.
    private func mirrored(_ arguments: [String]) -> Call { Self.git(["--git-dir=\(mirror)"], arguments) }

    /// The names of tags, without `refs/tags/`, in no order that counts.
    /// - Parameter condition: an option of `git for-each-ref` that narrows them down.
    func tags(_ condition: String? = nil) async throws -> [String] {
        let arguments = ["for-each-ref", "--format=%(refname:strip=2)"] + (condition.map { [$0] } ?? []) + ["refs/tags/"]
        return try await world.check(source(arguments)).text.split(separator: "\n").map(String.init)
    }

    /// The commit that a full name of a reference, `HEAD`, or the beginning of an id stands for.
    func commit(_ name: String) async throws -> String? {
        let reply = try await world.run(source(["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"]))
        let id = reply.text.trimmed
        return reply.succeeded && !id.isEmpty ? id : nil
    }

    /// When a commit was made, in seconds since 1970.
    func time(of commit: String) async throws -> Int64 {
        let text = try await world.check(mirrored(["log", "-1", "--no-show-signature", "--format=%ct", commit, "--"])).text.trimmed
        return Int64(text) ?? 0
    }

    /// Whether a commit comes before another one, or is it.
    func isAncestor(_ older: String, of newer: String) async throws -> Bool {
        try await world.run(mirrored(["merge-base", "--is-ancestor", older, newer])).succeeded
    }

    /// The bytes of a file at a commit, as they were committed; nil when there is none.
    func file(_ name: String, at commit: String) async throws -> [UInt8]? {
        let reply = try await world.run(mirrored(["cat-file", "blob", "\(commit):\(name)"]))
        return reply.succeeded && reply.output.count <= GoModuleSelection.manifestLimit ? reply.output : nil
    }

    /// The files below a folder (`.` for all) at a commit, with their names relative to it.
    func files(below folder: String, at commit: String) async throws -> [GoModuleSelection.File] {
        let listed = try await world.check(
            mirrored(["ls-tree", "-r", "-l", "-z", "--full-tree", commit] + (folder == "." ? [] : ["--", "\(folder)/"])))
        let skip = folder == "." ? 0 : folder.utf8.count + 1
        return listed.output.split(separator: 0).compactMap { line in
            guard let tab = line.firstIndex(of: UInt8(ascii: "\t")) else { return nil }
            let words = line[..<tab].split(separator: UInt8(ascii: " ")).map { String(decoding: $0, as: UTF8.self) }
            guard words.count == 4 else { return nil }
            return GoModuleSelection.File(
                name: String(decoding: line[(tab + 1)...].dropFirst(skip), as: UTF8.self), isRegular: words[0].hasPrefix("100"),
                size: Int(words[3]) ?? 0)
        }
    }

    /// An archive of a folder at a commit, as `git archive` makes it: line ends are those that the attributes ask for.
    func archive(of folder: String, at commit: String) async throws -> ZipArchive {
        let bytes = try await world.check(
            mirrored(["archive", "--format=zip", "-0", commit] + (folder == "." ? [] : ["--", folder]))
        ).output
        return try await ZipArchive(size: bytes.count) { offset, length in
            let start = min(max(0, offset), bytes.count)
            return Array(bytes[start..<min(bytes.count, start + max(0, length))])
        }
    }
}
