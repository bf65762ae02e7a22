import RKShared
import Support
import Testing

/// What `make install` puts where, and that each shell can load the completions. The programs are those of the test run.
@Test func installation() async throws {
    let sandbox = try await Sandbox()
    try await sandbox.check(
        "\(Programs.root)/scripts/install",
        environment: ["RK_BIN": Programs.folder, "DESTDIR": "\(sandbox.folder)/stage", "PREFIX": "/opt/rk"])
    let root = "\(sandbox.folder)/stage/opt/rk"
    for program in [
        "rk-discover", "rk-graph", "rk-version", "rk-pin", "rk-publish", "rk-changelog", "rk-propose", "rk-tag", "rk-apply", "rk-show",
        "rk-rollback", "rk-check", "rk-init", "rk-registry",
    ] {
        let completion = try await sandbox.shell("'\(root)/bin/\(program)' --version && head -n 1 '\(root)/share/man/man1/\(program).1'")
        #expect(completion.text == "\(Toolkit.version)\n.TH \(program.uppercased()) 1 \"\" \"rk \(Toolkit.version)\" \"Release toolkit\"\n")
        let bash = try await sandbox.shell("source '\(root)/share/bash-completion/completions/\(program)' && complete -p \(program)")
        #expect(bash.succeeded && bash.text.hasSuffix(" \(program)\n"), "bash: \(program)")
        let zsh = try await sandbox.shell(
            "zsh -fc 'fpath=(\(root)/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -uD; print $_comps[\(program)]'")
        #expect(zsh.text == "_\(program)\n", "zsh: \(program)")
        let fish = try await sandbox.shell(
            "fish -Nc 'source \(root)/share/fish/vendor_completions.d/\(program).fish; complete -C \"\(program) --ver\"'")
        #expect(fish.text.contains("--version"), "fish: \(program)")
    }
    let rest = try await sandbox.shell("cd '\(root)/share' && ls rk doc/rk")
    for file in ["rk-1.schema.json", "rk-ecosystem-1.schema.json", "document.md", "exit-codes.md", "LICENSE"] {
        #expect(rest.text.contains(file), "\(file)")
    }
}
