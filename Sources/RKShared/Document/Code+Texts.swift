extension Code {
    /// What happened, why it matters, and what to do.
    public var explanation: String { rawValue }
}
