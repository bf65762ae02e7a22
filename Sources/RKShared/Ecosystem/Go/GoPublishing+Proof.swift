extension GoPublishing {
    /// What go asks instead of a proxy when it asks the repository itself.
    static let direct = "direct"

    /// A release whose go.mod takes it back; a tag that the remote has at another commit. All tags are asked for at once.
    func objections(to uploads: [PlannedUpload], in tree: SourceTree, world: World?) async -> [Diagnostic] {
        var findings = uploads.compactMap { Self.retraction(of: $0, in: tree) }
        guard let world else { return findings }
        for (remote, uploads) in Dictionary(grouping: uploads, by: \.registry.upload).sorted(by: { $0.key.precedes($1.key) }) {
            do throws(Fault) {
                let reply = try await world.check(
                    Self.listing(uploads.map { Self.tag(of: $0) }, on: remote, root: tree.root),
                    hint: "the tags go to the remote `\(remote)`: is it there, and may you read it?")
                let commits = Self.commits(in: reply.text)
                findings += uploads.compactMap { Self.collision(of: $0, commits) }
            } catch {
                findings.append(Diagnostic(.error, error))
            }
        }
        return findings
    }

    /// The finding of a version that the go.mod to be tagged retracts.
    private static func retraction(of upload: PlannedUpload, in tree: SourceTree) -> Diagnostic? {
        guard let module = try? GoModule(reading: upload.package.manifest, in: tree),
            let retraction = module.file.retraction(of: upload.version)
        else { return nil }
        let range = retraction.low == retraction.high ? retraction.low : "[\(retraction.low), \(retraction.high)]"
        let reason = retraction.rationale.isEmpty ? "" : " (\(retraction.rationale))"
        return Diagnostic(
            .error, .versionRetracted, "\(upload.package.id) \(upload.version) is retracted by its own go.mod: `retract \(range)`\(reason)",
            hint: "release a version above the range, or correct the line; go would pass this one over",
            package: upload.package.id, at: Place(upload.package.manifest))
    }

    /// The finding of a tag that is there at another commit.
    private static func collision(of upload: PlannedUpload, _ commits: [String: String]) -> Diagnostic? {
        let tag = tag(of: upload)
        guard let commit = commits[tag], commit != upload.head else { return nil }
        return Diagnostic(
            .error, .tagTaken,
            "the tag `\(tag)` of \(upload.package.id) is on `\(upload.registry.upload)` already, at the commit \(commit.prefix(12)), but this release is of \(upload.head.prefix(12))",
            hint:
                "get it (`git fetch \(upload.registry.upload) tag \(tag)`) and run the pipeline again, which then counts from it; a tag never moves, as proxies keep what it named first: if it is wrong, release a higher version that retracts it",
            package: upload.package.id, at: Place(upload.package.manifest))
    }

    /// The tag of an upload.
    private static func tag(of upload: PlannedUpload) -> String { upload.tag ?? "\(Go().tagPrefix(of: upload.package))\(upload.version)" }

    /// `git ls-remote` for tags and for the commits that annotated ones name.
    private static func listing(_ tags: [String], on remote: String, root: String) -> Call {
        Call(
            "git", ["ls-remote", "--tags", "--", remote] + tags.flatMap { ["refs/tags/\($0)", "refs/tags/\($0)^{}"] }, in: root,
            environment: ["GIT_TERMINAL_PROMPT": .some("0")])
    }

    /// The commit of each tag in the answer; of an annotated one that which it names.
    private static func commits(in text: String) -> [String: String] {
        var commits: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let words = line.split(separator: "\t", maxSplits: 1).map(String.init)
            guard words.count == 2, let name = words[1].rest(behind: "refs/tags/") else { continue }
            if name.hasSuffix("^{}") {
                commits[String(name.dropLast(3))] = words[0]
            } else if commits[name] == nil {
                commits[name] = words[0]
            }
        }
        return commits
    }

    /// The repository itself, for a module that no proxy has: its tags before the release, afterwards what go makes of them.
    func inspection(of upload: PlannedUpload, isBeforehand: Bool, root: String) -> Inspection? {
        guard upload.registry.index == Self.direct else { return nil }
        let (tag, version) = (Self.tag(of: upload), upload.version)
        let release: @Sendable (String) -> RegistryRelease = {
            RegistryRelease(digests: ["\(version).tag": $0], algorithm: .commit)
        }
        if isBeforehand {
            return Inspection(Self.listing([tag], on: upload.registry.upload, root: root)) { (reply) throws(Fault) in
                guard reply.succeeded else {
                    throw Fault(
                        .serviceUnavailable, "`git ls-remote` ended with \(reply.status)\n\(reply.lastLines(3))",
                        hint: "can the remote `\(upload.registry.upload)` be reached?")
                }
                return Self.commits(in: reply.text)[tag].map(release)
            }
        }
        // Outside of every module, as a stranger would ask.
        let call = Call(
            "go", ["list", "-m", "-json", "\(upload.package.name)@\(version)"], in: "/",
            environment: [
                "GOPROXY": .some(Self.direct), "GO111MODULE": .some("on"), "GOWORK": .some("off"), "GOFLAGS": .some(""),
                "GIT_TERMINAL_PROMPT": .some("0"),
            ])
        return Inspection(call) { (reply) throws(Fault) in
            guard reply.succeeded, let object = try? JSON(parsing: reply.output).object, object["Version"]?.string == version else {
                return nil
            }
            return object["Origin"]?.object?["Hash"]?.string.map(release) ?? .opaque
        }
    }
}
