extension PluginHost {
    /// The edits of packages of an ecosystem, by id, from one request; every range is compared with the file's bytes.
    func rewritings(of packages: [Package], _ rewrites: [String: Rewrite], by plugin: Plugin, in tree: SourceTree) async throws(Fault)
        -> [String: Rewriting]
    {
        let asked = packages.filter { rewrites[$0.id] != nil }
        guard !asked.isEmpty else { return [:] }
        let list = asked.map { package in
            let rewrite = rewrites[package.id] ?? Rewrite()
            var object = JSONObject([
                "id": .string(package.id), "name": .string(package.name), "manifest": .string(package.manifest),
                "version": .optional(package.version), "next": .optional(rewrite.version),
            ])
            object["exact"] = Self.object(rewrite.exact)
            object["dependencies"] = .array(package.dependencies.map(\.json))
            return JSON.object(object)
        }
        let request = JSONObject(["packages": .array(list)])
        return try await ask("edits", of: plugin.name, request, about: tree.root, keeping: asked.map(\.manifest)) {
            (fields) throws(Fault) in
            let answers: [PluginRewriting] = try fields.sections("packages")
            guard Set(answers.map(\.id)).count == answers.count, Set(answers.map(\.id)) == Set(asked.map(\.id)) else {
                throw Fields.fault("packages is to have each package of the request once")
            }
            let byId = Dictionary(answers.map { ($0.id, $0) }) { first, _ in first }
            var result: [String: Rewriting] = [:]
            for package in asked {
                guard let answer = byId[package.id], let rewrite = rewrites[package.id] else { continue }
                result[package.id] = try answer.rewriting(of: package, rewrite, in: tree)
            }
            return result
        }
    }
}

extension PinPlan {
    /// The edits for each package, as `rewritings(in:)`; the programs of the user's own ecosystems are asked for theirs.
    /// - Parameter isLasting: whether they are meant for a commit, where an ecosystem makes a difference.
    public func rewritings(in tree: SourceTree, asking host: PluginHost, isLasting: Bool = false) async throws(Fault) -> [String: Rewriting]
    {
        try await Self.rewritings(of: packages, rewrites, in: tree, asking: host, isLasting: isLasting)
    }

    /// The edits for some packages.
    public static func rewritings(
        of packages: [Package], _ rewrites: [String: Rewrite], in tree: SourceTree, asking host: PluginHost, isLasting: Bool = false
    ) async throws(Fault) -> [String: Rewriting] {
        guard !Catalog.plugins.isEmpty else { return try rewritings(of: packages, rewrites, in: tree, isLasting: isLasting) }
        var result = try rewritings(
            of: packages.filter { Catalog.plugin($0.ecosystem) == nil }, rewrites, in: tree, isLasting: isLasting)
        for plugin in Catalog.plugins {
            let own = packages.filter { $0.ecosystem == plugin.name }
            result.merge(try await host.rewritings(of: own, rewrites, by: plugin, in: tree)) { first, _ in first }
        }
        return result
    }
}

/// The edits of one package as a program computed them.
private struct PluginRewriting: Section {
    /// The package's id.
    let id: String
    /// The files that change, the manifest first.
    let files: [PluginFile]
    /// The requirements that become exact.
    let requirements: [PluginRequirement]

    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        files = try fields.sections("files")
        requirements = try fields.sections("requirements")
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["id": .string(id)]) }

    /// The edits as changes of files, checked against the request and the files.
    func rewriting(of package: Package, _ rewrite: Rewrite, in tree: SourceTree) throws(Fault) -> Rewriting {
        guard Set(files.map(\.path)).count == files.count else { throw Fields.fault("\(id) has one file twice") }
        let changes = try files.map { file throws(Fault) in try file.change(in: tree) }
        if let version = rewrite.version, let stated = package.version, version != stated, changes.allSatisfy({ $0.before == $0.after }) {
            throw Fields.fault("\(id) is to become \(version), but no file changes")
        }
        let pins = try requirements.map { requirement throws(Fault) in
            guard package.dependencies.contains(where: { $0.name == requirement.name && $0.member == requirement.package }),
                let version = rewrite.exact[requirement.package]
            else { throw Fields.fault("\(id) has no requirement `\(requirement.name)` on `\(requirement.package)` that is to be exact") }
            var pin = Pin.Requirement(name: requirement.name, from: requirement.from, to: requirement.to)
            pin.rest["version"] = .string(version)
            return pin
        }
        return Rewriting(changes: changes.filter { $0.before != $0.after }, requirements: pins)
    }
}

/// A requirement that becomes exact.
private struct PluginRequirement: Section {
    /// The dependency's name.
    let name: String
    /// The id of the package that is meant.
    let package: String
    /// The requirement before.
    let from: String
    /// The requirement afterwards.
    let to: String

    init(from fields: inout Fields) throws(Fault) {
        name = try fields.string("name")
        package = try fields.string("package")
        from = try fields.optionalString("from") ?? ""
        to = try fields.string("to")
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["name": .string(name)]) }
}

/// The edits of one file.
private struct PluginFile: Section {
    /// The path, relative to the repository's root.
    let path: String
    /// The edits, in any order.
    let edits: [PluginEdit]

    init(from fields: inout Fields) throws(Fault) {
        path = try fields.string("path")
        edits = try fields.sections("edits")
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["path": .string(path)]) }

    /// The file before and after. It must lie in the tree, and outside of version control's own folder.
    func change(in tree: SourceTree) throws(Fault) -> Rewriting.FileChange {
        guard let inside = RelativePath.join(".", path) else {
            throw Fault(
                .pathOutside, "an edit is for `\(path)`, which leads outside the repository", hint: "the program's author can tell more")
        }
        let real = Files.resolved(tree.absolute(inside)).map { $0.dropFirst(tree.root.count) } ?? ""
        guard inside == path, !(path + "/" + real).split(separator: "/").contains(where: { $0.lowercased() == ".git" }) else {
            throw Fields.fault("an edit is for `\(path)`, which is no file to edit")
        }
        let before = try tree.read(path)
        var end = 0
        for edit in edits.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
            guard edit.start >= end, edit.end >= edit.start, edit.end <= before.count else {
                throw Fields.fault("the edits of `\(path)` overlap or leave the file at byte \(edit.start)")
            }
            guard before[edit.start..<edit.end].elementsEqual(edit.old.utf8) else {
                throw Fields.fault("`\(path)` does not have `\(edit.old)` at byte \(edit.start)")
            }
            end = max(edit.end, edit.start + 1)
        }
        let after = edits.map { Edit(span: Span(start: $0.start, end: $0.end), replacement: $0.new) }.applied(to: before)
        return Rewriting.FileChange(path: path, before: before, after: after)
    }
}

/// A range of bytes and what it becomes.
private struct PluginEdit: Section {
    /// The offset of the first byte.
    let start: Int
    /// The offset behind the last byte.
    let end: Int
    /// What stands there.
    let old: String
    /// What is to stand there.
    let new: String

    init(from fields: inout Fields) throws(Fault) {
        let start = try fields.optionalInteger("start")
        let end = try fields.optionalInteger("end")
        old = try fields.string("old")
        new = try fields.string("new")
        guard let start, let end, start >= 0 else { throw Fields.fault("\(fields.path) has no `start` and `end` in bytes") }
        self.start = start
        self.end = end
        try fields.finish()
    }

    var object: JSONObject { JSONObject(["start": .integer(start)]) }
}
