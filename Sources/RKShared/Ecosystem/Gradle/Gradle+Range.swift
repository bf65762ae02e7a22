extension Gradle {
    /// Never for a project, whose version is published as it is then; else a version alone is the one that is used, `1.+` takes what begins
    /// so, and a range in brackets what lies in it.
    public func takes(_ version: String, after former: String?, by dependency: Dependency) -> Bool? {
        let text = dependency.requirement.trimmed
        if text.isEmpty { return false }
        if text == "+" || text == "latest.release" || text == "latest.integration" { return true }
        if text.hasSuffix(".+") { return version.hasPrefix(text.dropLast(1)) }
        // Gradle also turns a bracket around for an open end: `[1.0,2.0[`.
        var range = text
        if range.hasSuffix("[") { range = "\(range.dropLast()))" }
        if range.hasPrefix("]") { range = "(\(range.dropFirst())" }
        return Maven.takes(version, range)
    }
}
