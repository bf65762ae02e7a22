import RKShared
import Support
import Testing

/// The journal, on real files.
struct JournalTests {
    /// A record with a number.
    private func record(_ number: Int) -> JSON { .object(JSONObject(["n": .integer(number), "text": .string("a\nb \u{1F600}")])) }

    /// What was added comes back in order; the folder is made; nobody else may read it.
    @Test func roundTrip() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/a/b/journal"
        #expect(try Journal.read(path) == [])
        let journal = Journal(path: path)
        try journal.append(record(1))
        try journal.append(contentsOf: [record(2), record(3)])
        try journal.append(contentsOf: [])
        #expect(try Journal.read(path) == [record(1), record(2), record(3)])
        #expect(try await sandbox.check("stat -c %a a/b/journal").text == "600\n")
    }

    /// A last line that is cut anywhere does not count, and the next record does not stick to it.
    @Test func tornAtEveryByte() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/journal"
        let journal = Journal(path: path)
        try journal.append(contentsOf: [record(1), record(2)])
        let bytes = try Files.read(path)
        let first = bytes.count / 2
        for cut in first..<bytes.count {
            try Files.replace(path, with: Array(bytes[..<cut]))
            #expect(try Journal.read(path) == [record(1)], "cut at \(cut)")
            try journal.append(record(3))
            #expect(try Journal.read(path) == [record(1), record(3)], "cut at \(cut)")
        }
    }

    /// A long torn line is cut too, and zeros that a power cut left.
    @Test func longTornLine() async throws {
        let sandbox = try await Sandbox()
        let path = "\(sandbox.folder)/journal"
        try Files.replace(path, with: [UInt8](repeating: 0, count: 200_000))
        try Journal(path: path).append(record(1))
        #expect(try Journal.read(path) == [record(1)])
    }

    /// A whole line that is no record is an error with its place.
    @Test(arguments: ["{\"n\":", "[]", "", "x", "\u{0}"]) func corruptLine(_ line: String) async throws {
        let sandbox = try await Sandbox()
        try await sandbox.write("journal", "{\"n\":1}\n\(line)\n{\"n\":2}\n")
        let fault = #expect(throws: Fault.self) { try Journal.read("\(sandbox.folder)/journal") }
        #expect(fault?.code == .journalInvalid)
        #expect(fault?.place?.line == 2)
    }

    /// Records of many tasks at once are all there, each whole.
    @Test func manyTasks() async throws {
        let sandbox = try await Sandbox()
        let journal = Journal(path: "\(sandbox.folder)/journal")
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 { group.addTask { for index in 0..<25 { try? journal.append(record(task * 100 + index)) } } }
        }
        let numbers = try Journal.read(journal.path).compactMap { $0.object?["n"]?.integer }
        #expect(numbers.count == 200 && Set(numbers).count == 200)
    }

    /// A place that cannot be written is an error.
    @Test func unwritable() async throws {
        let fault = #expect(throws: Fault.self) { try Journal(path: "/proc/none/journal").append(record(1)) }
        #expect(fault?.code == .fileUnwritable)
    }
}
