import RKShared
import Support
import Testing

/// A history that cannot be read is an error, never "unchanged".
struct HistoryFaultTests {
    /// A git in `bin` in front of the real one, which does something else for some subcommands.
    private static let wrapper = """
        real=$(command -v git); mkdir -p bin; cat > bin/git << EOF
        #!/bin/bash
        echo x >> "\\$COUNT"
        for word; do
          case \\$word in
            $SUBCOMMAND) $ACTION ;;
          esac
        done
        exec $real "\\$@"
        EOF
        chmod +x bin/git

        """

    /// A git that fails, is killed, or stops half-way in any of the calls.
    @Test(
        arguments: ["log", "rev-list", "for-each-ref"],
        ["echo broken >&2; exit 128", "kill -9 \\$\\$", "$real \"\\$@\" | head -c 60; exit 141"])
    func aFailingGitIsAnError(_ subcommand: String, _ action: String) async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", script: "c 'feat: x' packages/a/f; c 'fix: y' packages/a/f").build(in: sandbox)
        try await sandbox.check("rk-discover repo | rk-graph > doc.json")
        let script = Self.wrapper.replacing("$SUBCOMMAND", with: subcommand).replacing("$ACTION", with: action)
        let completion = try await sandbox.shell("\(script)PATH=$PWD/bin:$PATH COUNT=/dev/null rk-version < doc.json")
        #expect(completion.status == 69 && completion.output.isEmpty, "\(completion.status) \(completion.text)")
        #expect(String(decoding: completion.errors, as: UTF8.self).hasPrefix("error[RK-"))
    }

    /// Output that ends early with status 0 is noticed too: nothing at all, in the middle of a commit, or between two.
    @Test(arguments: [0, 10, 60, 160]) func cutOffOutputIsAnError(_ length: Int) async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", script: "c 'feat: x' packages/a/f; c 'fix: y' packages/a/f").build(in: sandbox)
        try await sandbox.check("rk-discover repo | rk-graph > doc.json")
        let script = Self.wrapper.replacing("$SUBCOMMAND", with: "log").replacing(
            "$ACTION", with: "$real \"\\$@\" | head -c \(length); exit 0")
        let completion = try await sandbox.shell("\(script)PATH=$PWD/bin:$PATH COUNT=/dev/null rk-version < doc.json")
        #expect(completion.status == 69 && completion.output.isEmpty, "\(completion.status)")
    }

    /// A damaged repository is an error.
    @Test func aMissingCommitIsAnError() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(
            name: "",
            script: "c 'feat: x' packages/a/f; c 'fix: y' packages/a/f; o=$(git rev-parse HEAD~1); rm -f .git/objects/${o:0:2}/${o:2}"
        ).build(in: sandbox)
        let completion = try await sandbox.versions()
        #expect(completion.status == 69 && completion.output.isEmpty, "\(completion.status)")
    }

    /// A shallow clone is good where the range is whole, and refused with the command that helps where it is not.
    @Test func shallowClones() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(
            name: "", packages: ["a": [], "b": []],
            script: "c 'feat: 1' packages/a/f; git tag a-v1.1.0; git tag b-v1.1.0; c 'fix: 2' packages/a/f; c 'fix: 3' packages/a/f"
        ).build(in: sandbox)
        try await sandbox.check(
            "for depth in 1 2 3 4; do git clone -q --depth $depth file://$PWD/repo clone$depth; git -C clone$depth fetch -q --depth $depth --tags; done"
        )
        let good = try await sandbox.versions("--format next", in: "clone4")
        #expect(good.status == 0 && good.text == "a 1.1.1\n", "\(String(decoding: good.errors, as: UTF8.self))")
        #expect(try await sandbox.versions("--format next", in: "clone3").text == "a 1.1.1\n")
        for depth in 1...2 {
            let short = try await sandbox.versions("--format next", in: "clone\(depth)")
            let errors = String(decoding: short.errors, as: UTF8.self)
            #expect(
                short.status == 65 && short.output.isEmpty && errors.contains("git fetch --unshallow --tags"),
                "depth \(depth): \(short.status) \(errors)")
        }
    }

    /// At most six processes, whatever the number of packages.
    @Test(arguments: [1, 60])
    func fewProcesses(_ count: Int) async throws {
        let sandbox = try await Sandbox()
        let packages = Dictionary(uniqueKeysWithValues: (0..<count).map { ("p\($0)", [String]()) })
        try await Scenario(
            name: "", packages: packages, script: "c 'feat: x' packages/*/f\(count == 1 ? "" : "; git tag -d p7-v1.0.0 > /dev/null")"
        ).build(in: sandbox)
        try await sandbox.check("rk-discover repo | rk-graph > doc.json")
        let script = Self.wrapper.replacing("$SUBCOMMAND", with: "nothing").replacing("$ACTION", with: ":")
        try await sandbox.check("\(script)PATH=$PWD/bin:$PATH COUNT=$PWD/count rk-version < doc.json > out.json")
        let processes = try sandbox.read("count").split(separator: "\n").count
        #expect(processes <= 6, "\(processes) git processes")
    }

    /// A document of another commit is refused, with both commits; one without a repository too.
    @Test func aMovedRepositoryIsRefused() async throws {
        let sandbox = try await Sandbox()
        try await Scenario(name: "", script: "").build(in: sandbox)
        let completion = try await sandbox.shell(
            "rk-discover > ../doc; git commit -q --allow-empty -m x; rk-graph < ../doc | rk-version", in: "repo")
        #expect(
            completion.status == 65 && completion.output.isEmpty
                && String(decoding: completion.errors, as: UTF8.self).contains("RK-REPOSITORY-MOVED"))
        let none = try await sandbox.shell("rm -rf .git; rk-discover | rk-graph | rk-version", in: "repo")
        #expect(none.status == 65 && none.output.isEmpty)
    }
}
