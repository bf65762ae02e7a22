import RKShared
import Support
import Testing

@testable import rk_registry

/// Bodies of uploads with bytes changed, taken out and doubled: each is read or refused, always in the same way.
@Suite struct DamagedUploadTests {
    /// Bytes with some of them changed; those that have a meaning more often than others.
    private func damaged(_ bytes: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
        var result = bytes
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<max(result.count, 1), using: &random)
            let end = min(result.count, place + Int.random(in: 1...9, using: &random))
            guard place < end else { continue }
            switch Int.random(in: 0..<4, using: &random) {
            case 0: result[place] = Array("\r\n-X\";=:{}[],0\0".utf8).randomElement(using: &random) ?? 0
            case 1: result.removeSubrange(place..<end)
            case 2: result.insert(contentsOf: result[place..<end], at: Int.random(in: 0...result.count, using: &random))
            default: result[place] = UInt8.random(in: 0...255, using: &random)
            }
        }
        return result
    }

    /// What a parser says of a form that arrives in pieces, data joined; nil when it refuses it.
    private func events(_ pieces: [ArraySlice<UInt8>]) -> [MultipartParser.Event]? {
        var parser = MultipartParser(boundary: "XbX")
        var events: [MultipartParser.Event] = []
        for piece in pieces {
            guard let next = try? parser.feed(Array(piece)) else { return nil }
            for event in next {
                if case .data(let more) = event, case .data(let before) = events.last {
                    events[events.count - 1] = .data(before + more)
                } else {
                    events.append(event)
                }
            }
        }
        return (try? parser.finish()) == nil ? nil : events
    }

    /// A form: how the network cuts it decides nothing.
    @Test func forms() {
        var random = SeededGenerator(seed: 21)
        let form =
            "--XbX\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nacme\r\n--XbX\r\ncontent-disposition: form-data; filename=\"a;\\\"b.whl\"; name=c\r\n"
            + "Content-Type: x\r\n\r\n\r\n--Xb\r--XbX\r\r\n-\n--XbX\r\n\r\n--XbX--\r\n"
        for _ in 0..<1500 {
            let bytes = damaged(Array(form.utf8), &random)
            let cut = Int.random(in: 0...bytes.count, using: &random)
            let whole = events([bytes[...]])
            #expect(
                events([bytes[..<cut], bytes[cut...]]) == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription) at \(cut)")
            #expect(events(bytes.indices.map { bytes[$0...$0] }) == whole, "\(String(decoding: bytes, as: UTF8.self).debugDescription)")
        }
    }

    /// The values of headers.
    @Test func headers() {
        var random = SeededGenerator(seed: 22)
        for _ in 0..<3000 {
            let bytes = damaged(Array("multipart/form-data; boundary=\"a\\\"b\"; charset=utf-8; x".utf8), &random)
            let text = String(decoding: bytes, as: UTF8.self)
            #expect((MultipartParser.boundary(contentType: text)?.utf8.count ?? 1) <= 200)
        }
    }

    /// Documents that publish a version to npm's registry.
    @Test func npmDocuments() throws {
        var random = SeededGenerator(seed: 23)
        let name = try #require(NpmName("@acme/ui"))
        let bytes = Array(JSON.object(NpmDocument().json).line.utf8)
        var accepted = 0
        for _ in 0..<300 {
            guard let object = try? JSON(parsing: damaged(bytes, &random)).object else { continue }
            guard let publication = try? NpmPublication(object, of: name, limit: 1 << 20) else { continue }
            accepted += 1
            #expect(publication.version == "1.0.0" || SemVer(publication.version) != nil)
        }
        #expect(accepted < 300)
    }

    /// Archives of npm and pub.
    @Test func archives() throws {
        var random = SeededGenerator(seed: 24)
        let name = try #require(NpmName("@acme/ui"))
        let tarball = NpmDocument().tarball
        for _ in 0..<300 {
            let bytes = damaged(tarball, &random)
            _ = try? NpmTarball(bytes, of: name, "1.0.0")
            _ = try? PubArchive(bytes)
        }
    }
}
