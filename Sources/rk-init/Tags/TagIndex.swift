import RKShared

/// The tags of a repository by what stands in front of what may be a version.
struct TagIndex {
    /// A tag read as a version behind a prefix.
    private struct Reading {
        /// The tag's number.
        let tag: Int
        /// What stands behind the prefix.
        let version: String
    }

    /// The readings of all tags, by prefix; a tag has one for each number in it.
    private var readings: [String: [Reading]] = [:]
    /// The longest prefix that a package claims of each tag, in bytes.
    private var claims: [Int]

    /// Reads the tags.
    init(_ tags: [String]) {
        claims = Array(repeating: -1, count: tags.count)
        for (number, tag) in tags.enumerated() {
            var isInNumber = false
            // A name of a thousand numbers is no tag of a release.
            var left = 32
            for index in tag.utf8.indices {
                let isDigit = (0x30...0x39).contains(tag.utf8[index])
                if isDigit, !isInNumber, left > 0 {
                    left -= 1
                    readings[String(tag[..<index]), default: []].append(Reading(tag: number, version: String(tag[index...])))
                }
                isInNumber = isDigit
            }
        }
    }

    /// Claims the tags behind a prefix for a package whose versions are of a scheme: a tag belongs to whoever's prefix is longest.
    mutating func claim(_ prefix: String, _ scheme: VersionScheme) {
        for reading in readings[prefix] ?? [] where prefix.utf8.count > claims[reading.tag] && scheme.isValid(reading.version) {
            claims[reading.tag] = prefix.utf8.count
        }
    }

    /// The versions behind a prefix, as the scheme writes them, without tags that another package claims.
    func versions(behind prefix: String, _ scheme: VersionScheme) -> Set<String> {
        Set(
            (readings[prefix] ?? []).lazy.filter { claims[$0.tag] <= prefix.utf8.count }
                .compactMap { scheme.normalized($0.version) })
    }
}
