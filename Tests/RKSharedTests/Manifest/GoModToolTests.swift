import Support
import Testing

@testable import RKShared

/// Our reading of go.mod beside that of the real go command.
@Suite struct GoModToolTests {
    /// A go.mod as `go mod edit -json` prints it, absent fields left out.
    private static func json(_ file: GoMod) -> JSON {
        /// A module at a version.
        func module(_ path: String, _ version: String?) -> JSON {
            object(["Path": .string(path), "Version": version.map { .string($0) }])
        }
        /// An object without absent fields.
        func object(_ fields: [String: JSON?]) -> JSON {
            var result = JSONObject()
            for (key, value) in fields { result[key] = value ?? nil }
            return .object(result)
        }
        /// A list; nil for an empty one.
        func list(_ values: [JSON]) -> JSON? { values.isEmpty ? nil : .array(values) }
        return object([
            "Module": object(["Path": file.module.map { .string($0.text) }, "Deprecated": file.deprecated.map { .string($0) }]),
            "Go": file.goVersion.map { .string($0.text) }, "Toolchain": file.toolchain.map { .string($0.text) },
            "GoDebug": list(
                file.debugSettings.map { setting in
                    let parts = setting.text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
                    return object(["Key": .string(parts[0]), "Value": .string(parts[1])])
                }),
            "Require": list(
                file.requirements.map {
                    object(["Path": .string($0.path.text), "Version": .string($0.version), "Indirect": $0.isIndirect ? .bool(true) : nil])
                }),
            "Exclude": list(file.exclusions.map { module($0.path, $0.version) }),
            "Replace": list(
                file.replacements.map {
                    object(["Old": module($0.path.text, $0.version), "New": module($0.target.text, $0.targetVersion)])
                }),
            "Retract": list(
                file.retractions.map {
                    object([
                        "Low": .string($0.low), "High": .string($0.high), "Rationale": $0.rationale.isEmpty ? nil : .string($0.rationale),
                    ])
                }),
            "Tool": list(file.tools.map { object(["Path": .string($0.text)]) }),
            "Ignore": list(file.ignored.map { object(["Path": .string($0.text)]) }),
        ])
    }

    /// What go says, without nulls.
    private static func stripped(_ json: JSON) -> JSON {
        switch json {
        case .object(let object):
            var result = JSONObject()
            for member in object.members where member.value != .null { result[member.key] = stripped(member.value) }
            return .object(result)
        case .array(let values): return .array(values.map(stripped))
        default: return json
        }
    }

    /// All fixtures and a file with every directive say the same to both.
    @Test func sameMeaning() async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("x/go.mod", GoModTests.everything)
        let manifests = GoFixtures.manifests + ["\(sandbox.folder)/x/go.mod"]
        for manifest in manifests {
            let output = try await sandbox.checkGo("go mod edit -json '\(manifest)'")
            let ours = Self.json(try GoMod(try Files.read(manifest)))
            #expect(Self.stripped(try JSON(parsing: output.output)) == ours, "\(manifest)")
        }
        #expect(GoFixtures.folder == nil || manifests.count > 90)
    }

    /// go refuses every broken go.work and go.sum that we refuse.
    @Test func sameRefusals() async throws {
        let sandbox = try await Sandbox()
        for (index, item) in GoModErrorTests.workCases.enumerated() { try await sandbox.write("w/\(index)/go.work", item.text) }
        for (index, item) in GoModErrorTests.sumCases.enumerated() {
            try await sandbox.write("s/\(index)/go.mod", "module x.org/m\n\ngo 1.21\n\nrequire y.org/z v1.0.0\n")
            try await sandbox.write("s/\(index)/go.sum", item.text)
        }
        let output = try await sandbox.checkGo(
            """
            for i in w/*; do go work edit -json $i/go.work > /dev/null 2>&1 && echo "go takes $i" || :; done
            for i in s/*; do (cd $i && GOWORK=off GOPROXY=off GOFLAGS=-mod=mod go list -m all 2>&1 | grep -q 'malformed go.sum' || echo "go takes $i"); done
            """)
        #expect(output.text == "")
    }

    /// Both refuse the same texts; mutations of one file are taken or refused alike, but for versions in `retract`, which `go mod edit` lets
    /// pass and every other command refuses.
    @Test func sameVerdict() async throws {
        let sandbox = try await Sandbox()
        var texts = GoModErrorTests.cases.map { Array($0.text.utf8) }
        let good = GoModTests.everything
        var random = SeededGenerator(seed: 44)
        let pieces = ["(", ")", "\n", "//", "\"", "`", "=>", " v1.0.0 ", "[", ",", "x", "/v2", " ", "\r"].map { Array($0.utf8) }
        let retract = good.firstRange(of: "retract").map { good.utf8.distance(from: good.startIndex, to: $0.lowerBound) }
        let checked = try #require(retract)
        for _ in 0..<250 {
            var bytes = Array(good.utf8)
            let place = Int.random(in: 0...checked, using: &random)
            let end = min(bytes.count, place + Int.random(in: 0...4, using: &random))
            bytes.replaceSubrange(place..<(Bool.random(using: &random) ? end : place), with: pieces.randomElement(using: &random) ?? [])
            texts.append(bytes)
        }
        for (index, bytes) in texts.enumerated() { try sandbox.write("m/\(index)/go.mod", bytes) }
        let script = "for i in $(seq 0 \(texts.count - 1)); do go mod edit -json m/$i/go.mod > /dev/null 2>&1 && echo 1 || echo 0; done"
        let verdicts = try await sandbox.checkGo(script).text.split(separator: "\n").map { $0 == "1" }
        #expect(verdicts.count == texts.count)
        for (bytes, verdict) in zip(texts, verdicts) {
            let ours = (try? GoMod(bytes)) != nil
            #expect(ours == verdict, "go says \(verdict): \(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }
}
