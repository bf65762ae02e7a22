import Crypto
import RKShared

/// The tarball of a version, checked.
struct NpmTarball: Sendable {
    /// As it is stored and sent.
    let bytes: [UInt8]
    /// `sha512-…` in Base64.
    let integrity: String
    /// The SHA-1 in hexadecimal digits.
    let shasum: String

    /// The largest manifest, and the most that is expanded, in bytes.
    private static let limits = TarArchive.Limits(file: 16 << 20, archive: 1 << 30)
    /// The kinds of dependencies that whoever installs the package must be able to resolve.
    private static let installed = ["dependencies", "optionalDependencies", "peerDependencies"]

    /// Checks that the bytes are a compressed tar archive whose `package.json` is of this name and version, to its end.
    init(_ bytes: [UInt8], of name: NpmName, _ version: String) throws(Refusal) {
        let manifest = try Self.manifest(bytes)
        guard manifest["name"]?.string == name.text else {
            throw Refusal(400, "Invalid tarball: its package.json is of '\(Self.shown(manifest["name"]))', not of '\(name.text)'")
        }
        guard let stated = manifest["version"]?.string, SemVer(stated)?.description == version || stated == version else {
            throw Refusal(400, "Invalid tarball: its package.json has the version '\(Self.shown(manifest["version"]))', not \(version)")
        }
        try Self.check(manifest, in: "the package.json of the tarball")
        self.bytes = bytes
        integrity = "sha512-\(Base64.encode(SHA512.hash(data: bytes)))"
        shasum = Digest.of(bytes, .sha1)
    }

    /// Refuses requirements that mean something only inside of a workspace, which npm itself lets through: nobody could install the package.
    static func check(_ manifest: JSONObject, in place: String) throws(Refusal) {
        for kind in installed {
            for member in manifest[kind]?.object?.members ?? [] {
                guard let text = member.value.string, text.hasPrefix("workspace:") || text.hasPrefix("catalog:") else { continue }
                throw Refusal(
                    400,
                    "'\(member.key)' is required as '\(text)' in \(kind) of \(place): this means something only inside of a workspace, so that "
                        + "nobody could install the package. Publish it with the workspace's own tool, or write the version")
            }
        }
    }

    /// The manifest inside, behind whatever first folder.
    private static func manifest(_ bytes: [UInt8]) throws(Refusal) -> JSONObject {
        let file: [UInt8]?
        do throws(TarFault) {
            file = try TarArchive.file(in: bytes, limits: limits) { path in
                path.hasSuffix("/package.json") && path.split(separator: "/").count == 2
            }
            _ = try TarArchive.file(in: bytes, limits: limits) { _ in false }
        } catch {
            throw Refusal(400, "Invalid tarball: the archive \(error.reason)")
        }
        guard let file else { throw Refusal(400, "Invalid tarball: the archive has no package.json") }
        guard let manifest = try? JSON(parsing: file.starts(with: [0xef, 0xbb, 0xbf]) ? Array(file.dropFirst(3)) : file).object else {
            throw Refusal(400, "Invalid tarball: the archive has a package.json that is no JSON object")
        }
        return manifest
    }

    /// A value in a sentence.
    private static func shown(_ json: JSON?) -> String { String((json?.string ?? "").prefix(100)) }
}
