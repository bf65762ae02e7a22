import ArgumentParser

/// A way to print the graph instead of the document.
protocol GraphFormat {
    /// The word behind `--format`.
    static var name: String { get }
    /// The whole text that goes to stdout, with a newline at the end.
    static func render(_ view: GraphView) -> String
}

/// The formats of the graph. A new one is a file beside this one and a line here.
enum GraphFormats {
    /// Every format, in the order of the help text.
    static var all: [any GraphFormat.Type] {
        [
            LevelsFormat.self,
            TableFormat.self,
            CSVFormat.self,
            ASCIIFormat.self,
            DotFormat.self,
            MermaidFormat.self,
            D2Format.self,
            MakeFormat.self,
            NinjaFormat.self,
            TsortFormat.self,
        ]
    }
}

/// The value of `--format`: `json` for the document, or a format of the graph.
struct FormatName: ExpressibleByArgument {
    /// The document itself.
    static let document = FormatName(word: "json")

    /// The words that are understood.
    static var allValueStrings: [String] { [document.word] + GraphFormats.all.map { $0.name } }

    /// What a shell offers: these names.
    static var defaultCompletionKind: CompletionKind { .list(allValueStrings) }

    /// The word.
    let word: String

    /// The format of the graph; nil for the document.
    var format: (any GraphFormat.Type)? { GraphFormats.all.first { $0.name == word } }

    /// What the help text shows as the default.
    var defaultValueDescription: String { word }
}

extension FormatName {
    /// The format of a word of the command line.
    init?(argument: String) {
        guard Self.allValueStrings.contains(argument) else { return nil }
        word = argument
    }
}
