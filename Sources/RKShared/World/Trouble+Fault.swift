extension Files.Trouble {
    /// The trouble with writing a file, as a fault.
    public func fault(writing path: String) -> Fault {
        Fault(
            .fileUnwritable, "`\(path)` cannot be written: \(reason)", hint: "look at its permissions and at the space on the disk",
            at: Place(path))
    }

    /// The trouble with reading a file, as a fault.
    public func fault(reading path: String) -> Fault {
        Fault(.fileUnreadable, "`\(path)` cannot be read: \(reason)", hint: "look at its permissions", at: Place(path))
    }

    /// What is wrong, in words that follow a colon.
    private var reason: String {
        switch self {
        case .missing: "there is no such file or folder"
        case .notAFile: "it is no regular file"
        case .tooLarge(let size): "it has \(size) bytes, more than are expected"
        case .refused(let reason): reason
        }
    }
}
