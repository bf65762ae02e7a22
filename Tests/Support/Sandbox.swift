public import RKShared

/// A temporary folder with an environment of its own, gone at the end of the test.
public final class Sandbox: Sendable {
    /// The folder, links resolved.
    public let folder: String
    /// The variables of everything that runs here: no user's or system's configuration of git, a fixed author and clock.
    public let environment: [String: String?]

    /// An empty folder.
    public init() async throws {
        folder = try TemporaryFolder.make()
        environment = [
            "PATH": "\(Programs.folder):\(Programs.tools):\(StandardStreams.environment["PATH"] ?? "/usr/bin:/bin")",
            "HOME": folder, "XDG_CONFIG_HOME": "\(folder)/.config", "XDG_STATE_HOME": "\(folder)/.state",
            "XDG_CACHE_HOME": StandardStreams.environment["XDG_CACHE_HOME"] ?? "\(StandardStreams.environment["HOME"] ?? folder)/.cache",
            "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.com",
            "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.com", "GIT_AUTHOR_DATE": "2026-01-02T03:04:05Z",
            "GIT_COMMITTER_DATE": "2026-01-02T03:04:05Z", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "CI": nil, "GITHUB_ACTIONS": nil,
            "RK_REGISTRY": nil, "RK_DRY_RUN": nil, "UV_PUBLISH_URL": nil, "UV_PUBLISH_TOKEN": nil, "UV_INDEX": nil,
        ]
    }

    deinit { TemporaryFolder.remove(folder) }

    /// Runs a script with bash, in the folder or in one below it; the toolkit's programs are on PATH.
    @discardableResult
    public func shell(_ script: String, in subfolder: String = ".", environment extra: [String: String?] = [:]) async throws -> Completion {
        var call = Call("bash", ["-c", script], in: subfolder == "." ? folder : "\(folder)/\(subfolder)")
        call.environment = environment.merging(extra) { _, new in new }
        return try await World.live.run(call)
    }

    /// Runs a script that must succeed.
    @discardableResult
    public func check(_ script: String, in subfolder: String = ".", environment extra: [String: String?] = [:]) async throws -> Completion {
        let completion = try await shell(script, in: subfolder, environment: extra)
        guard completion.succeeded else { throw ShellFault(script: script, completion: completion) }
        return completion
    }

    /// Runs a pipeline that must succeed and print a document; the document is kept for the schema's test.
    public func document(_ script: String, in subfolder: String = ".", environment extra: [String: String?] = [:]) async throws -> JSON {
        let completion = try await check("set -o pipefail; \(script)", in: subfolder, environment: extra)
        let json = try JSON(parsing: completion.output)
        try await keep(completion.output)
        return json
    }

    /// Keeps a document where the check against the schema looks, if that is asked for.
    private func keep(_ document: [UInt8]) async throws {
        guard let folder = StandardStreams.environment["RK_TEST_DOCUMENTS"] else { return }
        var call = Call("bash", ["-c", "cat > \"$(mktemp \"$0/XXXXXXXX.json\")\"", folder])
        call.input = document
        _ = try await World.live.check(call)
    }

    /// Writes a file, its folders included.
    public func write(_ path: String, _ content: String) async throws { try write(path, Array(content.utf8)) }

    /// Writes a file that need not be text, its folders included.
    public func write(_ path: String, _ content: [UInt8]) throws {
        TemporaryFolder.make(path: RelativePath.folder(of: "\(folder)/\(path)"))
        try TemporaryFolder.write(content, to: "\(folder)/\(path)")
    }

    /// Writes some files below a folder.
    public func write(_ files: [String: String], below subfolder: String) async throws {
        for (path, content) in files { try await write("\(subfolder)/\(path)", content) }
    }

    /// The text of a file.
    public func read(_ path: String) throws -> String {
        String(decoding: try Files.read("\(folder)/\(path)"), as: UTF8.self)
    }
}

/// A script that should have succeeded.
public struct ShellFault: Error, CustomStringConvertible {
    /// The script.
    public let script: String
    /// How it ended.
    public let completion: Completion

    /// A script and how it ended.
    public init(script: String, completion: Completion) {
        self.script = script
        self.completion = completion
    }

    /// What a person needs to see.
    public var description: String {
        "`\(script)` ended with \(completion.status)\n\(completion.text.suffix(2000))\n\(String(decoding: completion.errors, as: UTF8.self).suffix(4000))"
    }
}

/// Where the programs and tools of a test run are.
public enum Programs {
    /// The folder of the programs that were just built.
    public static var folder: String {
        StandardStreams.environment["RK_BIN"] ?? "\(root)/.build/debug"
    }

    /// The folder of the tools that `scripts/setup` installed.
    public static var tools: String { "\(root)/.tools/bin" }

    /// The project's root.
    public static var root: String {
        let parts = #filePath.split(separator: "/").dropLast(3)
        return "/" + parts.joined(separator: "/")
    }

    /// The folder of shared fixtures beside the project; nil where it is absent.
    public static var sharedFixtures: String? {
        let folder = RelativePath.join(String(root.dropFirst()), "../shared/fixtures").map { "/\($0)" }
        return folder.flatMap { Files.isFolder($0) ? $0 : nil }
    }
}
