extension PEP440Specifiers {
    /// Conditions written for a newer version that they do not allow; those that allow it stay as they are.
    ///
    /// Operators, blanks and the number of numbers stay: `==1.4.0` is `==2.0.1`, `==1.*` is `==2.*`, `~=1.4` is `~=2.0`, and an upper bound
    /// moves to the next of its kind: `>=1.2,<2` is `>=1.2,<3` for 2.1.0. What could not be read becomes `==` and the version.
    public static func raised(_ text: String, to version: String) -> String {
        guard let number = PEP440(version), let now = PEP440Specifiers(text) else { return "==\(version)" }
        guard !now.allows(version) else { return text }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { raised(part: String($0), to: number, version) }
        let result = parts.joined(separator: ",")
        return PEP440Specifiers(result)?.allows(version) == true ? result : "==\(version)"
    }

    /// One condition, with the blanks around it.
    private static func raised(part: String, to number: PEP440, _ version: String) -> String {
        let operators = ["===", "==", "~=", "!=", "<=", ">=", "<", ">"]
        let condition = part.trimmed
        guard let name = operators.first(where: { condition.hasPrefix($0) }) else { return part }
        let old = String(condition.dropFirst(name.count)).trimmed
        let count = old.prefix { $0.isNumber || $0 == "." }.split(separator: ".").count
        let isFree = PEP440Specifiers(condition)?.allows(version) ?? false
        let new: String
        switch name {
        case "==" where old.hasSuffix(".*"): new = shortened(number, to: count) + ".*"
        case "==", "===", "<=": new = isFree ? old : version
        case "~=": new = number.isPrerelease ? version : shortened(number, to: max(2, count))
        case ">=" where number.isPrerelease: new = version
        case "<":
            new = isFree || number.isPrerelease && number < (PEP440(old) ?? number) ? old : upper(than: number, like: old, count: count)
        default: new = old
        }
        return part.replacing(old, with: new, maxReplacements: 1)
    }

    /// A version's first numbers.
    private static func shortened(_ version: PEP440, to count: Int) -> String {
        (0..<count).map { $0 < version.release.count ? version.release[$0].description : "0" }.joined(separator: ".")
    }

    /// The next upper bound of the same kind: `<2` is `<3` for 2.1, `<2.0.0` is `<3.0.0`, `<0.5` is `<0.7` for 0.6.2.
    private static func upper(than version: PEP440, like old: String, count: Int) -> String {
        let bound = PEP440(old)?.release ?? []
        let place = bound.lastIndex { $0 != .zero } ?? 0
        return (0..<max(1, count)).map { index in
            guard index <= place else { return "0" }
            let number = index < version.release.count ? version.release[index] : .zero
            return (index == place ? number.successor : number).description
        }.joined(separator: ".")
    }
}
