import RKShared

/// What the registries have: versions that cannot be published any more.
struct RegistryCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [.versionTaken, .serviceUnavailable, .registryUnknown, .credentialsRefused]

    /// Of each package whose registry lists versions.
    func findings(in subject: Subject) async throws(Fault) -> [Finding] {
        let versions = Dictionary((subject.document.versions ?? []).map { ($0.package, $0) }) { first, _ in first }
        let isPlanned = subject.document.versions != nil
        let addresses = try Self.registries(of: subject)
        var questions: [Question] = []
        for package in subject.published {
            let next = isPlanned ? versions[package.id].flatMap { $0.isReleased ? $0.next : nil } : package.version
            guard let next, let address = addresses[package.id], let ecosystem = Catalog.ecosystem(package.ecosystem),
                let query = ecosystem.packageManager.registry(at: address).published(package.registryName)
            else { continue }
            questions.append(Question(package: package, version: next, address: address, scheme: ecosystem.versionScheme, query: query))
        }
        var troubled: Set<String> = []
        let answers = await questions.answers { (question) throws(Fault) in try await subject.world.ask(question.query) }
        return zip(questions, answers).compactMap { question, answer in
            switch answer {
            case .success(let published): return Self.finding(question, published, isPlanned: isPlanned)
            // One finding tells of a registry in trouble.
            case .failure(let fault): return troubled.insert(question.address.base).inserted ? Finding(Diagnostic(.warning, fault)) : nil
            }
        }
    }

    /// Where the packages go.
    static func registries(of subject: Subject) throws(Fault) -> [String: RegistryAddress] {
        let configuration = subject.configuration
        return try RegistryChoice(subject.registries, configured: configuration.registry)
            .registries(of: subject.published, in: subject.workspaces, from: sources(of: subject))
    }

    /// What decides that.
    static func sources(of subject: Subject) -> RegistrySources {
        RegistrySources(
            declared: subject.configuration.registries, environment: subject.environment, tree: subject.tree, npm: subject.configuration.npm
        )
    }

    /// What a registry is asked.
    private struct Question: Sendable {
        /// The package.
        let package: Package
        /// The version that is to be released.
        let version: String
        /// The registry.
        let address: RegistryAddress
        /// How versions are ordered.
        let scheme: VersionScheme
        /// For its versions.
        let query: Query<[String]?>
    }

    /// What speaks against a version beside those that are published.
    private static func finding(_ question: Question, _ published: [String]?, isPlanned: Bool) -> Finding? {
        let (version, scheme) = (question.version, question.scheme)
        let finals = (published ?? []).filter { scheme.isPrerelease($0) == false }
        if isPlanned, (published ?? []).contains(where: { scheme.compare($0, version) == 0 }) {
            return Finding(
                Diagnostic(
                    .warning, .versionTaken, "\(question.address.base) has \(question.package.id) \(version) already",
                    hint: "rk-publish leaves it alone if the bytes are the same; is the tag of the release missing here?",
                    package: question.package.id, at: Place(question.package.manifest)))
        }
        let highest = finals.reduce(nil as String?) { best, next in best.map { scheme.compare($0, next) == -1 ? next : $0 } ?? next }
        guard let highest, scheme.compare(version, highest) == -1 else { return nil }
        return Finding(
            Diagnostic(
                .warning, .versionTaken, "\(question.package.id) \(version) is lower than \(highest), which \(question.address.base) has",
                hint: "users would not get it; are the manifests or the tags behind?", package: question.package.id,
                at: Place(question.package.manifest)))
    }
}
