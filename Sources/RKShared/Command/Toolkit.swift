/// Facts about the toolkit as a whole.
public enum Toolkit {
    /// The version that every program prints.
    public static let version = "0.1.0"
}
