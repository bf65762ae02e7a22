extension UvPublishing: Withdrawing {
    /// PEP 592: installers pass a yanked version over, unless it is asked for exactly. Forced or not, PyPI's files can never be replaced.
    func manner(of version: PublishedVersion, isForced: Bool) -> Action.Withdrawal.Manner? { .yank }

    /// As the index says of the version's files.
    func isWithdrawn(_ version: PublishedVersion) -> Query<Bool?> {
        PyPI(address: version.registry).isYanked(version.package.registryName, version.version)
    }

    /// On PyPI by its web page alone: there is no call for it, and no token that could (docs.pypi.org/project-management/yanking). An index
    /// on this machine is rk-registry, which has one.
    func withdrawal(
        of version: PublishedVersion, by manner: Action.Withdrawal.Manner, because reason: String, with credentials: [String: String]
    ) -> WithdrawalStep {
        let (base, name) = (version.registry.base, PythonName.normalize(version.package.registryName))
        let page = WebAddress.joined(base, "manage/project/\(PercentText.segment(name))/release/\(PercentText.segment(version.version))/")
        guard let address = WebAddress(version.registry.upload), address.isLoopback else { return .byHand(page: page) }
        let token = credentials["UV_PUBLISH_TOKEN"] ?? credentials["UV_PUBLISH_PASSWORD"] ?? ""
        let login = Login(user: credentials["UV_PUBLISH_USERNAME"] ?? "__token__", password: token)
        let body = JSONObject(["name": .string(name), "version": .string(version.version), "reason": .string(reason)])
        let request = Request(
            "POST", WebAddress.joined(base, "_rk/yank"),
            headers: [Request.Header("Content-Type", "application/json"), Request.Header("Authorization", login.authorization)],
            body: Array(JSON.object(body).line.utf8))
        return .request(request, otherwise: page)
    }
}
