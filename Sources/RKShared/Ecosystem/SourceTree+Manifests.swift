extension SourceTree {
    /// Whether version control tracks a file, or there is none to ask and the file exists.
    public func holds(_ path: String) -> Bool {
        guard let tracked else { return Files.exists(absolute(path)) }
        let index = index(notBefore: path)
        return index < tracked.count && tracked[index].sameBytes(path)
    }

    /// The tracked files below a folder, relative to the root and sorted; nil without version control.
    public func trackedFiles(below folder: String) -> ArraySlice<String>? {
        guard let tracked else { return nil }
        guard folder != "." else { return tracked[...] }
        let prefix = folder + "/"
        let start = index(notBefore: prefix)
        let end = tracked[start...].firstIndex { !$0.utf8.starts(with: prefix.utf8) } ?? tracked.count
        return tracked[start..<end]
    }

    /// The files with one of these names: those that version control tracks, else what a walk finds that passes over links, hidden folders,
    /// `vendor` and `node_modules`. Sorted.
    public func manifests(named names: [String]) -> [String] {
        let all = tracked ?? (files.isEmpty ? SourceWalk(root: root).files() : files)
        return all.filter { path in names.contains { path == $0 || path.utf8.hasSuffix("/\($0)") } }
    }

    /// Where a path stands among the tracked files, or would.
    private func index(notBefore path: String) -> Int {
        guard let tracked else { return 0 }
        var low = 0
        var high = tracked.count
        while low < high {
            let middle = (low + high) / 2
            if tracked[middle].precedes(path) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

extension String.UTF8View {
    /// Whether these bytes end with those of a text.
    fileprivate func hasSuffix(_ text: String) -> Bool { count >= text.utf8.count && suffix(text.utf8.count).elementsEqual(text.utf8) }
}
