import RKShared

/// What packages say of themselves: licence, README, description, the address of the sources, and what else their manifests hold.
struct StatementCheck: Check {
    /// What it looks for.
    let codes: Set<Code> = [
        .licenseMissing, .licenseUnknown, .readmeMissing, .metadataMissing, .metadataInvalid, .privateMissing, .typesUnmarked, .peerExact,
        .versionUneven, .dependencyUnpublishable,
    ]

    /// Of each package in turn.
    func findings(in subject: Subject) -> [Finding] {
        var findings: [Finding] = []
        for package in subject.published {
            let profile = subject.profiles[package.id]
            findings += license(of: package, profile, in: subject)
            guard let profile else { continue }
            findings += readme(of: package, profile, in: subject)
            findings += metadata(of: package, profile, in: subject)
            for own in profile.findings {
                var diagnostic = own.diagnostic
                diagnostic.package = package.id
                findings.append(
                    Finding(diagnostic, mendedBy: own.edit.map { [.edit(path: diagnostic.place?.path ?? package.manifest, $0)] } ?? []))
            }
        }
        return findings
    }

    /// The licence, stated or in a file.
    private func license(of package: Package, _ profile: PackageProfile?, in subject: Subject) -> [Finding] {
        guard let statement = profile?.license else {
            // Go takes the root's file along, and nobody asks for one in each folder elsewhere; pub.dev does.
            let isOwn = profile?.demandsLicenseFile == true
            let folders = isOwn ? [package.path] : Self.folders(above: package.path)
            guard folders.allSatisfy({ Self.licenseFiles(in: $0, of: subject).isEmpty }) else { return [] }
            return [
                Finding(
                    Diagnostic(
                        isOwn ? .error : .warning, .licenseMissing, "\(package.id) has no licence: there is no file LICENSE",
                        hint: "put one \(isOwn ? "into `\(package.path)`" : "beside the manifest, or into the root")", package: package.id,
                        at: Place(package.manifest)))
            ]
        }
        guard let text = statement.text else {
            let files = Self.folders(above: package.path).lazy.map { Self.licenseFiles(in: $0, of: subject) }.first { !$0.isEmpty } ?? []
            let identifier = files.count == 1 ? files.first.flatMap { try? subject.tree.read($0) }.flatMap(LicenseText.identifier) : nil
            let hint = identifier.map { "`\(files[0])` is the text of \($0): write `\(statement.key)` \"\($0)\"" }
            return [
                Finding(
                    Diagnostic(
                        statement.isDemanded ? .error : .warning, .licenseMissing, "\(package.id) states no licence",
                        hint: hint ?? "write `\(statement.key)` with an SPDX expression, as in \"Apache-2.0\"", package: package.id,
                        at: statement.place), mendedBy: Self.repairs(statement, identifier))
            ]
        }
        guard SPDXExpression(text) == nil else { return [] }
        let identifier = SPDXExpression.identifier(ofName: text)
        return [
            Finding(
                Diagnostic(
                    statement.isDemanded ? .error : .warning, .licenseUnknown, "the licence `\(text)` is no SPDX expression",
                    hint: "write \(identifier.map { "\"\($0)\"" } ?? "an identifier of https://spdx.org/licenses, or LicenseRef-NAME")",
                    package: package.id, at: statement.place), mendedBy: Self.repairs(statement, identifier))
        ]
    }

    /// The README that the registry shows.
    private func readme(of package: Package, _ profile: PackageProfile, in subject: Subject) -> [Finding] {
        guard profile.showsReadme else { return [] }
        let present = subject.files(in: package.path, beginningWith: ["readme"]).map { RelativePath.name(of: $0) }
        guard let statement = profile.readme else {
            guard present.isEmpty else { return [] }
            return [
                Finding(
                    Diagnostic(
                        .warning, .readmeMissing, "\(package.id) has no README", hint: "put a README.md into `\(package.path)`",
                        package: package.id, at: Place(package.manifest)))
            ]
        }
        guard let path = statement.text else {
            let found = present.first { $0 == "README.md" } ?? (present.count == 1 ? present.first : nil)
            return [
                Finding(
                    Diagnostic(
                        .warning, .readmeMissing, "\(package.id) names no README", hint: "write readme = \"\(found ?? "README.md")\"",
                        package: package.id, at: statement.place), mendedBy: Self.repairs(statement, found))
            ]
        }
        let isThere = RelativePath.join(package.path, path).map { Files.exists(subject.tree.absolute($0)) } ?? true
        guard !isThere else { return [] }
        return [
            Finding(
                Diagnostic(
                    .error, .readmeMissing, "the README `\(path)` of \(package.id) is not there", hint: "write it, or correct the path",
                    package: package.id, at: statement.place))
        ]
    }

    /// A sentence on the package, and where its sources are.
    private func metadata(of package: Package, _ profile: PackageProfile, in subject: Subject) -> [Finding] {
        var findings: [Finding] = []
        for statement in [profile.description, profile.repository].compactMap({ $0 }) where statement.text == nil {
            let site = subject.repository.remote.flatMap {
                ForgeSite(remote: $0, wanted: subject.configuration.forge, environment: subject.environment)
            }
            let isAddress = statement.key != "description"
            findings.append(
                Finding(
                    Diagnostic(
                        statement.isDemanded ? .error : isAddress ? .warning : .note, .metadataMissing,
                        "\(package.id) states no `\(statement.key)`",
                        hint: isAddress ? "write the address of the repository" : "write a sentence on what it is for", package: package.id,
                        at: statement.place), mendedBy: isAddress ? Self.repairs(statement, site?.page) : []))
        }
        return findings
    }

    /// The repair that makes a statement say a text.
    private static func repairs(_ statement: PackageProfile.Statement, _ text: String?) -> [Finding.Repair] {
        guard let text, let edit = statement.edit?(text) else { return [] }
        return [.edit(path: statement.place.path, edit)]
    }

    /// The files of a folder that are texts of licences.
    private static func licenseFiles(in folder: String, of subject: Subject) -> [String] {
        subject.files(in: folder, beginningWith: ["license", "licence", "copying", "unlicense"])
    }

    /// A folder and those above it up to the root.
    private static func folders(above folder: String) -> [String] {
        var folders = [folder]
        while let last = folders.last, last != "." { folders.append(RelativePath.folder(of: last)) }
        return folders
    }
}
