extension Configuration {
    /// Whether the file names a program for an ecosystem: only then it runs.
    public func names(plugin: String) -> Bool {
        plugins.contains { $0.name == plugin } || workspaces.contains { ($0.ecosystem ?? $0.id) == plugin }
    }

    /// Whether a text can be the name of an ecosystem of the user's own: the last part of a program's name, never a path.
    public static func isPluginName(_ text: String) -> Bool {
        guard (1...40).contains(text.utf8.count), let first = text.utf8.first, (0x61...0x7A).contains(first) else { return false }
        return text.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == UInt8(ascii: "-") }
    }

    /// Refuses an entry of `plugins` that is no name, or that of an ecosystem which is built in.
    static func requirePluginName(_ name: String, at place: Place) throws(Fault) {
        guard isPluginName(name) else {
            throw Fault(
                .configValue, "`\(name)` is no name of an ecosystem", hint: "give NAME of `rk-ecosystem-NAME`: small letters, digits, `-`",
                at: place)
        }
        guard Catalog.builtIn.contains(where: { $0.name == name }) else { return }
        throw Fault(.configValue, "the ecosystem `\(name)` is built in", hint: "leave it out; no program is needed for it", at: place)
    }
}
