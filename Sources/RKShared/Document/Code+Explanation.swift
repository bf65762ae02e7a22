extension Code {
    /// The long text of a code, for `--explain`.
    /// - Throws: a `Fault` with the nearest code when there is none of this name.
    public static func explain(_ name: String) throws(Fault) -> String {
        guard let code = Code(rawValue: name.uppercased()) else {
            let near = Suggestion.nearest(to: name.uppercased(), among: allCases.map(\.rawValue))
            throw Fault(.usage, "there is no code `\(name)`", hint: near.map { "did you mean \($0)?" } ?? "docs/errors.md lists them all")
        }
        return "\(code.rawValue) (exit status \(code.exitStatus.rawValue))\n\n\(code.explanation)\n"
    }
}
