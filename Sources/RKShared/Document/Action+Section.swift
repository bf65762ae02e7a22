extension Action: Section {
    init(from fields: inout Fields) throws(Fault) {
        id = try fields.string("id")
        let name = try fields.string("do")
        why = try fields.optionalString("why")
        status = try fields.optionalChoice("status")
        note = try fields.optionalString("note")
        guard let kind = Kind(rawValue: name) else {
            let near = Suggestion.nearest(to: name, among: Kind.allCases.map(\.rawValue)).map { "did you mean `\($0)`?" }
            throw Fault(
                .documentInvalid, "\(fields.path).do is `\(name)`, which this toolkit cannot do",
                hint: near ?? "run all programs of one version; docs/document.md lists the kinds of actions")
        }
        work = try kind.read(&fields)
        rest = fields.object
    }

    var object: JSONObject {
        var object = rest
        for (key, value) in work.fields.members.map({ ($0.key, $0.value) }) { object[key] = value }
        object["id"] = .string(id)
        object["do"] = .string(work.kind.rawValue)
        object["why"] = why.map { .string($0) }
        object["status"] = status.map { .string($0.rawValue) }
        object["note"] = note.map { .string($0) }
        return object
    }
}

extension Action {
    /// The word of each kind of work under `do`.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A branch of the toolkit's own.
        case startBranch = "start-branch"
        /// A file.
        case writeFile = "write-file"
        /// A command.
        case run
        /// A commit.
        case commit
        /// A push.
        case push
        /// A tag.
        case tag
        /// A request.
        case openRequest = "open-request"
        /// A release of the forge.
        case publishRelease = "publish-release"
        /// Labels.
        case labelRequest = "label-request"
        /// An event for another repository.
        case dispatch
        /// A version of a registry.
        case withdraw
        /// The page of a release.
        case deleteRelease = "delete-release"
        /// A tag.
        case deleteTag = "delete-tag"
        /// A request.
        case closeRequest = "close-request"
        /// A branch of the remote.
        case deleteBranch = "delete-branch"
        /// A file.
        case removeFile = "remove-file"

        /// Takes the fields of this kind.
        fileprivate func read(_ fields: inout Fields) throws(Fault) -> Work {
            switch self {
            case .startBranch: .startBranch(Branch(name: try fields.referenceName("branch"), commit: try fields.string("commit")))
            case .writeFile: .writeFile(try FileWrite(from: &fields))
            case .run:
                .run(
                    CommandRun(
                        argv: try fields.strings("argv"), directory: try fields.insidePath("cwd"), writes: try fields.insidePaths("writes"))
                )
            case .commit: .commit(Commit(message: try fields.string("message")))
            case .push:
                .push(
                    Push(
                        remote: try fields.string("remote"), branch: try fields.optionalReferenceName("branch"),
                        tags: try fields.referenceNames("tags")))
            case .tag:
                .tag(
                    Tag(
                        name: try fields.referenceName("tag"), commit: try fields.string("commit"), message: try fields.string("message"),
                        isSigned: try fields.bool("sign", default: false)))
            case .openRequest:
                .openRequest(
                    MergeRequest(
                        branch: try fields.referenceName("branch"), base: try fields.referenceName("base"),
                        title: try fields.string("title"),
                        body: try fields.string("body"), labels: try fields.strings("labels")))
            case .publishRelease:
                .publishRelease(
                    ForgeRelease(
                        tag: try fields.referenceName("tag"), title: try fields.string("title"), body: try fields.string("body"),
                        isPrerelease: try fields.bool("prerelease", default: false), isLatest: try fields.bool("latest", default: false),
                        assets: try fields.insidePaths("assets")))
            case .labelRequest:
                .labelRequest(
                    RequestLabels(
                        branch: try fields.referenceName("branch"), add: try fields.strings("add"), remove: try fields.strings("remove")))
            case .dispatch: .dispatch(try Dispatch(from: &fields))
            case .withdraw: .withdraw(try Withdrawal(from: &fields))
            case .deleteRelease: .deleteRelease(PageDeletion(tag: try fields.referenceName("tag")))
            case .deleteTag: .deleteTag(try TagDeletion(from: &fields))
            case .closeRequest: .closeRequest(try RequestClosing(from: &fields))
            case .deleteBranch: .deleteBranch(try BranchDeletion(from: &fields))
            case .removeFile: .removeFile(FileRemoval(path: try fields.insidePath("path"), before: try fields.string("before")))
            }
        }
    }
}

