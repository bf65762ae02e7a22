import RKShared

/// What happens in a run, as a value: everything that is shown or logged of a run follows from these.
enum RunEvent: Sendable, Hashable {
    /// The run begins, with this many packages in this many levels, `jobs` at a time; always the first event.
    case began(total: Int, levels: Int, jobs: Int)
    /// A package reached a stage.
    case stage(package: String, Stage)
    /// A package will be tried again in `delay` seconds; `attempt` is the number of the try to come, from 2.
    case retry(package: String, attempt: Int, delay: Double, why: String)
    /// A package ended; `why` may have several lines, the first of which says it all.
    case ended(package: String, Outcome.Status, why: String?)
    /// The run as a whole changed.
    case run(RunState)
    /// Something was found that the user should know.
    case finding(Diagnostic)
}

/// What is being done with a package, in the order in which it is done; restoring follows the build, or what failed.
enum Stage: String, Sendable, Hashable, CaseIterable {
    /// Nothing yet.
    case waiting
    /// The registry is asked what it has.
    case asking
    /// The manifest gets the exact versions.
    case pinning
    /// The build runs.
    case building
    /// The artifacts are looked at.
    case checking
    /// All is built; the upload waits for the other packages.
    case staged
    /// The upload runs.
    case publishing
    /// The index does not show it yet.
    case polling
    /// The digests are compared.
    case verifying
    /// It is installed in a clean environment.
    case smokeTesting = "smoke-testing"
    /// The manifest gets its own bytes back.
    case restoring

    /// How far along this is, from 0 to `Stage.steps`.
    var step: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// The step of the last stage.
    static let steps = allCases.count - 1
}

/// What the run as a whole does.
enum RunState: String, Sendable, Hashable, CaseIterable {
    /// Packages begin as soon as they may.
    case running
    /// What was begun goes on; nothing else begins until the run is resumed.
    case paused
    /// What was begun is brought to its end; nothing else begins.
    case stopping
    /// What was begun is broken off.
    case cancelled
    /// All packages ended; always the last event.
    case finished
}

/// Watches a run; is told of each event once, in order.
protocol Observer: Sendable {
    /// Takes an event that happened `seconds` after the run began.
    func note(_ event: RunEvent, at seconds: Double)
}

extension [any Observer] {
    /// Tells all.
    func note(_ event: RunEvent, at seconds: Double) {
        for observer in self { observer.note(event, at: seconds) }
    }
}
