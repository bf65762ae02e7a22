import RKShared

/// Tells which package a file belongs to: the one with the innermost folder.
struct PackagePaths {
    /// The package's index by folder.
    private let folders: [String: Int]
    /// Answers by folder.
    private var known: [String: Int?] = [:]

    /// The folders of packages.
    init(_ packages: [Package]) {
        folders = Dictionary(packages.enumerated().map { ($1.path, $0) }) { first, _ in first }
    }

    /// The index of the package that a file belongs to.
    mutating func owner(of path: String) -> Int? { owner(ofFolder: RelativePath.folder(of: path)) }

    /// The index of the package that a folder belongs to.
    private mutating func owner(ofFolder folder: String) -> Int? {
        var passed: [String] = []
        var current = folder
        var answer: Int?
        while true {
            if let known = known[current] {
                answer = known
                break
            }
            passed.append(current)
            if let found = folders[current] {
                answer = found
                break
            }
            if current == "." { break }
            current = RelativePath.folder(of: current)
        }
        for folder in passed { known[folder] = .some(answer) }
        return answer
    }
}
