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
    /// The signal of Ctrl-Z.
    public static var suspend: Int32 { SIGTSTP }

    /// Stops the process as Ctrl-Z does where nobody takes it over, and returns when it goes on; at once where no shell could see to that.
    public static func stopProcess() {
        let handler = signal(SIGTSTP, SIG_DFL)
        var (only, before) = (sigset_t(), sigset_t())
        sigemptyset(&only)
        sigaddset(&only, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &only, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        signal(SIGTSTP, handler)
    }
}
