extension Outcome {
    /// The words in front of the option that left a package out.
    private static let leftOut = "left out by "

    /// The reason of a package that would be released, had an option of rk-publish not left it out.
    public static func leftOut(by option: String) -> String { leftOut + option }

    /// Whether an option of rk-publish left the package out.
    public var isLeftOut: Bool { status == .skipped && why?.hasPrefix(Self.leftOut) ?? false }
}