extension Action.Work {
    /// The word under `do`.
    public var kind: Action.Kind {
        switch self {
        case .startBranch: .startBranch
        case .writeFile: .writeFile
        case .run: .run
        case .commit: .commit
        case .push: .push
        case .tag: .tag
        case .openRequest: .openRequest
        case .publishRelease: .publishRelease
        case .labelRequest: .labelRequest
        case .dispatch: .dispatch
        case .withdraw: .withdraw
        case .deleteRelease: .deleteRelease
        case .deleteTag: .deleteTag
        case .closeRequest: .closeRequest
        case .deleteBranch: .deleteBranch
        case .removeFile: .removeFile
        }
    }

    /// The fields of the kind.
    fileprivate var fields: JSONObject {
        switch self {
        case .startBranch(let branch): JSONObject(["branch": .string(branch.name), "commit": .string(branch.commit)])
        case .writeFile(let write): write.fields
        case .run(let run):
            JSONObject(["argv": .strings(run.argv), "cwd": .string(run.directory), "writes": .strings(run.writes)])
        case .commit(let commit): JSONObject(["message": .string(commit.message)])
        case .push(let push):
            JSONObject([
                "remote": .string(push.remote), "branch": push.branch.map { .string($0) },
                "tags": push.tags.isEmpty ? nil : .strings(push.tags),
            ])
        case .tag(let tag):
            JSONObject([
                "tag": .string(tag.name), "commit": .string(tag.commit), "message": .string(tag.message), "sign": .bool(tag.isSigned),
            ])
        case .openRequest(let request):
            JSONObject([
                "branch": .string(request.branch), "base": .string(request.base), "title": .string(request.title),
                "body": .string(request.body), "labels": .strings(request.labels),
            ])
        case .publishRelease(let release):
            JSONObject([
                "tag": .string(release.tag), "title": .string(release.title), "body": .string(release.body),
                "prerelease": .bool(release.isPrerelease), "latest": .bool(release.isLatest),
                "assets": release.assets.isEmpty ? nil : .strings(release.assets),
            ])
        case .labelRequest(let labels):
            JSONObject(["branch": .string(labels.branch), "add": .strings(labels.add), "remove": .strings(labels.remove)])
        case .dispatch(let dispatch): dispatch.fields
        case .withdraw(let withdrawal): withdrawal.fields
        case .deleteRelease(let page): JSONObject(["tag": .string(page.tag)])
        case .deleteTag(let tag): tag.fields
        case .closeRequest(let request): request.fields
        case .deleteBranch(let branch): branch.fields
        case .removeFile(let removal): JSONObject(["path": .string(removal.path), "before": .string(removal.before)])
        }
    }
}

extension Action.FileWrite {
    /// Takes the fields of a change of a file.
    fileprivate init(from fields: inout Fields) throws(Fault) {
        path = try fields.insidePath("path")
        before = try fields.optionalString("before")
        after = try fields.string("after")
        content = Array(try fields.string("content").utf8)
    }

    /// The fields of a change of a file; manifests and changelogs are UTF-8.
    fileprivate var fields: JSONObject {
        JSONObject([
            "path": .string(path), "before": .optional(before), "after": .string(after),
            "content": .string(String(decoding: content, as: UTF8.self)),
        ])
    }
}

extension Fields {
    /// The name of a branch or a tag, which becomes part of a command.
    mutating func referenceName(_ key: String) throws(Fault) -> String {
        let name = try string(key)
        try Self.requireReferenceName(name, "\(path).\(key)")
        return name
    }

    /// The same where there may be none.
    fileprivate mutating func optionalReferenceName(_ key: String) throws(Fault) -> String? {
        object[key] == nil ? nil : try referenceName(key)
    }

    /// The names of tags.
    fileprivate mutating func referenceNames(_ key: String) throws(Fault) -> [String] {
        let names = try strings(key)
        for (index, name) in names.enumerated() { try Self.requireReferenceName(name, "\(path).\(key)[\(index)]") }
        return names
    }

    /// Refuses what git refuses as a name.
    private static func requireReferenceName(_ name: String, _ place: String) throws(Fault) {
        guard let problem = RefName.problem(in: name) else { return }
        throw fault("\(place) is `\(name)`, which is no name for a branch or a tag: \(problem)")
    }
}
