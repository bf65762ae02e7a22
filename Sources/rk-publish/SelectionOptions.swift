import ArgumentParser
import RKShared

/// Which packages go where.
struct SelectionOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Publish only packages whose id or name fits. Repeatable.", valueName: "glob"))
    var only: [String] = []

    @Option(
        help: ArgumentHelp("Publish only members of this release group. Repeatable, and beside --only: any of them.", valueName: "name"))
    var group: [String] = []

    @Option(
        help: ArgumentHelp(
            "The registry: an address, or a name (pypi, testpypi, npm, crates-io, proxy.golang.org, central, pub.dev, or one of releasekit.toml); ECOSYSTEM=… for those packages alone. Repeatable.",
            valueName: "url|name"))
    var registry: [String] = []

    @Flag(help: "Leave requirements as they are, where the document has no pins.")
    var noPin = false
}

/// How they are published.
struct MannerOptions: ParsableArguments {
    @Flag(name: .shortAndLong, help: "Print every command that would run; change nothing, ask nobody. Also RK_DRY_RUN=1.")
    var dryRun = false

    @Option(name: .shortAndLong, help: ArgumentHelp("How many packages at once.", valueName: "n"))
    var jobs = 4

    @Option(help: ArgumentHelp("How often a package may be tried; only what may pass is tried again.", valueName: "n"))
    var attempts = 5

    @Flag(help: "Insist on finishing an earlier run: refuse another commit, and complete what the registry has in part.")
    var resume = false

    @Flag(help: "Forget what earlier runs began.")
    var fresh = false

    @Flag(help: "Build and check everything before the first upload.")
    var stage = false

    @Option(
        help: ArgumentHelp("Begin nothing new after this time, as in 50m or 1h30m; exit 75, and the next run goes on.", valueName: "time"))
    var deadline: String?

    @Option(help: ArgumentHelp("How long the index may take to show an upload.", valueName: "time"))
    var indexTimeout = "5m"

    @Option(help: ArgumentHelp("Append every event to this file, a JSON object a line.", valueName: "file"))
    var events: String?

    @Flag(help: "Build a copy of HEAD in a temporary work tree; the user's tree is never touched.")
    var isolated = false

    @Flag(help: "Do not install and import what was published.")
    var noSmokeTest = false

    @Flag(help: "Do not upload attestations that lie beside the artifacts.")
    var noAttestations = false

    @Flag(help: "Build versions that are published already, and compare their digests.")
    var verifyExisting = false

    func validate() throws {
        if jobs < 1 { throw ValidationError("--jobs must be 1 or more") }
        if attempts < 1 { throw ValidationError("--attempts must be 1 or more") }
        if resume && fresh { throw ValidationError("--resume and --fresh contradict each other") }
    }

    /// The options of a run.
    func options(isDryRun: Bool) throws(Fault) -> RunOptions {
        var options = RunOptions(
            isDryRun: isDryRun, isIsolated: isolated, jobs: jobs, attempts: attempts, resumes: resume, isFresh: fresh, isStaged: stage)
        options.deadline = try deadline.map { text throws(Fault) in try Self.seconds("--deadline", text) }
        options.indexTimeout = try Self.seconds("--index-timeout", indexTimeout)
        options.smokeTest = !noSmokeTest
        options.attestations = !noAttestations
        options.verifiesExisting = verifyExisting
        return options
    }

    /// The seconds of a time such as `90`, `50m`, `1h30m`.
    static func seconds(_ option: String, _ text: String) throws(Fault) -> Double {
        var total = 0.0
        var digits = ""
        for character in text {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            let unit: Double? = ["s": 1, "m": 60, "h": 3600][character]
            guard let number = Double(digits), let unit else {
                throw Fault(.usage, "\(option) \(text): this is no time", hint: "write 90, 90s, 50m or 1h30m")
            }
            total += number * unit
            digits = ""
        }
        if let number = Double(digits) { total += number }
        guard total > 0, total < 1e9 else { throw Fault(.usage, "\(option) \(text): this is no time", hint: "write 90, 90s, 50m or 1h30m") }
        return total
    }
}
