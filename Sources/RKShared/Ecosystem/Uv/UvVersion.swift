/// The version of a member, and the bytes that hold it.
struct UvVersion {
    /// Where a version is written.
    enum Source {
        /// `project.version` of the manifest.
        case manifest(TOMLNode)
        /// A string in another file: its path and the bytes of the version in it.
        case file(path: String, bytes: [UInt8], span: Span)
        /// The manifest of the crate that maturin builds.
        case crate(UvCrate)
        /// The tags of version control, through a build backend's plugin.
        case tags(plugin: String)
        /// Somewhere that cannot be read without running code.
        case unknown(String)
    }

    /// The version; nil where it is not in a file.
    let value: String?
    /// Where it is written.
    let source: Source

    /// Looks where the manifest, or the build backend, says. What cannot be read is a finding and gives nil.
    init(of member: PyProject, in tree: SourceTree, findings: inout [Diagnostic]) {
        if let node = member["project", "version"] {
            source = .manifest(node)
            value = node.string
            let problem: String? =
                switch node.string {
                case nil: "`project.version` is \(node.kindName), not a string"
                case let text? where !VersionScheme.pep440.isValid(text): "`project.version` is `\(text)`, which is no version (PEP 440)"
                default: nil
                }
            if let problem { findings.append(Diagnostic(.error, .versionInvalid, problem, at: member.place(node.span))) }
            return
        }
        guard member.dynamic.contains("version") else {
            source = .unknown("missing")
            value = nil
            findings.append(
                Diagnostic(
                    .error, .manifestInvalid, "[project] has neither `version` nor \"version\" in `dynamic`",
                    hint: "add `version = \"0.1.0\"`", at: member["project"].map { member.place($0.span) } ?? Place(member.path)))
            return
        }
        source = Self.dynamicSource(of: member, in: tree)
        let id = "pypi:\(PythonName.normalize(member.name ?? ""))"
        switch source {
        case .file(_, let bytes, let span): value = String(decoding: bytes[span.start..<span.end], as: UTF8.self)
        case .tags(let plugin):
            value = nil
            findings.append(
                Diagnostic(.note, .versionDynamic, "the version comes from tags, by \(plugin)", package: id, at: Place(member.path)))
        case .unknown(let why):
            value = nil
            findings.append(
                Diagnostic(
                    .warning, .versionDynamic, "the version cannot be read: \(why)",
                    hint: "write it in [project], or in a file that the build backend reads", package: id, at: Place(member.path)))
        case .crate(let crate): value = crate.pythonVersion
        case .manifest: value = nil
        }
    }

    /// Where a build backend takes the version from.
    static func dynamicSource(of member: PyProject, in tree: SourceTree) -> Source {
        let backend = member["build-system", "build-backend"]?.string ?? ""
        let requires = (member["build-system", "requires"]?.array ?? []).compactMap {
            $0.string.flatMap { try? Requirement($0) }?.normalizedName
        }
        let plugins = ["hatch-vcs", "setuptools-scm", "uv-dynamic-versioning", "versioningit", "setuptools-git-versioning"]
        if let hatch = member["tool", "hatch", "version"]?.table {
            if let path = hatch["path"]?.string, hatch["source"]?.string ?? "regex" == "regex" {
                return file(path, pattern: nil, of: member, in: tree)
            }
            if let source = hatch["source"]?.string {
                return plugins.contains(source) || source == "vcs"
                    ? .tags(plugin: source == "vcs" ? "hatch-vcs" : source) : .unknown("hatch's version source `\(source)` runs code")
            }
        }
        if let version = member["tool", "setuptools", "dynamic", "version"]?.table {
            if let attribute = version["attr"]?.string { return setuptools(attribute: attribute, of: member, in: tree) }
            if let path = version["file"]?.string ?? version["file"]?.array?.first?.string {
                return file(path, pattern: "", of: member, in: tree)
            }
        }
        if member["tool", "pdm", "version", "source"]?.string == "file", let path = member["tool", "pdm", "version", "path"]?.string {
            return file(path, pattern: nil, of: member, in: tree)
        }
        if let plugin = plugins.first(where: requires.contains) { return .tags(plugin: plugin) }
        if member["tool", "pdm", "version", "source"]?.string == "scm" { return .tags(plugin: "pdm-backend") }
        if backend.hasPrefix("flit_core") {
            let module = (member["tool", "flit", "module", "name"]?.string ?? member.name ?? "").replacing("-", with: "_")
            return firstFile(
                ["\(module)/__init__.py", "src/\(module)/__init__.py", "\(module).py", "src/\(module).py"], of: member, in: tree)
        }
        if backend == "maturin" {
            do throws(UvCrate.Absence) {
                let crate = try UvCrate(of: member, in: tree)
                return crate.pythonVersion == nil
                    ? .unknown("`\(crate.version)` in `\(crate.holder)` has no form in PEP 440") : .crate(crate)
            } catch {
                return .unknown(error.reason)
            }
        }
        return .unknown("`\(backend.isEmpty ? "the build backend" : backend)` does not say where it is")
    }

    /// The version in the first of some files that exists.
    private static func firstFile(_ paths: [String], of member: PyProject, in tree: SourceTree) -> Source {
        for path in paths {
            if let full = RelativePath.join(member.folder, path), Files.exists(tree.absolute(full)) {
                return file(path, pattern: nil, of: member, in: tree)
            }
        }
        return .unknown("none of \(paths.joined(separator: ", ")) exists")
    }

    /// The version in a module's attribute, as setuptools finds it: `package.module.attribute` below `package-dir` or `src`.
    private static func setuptools(attribute: String, of member: PyProject, in tree: SourceTree) -> Source {
        let parts = attribute.split(separator: ".").map(String.init)
        guard parts.count >= 2 else { return .unknown("`attr = \"\(attribute)\"` names no module") }
        let module = parts.dropLast().joined(separator: "/")
        let base = member["tool", "setuptools", "package-dir", ""]?.string
        let folders = base.map { ["\($0)/"] } ?? ["", "src/"]
        return firstFile(folders.flatMap { ["\($0)\(module).py", "\($0)\(module)/__init__.py"] }, of: member, in: tree)
    }

    /// The version in a file: the whole content for the pattern "", else a string assigned to `__version__` or `VERSION`.
    private static func file(_ path: String, pattern: String?, of member: PyProject, in tree: SourceTree) -> Source {
        guard let full = RelativePath.join(member.folder, path) else { return .unknown("`\(path)` leads outside the repository") }
        do {
            let bytes = try tree.read(full)
            let span = pattern == "" ? VersionLine.whole(bytes) : VersionLine.assigned(in: bytes)
            guard let span, let text = String(validating: bytes[span.start..<span.end], as: UTF8.self), VersionScheme.pep440.isValid(text)
            else {
                return .unknown("`\(full)` holds no version that can be read")
            }
            return .file(path: full, bytes: bytes, span: span)
        } catch {
            return .unknown(error.message)
        }
    }
}
