extension Package {
    /// What packages share whose version is written in one place, so that they can only be released as one version; nil for one of its own.
    public var versionGroup: String? {
        get { rest["version_group"]?.string }
        set { rest["version_group"] = newValue.map { .string($0) } }
    }

    /// The group of a package whose own version others take from its manifest, which may hold one for still others.
    public static func ownVersionGroup(of manifest: String) -> String { "\(manifest)#package" }
}
