#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension Signals {
    /// The signal of Ctrl-C.
    public static var interrupt: Int32 { SIGINT }
    /// The signal by which a person asks a program to begin nothing new for now.
    public static var pause: Int32 { SIGUSR1 }
    /// The signal by which a person asks it to go on.
    public static var resume: Int32 { SIGUSR2 }
}
