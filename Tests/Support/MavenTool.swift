public import RKShared

extension Programs {
    /// The jar with Maven's own comparison of versions, of Debian's Maven.
    public static var mavenArtifactJar: String { "/usr/share/java/maven-artifact-3.x.jar" }
}

extension Sandbox {
    /// Runs Maven without network, with Debian's repository in the place of Maven Central and a local repository in the sandbox.
    @discardableResult
    public func mvn(_ arguments: String, in subfolder: String = "repo") async throws -> Completion {
        try await write(
            "settings.xml",
            """
            <settings><localRepository>\(folder)/m2</localRepository><mirrors><mirror><id>debian</id><mirrorOf>central</mirrorOf>
            <url>file:///usr/share/maven-repo</url></mirror></mirrors></settings>
            """)
        return try await check("mvn -B -s '\(folder)/settings.xml' \(arguments)", in: subfolder)
    }
}
