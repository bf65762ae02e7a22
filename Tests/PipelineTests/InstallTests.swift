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
    let bash = try await sandbox.shell(
        """
        PATH='\(root)/bin':$PATH; source '\(root)/share/bash-completion/completions/rk'
        offer() {
            COMP_LINE=$1 COMP_POINT=${#1} COMPREPLY=(); read -ra COMP_WORDS <<< "$1"; COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _rk rk "${COMP_WORDS[COMP_CWORD]}" ""; echo "${COMPREPLY[*]}"
        }
        offer 'rk gra'; offer 'rk help disc'; offer 'rk graph --to'; offer 'rk  graph --format d'; offer 'rk pin re'; offer 'rk none x'
        """)
    #expect(bash.text == "graph\ndiscover\n--topo\ndot d2\nrestore\n\n", "bash: \(bash.said)")
    let zsh = try await sandbox.shell(
        "zsh -fc 'fpath=(\(root)/share/zsh/site-functions $fpath); autoload -Uz compinit; compinit -uD; print $_comps[rk]; zsh -n $fpath[1]/_rk'"
    )
    #expect(zsh.text == "_rk\n", "zsh: \(zsh.said)")
    let fish = try await sandbox.shell(
        """
        PATH='\(root)/bin':$PATH; folder='\(root)/share/fish/vendor_completions.d'
        for words in 'rk gra' 'rk graph --to' 'rk graph --format d' 'rk pin re'; do
            fish -Nc "set fish_complete_path '$folder'; source '$folder/rk.fish'; complete -C '$words'" | cut -f 1
        done
        """)
    #expect(fish.text == "graph\n--topo\nd2\ndot\nrestore\n", "fish: \(fish.said)")
    let rest = try await sandbox.shell("cd '\(root)/share' && ls rk doc/rk")
    for file in ["rk-1.schema.json", "rk-ecosystem-1.schema.json", "document.md", "exit-codes.md", "LICENSE"] {
        #expect(rest.text.contains(file), "\(file)")
    }
}
