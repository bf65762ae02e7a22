import RKShared
import Support
import Testing

/// rk-pin's subcommands, as the real program.
struct CommandTests {
    /// The command sees pinned files and the document, and its status is passed on; afterwards nothing is different, and nothing is left.
    @Test(arguments: [0, 7, 137]) func run(_ status: Int32) async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let end = status == 137 ? "kill -9 $$" : "exit \(status)"
        let completion = try await fixture.shell(
            "rk-pin run -- sh -c 'cat > ../seen.json; cat packages/*/pyproject.toml; \(end)' < ../v.json")
        #expect(completion.status == status)
        #expect(completion.text.contains("version = '1.1.0' # v\r\n"))
        #expect(completion.text.contains("all = [ 'Core==1.1.0' ]"), "\(completion.text)")
        #expect(completion.text.contains("dev = [\"core\"]"))
        let document = try Document(parsing: try Files.read("\(fixture.sandbox.folder)/seen.json"))
        #expect(document.pins?.count == 2)
        #expect(try await fixture.look() == before)
        #expect(Files.names(in: "\(fixture.sandbox.folder)/repo/.git/rk") == ["lock"])
        #expect(try await fixture.shell("git status --porcelain").text == "")
    }

    /// `apply` leaves the pins and passes the document on; `check` lists them; `restore` brings the bytes back, also from a folder below.
    @Test func applyCheckRestore() async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let document = try Document(parsing: try await fixture.shell("rk-pin apply < ../v.json").output)
        #expect(document.pins?.count == 2)
        let text = try fixture.sandbox.read("repo/packages/cli/pyproject.toml")
        #expect(text.hasPrefix("[project]\nname = \"cli\"\nversion = \"2.0.1\"\n"))
        let check = try await fixture.shell("rk-pin check")
        #expect(check.status == 1 && check.talk.contains("RK-PIN-LEFT"))
        #expect(check.text == "pinned\tpackages/cli/pyproject.toml\tpypi:cli\npinned\tpackages/core/pyproject.toml\tpypi:core\n")
        #expect(try await fixture.shell("cd packages && rk-pin restore").status == 0)
        #expect(try await fixture.look() == before)
        #expect(
            try await fixture.shell("rk-pin check && rk-pin restore && git -C / -c x=y rev-parse 2>/dev/null; rk-pin check \"$PWD\"").status
                == 0)
    }

    /// `apply` twice is the same as once, since the first one is undone before the second.
    @Test func applyTwice() async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let completion = try await fixture.shell(
            "rk-pin apply < ../v.json > /dev/null && sha256sum packages/*/*.toml && rk-pin apply < ../v.json > /dev/null && sha256sum packages/*/*.toml"
        )
        let lines = completion.text.split(separator: "\n")
        #expect(completion.succeeded && lines.count == 6 && lines.prefix(3) == lines.suffix(3))
        #expect(completion.talk.contains("restored packages/core/pyproject.toml"))
        #expect(try await fixture.shell("rk-pin restore -q").succeeded)
        #expect(try await fixture.look() == before)
    }

    /// A document that was made while files were pinned is refused after they are restored: its versions are not those of the commit.
    @Test func documentOfPinnedFiles() async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let completion = try await fixture.shell("rk-pin apply < ../v.json > /dev/null; rk-discover | rk-pin run -- touch ran")
        #expect(completion.status == 65 && completion.talk.contains("run the pipeline again"))
        #expect(try await fixture.look() == before)
    }

    /// A dry run says what would be done and does nothing at all.
    @Test(arguments: ["-n", "RK_DRY_RUN=1"]) func dryRun(_ how: String) async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let flag = how == "-n" ? "-n" : ""
        let environment: [String: String?] = how == "-n" ? [:] : ["RK_DRY_RUN": "1"]
        let run = try await fixture.shell("rk-pin run \(flag) -- touch 'a b' < ../v.json", environment: environment)
        #expect(run.succeeded && run.output == [])
        for line in [
            "would edit packages/core/pyproject.toml (pypi:core)", "  version: 1.0.0 -> 1.1.0", "  core: >= 1 -> ==1.1.0",
            "would run touch 'a b'",
        ] {
            #expect(run.talk.contains(line), "\(line) in \(run.talk)")
        }
        #expect(try await fixture.shell("rk-pin apply \(flag) < ../v.json | rk-pin restore \(flag)", environment: environment).succeeded)
        #expect(try await fixture.look() == before)
        #expect(!Files.exists("\(fixture.sandbox.folder)/repo/.git/rk"))
    }

    /// A file that the user edited meanwhile stays, its original is kept, the other file comes back.
    @Test func conflict() async throws {
        let fixture = try await PinFixture()
        let completion = try await fixture.shell("rk-pin run -- sh -c 'echo mine >> packages/core/pyproject.toml' < ../v.json")
        #expect(completion.status == 65 && completion.talk.contains("RK-PIN-CONFLICT"))
        #expect(completion.talk.contains("/.git/rk/conflicts/packages/core/pyproject.toml.orig"))
        let state = try await fixture.shell(
            "tail -n 1 packages/core/pyproject.toml; git diff --quiet packages/cli && git show HEAD:packages/core/pyproject.toml | cmp - .git/rk/conflicts/packages/core/pyproject.toml.orig && rk-pin check -q"
        )
        #expect(state.status == 1)
        #expect(state.text.hasSuffix("mine\nedited\tpackages/core/pyproject.toml\tpypi:core\n"))
        #expect(try await fixture.shell("rk-pin run -- true < ../v.json").status == 65)
        #expect(
            try await fixture.shell("rk-pin restore --keep && rk-pin check && tail -n 1 packages/core/pyproject.toml").text.hasSuffix(
                "mine\n"))
    }

    /// A folder in which nothing may be written: nothing is pinned, and the other file comes back.
    @Test func readOnlyFolder() async throws {
        let fixture = try await PinFixture()
        let before = try await fixture.look()
        let asUser = try await fixture.shell(
            "[ $(id -u) = 0 ] || exit 0; chown -R 65534 .. && chmod 755 .. && setpriv --reuid=65534 --clear-groups rk-pin --version")
        guard asUser.succeeded else { return }
        let prefix = asUser.text.isEmpty ? "" : "setpriv --reuid=65534 --clear-groups"
        let completion = try await fixture.shell(
            "chmod 555 packages/core; \(prefix) rk-pin run -- touch ran < ../v.json; s=$?; chmod 755 packages/core; exit $s")
        #expect(completion.status == 74 && completion.talk.contains("RK-FILE-UNWRITABLE"), "\(completion.talk)")
        #expect(completion.talk.contains("packages/core/pyproject.toml"))
        #expect(try await fixture.look() == before)
        #expect(try await fixture.shell("rk-pin check").succeeded)
    }

    /// Two runs at once: the second is refused with the first one's process.
    @Test func locked() async throws {
        let fixture = try await PinFixture()
        let completion = try await fixture.shell(
            "rk-pin run -- sh -c 'rk-pin restore; echo $?; rk-pin apply < ../v.json; echo $?' < ../v.json")
        #expect(completion.text == "75\n75\n")
        #expect(completion.talk.contains("RK-LOCK-HELD"))
    }

    /// Without version control the state lies in the user's folder, and the tree has no journal in it.
    @Test func withoutVersionControl() async throws {
        let fixture = try await PinFixture()
        let script = """
            rm -rf .git && sed -i 's/"vcs": "git"/"vcs": "none"/' ../v.json && find . -type f | sort > ../before
            rk-pin run -- sh -c 'rk-pin check; find . -type f | sort | cmp - ../before' < ../v.json && rk-pin check
            """
        let completion = try await fixture.shell(script)
        #expect(completion.succeeded, "\(completion.talk)")
        #expect(completion.text.split(separator: "\n").count == 2)
        #expect(Files.names(in: "\(fixture.sandbox.folder)/.state/rk").count == 1)
    }

    /// A linked work tree has journal and lock of its own.
    @Test func linkedWorkTree() async throws {
        let fixture = try await PinFixture()
        let completion = try await fixture.shell(
            "git worktree add -q --detach ../second && rk-pin apply < ../v.json > /dev/null && cd ../second && rk-pin check && rk-pin run -- git diff --quiet < ../v.json"
        )
        #expect(completion.status == 1 && completion.output == [], "\(completion.talk)")
        #expect(
            try await fixture.shell("rk-pin check -q; rk-pin restore -q; git status --porcelain; git -C ../second status --porcelain").text
                .split(separator: "\n").count == 2)
    }
}
