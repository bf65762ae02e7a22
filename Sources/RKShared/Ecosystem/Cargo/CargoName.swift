/// The names of crates.
enum CargoName {
    /// What is wrong with a member's `[package]` and its name; nil when it can be used.
    static func problem(in manifest: CargoManifest) -> Diagnostic? {
        guard let node = manifest.package else {
            return Diagnostic(
                .error, .manifestInvalid, "the workspace member `\(manifest.folder)` has no [package] table",
                hint: "add one, or add the folder to workspace.exclude", at: Place(manifest.path))
        }
        guard let package = node.table else {
            return Diagnostic(
                .error, .manifestInvalid, "`package` is \(node.kindName), not a table", hint: "write [package] above `name`",
                at: manifest.place(node.span))
        }
        guard let name = package["name"]?.string, isName(name) else {
            return Diagnostic(
                .error, .manifestInvalid, "[package] has no valid `name`",
                hint: "letters, digits, `-` and `_`, beginning with a letter or `_`", at: manifest.place(package["name"]?.span ?? node.span)
            )
        }
        return nil
    }

    /// Whether cargo takes a text as a package's name.
    static func isName(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= 255 else { return false }
        guard first == "_" || first.properties.isXIDStart else { return false }
        return text.unicodeScalars.dropFirst().allSatisfy { $0 == "-" || $0.properties.isXIDContinue }
    }

    /// Whether cargo takes a text as a version: numbers of 64 bits.
    static func isVersion(_ text: String) -> Bool {
        SemVer(text)?.release.allSatisfy { UInt64($0.description) != nil } ?? false
    }

    /// The name in an id, without prefix and path.
    static func name(ofId id: String) -> String {
        let name = id.hasPrefix("cargo:") ? id.dropFirst(6) : id[...]
        return String(name.prefix { $0 != "@" })
    }
}
