import RKShared
import Support
import Testing

/// Without `pipefail`, a failure anywhere in the pipeline means that nothing is published.
struct ContractEffectTests {
    /// What takes the place of a stage, or follows it.
    static let failures = ["false", "cat > /dev/null", "head -c 200", "sh -c 'kill -9 $$'", "printf '{\"rk\":1'"]

    /// Each of the first four stages fails in each way, against the embedded registry.
    @Test(arguments: 0..<4)
    func aFailureAnywherePublishesNothing(_ stage: Int) async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        var script = "set +o pipefail\n"
        for failure in Self.failures {
            var stages = Array(Contract.stages.dropLast())
            stages[stage] = failure == "head -c 200" ? "\(stages[stage]) | head -c 200" : failure
            script +=
                "\((stages + ["rk-publish --no-smoke-test"]).joined(separator: " | ")) > ../out 2> ../err; echo $?; [ ! -s ../out ] || echo output\n"
        }
        try await sandbox.write("script", script)
        let completion = try await sandbox.shell(
            "rk-registry run --dir ../store --log ../requests -- bash ../script; find ../store -name '*.whl' -o -name '*.tar.gz'; git status --porcelain",
            in: "repo")
        let lines = completion.text.split(separator: "\n").map(String.init)
        #expect(lines.count == Self.failures.count && lines.allSatisfy { ["65", "66"].contains($0) }, "\(lines) \(completion.said)")
        #expect(!((try? sandbox.read("requests")) ?? "").contains("POST"))
    }

    /// A document with an error is refused by the programs with effects.
    @Test func anErrorInTheDocumentForbidsEffects() async throws {
        let sandbox = try await Sandbox()
        try await Contract.build(in: sandbox)
        let edit = #"jq -c '.diagnostics += [{"severity":"error","code":"X-OWN","message":"no"}]'"#
        try await sandbox.write("script", "\(Contract.pipeline(..<4)) | \(edit) | rk-publish --no-smoke-test")
        let completion = try await sandbox.shell("rk-registry run --dir ../store -- bash ../script", in: "repo")
        #expect(completion.status == 65 && completion.said.contains("RK-DOCUMENT-HOLDS-ERROR"), "\(completion.status) \(completion.said)")
    }
}
