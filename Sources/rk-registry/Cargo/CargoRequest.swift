/// What a path of the registry asks for.
enum CargoRequest: Hashable, Sendable {
    /// `/config.json`.
    case configuration
    /// `/ab/cd/NAME`: a file of the index.
    case index(CrateName)
    /// `/api/v1/crates`: a search.
    case search
    /// `/api/v1/crates/new`.
    case new
    /// `/api/v1/crates/NAME/owners`.
    case owners(CrateName)
    /// `/api/v1/crates/NAME/VERSION/download`.
    case download(CrateName, String)
    /// `/api/v1/crates/NAME/VERSION/yank`.
    case yank(CrateName, String)
    /// `/api/v1/crates/NAME/VERSION/unyank`.
    case unyank(CrateName, String)

    /// Reads a path below the registry's own, its `%XX` resolved; nil for one that means nothing.
    init?(_ path: String) {
        let words = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard words.starts(with: ["api", "v1", "crates"]) else {
            if words == ["config.json"] {
                self = .configuration
            } else if let name = words.last.flatMap({ CrateName($0) }), name.indexPath == path {
                self = .index(name)
            } else {
                return nil
            }
            return
        }
        let rest = Array(words.dropFirst(3))
        switch rest.count {
        case 0: self = .search
        case 1 where rest[0] == "new": self = .new
        case 2 where rest[1] == "owners":
            guard let name = CrateName(rest[0]) else { return nil }
            self = .owners(name)
        case 3:
            guard let name = CrateName(rest[0]) else { return nil }
            switch rest[2] {
            case "download": self = .download(name, rest[1])
            case "yank": self = .yank(name, rest[1])
            case "unyank": self = .unyank(name, rest[1])
            default: return nil
            }
        default: return nil
        }
    }
}
