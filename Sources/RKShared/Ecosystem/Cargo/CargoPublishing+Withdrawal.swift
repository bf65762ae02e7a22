extension CargoPublishing: Withdrawing {
    /// `cargo yank` deletes nothing: lockfiles go on, new resolutions pass the version over. `cargo yank --undo` takes it back (the Cargo
    /// book, "cargo yank").
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? { .yank }

    /// As the line of the index says.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> {
        CargoIndex(address: version.registry).isYanked(version.package.registryName, version.version)
    }

    /// `cargo yank` in the workspace's folder, where cargo finds its settings. It takes no reason.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep {
        var environment: [String: String?] = credentials.mapValues { .some($0) }
        environment.merge(CargoRegistries.variables(of: version.registry)) { first, _ in first }
        return .call(
            Call(
                "cargo",
                [
                    "yank", "--version", version.version, "--registry", CargoRegistries.name(of: version.registry), "--",
                    version.package.registryName,
                ],
                in: RelativePath.folder(of: Cargo.rootManifest(of: version.package)), environment: environment))
    }
}
