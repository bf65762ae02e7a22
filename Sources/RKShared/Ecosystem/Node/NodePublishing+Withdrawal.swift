extension NodePublishing: Withdrawing {
    /// `npm deprecate` harms nobody. npmjs.com lets a version be taken back for 72 hours while no package of others needs it, and its number
    /// stays used (docs.npmjs.com/policies/unpublish).
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? { isForced ? .unpublish : .deprecate }

    /// Whether the version has a message for those who install it.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> {
        let query = NpmRegistry(address: version.registry).document(of: version.package.registryName)
        return Query(query.request) { (response) throws(Fault) in
            guard let entry = try query.parse(response)?["versions"]?.object?[version.version]?.object else { return nil }
            return entry["deprecated"]?.string?.isEmpty == false
        }
    }

    /// `npm deprecate` or `npm unpublish`, also for packages of pnpm and yarn. npm itself refuses to take the last version of a package back.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep {
        let isGone = manner == .unpublish
        let subject = "\(version.package.registryName)@\(version.version)"
        var call = Call(
            "npm", [manner.rawValue, "--registry", version.registry.upload, "--", subject] + (isGone ? [] : [reason]),
            environment: credentials.mapValues { .some($0) })
        call.environment["npm_config_registry"] = .some(nil)
        call.environment["npm_config_update_notifier"] = .some("false")
        return .call(call)
    }
}
