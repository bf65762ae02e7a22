extension RegistryRelease {
    /// The digest that the registry has of an artifact, and the one that was computed; nil where either has none.
    public func digests(of artifact: Outcome.Artifact) -> (theirs: String?, ours: String?) {
        (digests[artifact.file], artifact.digest(algorithm))
    }

    /// Whether all artifacts are there, with the same bytes as far as the registry tells.
    public func holds(_ artifacts: [Outcome.Artifact]) -> Bool {
        isOpaque || !artifacts.isEmpty && artifacts.allSatisfy { digests[$0.file] != nil && digests[$0.file] == $0.digest(algorithm) }
    }

    /// Whether an artifact is there with other bytes.
    public func contradicts(_ artifacts: [Outcome.Artifact]) -> Bool {
        artifacts.contains { digests[$0.file] != nil && digests[$0.file] != $0.digest(algorithm) }
    }
}

extension Outcome.Artifact {
    /// The digest by an algorithm; nil where nobody computed it.
    public func digest(_ algorithm: Digest.Algorithm) -> String? {
        algorithm == .sha256 ? sha256 : rest[algorithm.rawValue]?.string
    }
}
