/// One statement of a build script with what is needed to understand it.
struct GradleReading {
    /// The script.
    let script: GradleScript
    /// Its path.
    let path: String
    /// The statement.
    let statement: GradleStatement
    /// What surrounds it.
    let context: GradleContext
    /// What names stand for.
    let names: GradleNames
    /// What is worth knowing.
    private(set) var findings: [Diagnostic] = []
    /// Properties that the statement sets for this project and those below it.
    private(set) var properties: [String: GradleText] = [:]
    /// Reads expressions.
    private let evaluator: GradleEvaluator
    /// Of which projects the statement speaks; nil inside a block that configures something else.
    let scope: GradleBuild.Scope?

    /// A statement.
    init(script: GradleScript, path: String, statement: GradleStatement, context: GradleContext, names: GradleNames) {
        self.script = script
        self.path = path
        self.statement = statement
        self.context = context
        self.names = names
        evaluator = GradleEvaluator(script: script, path: path, names: names)
        scope = Self.scope(of: context.labels[...])
    }

    /// Where the statement begins.
    private var place: Place {
        let position = script.position(script.tokens[statement.range.lowerBound].span)
        return Place(path, line: position.line, column: position.column)
    }

    /// The projects that blocks select; nil when one of them configures something else.
    private static func scope(of labels: ArraySlice<GradleLabel>) -> GradleBuild.Scope? {
        var scope = GradleBuild.Scope.own
        for label in labels {
            switch label.head {
            case "allprojects": scope = .all
            case "subprojects": scope = .children
            case "project":
                guard let name = label.words.last(where: { $0 != "project" }) else { continue }
                scope = .projects([name])
            case "configure", "each", "forEach", "for":
                if label.words.contains("subprojects") {
                    scope = label.words.contains("findAll") || label.words.contains("filter") ? .some : .children
                } else if label.words.contains("allprojects") {
                    scope = label.words.contains("findAll") || label.words.contains("filter") ? .some : .all
                } else if label.head == "configure" {
                    let paths = label.words.filter { $0.hasPrefix(":") }
                    scope = paths.isEmpty || label.words.contains("findAll") || label.words.contains("filter") ? .some : .projects(paths)
                }
            case let head where GradleContext.transparent.contains(head): continue
            default: return nil
            }
        }
        return scope
    }

    /// What the statement says.
    mutating func facts(catalog: GradleCatalog) -> [GradleBuild.Entry] {
        guard let last = statement.links.last else { return [] }
        takeProperty()
        var facts: [(GradleBuild.Scope, GradleBuild.Fact)] = []
        if let (configuration, start) = configuration {
            let around = Self.scope(
                of: context.labels.prefix {
                    $0.head != "dependencies" && !["kotlin", "testing", "buildscript", "sourceSets"].contains($0.head)
                })
            let kind = GradleConfiguration.kind(configuration, in: context)
            let targets = targets(from: start, catalog: catalog)
            if around != .some {
                facts += targets.map {
                    (around ?? .own, .dependency(GradleDependency(configuration: configuration, kind: kind, target: $0)))
                }
            } else if targets.contains(where: \.isProject) {
                report("projects that only running the script tells depend on a project here")
            }
        }
        if let outer = Self.scope(of: context.labels.prefix { $0.head != "plugins" }) {
            let ids = GradlePlugins.applied(statement, in: context, script, evaluator, aliases: catalog.plugins)
            facts += ids.map { (outer, .plugin($0)) }
            if outer == .some, ids.contains(where: GradlePlugins.isPublishing) {
                report(
                    "which projects are published only running the script tells: all below count as published",
                    hint: "`publishable = false` in a project's releasekit.toml takes it out")
            }
        }
        let setter = last.name.hasPrefix("set") ? last.name.dropFirst(3).lowercased() : last.name
        switch setter {
        case "version", "group":
            guard let target = versioned, let range = newValue else { break }
            let text = evaluator.text(range)
            if setter == "version" {
                facts.append((target, .version(text)))
                if names.folder == names.root, target == .own || target == .all { properties["rootProject.version"] = text }
            } else if let text {
                facts.append((target, .group(text.text)))
            }
        case "artifactid" where context.isInside("publications"), "artifactId" where context.isInside("publications"):
            if let text = newValue.flatMap({ evaluator.text($0) }) { facts.append((publicationScope, .artifact(text.text))) }
        case "groupId" where context.isInside("publications"):
            if let text = newValue.flatMap({ evaluator.text($0) }) { facts.append((publicationScope, .group(text.text))) }
        case "coordinates" where context.innermost?.head == "mavenPublishing": facts += coordinates()
        case _ where context.innermost?.head == "publications" && context.isInside("publishing"):
            if let name = publication { facts.append((publicationScope, .publication(name))) }
        case "publishToMavenCentral" where context.innermost?.head == "mavenPublishing":
            facts.append((Self.scope(of: context.labels.prefix { $0.head != "mavenPublishing" }) ?? .own, .repository(Self.central)))
        case "url" where context.isInside("publishing") && context.isInside("repositories"):
            if let range = newValue { facts.append((publicationScope, .repository(address(range)))) }
        case "maven" where context.isInside("publishing") && context.innermost?.head == "repositories":
            let arguments = script.arguments(of: statement)
            guard let range = script.named("url", in: arguments) ?? arguments.first, last.arguments != nil else { break }
            facts.append((publicationScope, .repository(address(range))))
        default: break
        }
        return facts.map { GradleBuild.Entry(scope: $0.0, isConditional: context.isConditional, place: place, fact: $0.1) }
    }

