import RKShared

/// Tells which packages a file belongs to: those with the innermost folder around it, several where ecosystems share a folder.
struct PackagePaths {
    /// The packages' indices by folder; none for a folder whose package was taken out of the document.
    private let folders: [String: [Int]]
    /// Answers by folder.
    private var known: [String: [Int]] = [:]

    /// The folders of packages, and of those that were taken out.
    init(_ packages: [Package], leftOut: [String]) {
        var folders: [String: [Int]] = [:]
        for folder in leftOut { folders[folder] = [] }
        for (index, package) in packages.enumerated() { folders[package.path, default: []].append(index) }
        self.folders = folders
    }

    /// The indices of the packages that a file belongs to.
    mutating func owners(of path: String) -> [Int] { owners(ofFolder: RelativePath.folder(of: path)) }

    /// The indices of the packages that a folder belongs to.
    private mutating func owners(ofFolder folder: String) -> [Int] {
        var passed: [String] = []
        var current = folder
        var answer: [Int] = []
        while true {
            if let found = known[current] ?? folders[current] {
                answer = found
                break
            }
            passed.append(current)
            if current == "." { break }
            current = RelativePath.folder(of: current)
        }
        for folder in passed { known[folder] = answer }
        return answer
    }
}
