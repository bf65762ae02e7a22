import ArgumentParser

/// A way to print the plan.
protocol PlanFormat {
    /// The word behind `--format`.
    static var name: String { get }
    /// The whole text that goes to stdout, with a line end behind.
    static func render(_ plan: ReleasePlan) -> String
}

/// The value of `--format`. A new format is a file beside this one and a word in `all`.
struct PlanFormatName: ExpressibleByArgument {
    /// Every format, in the order of the help text.
    static var all: [any PlanFormat.Type] {
        [TableFormat.self, CSVFormat.self, JSONFormat.self, MarkdownFormat.self, PageFormat.self]
    }
    /// What is printed unless something else is asked for.
    static var table: PlanFormatName { PlanFormatName(format: TableFormat.self) }
    /// The words that are understood.
    static var allValueStrings: [String] { all.map { $0.name } }

    /// What a shell offers: these names.
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    /// The format.
    let format: any PlanFormat.Type

    /// What the help text shows as the default.
    var defaultValueDescription: String { format.name }
}

extension PlanFormatName {
    /// The format of a word of the command line.
    init?(argument: String) {
        guard let format = Self.all.first(where: { $0.name == argument }) else { return nil }
        self.format = format
    }
}