    /// Notes what only running the script tells.
    private mutating func report(_ message: String, hint: String? = nil) {
        findings.append(Diagnostic(.note, .requirementSyntax, message, hint: hint, at: place))
    }

    /// The value that a statement gives: behind `=`, or as the only argument.
    private var newValue: Range<Int>? {
        if let value = statement.value { return value }
        let arguments = script.arguments(of: statement)
        return arguments.count == 1 ? arguments[0] : nil
    }

    /// The projects whose version or group the statement sets; nil when it is about something else.
    private var versioned: GradleBuild.Scope? {
        guard let scope, let first = statement.links.first else { return nil }
        switch (statement.links.count, first.name) {
        case (1, _): return scope
        case (2, "rootProject"): return .projects([":"])
        case (2, "project"):
            guard let argument = first.arguments else { return scope }
            return evaluator.text(argument).map { .projects([$0.text]) } ?? .some
        case (2, "it"), (2, "this"), (2, "target"): return scope
        case (2, "allprojects"), (2, "subprojects"): return nil
        default: return nil
        }
    }

    /// The projects whose publications are configured around the statement.
    private var publicationScope: GradleBuild.Scope { Self.scope(of: context.labels.prefix { $0.head != "publishing" }) ?? .own }

    /// The name of the publication that the statement declares: `name(MavenPublication) { … }`, `create<MavenPublication>("name") { … }`,
    /// `register("name", MavenPublication::class)`, `val name by creating(MavenPublication::class)`.
    private var publication: String? {
        let range = statement.range
        guard let first = statement.links.first, range.contains(where: { script.tokens[$0].isWord("MavenPublication") }) else { return nil }
        switch first.name {
        case "create", "register", "maybeCreate":
            return first.arguments.flatMap { script.elements(of: $0).first }.flatMap { evaluator.text($0)?.text }
        case "withType", "named", "getByName", "all", "configureEach", "matching", "if", "else", "each", "forEach", "for": return nil
        case "val", "def":
            let name = range.lowerBound + 1
            return name < range.upperBound && range.contains { script.tokens[$0].isWord("by") } ? script.tokens[name].text : nil
        default: return statement.links.count == 1 && first.arguments != nil ? first.name : nil
        }
    }

    /// The name of Maven Central among registries.
    static let central = "central"

    /// The address that an expression gives, also as `uri("…")`; nil for what only running the script tells.
    private func address(_ range: Range<Int>) -> String? {
        if let text = evaluator.text(range) { return text.text }
        let (links, end) = script.chain(at: range.lowerBound, end: range.upperBound)
        guard end == range.upperBound, links.last?.name == "uri", let inner = links.last?.arguments else { return nil }
        return evaluator.text(inner)?.text
    }

    /// `coordinates("group", "artifact", "version")` of `mavenPublishing`.
    private func coordinates() -> [(GradleBuild.Scope, GradleBuild.Fact)] {
        let scope = Self.scope(of: context.labels.prefix { $0.head != "mavenPublishing" }) ?? .own
        var result: [(GradleBuild.Scope, GradleBuild.Fact)] = []
        let arguments = script.arguments(of: statement)
        for (index, name) in ["groupId", "artifactId", "version"].enumerated() {
            let isNamed = arguments.contains { $0.count > 2 && script.tokens[$0.lowerBound + 1].isSymbol("=") }
            guard let range = script.named(name, in: arguments) ?? (!isNamed && index < arguments.count ? arguments[index] : nil) else {
                continue
            }
            let text = evaluator.text(range)
            switch name {
            case "groupId": if let text { result.append((scope, .group(text.text))) }
            case "artifactId": if let text { result.append((scope, .artifact(text.text))) }
            default: result.append((scope, .version(text)))
            }
        }
        return result
    }

    /// Notes `ext.x = …`, `ext { x = … }`, `extra["x"] = …`, `extra.set("x", …)`.
    private mutating func takeProperty() {
        var links = statement.links[...]
        while links.count > 1, let first = links.first?.name, ["project", "rootProject", "it", "this"].contains(first),
            links.first?.arguments == nil
        { links.removeFirst() }
        let isInside =
            ["ext", "extra"].contains(context.innermost?.head ?? "") || context.labels.last?.words.last { $0 != "apply" } == "extra"
        guard let first = links.first, isInside || first.name == "ext" || first.name == "extra" else { return }
        if let value = statement.value {
            let name: String?
            if let index = first.index {
                name = evaluator.text(index)?.text
            } else {
                name = (isInside ? links : links.dropFirst()).map(\.name).joined(separator: ".")
            }
            guard let name, !name.isEmpty else { return }
            switch evaluator.value(value) {
            case .text(let text): properties[name] = text
            case .list(let texts):
                for text in texts { if let key = text.key { properties["\(name).\(key)"] = text } }
            case nil: break
            }
        } else if links.last?.name == "set", case let arguments = script.arguments(of: statement), arguments.count == 2 {
            guard let name = evaluator.text(arguments[0])?.text, let text = evaluator.text(arguments[1]) else { return }
            properties[name] = text
        }
    }

