extension MavenPublishing: Withdrawing {
    /// Maven Central keeps every version for good (central.sonatype.org/faq/can-i-change-a-component). A repository of one's own can delete one.
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? {
        version.registry.index == Self.central.index ? nil : .unpublish
    }

    /// Whether it is gone: nothing between is known.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> {
        let query = MavenRepository(address: version.registry).release(version.package.registryName, version.version)
        return Query(query.request) { (response) throws(Fault) in try query.parse(response) == nil ? nil : false }
    }

    /// By a person: the protocol has no call for it, and each product has its own.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep { .byHand(page: version.registry.base) }
}

extension GradlePublishing: Withdrawing {
    /// As with Maven.
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? {
        MavenPublishing().manner(of: version, isForced: isForced)
    }

    /// As with Maven.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> { MavenPublishing().isWithdrawn(version) }

    /// As with Maven.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep { MavenPublishing().withdrawal(of: version, by: manner, because: reason, with: credentials) }
}
