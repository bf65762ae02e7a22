import Testing

@testable import RKShared

/// Keys that are put into manifests and taken out of them; every other byte stays.
struct InsertionTests {
    /// A key behind `name`, in the layout of the file; nothing where it has no line of its own.
    @Test(arguments: [
        ("[project]\nname = \"a\"\nversion = \"1\"\n", "[project]\nname = \"a\"\nlicense = \"M\\\"T\"\nversion = \"1\"\n"),
        ("[project]\r\n  name = 'a'  # the name\r\nx = 1", "[project]\r\n  name = 'a'  # the name\r\n  license = \"M\\\"T\"\r\nx = 1"),
        ("project.name = \"a\"", "project.name = \"a\"\nproject.license = \"M\\\"T\""),
        ("\u{FEFF}project.name = 'a'", "\u{FEFF}project.name = 'a'\nproject.license = \"M\\\"T\""),
        ("project = { name = \"a\", x = 1 }\n", nil),
        ("project = { name = \"a\" }\n", nil),
    ]) func toml(text: String, result: String?) throws {
        let document = try TOMLDocument(Array(text.utf8))
        let name = try #require(document.root["project"]?.table?.entries.first { $0.key == "name" })
        let edit = document.insertion(of: "license", "M\"T", behind: name)
        #expect(edit.map { String(decoding: [$0].applied(to: document.bytes), as: UTF8.self) } == result)
        if let edit { #expect(try TOMLDocument([edit].applied(to: document.bytes)).node("project", "license")?.string == "M\"T") }
    }

    /// An element of an array with its comma; nothing where a comment stands beside it.
    @Test(arguments: [
        ("a = [\"x\", \"y\", \"z\"]", 0, "a = [\"y\", \"z\"]"), ("a = [\"x\", \"y\", \"z\"]", 2, "a = [\"x\", \"y\"]"),
        ("a = [ \"x\", ]", 0, "a = []"),
        ("a = [\n  \"x\",\n  \"y\",\n]", 1, "a = [\n  \"x\",\n]"), ("a = [\n  \"x\", # why\n  \"y\",\n]", 0, nil),
    ]) func elements(text: String, index: Int, result: String?) throws {
        let document = try TOMLDocument(Array(text.utf8))
        let array = try #require(document.root["a"])
        let edit = document.removal(of: try #require(array.array)[index], from: array)
        #expect(edit.map { String(decoding: [$0].applied(to: document.bytes), as: UTF8.self) } == result)
    }

    /// A member of an object, in the layout of the one in front.
    @Test(arguments: [
        ("{\"name\": \"a\"}", "{\"name\": \"a\",\"x\": true}"),
        ("{\n\t\"name\": \"a\",\n\t\"v\": 1\n}\n", "{\n\t\"name\": \"a\",\n\t\"x\": true,\n\t\"v\": 1\n}\n"),
        ("{ \"v\": 1, \"name\": \"a\" }", "{ \"v\": 1, \"name\": \"a\", \"x\": true }"),
    ]) func json(text: String, result: String) throws {
        let document = try JSONText(Array(text.utf8))
        let edit = document.insertion(of: "x", "true", behind: try #require(document.root.members?.last { $0.key == "name" }))
        #expect(String(decoding: [edit].applied(to: document.bytes), as: UTF8.self) == result)
    }

    /// A member of an object with its comma.
    @Test(arguments: [
        ("{\"a\": 1, \"b\": 2}", "a", "{\"b\": 2}"), ("{\"a\": 1,\n  \"b\": 2\n}", "b", "{\"a\": 1\n}"), ("{ \"a\": 1 }", "a", "{}"),
        ("{}", "a", nil),
    ]) func members(text: String, key: String, result: String?) throws {
        let document = try JSONText(Array(text.utf8))
        let edit = document.removal(of: key, from: document.root)
        #expect(edit.map { String(decoding: [$0].applied(to: document.bytes), as: UTF8.self) } == result)
    }
}
