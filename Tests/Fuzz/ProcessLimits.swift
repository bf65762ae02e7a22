import RKShared

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

    /// The most memory that the program had at any time, in bytes. Linux counts what the process had before it became this program in
    /// `getrusage`, that of a test with much in memory for instance, but not in its status.
    static var peakMemory: Int {
        if let status = try? Files.read("/proc/self/status"),
            let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
            let kibibytes = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Int($0) })
        {
            return kibibytes << 10
        }
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
}
