/// A profile of a POM: what it adds, and when it is active by itself.
struct MavenProfile: Sendable {
    /// The id.
    let id: String
    /// What it adds to the POM.
    let layer: MavenLayer
    /// The element `activation`; nil for a profile that only the command line switches on.
    private let activation: XMLElement?

    /// Reads a profile.
    init(_ element: XMLElement) {
        id = element["id"]?.text ?? "default"
        layer = MavenLayer(element)
        activation = element["activation"]
    }

    /// Whether it is active where no other profile of its POM is.
    var isActiveByDefault: Bool { activation?["activeByDefault"]?.text == "true" }
    /// Whether a file decides, for which Maven looks in the folder of the project that is built, not of the POM.
    var dependsOnFiles: Bool { activation?["file"] != nil }

    /// Whether its conditions hold, all of them, for a project in a folder; false without any.
    func isTriggered(_ machine: MavenMachine, folder: String, in tree: SourceTree) -> Bool {
        guard let activation else { return false }
        var answers: [Bool] = []
        if let jdk = activation["jdk"]?.text, !jdk.isEmpty { answers.append(Self.isJava(machine.java, jdk)) }
        if let system = activation["os"] { answers.append(Self.isSystem(machine, system)) }
        if let property = activation["property"] { answers.append(Self.isSet(machine, property)) }
        if let file = activation["file"] { answers.append(Self.isThere(file, machine, folder: folder, in: tree)) }
        return !answers.isEmpty && answers.allSatisfy { $0 }
    }

    /// Whether a JDK fits: a range, or the beginning of its version, either negated by `!`.
    static func isJava(_ version: String, _ condition: String) -> Bool {
        if condition.hasPrefix("!") { return !isJava(version, String(condition.dropFirst())) }
        guard let first = condition.first, first == "[" || first == "(" else { return version.hasPrefix(condition) }
        return MavenRange(condition)?.contains(version) ?? false
    }

    /// Whether the system fits in all that is said of it.
    private static func isSystem(_ machine: MavenMachine, _ element: XMLElement) -> Bool {
        /// Whether a condition holds; a missing one does.
        func holds(_ name: String, _ test: (String) -> Bool) -> Bool {
            guard let text = element[name]?.text.lowercased(), !text.isEmpty else { return true }
            return text.hasPrefix("!") ? !test(String(text.dropFirst())) : test(text)
        }
        return holds("name") { $0 == machine.system } && holds("family") { machine.families.contains($0) }
            && holds("arch") { $0 == machine.processor } && holds("version") { _ in false }
    }

    /// Whether a property is set, or not set, or has a value.
    private static func isSet(_ machine: MavenMachine, _ element: XMLElement) -> Bool {
        guard var name = element["name"]?.text, !name.isEmpty else { return false }
        let isReversed = name.hasPrefix("!")
        if isReversed { name.removeFirst() }
        let value = machine.property(name)
        guard let wanted = element["value"]?.text, !wanted.isEmpty else { return (value != nil) != isReversed }
        return wanted.hasPrefix("!") ? value != String(wanted.dropFirst()) : value == wanted
    }

    /// Whether a file is there, or missing.
    private static func isThere(_ element: XMLElement, _ machine: MavenMachine, folder: String, in tree: SourceTree) -> Bool {
        let exists = element["exists"]?.text ?? ""
        let isMissing = exists.isEmpty
        var path = isMissing ? element["missing"]?.text ?? "" : exists
        guard !path.isEmpty else { return false }
        for name in ["${basedir}", "${project.basedir}", "${pom.basedir}"] { path = path.replacing(name, with: ".") }
        for (name, value) in machine.properties { path = path.replacing("${\(name)}", with: value) }
        guard !path.contains("${"), let inside = RelativePath.join(folder, path) else { return isMissing }
        return Files.exists(tree.absolute(inside)) != isMissing
    }
}

/// A range of versions, as `[1.8,11),[17,)` (Maven POM reference, "Dependency Version Requirement Specification").
struct MavenRange: Sendable {
    /// One interval.
    private struct Interval: Sendable {
        /// The lowest version; nil without a lower end.
        var low: MavenOrder?
        /// Whether the lowest version belongs to it.
        var includesLow: Bool
        /// The highest version.
        var high: MavenOrder?
        /// Whether the highest version belongs to it.
        var includesHigh: Bool
    }

    /// The intervals.
    private let intervals: [Interval]

    /// Reads a range; nil for what is none, a version alone too.
    init?(_ text: String) {
        var intervals: [Interval] = []
        var rest = text[...]
        while let open = rest.first {
            if open == "," || open.isWhitespace {
                rest.removeFirst()
                continue
            }
            guard open == "[" || open == "(", let end = rest.firstIndex(where: { $0 == "]" || $0 == ")" }) else { return nil }
            let inside = rest[rest.index(after: rest.startIndex)..<end]
            let ends = inside.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmed)
            guard ends.count == 1 || ends.count == 2 else { return nil }
            let order = ends.map { $0.isEmpty ? nil : MavenOrder($0) }
            intervals.append(
                Interval(low: order[0], includesLow: open == "[", high: order[order.count - 1], includesHigh: rest[end] == "]"))
            rest = rest[rest.index(after: end)...]
        }
        guard !intervals.isEmpty else { return nil }
        self.intervals = intervals
    }

    /// Whether a version lies in one of the intervals.
    func contains(_ version: String) -> Bool {
        let order = MavenOrder(version)
        return intervals.contains { interval in
            if let low = interval.low, order < low || (order == low && !interval.includesLow) { return false }
            if let high = interval.high, order > high || (order == high && !interval.includesHigh) { return false }
            return true
        }
    }
}
