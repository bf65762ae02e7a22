import RKShared
import Support
import Testing

@testable import rk_graph

/// What every format makes of ids that nobody should use.
struct FormatEscapingTests {
    /// A chain of hostile ids.
    private func view() throws -> GraphView {
        let packages = Sketch.chain(HostileIDs.all)
        return try GraphView(packages, try Graph.building(packages).graph)
    }

    /// The words of a line-based format are as many as there are ids, and all different.
    @Test func lineWordsNeverCollide() throws {
        let lines = LevelsFormat.render(try view()).split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        #expect(Set(lines).count == HostileIDs.all.count)
        #expect(lines.allSatisfy { !$0.contains(where: \.isWhitespace) && !$0.isEmpty })
        #expect(LineWord.encoded("a b%\u{A0}") == "a%20b%25%C2%A0")
    }

    /// No two ids share a target.
    @Test func targetNamesNeverCollide() {
        let names = TargetName(escapes: [":": "\\:", "$": "$$"], reserved: ["all"])
        #expect(Set(HostileIDs.all.map(names.escaped)).count == HostileIDs.all.count)
        #expect(names.escaped("all") == "^61ll")
        #expect(names.escaped("^61ll") == "^5E61ll")
    }

    /// Labels of Mermaid hold nothing but plain characters and entity codes.
    @Test func mermaidLabels() throws {
        let lines = MermaidFormat.render(try view()).split(separator: "\n").dropFirst().prefix(HostileIDs.all.count)
        for (number, line) in lines.enumerated() {
            let label = line.dropFirst("    n\(number)[\"".count).dropLast(2)
            #expect(line.hasPrefix("    n\(number)[\"") && line.hasSuffix("\"]"))
            #expect(!label.contains { "\"'`<>[](){}|\\*^&%$=".contains($0) }, "\(label)")
        }
        #expect(Set(lines).count == HostileIDs.all.count)
    }

    /// In labels of D2 a quote is doubled, what nobody could see is marked, and nothing else changes.
    @Test func d2Labels() throws {
        let lines = D2Format.render(try view()).split(separator: "\n").dropFirst().prefix(HostileIDs.all.count)
        for (number, line) in lines.enumerated() {
            let doubled = HostileIDs.all[number].split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''")
            #expect(line == "n\(number): '\(doubled.visible) 1.0.0'")
        }
    }

    /// Fields with commas, quotes or line ends are quoted.
    @Test func csvFields() throws {
        var package = Sketch.package("x")
        package.id = "a,b"
        package.name = "say \"hi\"\n"
        package.version = "1,0"
        let text = CSVFormat.render(try GraphView([package], try Graph.building([package]).graph))
        #expect(text.hasSuffix("\r\n0,\"a,b\",\"say \"\"hi\"\"\n\",\"1,0\",uv,\r\n"))
    }

    /// Names and versions cannot move the cursor or break a table.
    @Test(arguments: GraphFormats.all.map { $0.name }) func controlCharactersStayOut(name: String) throws {
        var package = Sketch.package("x")
        package.version = "1\u{1B}[2J\r\n2\u{9B}"
        let format = try #require(FormatName(argument: name)?.format)
        let text = format.render(try GraphView([package], try Graph.building([package]).graph))
        if name != "csv" { #expect(!text.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{9B}" || $0 == "\r" }) }
    }

    /// A mark of direction in an id reorders nothing that a person or a log shows; csv is data, and make and ninja hand on the id itself.
    @Test(arguments: ["levels", "table", "ascii", "dot", "mermaid", "d2", "tsort"]) func marksOfDirectionStayOut(name: String) throws {
        let packages = Sketch.chain(["npm:a\u{202E}b", "npm:\u{2066}c\u{200B}"])
        let format = try #require(FormatName(argument: name)?.format)
        let text = format.render(try GraphView(packages, try Graph.building(packages).graph))
        #expect(text.split(separator: "\n").allSatisfy { $0.visible == $0 }, "\(text.debugDescription)")
        #expect(text.contains("npm:a%E2%80%AEb") == ["levels", "dot", "tsort"].contains(name))
    }

    /// An id with a line end, or an empty one, is refused by every picture.
    @Test(arguments: ["", "a\nb", "a\tb", "\u{7F}", "a\u{85}"]) func idsWithControlCharactersAreRefused(id: String) throws {
        let packages = [Sketch.package(id)]
        let graph = try Graph.building(packages).graph
        let fault = #expect(throws: Fault.self) { try GraphView(packages, graph) }
        #expect(fault?.code == .documentInvalid)
    }

    /// No line of the boxes is wider than 80 columns, however long and wide the ids.
    @Test func boxesFitTheirWidth() throws {
        var sketch = Sketch()
        let ids = ["pypi:short", "pypi:" + String(repeating: "long-", count: 60), "npm:" + String(repeating: "日本", count: 40), "e\u{301}🎉"]
        for id in ids {
            for other in ids where id < other { sketch.add(id, other, .runtime) }
        }
        let text = ASCIIFormat.render(try GraphView(sketch.packages, try sketch.graph()))
        for line in text.split(separator: "\n") where !line.hasSuffix("▼") { #expect(String(line).columns == 80) }
        #expect(text.contains("…"))
    }

    /// Nothing to draw is no failure.
    @Test(arguments: GraphFormats.all.map { $0.name }) func emptyGraph(name: String) throws {
        let format = try #require(FormatName(argument: name)?.format)
        let text = format.render(try GraphView([], try Graph.building([]).graph))
        #expect(text.isEmpty || text.utf8.last == UInt8(ascii: "\n"))
    }
}
