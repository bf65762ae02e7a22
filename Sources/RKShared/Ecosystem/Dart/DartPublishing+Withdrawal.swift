extension DartPublishing: Withdrawing {
    /// A retracted version is passed over unless a lockfile has it; pub.dev lets that be done for seven days (dart.dev/tools/pub/publishing,
    /// "Retract a package version").
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? { .retract }

    /// As the list of versions says.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> {
        PubRegistry(address: version.registry).isRetracted(version.package.registryName, version.version)
    }

    /// On pub.dev by its web page, whose call asks for a person's session; elsewhere by that call with the token of uploads.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep {
        let name = PercentText.segment(version.package.registryName)
        let page = WebAddress.joined(version.registry.base, "packages/\(name)/admin")
        guard version.registry.upload != Self.pubDev.upload else { return .byHand(page: page) }
        let token = credentials[PubTokens.variable].map { Login(token: $0) } ?? version.registry.reading
        var headers = [Request.Header("Content-Type", "application/json")]
        if let token { headers.append(Request.Header("Authorization", token.authorization)) }
        let path = "api/packages/\(name)/versions/\(PercentText.segment(version.version))/options"
        let body = JSON.object(JSONObject(["isRetracted": .bool(true)]))
        return .request(
            Request("PUT", WebAddress.joined(version.registry.upload, path), headers: headers, body: Array(body.line.utf8)), otherwise: page
        )
    }
}
