extension Call {
    /// Whether its program is there: on PATH, or at the path that it names, which may be relative to the call's folder.
    public var isInstalled: Bool {
        if program.contains("/") { return Files.exists(program.hasPrefix("/") ? program : "\(directory ?? ".")/\(program)") }
        return ChildEnvironment(changes: environment).executable(of: program) != nil
    }
}
