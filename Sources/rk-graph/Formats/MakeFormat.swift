import RKShared

/// A makefile for GNU make: a phony target for each package that runs `$(RUN) ID` when what it needs is done.
enum MakeFormat: GraphFormat {
    static let name = "make"

    /// How ids become targets; a rule that begins with a directive's word would be that directive.
    private static let names = TargetName(
        escapes: [":": "\\:", "#": "\\#", " ": "\\ ", "%": "\\%", "$": "$$", "/": "/"],
        reserved: [
            "all", "define", "else", "endef", "endif", "export", "ifdef", "ifeq", "ifndef", "ifneq", "include", "load", "override",
            "private",
            "sinclude", "undefine", "unexport", "vpath",
        ])
    /// How ids become prerequisites, where make takes a backslash before `%` as it is.
    private static let prerequisites = TargetName(escapes: names.escapes.merging(["%": "%"]) { $1 }, reserved: names.reserved)

    static func render(_ view: GraphView) -> String {
        let targets = view.nodes.map { names.escaped($0.id) }
        let needed = view.nodes.map { prerequisites.escaped($0.id) }
        var text = """
            # A command for every package, dependencies first: make -f FILE -j4 RUN='COMMAND'
            # COMMAND gets the package's id as its last argument; a target is a package's id.
            RUN ?= echo
            .PHONY: all
            all:\(needed.map { " " + $0 }.joined())

            """
        for (number, node) in view.nodes.enumerated() {
            let waits = node.waits.map { " " + needed[$0] }.joined()
            text += """

                .PHONY: \(needed[number])
                \(targets[number]):\(waits)
                \t@$(RUN) \(word(node.id))

                """
        }
        return text
    }

    /// An id as a word of the shell, in a recipe.
    private static func word(_ id: String) -> String {
        ShellWord.quoted(id).split(separator: "$", omittingEmptySubsequences: false).joined(separator: "$$")
    }
}
