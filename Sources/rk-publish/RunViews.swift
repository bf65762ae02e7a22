import RKShared

/// What shows a run: a live table on a terminal, lines elsewhere, events in a file.
final class RunViews: Sendable {
    /// Told of every event.
    let note: @Sendable (RunEvent) -> Void
    /// Redraws the table.
    private let ticker: Task<Void, Never>?
    /// The table, on a terminal.
    private let table: TableWatcher?

    /// The views that the options and the terminal ask for. Before the table is drawn, it takes the keyboard where that was lent: a shell
    /// tells nobody that it gives the terminal to a program in the background.
    /// - Throws: a `Fault` when the file for events cannot be written.
    init(plan: PublishPlan, eventsPath: String?, invocation: Invocation, keyboard: Keyboard?) throws(Fault) {
        let world = invocation.world
        let subjects = plan.items.map { RunPicture.Subject(id: $0.package.id, version: $0.version, level: $0.level) }
        var observers: [any Observer] = []
        if let eventsPath {
            let file = try AppendedFile(eventsPath)
            observers.append(EventLog { file.append($0) })
        }
        let console = invocation.console
        let toError: @Sendable (String) -> Void = { StandardStreams.error(Array($0.withoutWorkflowCommands.utf8)) }
        var table: TableWatcher?
        if console.isJSON, console.verbosity > .quiet {
            observers.append(WithoutFindings(observer: EventLog(write: toError)))
        } else if console.verbosity > .quiet {
            if Self.isLive(invocation) {
                let isUnicode = Self.isUnicode(invocation.environment)
                let view = TableView(subjects, isColoured: console.isColoured, isUnicode: isUnicode, hasKeys: keyboard != nil)
                let watcher = TableWatcher(view) { StandardStreams.error(Array($0.utf8)) }
                table = watcher
                observers.append(watcher)
            } else {
                let view = LogView(subjects, isVerbose: console.verbosity == .verbose)
                observers.append(WithoutFindings(observer: LogWatcher(view, write: toError)))
            }
        }
        let start = world.now()
        let all = observers
        note = { event in all.note(event, at: world.now() - start) }
        self.table = table
        ticker = table.map { table in
            Task {
                while !Task.isCancelled {
                    if StandardStreams.errorIsForeground {
                        keyboard?.take()
                        let size = StandardStreams.errorSize
                        table.draw(now: world.now() - start, width: size.width, height: size.height)
                    } else {
                        table.leave {}
                    }
                    try? await world.sleep(0.1)
                }
            }
        }
    }

    /// Whether a live table is drawn: on a terminal that can, where commands are not to be shown too.
    static func isLive(_ invocation: Invocation) -> Bool {
        let console = invocation.console
        let isFit = (invocation.environment["TERM"] ?? "dumb") != "dumb" && (invocation.environment["CI"] ?? "").isEmpty
        return console.verbosity == .normal && !console.isJSON && isFit && StandardStreams.errorIsTerminal
    }

    /// Whether the locale has more than ASCII.
    private static func isUnicode(_ environment: [String: String]) -> Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.lowercased().replacing("-", with: "").contains("utf8")
    }

    /// Does something that lets others write to the terminal, such as stopping the program; nothing is drawn meanwhile.
    func leave(during action: () -> Void) {
        guard let table else { return action() }
        table.leave(during: action)
    }

    /// Draws the last frame.
    func end() async {
        guard let ticker, let table else { return }
        ticker.cancel()
        await ticker.value
        let size = StandardStreams.errorSize
        table.draw(now: 0, width: size.width, height: size.height)
    }
}

/// Passes on everything but findings, which the program shows in full at its end.
struct WithoutFindings: Observer {
    /// Told of the rest.
    let observer: any Observer

    /// Passes an event on.
    func note(_ event: RunEvent, at seconds: Double) {
        if case .finding = event { return }
        observer.note(event, at: seconds)
    }
}

/// A file that lines are appended to.
struct AppendedFile: Sendable {
    /// Where it is.
    let path: String

    /// Makes sure that the file can be written.
    init(_ path: String) throws(Fault) {
        self.path = path
        guard StandardStreams.append([], to: path) else {
            throw Fault(.fileUnwritable, "`\(path)` cannot be written", hint: "choose another file for --events")
        }
    }

    /// Appends text with one write.
    func append(_ text: String) { _ = StandardStreams.append(Array(text.utf8), to: path) }
}
