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

    /// Whether its conditions hold, all of them, for a project in a folder; false without any. The properties are those of its own POM.
    func isTriggered(_ machine: MavenMachine, folder: String, properties: [String: XMLElement], in tree: SourceTree) -> Bool {
        guard let activation else { return false }
        var answers: [Bool] = []
        if let jdk = activation["jdk"]?.text, !jdk.isEmpty { answers.append(Self.isJava(machine.java, jdk)) }
        if let system = activation["os"] { answers.append(!system.children.isEmpty && Self.isSystem(machine, system)) }
        if let property = activation["property"] { answers.append(Self.isSet(machine, property)) }
        if let file = activation["file"] { answers.append(Self.isThere(file, machine, folder: folder, properties, in: tree)) }
        return !answers.isEmpty && answers.allSatisfy { $0 }
    }

    /// Whether a JDK fits: the ends of a range, or the beginning of its version, which `!` negates.
    ///
    /// Only the first two ends count, and brackets may be missing: Maven reads these ranges otherwise than those of dependencies.
    static func isJava(_ version: String, _ condition: String) -> Bool {
        if condition.hasPrefix("!") { return !version.hasPrefix(condition.dropFirst()) }
        guard let first = condition.first, first == "[" || first == "(" else { return version.hasPrefix(condition) }
        var ends: [(text: String, isClosed: Bool)] = []
        for part in condition.split(separator: ",", omittingEmptySubsequences: false) {
            if let bracket = part.first, "[(".contains(bracket) {
                ends.append((part.filter { $0 != bracket }.trimmed, bracket == "["))
            } else if let bracket = part.last, "])".contains(bracket) {
                ends.append((part.filter { $0 != bracket }.trimmed, bracket == "]"))
            } else if part.isEmpty {
                ends.append(("", false))
            }
        }
        if ends.count < 2 { ends.append(("99999999", false)) }
        guard let low = order(of: version, ends[0], isLow: true), low >= 0 else { return false }
        return low == 0 || order(of: version, ends[1], isLow: false).map { $0 <= 0 } ?? false
    }

    /// Whether a JDK's version lies below (-1), on (0) or above (1) an end; nil for an end that is no version.
    private static func order(of version: String, _ end: (text: String, isClosed: Bool), isLow: Bool) -> Int? {
        guard !end.text.isEmpty else { return isLow ? 1 : -1 }
        let own = version.split { "._-".contains($0) }.map { String($0.filter(\.isNumber)) } + ["0", "0", "0"]
        let other = end.text.split(separator: ".", omittingEmptySubsequences: false).map(String.init) + ["0", "0", "0"]
        for (left, right) in zip(own, other).prefix(3) {
            guard let left = Int(left), let right = Int(right) else { return nil }
            if left != right { return left < right ? -1 : 1 }
        }
        return end.isClosed ? 0 : isLow ? -1 : 1
    }

    /// Whether the system fits in all that is said of it.
    private static func isSystem(_ machine: MavenMachine, _ element: XMLElement) -> Bool {
        /// Whether a condition holds; a missing one does.
        func holds(_ name: String, _ test: (String) -> Bool) -> Bool {
            guard let text = element[name]?.text.lowercased(), !text.isEmpty else { return true }
            return text.hasPrefix("!") ? !test(String(text.dropFirst())) : test(text)
        }
        return holds("name") { $0 == machine.system } && holds("family") { machine.isOf(family: $0) }
            && holds("arch") { $0 == machine.processor } && holds("version") { _ in false }
    }

    /// Whether a property is set, or not set, or has a value.
    private static func isSet(_ machine: MavenMachine, _ element: XMLElement) -> Bool {
        guard var name = element["name"]?.text, !name.isEmpty else { return false }
        let isReversed = name.hasPrefix("!")
        if isReversed { name.removeFirst() }
        let value = machine.property(name)
        guard let wanted = element["value"]?.text, !wanted.isEmpty else {
            return (value != nil && machine.properties[name] != "") != isReversed
        }
        return wanted.hasPrefix("!") ? value != String(wanted.dropFirst()) : value == wanted
    }

    /// Whether a file is there, or missing.
    private static func isThere(
        _ element: XMLElement, _ machine: MavenMachine, folder: String, _ properties: [String: XMLElement], in tree: SourceTree
    ) -> Bool {
        let exists = element["exists"]?.text ?? ""
        let isMissing = exists.isEmpty
        var path = isMissing ? element["missing"]?.text ?? "" : exists
        guard !path.isEmpty else { return false }
        // Of the folder's names only this one counts, as Maven means it to be.
        path = path.replacing("${basedir}", with: ".")
        for name in MavenModel.propertyNames(in: path) {
            guard let value = properties[name]?.text ?? machine.properties[name] else { continue }
            path = path.replacing("${\(name)}", with: value)
        }
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
