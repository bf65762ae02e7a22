import RKShared

/// A build file for ninja: an edge for each package that runs `$RUN ID`, with RUN from the environment, when what it needs is done.
enum NinjaFormat: GraphFormat {
    static let name = "ninja"

    /// A target that is never up to date; its name is none of a package's.
    private static let always = "^always"
    /// How ids become targets; no `/`, for which ninja would make folders.
    private static let names = TargetName(escapes: [":": "$:", " ": "$ ", "$": "$$", "#": "#", "%": "%"], reserved: ["all"])

    static func render(_ view: GraphView) -> String {
        let targets = view.nodes.map { names.escaped($0.id) }
        var text = #"""
            # A command for every package, dependencies first: RUN='COMMAND' ninja -f FILE -j4
            # COMMAND gets the package's id as its last argument; a target is a package's id with ^2F for each slash.
            ninja_required_version = 1.3
            rule run
              command = set -- $id; eval "$${RUN:-echo} \"\$$@\""
              description = $id
            build \#(always): phony

            """#
        for (number, node) in view.nodes.enumerated() {
            let waits = node.waits.map { " " + targets[$0] }.joined()
            text += """
                build \(targets[number]): run\(waits) | \(always)
                  id = \(word(node.id))

                """
        }
        return text + "build all: phony\(targets.map { " " + $0 }.joined())\ndefault all\n"
    }

    /// An id as a word of the shell, in a variable.
    private static func word(_ id: String) -> String {
        ShellWord.quoted(id).split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
    }
}
