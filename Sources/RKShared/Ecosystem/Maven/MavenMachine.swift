/// What Maven's defaults depend on beyond the POMs: the machine, and the options of `.mvn/maven.config`.
struct MavenMachine: Sendable {
    /// The version of the JDK; nothing is run to find the real one.
    var java = "17.0.0"
    /// The system's name, in lower case.
    var system = Self.currentSystem
    /// The system's families, in lower case.
    var families: Set<String> = Self.currentFamilies
    /// The processor, in lower case.
    var processor = Self.currentProcessor
    /// The properties of the command line.
    var properties: [String: String] = [:]
    /// The profiles that the command line switches on.
    var activated: Set<String> = []
    /// The profiles that the command line switches off.
    var deactivated: Set<String> = []

    /// The families that Maven knows; any other name is one of a system whose own name holds it.
    private static let knownFamilies: Set<String> = [
        "windows", "win9x", "winnt", "dos", "mac", "tandem", "unix", "openvms", "z/os", "os/400", "os/2", "netware",
    ]

    /// Whether the system is one of a family, in lower case.
    func isOf(family: String) -> Bool {
        families.contains(family) || !Self.knownFamilies.contains(family) && system.contains(family)
    }

    #if os(macOS)
        /// The name that Java gives this system.
        private static let currentSystem = "mac os x"
        /// The families of this system.
        private static let currentFamilies: Set<String> = ["mac", "unix"]
    #else
        /// The name that Java gives this system.
        private static let currentSystem = "linux"
        /// The families of this system.
        private static let currentFamilies: Set<String> = ["unix"]
    #endif

    #if arch(arm64)
        /// The name that Java gives this processor.
        private static let currentProcessor = "aarch64"
    #else
        /// The name that Java gives this processor.
        private static let currentProcessor = "amd64"
    #endif

    /// The value of a property of the command line or of Java; nil for one that is not set, as variables of the environment are not.
    func property(_ name: String) -> String? {
        if let value = properties[name] { return value }
        switch name {
        case "java.version": return java
        case "java.specification.version", "java.vm.specification.version":
            return java.hasPrefix("1.") ? "1.\(java.split(separator: ".")[1])" : String(java.prefix { $0 != "." })
        case "os.name": return system
        case "os.arch": return processor
        case "file.separator": return "/"
        case "path.separator": return ":"
        case "line.separator": return "\n"
        case "java.home", "java.vendor", "user.home", "user.name", "user.dir", "os.version", "maven.version", "maven.home", "file.encoding",
            "java.io.tmpdir", "java.class.version":
            return ""
        default: return nil
        }
    }
}
