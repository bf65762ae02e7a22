import RKShared
import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Digests, signals and commands in the foreground; only signals that the system ignores by itself, each in one test.
@Suite(.serialized) struct ProcessTests {
    /// The vectors of FIPS 180-2, also read from a file.
    @Test func digests() async throws {
        #expect(Digest.sha256([]) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        #expect(Digest.sha256(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let sandbox = try await Sandbox()
        let bytes = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
        try Files.replace("\(sandbox.folder)/f", with: bytes)
        #expect(try Digest.sha256(file: "\(sandbox.folder)/f") == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
        #expect(throws: Files.Trouble.missing) { try Digest.sha256(file: "\(sandbox.folder)/none") }
        #expect(throws: Files.Trouble.notAFile) { try Digest.sha256(file: sandbox.folder) }
    }

    /// Signals come as values, in order; afterwards the system has them back.
    @Test func signals() async throws {
        let signals = Signals([SIGURG, SIGCONT])
        var arriving = signals.arriving.makeAsyncIterator()
        #expect(signals.first == nil)
        kill(getpid(), SIGCONT)
        #expect(await arriving.next() == SIGCONT)
        kill(getpid(), SIGURG)
        #expect(await arriving.next() == SIGURG)
        #expect(signals.first == SIGCONT)
        signals.stop()
        #expect(await arriving.next() == nil)
    }

    /// The stream of signals lives as long as its reader.
    @Test func signalStream() async throws {
        let task = Task { await Signals.stream([SIGWINCH]).first { _ in true } }
        for _ in 0..<1000 { if try await isTaken(SIGWINCH) { break } }
        kill(getpid(), SIGWINCH)
        #expect(await task.value == SIGWINCH)
    }

    /// Whether this process handles a signal.
    private func isTaken(_ number: Int32) async throws -> Bool {
        let text = String(decoding: try await World.live.check(Call("grep", ["SigCgt", "/proc/\(getpid())/status"])).output, as: UTF8.self)
        let mask = text.split(separator: "\t").last.flatMap { UInt64($0.trimmed, radix: 16) } ?? 0
        return mask & (1 << UInt64(number - 1)) != 0
    }

    /// A command's status, its death by a signal, and its input, also when it reads none of it.
    @Test func foreground() async throws {
        let signals = Signals([SIGURG])
        defer { signals.stop() }
        let input = [UInt8](repeating: 0x61, count: 1 << 20)
        #expect(try await Foreground(["true"], input: input).run(passing: signals) == .exited(0))
        #expect(try await Foreground(["sh", "-c", "test $(wc -c) = 1048576"], input: input).run(passing: signals) == .exited(0))
        #expect(try await Foreground(["sh", "-c", "exit 200"]).run(passing: signals) == .exited(200))
        let killed = try await Foreground(["sh", "-c", "kill -TERM $$"]).run(passing: signals)
        #expect(killed == .signaled(SIGTERM) && killed.status == 143)
        for (command, code) in [("no-such-program", Code.toolMissing), ("/no/such", .toolMissing)] {
            let fault = await #expect(throws: Fault.self) { try await Foreground([command]).run(passing: signals) }
            #expect(fault?.code == code)
        }
    }
}
