extension GoPublishing: WithdrawnByRelease {
    /// A line `retract` in go.mod, which go reads in the newest version of the module: so it takes a release of its own (go.dev/ref/mod,
    /// "retract directive"). A tag that was pushed stays, since proxies and the checksum database keep what it named first.
    func withdrawing(_ version: String, of package: Package, because reason: String, in tree: SourceTree) throws(Fault) -> Rewriting
        .FileChange?
    {
        let module = try GoModule(reading: package.manifest, in: tree)
        guard module.file.retraction(of: version) == nil else { return nil }
        let before = module.file.bytes
        let after = [module.file.retracting(version, because: reason)].applied(to: before)
        return Rewriting.FileChange(path: module.path, before: before, after: after)
    }
}

extension GoMod {
    /// The line `retract` that takes a version back.
    func retraction(of version: String) -> Retraction? {
        guard let version = GoVersion(version) else { return nil }
        return retractions.first { retraction in
            guard let low = GoVersion(retraction.low), let high = GoVersion(retraction.high) else { return false }
            return low <= version && version <= high
        }
    }
}
