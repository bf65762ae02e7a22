/// Asks the programs behind the ecosystems of the user's own: one process for each request, a JSON object on its stdin, one on its stdout.
///
/// A program runs only where `releasekit.toml` at the tree's root names it, and only from a folder outside the repository: a clone cannot
/// bring the code along that it asks for.
public struct PluginHost: Sendable {
    /// The protocol that is spoken.
    static let version = 1
    /// The largest answer, in bytes.
    private static let maximumAnswer = 32 << 20
    /// The lines of stderr that are shown.
    private static let maximumLines = 20
    /// The variable with the seconds that a request may take.
    static let patience = "RK_ECOSYSTEM_TIMEOUT"

    /// The tree whose `releasekit.toml` counts.
    let tree: SourceTree
    /// The outside.
    private let world: World
    /// How long a request may take, in seconds.
    private let seconds: Double
    /// The signals that end this program, where they are taken already; they end the one that is asked, too.
    private let signals: Signals?
    /// Takes the lines that programs print on stderr.
    private let note: @Sendable (String) -> Void

    /// A host for a repository.
    public init(
        for tree: SourceTree, world: World, environment: [String: String], signals: Signals? = nil,
        note: @escaping @Sendable (String) -> Void
    ) {
        self.tree = tree
        self.world = world
        self.signals = signals
        self.note = note
        let asked = environment[Self.patience].flatMap { Double($0) } ?? 60
        seconds = asked > 0 && asked < 86_400 ? asked : 60
    }

    /// Whether a program would be run for an ecosystem, were it named.
    public func isInstalled(_ name: String) -> Bool { executable(of: name) != nil }

    /// What a program says of its ecosystem.
    /// - Parameter place: where it is named.
    public func plugin(_ name: String, namedAt place: Place) async throws(Fault) -> Plugin {
        guard isInstalled(name) else { throw missing(name, place) }
        return try await ask("describe", of: name) { (fields) throws(Fault) in
            Plugin(name: name, description: try PluginDescription(from: &fields))
        }
    }

    /// Sends a request and reads the answer.
    /// - Parameters:
    ///   - root: the absolute path of the files that the request is about; nil for the tree's.
    ///   - files: paths below it that the program must leave as they are: requests only read.
    ///   - read: takes all fields of the answer; what is left over is an error.
    func ask<Answer>(
        _ request: String, of name: String, _ fields: JSONObject = JSONObject(), about root: String? = nil, keeping files: [String] = [],
        read: (inout Fields) throws(Fault) -> Answer
    ) async throws(Fault) -> Answer {
        guard try Configuration.load(from: tree).names(plugin: name) else {
            throw Fault(
                .pluginUnnamed, "\(Configuration.fileName) does not name the ecosystem `\(name)`, so that its program does not run",
                hint: "write `plugins = [\"\(name)\"]` into it, and run the pipeline again", at: Place(Configuration.fileName))
        }
        guard let path = executable(of: name) else { throw missing(name, Place(Configuration.fileName)) }
        var object = fields
        object["protocol"] = .integer(Self.version)
        object["request"] = .string(request)
        object["root"] = .string(root ?? tree.root)
        var call = Call(path, [request], in: root ?? tree.root)
        call.input = JSON.object(object).documentBytes
        call.limits = Call.Limits(seconds: seconds, bytes: Self.maximumAnswer, grace: 0.5)
        call.isShielded = true
        let title = "`\(Plugin.program(of: name)) \(request)`"
        let stamps = files.map { FileStamp(of: "\(root ?? tree.root)/\($0)") }
        let reply = try await run(call, title)
        show(reply.errors, of: name)
        for (file, stamp) in zip(files, stamps) where FileStamp(of: "\(root ?? tree.root)/\(file)") != stamp {
            throw Fault(
                .pluginAnswer, "\(title) changed `\(file)` itself, though requests only read",
                hint: "bring it back, as with `git restore`; what it wants to change belongs into its answer", at: Place(file))
        }
        return try PluginAnswer(reply, title: title).read(read)
    }

    /// Runs a request to its end; a signal that ends this program ends the other one first.
    private func run(_ call: Call, _ title: String) async throws(Fault) -> Completion {
        let task = Task { [world] in
            do throws(Fault) { return Result<Completion, Fault>.success(try await world.run(call)) } catch { return .failure(error) }
        }
        let own = signals == nil ? Signals() : nil
        (signals ?? own)?.onFirst { task.cancel() }
        let result = await withTaskCancellationHandler {
            await task.value
        } onCancel: {
            task.cancel()
        }
        if let number = (signals ?? own)?.first { Signals.end(by: number) }
        own?.stop()
        do throws(Fault) {
            return try result.get()
        } catch {
            guard error.code == .toolFailed else { throw error }
            throw Fault(
                .pluginFailed, error.message.replacing("`\(call.commandLine)`", with: title),
                hint: "\(Self.patience)=SECONDS gives it another time than \(Int(seconds)) s; an answer has at most 32 MiB")
        }
    }

    /// Shows what a program said on stderr.
    private func show(_ bytes: [UInt8], of name: String) {
        let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
        for line in lines.prefix(Self.maximumLines) { note("\(Plugin.program(of: name)): \(line.prefix(500).visible)") }
        if lines.count > Self.maximumLines { note("\(Plugin.program(of: name)): … and \(lines.count - Self.maximumLines) more lines") }
    }

    /// The path of a program: the first on PATH that neither lies in the repository nor is reached through it.
    private func executable(of name: String) -> String? {
        let top = clone
        return ChildEnvironment(changes: [:]).executable(of: Plugin.program(of: name)) { path in
            !Self.isInside(path, top) && !Self.isInside(RelativePath.folder(of: path), top)
        }
    }

    /// The path that `{program}` stands for.
    func path(of name: String) -> String { executable(of: name) ?? Plugin.program(of: name) }

    /// The topmost folder of the clone that the tree is in, links resolved; the tree itself without version control.
    private var clone: String {
        var folder = tree.root
        while !Files.exists("\(folder)/.git") {
            guard folder.count > 1, let slash = folder.lastIndex(of: "/"), slash != folder.startIndex else { return tree.root }
            folder = String(folder[..<slash])
        }
        return folder
    }

    /// Whether a path leads to a folder or into it.
    private static func isInside(_ path: String, _ folder: String) -> Bool {
        guard let real = Files.resolved(path) else { return true }
        return real == folder || real.hasPrefix(folder == "/" ? "/" : folder + "/")
    }

    /// What to say of a program that is not there, or only where it is not run.
    private func missing(_ name: String, _ place: Place) -> Fault {
        let program = Plugin.program(of: name)
        guard let path = ChildEnvironment(changes: [:]).executable(of: program) else {
            return Fault(
                .toolMissing, "the ecosystem `\(name)` is not built in, and there is no program `\(program)` on PATH",
                hint: "install it; built in are \(Catalog.builtIn.map(\.name).joined(separator: ", "))", at: place)
        }
        return Fault(
            .toolMissing, "`\(program)` lies in the repository itself, at `\(path)`, and is not run from there",
            hint: "install it outside: no clone may bring the code along that it asks for", at: place)
    }
}
