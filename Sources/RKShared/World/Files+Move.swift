#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Files {
    /// Gives a file or folder another path on the same disk, in one step.
    public static func move(_ path: String, to target: String) throws(Trouble) {
        guard rename(path, target) == 0 else { throw refusal() }
    }
}
