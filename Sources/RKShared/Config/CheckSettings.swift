/// What rk-check makes of its findings: `[check]` of releasekit.toml.
public struct CheckSettings: Sendable, Hashable {
    /// The codes that are left out.
    public var ignore: Set<Code> = []
    /// How bad findings are, by code, in place of what rk-check takes them for.
    public var severity: [Code: Diagnostic.Severity] = [:]

    /// The defaults.
    public init() {}

    /// Takes the table of the configuration.
    init(in table: inout ConfigurationTable) throws(Fault) {
        guard var section = try table.subtable("check") else { return }
        for (name, place) in try section.stringsWithPlaces("ignore") ?? [] { ignore.insert(try Self.code(name, at: place)) }
        if var severities = try section.subtable("severity") {
            for entry in severities.table.entries {
                let code = try Self.code(entry.key, at: severities.place(of: entry))
                severity[code] = try severities.choice(entry.key)
            }
            try severities.finish()
        }
        try section.finish()
    }

    /// The code of a name.
    private static func code(_ name: String, at place: Place) throws(Fault) -> Code {
        guard let code = Code(rawValue: name) else {
            let near = Suggestion.nearest(to: name, among: Code.allCases.map(\.rawValue))
            throw Fault(
                .configValue, "there is no code `\(name)`", hint: near.map { "did you mean \($0)?" } ?? "`rk-show explain` lists them all",
                at: place)
        }
        return code
    }
}
