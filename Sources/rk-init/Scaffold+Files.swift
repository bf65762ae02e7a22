import RKShared

extension Scaffold {
    /// How long a line of a comment is at most.
    private static let width = 100

    /// The text of the root's file.
    var text: String {
        var parts = ["# How rk releases this repository. docs/configuration.md of the toolkit explains every key.\n"]
        parts += (settings + tables).map { Self.comment($0.comment) + $0.lines.map { "\($0)\n" }.joined() }
        if !losses.isEmpty {
            let lines = losses.map { loss in
                Self.comment("- `\(loss.key)`\(loss.count > 1 ? " (\(loss.count) times)" : ""): \(loss.why)", indent: "  ")
            }
            parts.append("# Not taken over:\n" + lines.joined())
        }
        return parts.joined(separator: "\n")
    }

    /// The actions that write the files, and what keeps some from being written.
    func plan(in tree: SourceTree) throws(Fault) -> (actions: [Action], findings: [Diagnostic]) {
        let content = Array(text.utf8)
        _ = try Configuration(parsing: content, path: Configuration.fileName)
        var actions = [
            Action(
                .writeFile(Action.FileWrite(path: Configuration.fileName, read: nil, content: content)),
                why: "how the repository is released")
        ]
        var findings = losses.map { loss in
            Diagnostic(.note, .settingLost, "`\(loss.key)` is not taken over: \(loss.why)", at: loss.place)
        }
        for (folder, values) in folders.sorted(by: { $0.key.precedes($1.key) }) {
            let path = "\(folder)/\(Configuration.fileName)"
            let text = values.map { "\($0.key) = \($0.value)\n" }.joined()
            if let present = try tree.readIfPresent(path) {
                guard try !Self.holds(values, present, path) else { continue }
                findings.append(
                    Diagnostic(
                        .warning, .configPresent, "`\(path)` is there already, so it is left as it is",
                        hint: "it should say: \(text.trimmed.replacing("\n", with: "; "))", at: Place(path)))
                continue
            }
            let write = Action.FileWrite(path: path, read: nil, content: Array(text.utf8))
            actions.append(Action(.writeFile(write), why: "what \(folder) has of its own"))
        }
        return (actions, findings)
    }

    /// Whether a file says all of this already.
    private static func holds(_ values: [(key: String, value: String)], _ present: [UInt8], _ path: String) throws(Fault) -> Bool {
        let document: TOMLDocument
        do { document = try TOMLDocument(present) } catch { throw Fault(.configSyntax, error, in: path) }
        return values.allSatisfy { $0.value == document.root[$0.key].flatMap(written) }
    }

    /// A text or a truth value as it is written here.
    private static func written(_ node: TOMLNode) -> String? {
        if let text = node.string { return TOMLDocument.quoted(text) }
        return node.boolean.map(String.init)
    }

    /// A text as lines of a comment, wrapped between words.
    private static func comment(_ text: String, indent: String = "") -> String {
        var lines: [String] = []
        for word in text.visible.split(separator: " ") {
            if let last = lines.last, last.count + word.count < width {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append((lines.isEmpty ? "" : indent) + word)
            }
        }
        return lines.map { "# \($0)\n" }.joined()
    }
}
