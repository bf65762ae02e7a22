/// Text as one word of a POSIX shell.
public enum ShellWord {
    /// The text in single quotes.
    public static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
    }
}
