/// Ids that mean something to make, ninja, the shell, Graphviz, or to a careless renderer; no two may become one.
public enum HostileIDs {
    /// The ids.
    public static let all = [
        "a", "./a", "../a", "a//b", "a/b", "a/", "all", "^61ll", "all-in", ".PHONY", ".DEFAULT", "a=b", "a:=b", "RUN", "$(shell exit 3)",
        "`x`",
        "$$", "-x", " lead", "trail ", "a b", "a%20b", "a  b", "%", "x%y", "%.o", "a;b", "a|b", "a&b", "a#b", "#", "~", "~root", "*", "?",
        "[a]",
        "lib(x)", "a\\", "a\\ b", "a\\\\b", "a'b", "a\"b", "é", "日本", "a:b:c", "::", ":", "a::b", "a: b", "@", "+x", "!", "{", "}", "<",
        ">", "<b>",
        "&amp;", "export", "include", "include x", "define", "ifdef", "^always", "always", "run", "build", "rule", "default", "a^", "^",
        "^^",
        "a,b", "a$b", "$a", "${HOME}", "$HOME", "override x", "x y:z", "a\\:b", "a%:b", "node", "graph", "digraph", "n0", "n0 -> n1", "end",
        "a\u{A0}b",
        "a\u{2028}b", "a\u{202E}b", "a%E2%80%AEb", "a\u{200B}b", "pypi:widget-core", "npm:@scope/name", "golang:github.com/acme/tool/v2",
        "maven::core:spring",
        "pub:example@packages/bloc/example",
    ]
}
