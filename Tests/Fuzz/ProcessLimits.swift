#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the system lets a process have, and what it has had.
enum ProcessLimits {
    /// Bounds the memory that can be asked for at all, so that a bomb ends this process and not the machine.
    static func boundMemory(to bytes: Int) {
        var limit = rlimit(rlim_cur: rlim_t(bytes), rlim_max: rlim_t(bytes))
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        #else
            _ = setrlimit(RLIMIT_AS, &limit)
        #endif
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        #else
            _ = setrlimit(RLIMIT_CORE, &none)
        #endif
    }

    /// The signal that ends a process whose time is up.
    static var timeSignal: Int32 { SIGPROF }

    /// Lets the process run for so many seconds of processor time from now on; then SIGPROF ends it, also in an endless loop.
    static func boundTime(to seconds: Int) {
        var timer = itimerval()
        timer.it_value.tv_sec = numericCast(seconds)
        #if canImport(Glibc)
            _ = setitimer(__itimer_which_t(ITIMER_PROF.rawValue), &timer, nil)
        #else
            _ = setitimer(ITIMER_PROF, &timer, nil)
        #endif
    }

    /// The most memory that this program had at any time, in bytes. `getrusage` would count what its starter had too.
    static var peakMemory: Int {
        #if os(Linux)
            if let peak = peakOfStatus { return peak }
        #endif
        var usage = rusage()
        #if canImport(Glibc)
            _ = getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            _ = getrusage(RUSAGE_SELF, &usage)
        #endif
        #if canImport(Darwin)
            return Int(usage.ru_maxrss)
        #else
            return Int(usage.ru_maxrss) << 10
        #endif
    }

    #if os(Linux)
        /// What the kernel says of this program's own memory (proc_pid_status(5), VmHWM).
        private static var peakOfStatus: Int? {
            let file = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { return nil }
            defer { close(file) }
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = read(file, &buffer, buffer.count)
            guard count > 0, let mark = buffer[..<count].firstRange(of: Array("VmHWM:".utf8)) else { return nil }
            let digits = buffer[mark.upperBound...].drop { $0 == 0x20 || $0 == 0x09 }.prefix { (0x30...0x39).contains($0) }
            return Int(String(decoding: digits, as: UTF8.self)).map { $0 << 10 }
        }
    #endif
}