    /// The script that the statement applies, if it is there.
    var appliedScript: String? {
        guard let text = GradlePlugins.appliedScript(statement, script, evaluator) else { return nil }
        return names.path(text).flatMap { Files.exists(names.tree.absolute($0)) ? $0 : nil }
    }
}

extension GradleReading {
    /// The configuration that the statement adds to, and the token behind it; nil when it declares no dependency.
    private var configuration: (name: String, start: Int)? {
        guard let first = statement.links.first, let last = statement.links.last else { return nil }
        if first.name == "dependencies", statement.links.count > 1, first.block == nil, first.arguments == nil {
            return named(last)
        }
        guard let head = context.innermost?.head, head == "dependencies" || head == "constraints", context.isInside("dependencies") else {
            return nil
        }
        guard !GradleConfiguration.ignored.contains(first.name), statement.value == nil, first.name != "constraints" else { return nil }
        return named(first)
    }

    /// A configuration by its call, or by the first argument of `add`.
    private func named(_ link: GradleLink) -> (name: String, start: Int)? {
        guard link.name == "add" else { return (link.name, link.token + 1) }
        guard let first = script.arguments(of: statement).first, let name = evaluator.text(first)?.text else { return nil }
        return (name, first.upperBound)
    }

    /// What the statement depends on, blocks left out.
    private func targets(from start: Int, catalog: GradleCatalog) -> [GradleDependency.Target] {
        var targets: [GradleDependency.Target] = []
        var index = start
        while index < statement.range.upperBound {
            let token = script.tokens[index]
            if token.isSymbol("{"), script.isOpening(index) {
                index = token.partner + 1
                continue
            }
            let isMember = index > 0 && script.tokens[index - 1].isSymbol(".")
            let next = index + 1 < statement.range.upperBound ? script.tokens[index + 1] : nil
            switch token.text {
            case "project", "findProject":
                if token.kind == .word, next?.isSymbol("(") == true, let partner = next?.partner {
                    if let target = project((index + 2)..<partner) { targets.append(target) }
                    index = partner
                }
            case "projects" where token.kind == .word && !isMember && next?.isSymbol(".") == true:
                let (links, end) = script.chain(at: index, end: statement.range.upperBound)
                let names = links.dropFirst().map(\.name).prefix { !["path", "dependencyProject", "get"].contains($0) }
                targets.append(.accessor(names.joined(separator: ".")))
                index = max(index, end - 1)
            case "rootProject"
            where token.kind == .word && !isMember
                && (next == nil || next?.isSymbol(")") == true || next?.isSymbol(",") == true || next?.kind == .newline):
                targets.append(.root)
            default:
                if let module = module(at: index, isMember: isMember, catalog) { targets.append(module) }
            }
            index += 1
        }
        return targets
    }

    /// The project of `project(…)`; nil for `project()`, which is the project itself.
    private func project(_ arguments: Range<Int>) -> GradleDependency.Target? {
        var elements = script.elements(of: arguments)
        guard let first = elements.first else { return nil }
        let (links, next) = script.chain(at: first.lowerBound, end: first.upperBound)
        if next == first.upperBound, links.last?.name == "mapOf", let inner = links.last?.arguments {
            elements = script.elements(of: inner)
        }
        if next == first.upperBound, links.first?.name == "projects", links.count > 1 {
            let names = links.dropFirst().map(\.name).prefix { !["path", "dependencyProject", "get"].contains($0) }
            return .accessor(names.joined(separator: "."))
        }
        let range = script.named("path", in: elements) ?? first
        return evaluator.text(range).map { .path($0.text) } ?? .unknown
    }

    /// A module of a repository, as `"group:artifact:version"` or an accessor of a catalog.
    private func module(at index: Int, isMember: Bool, _ catalog: GradleCatalog) -> GradleDependency.Target? {
        let token = script.tokens[index]
        if token.kind == .string {
            let text =
                token.literal ?? evaluator.text(index..<(index + 1))?.text
                ?? token.pieces.reduce(into: "") { result, piece in
                    if case .text(let text) = piece { result += text } else { result += "?" }
                }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            guard parts.count >= 2, !parts[0].isEmpty, !parts[1].isEmpty, !text.contains(" ") else { return nil }
            return .module("\(parts[0]):\(parts[1])", version: parts.count > 2 ? String(parts[2].prefix { $0 != "@" }) : "")
        }
        guard token.kind == .word, !isMember, !catalog.libraries.isEmpty else { return nil }
        let (links, _) = script.chain(at: index, end: statement.range.upperBound)
        guard links.count > 1, let library = catalog.libraries[links.map(\.name).joined(separator: ".")] else { return nil }
        return .module(library.module, version: library.version)
    }
}
