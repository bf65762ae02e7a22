import RKShared

extension Decisions {
    /// What a passage makes of a release.
    private struct Outcome {
        /// The dependent's step at least; `.none` when nothing is passed on.
        var bump: Bump
        /// How the requirements stand to the version, where the rule asks.
        var answer: Passage.Answer?
    }

    /// The next versions that were computed, by the packages that share one, the scheme, and the size of the step.
    private struct VersionCache {
        /// What a version depends on.
        private struct Key: Hashable {
            /// The place of the set of packages.
            let component: Int
            /// The scheme.
            let scheme: VersionScheme
            /// The size.
            let bump: Bump
        }

        /// The versions; nil for one that cannot be.
        private var known: [Key: String?] = [:]

        /// The next version of a package, by the decisions so far.
        mutating func version(of index: Int, _ decisions: Decisions) -> String? {
            let component = decisions.sets.componentOf[index]
            let bump = decisions.sets.components[component].map { decisions.all[$0].bump }.max() ?? .none
            let key = Key(component: component, scheme: decisions.candidates[index].scheme, bump: bump)
            if let found = known[key] { return found }
            let version = try? NextVersion(decisions: decisions).version(of: index)
            known[key] = .some(version)
            return version
        }
    }

    /// Passes releases on to what depends on them, by each dependent's rules, as far as the edges go.
    mutating func propagate() {
        var versions = VersionCache()
        var causes: [Int: [(id: String, entry: String)]] = [:]
        var open = all.indices.filter { all[$0].bump > .none }
        while let index = open.popLast() {
            for passage in passages[index] {
                let dependent = passage.dependent
                guard Self.takesPart(candidates[dependent], options), all[dependent].reason != .manual else { continue }
                let bump = outcome(of: passage, from: index, &versions).bump
                guard bump > all[dependent].bump else { continue }
                all[dependent] = Decision(bump: bump, reason: .dependency, because: [])
                causes[dependent] = [(candidates[index].package.id, passage.entry)]
                open.append(dependent)
            }
        }
        for (dependent, causes) in causes where all[dependent].reason == .dependency {
            all[dependent].because = causes.map(\.id) + causes.map(\.entry)
        }
    }

    /// Writes down which releases were passed on to which packages, by which rules, once nothing changes any more.
    mutating func explain() {
        var versions = VersionCache()
        var causes: [Int: [(id: String, entry: String, sentence: String)]] = [:]
        var kept: [Int: [String]] = [:]
        for index in all.indices where all[index].bump > .none {
            for passage in passages[index] {
                let dependent = passage.dependent
                guard Self.takesPart(candidates[dependent], options) else { continue }
                let outcome = outcome(of: passage, from: index, &versions)
                let (id, version) = (candidates[index].package.id, versions.version(of: index, self) ?? "")
                if case .unreadable(let text)? = outcome.answer {
                    unreadable.insert(Passage.Requirement(dependent: dependent, dependency: id, text: text))
                }
                if outcome.bump > .none, all[dependent].reason == .dependency {
                    causes[dependent, default: []].append((id, passage.entry, Self.sentence(passage, outcome.answer, id, version)))
                } else if case .taken(let text)? = outcome.answer, all[dependent].bump == .none {
                    kept[dependent, default: []].append(text.isEmpty ? "\(id) \(version)" : "\(id) \(version) (`\(text)`)")
                }
            }
        }
        for (dependent, list) in causes {
            let ids = Set(list.map(\.id)).sorted { $0.precedes($1) }
            let entries = Set(list.map(\.entry)).sorted { $0.precedes($1) }
            all[dependent].because = ids + entries
            all[dependent].why = Self.joined(list.sorted { $0.id.precedes($1.id) }.map(\.sentence))
        }
        held = kept.mapValues { "what it needs stays in range: \(Self.joined($0.sorted { $0.precedes($1) }))" }
    }

    /// What a passage makes of the release of a package, by the decisions so far.
    private func outcome(of passage: Passage, from index: Int, _ versions: inout VersionCache) -> Outcome {
        let size: Bump =
            switch passage.rule.bump {
            case .patch: .patch
            case .minor: .minor
            case .major: .major
            case .same: max(all[index].bump, .patch)
            }
        let bump = candidates[passage.dependent].effective(size)
        guard passage.rule.when == .outOfRange else { return Outcome(bump: bump) }
        guard let version = versions.version(of: index, self) else { return Outcome(bump: bump) }
        let answer = passage.answer(
            to: version, after: candidates[index].current, in: Catalog.ecosystem(candidates[passage.dependent].package.ecosystem))
        if case .taken = answer { return Outcome(bump: .none, answer: answer) }
        return Outcome(bump: bump, answer: answer)
    }

    /// Why a release was passed on.
    private static func sentence(_ passage: Passage, _ answer: Passage.Answer?, _ id: String, _ version: String) -> String {
        let size =
            passage.rule.bump == .patch
            ? "" : ", at least \(passage.rule.bump == .same ? "as large a step" : "a \(passage.rule.bump.rawValue) one")"
        let declared = passage.declarations.first { $0.isDeclared }
        let need =
            declared.map { $0.why?.hasPrefix("depends_on") == true ? "depends_on" : "what it is built from" }
            ?? "a \(passage.kind.rawValue) dependency"
        switch answer {
        case nil: return "\(id) is released, and \(need) passes on any release\(size)"
        case .unreadable(let text)?: return "\(id) \(version) counts as out of range, since `\(text)` cannot be read (\(need)\(size))"
        case .refused(let text)? where !text.isEmpty: return "\(id) \(version) is out of the range `\(text)` (\(need)\(size))"
        default: return "\(id) is released as \(version), and \(need) states no range\(size)"
        }
    }

    /// Up to three clauses.
    private static func joined(_ clauses: [String]) -> String {
        clauses.prefix(3).joined(separator: "; ") + (clauses.count > 3 ? "; and \(clauses.count - 3) more" : "")
    }
}
