import RKShared

/// What an upload tool's words mean, when the registry does not have the version.
enum UploadFailure {
    /// The fault that fits the last lines of a failed upload: the HTTP status where they name one, else the network.
    static func fault(_ item: PublishPlan.Item, _ call: Call, _ completion: Completion, redaction: Redaction) -> Fault {
        let text = redaction.applied(to: completion.lastLines(8))
        let message = "the upload of \(item.package.id) \(item.version) failed: `\(call.program)` ended with \(completion.status)\n\(text)"
        let package = item.package.id
        switch status(in: text) {
        case 401?, 403?:
            return Fault(.credentialsRefused, message, hint: "check the token, and that it may upload this project", package: package)
        case 429?: return Fault(.rateLimited, message, hint: "run the same command again later; it goes on from here", package: package)
        case 408?, 500?, 502?, 503?, 504?: return Fault(.serviceUnavailable, message, hint: "run the same command again later", package: package)
        case _?: return Fault(.uploadFailed, message, hint: "the registry refuses these files; it says why", package: package)
        case nil where namesNetwork(text): return Fault(.serviceUnavailable, message, hint: "is the registry reachable?", package: package)
        case nil: return Fault(.uploadFailed, message, hint: "run the command yourself; it says why", package: package)
        }
    }

    /// The first number from 400 to 599 behind the word `status` or `HTTP`, or in brackets as `(403)`.
    static func status(in text: String) -> Int? {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        for (index, word) in words.enumerated() {
            guard let number = Int(word), (400...599).contains(number) else { continue }
            let before = words[max(0, index - 4)..<index].map { $0.lowercased() }
            let after = index + 1 < words.count ? words[index + 1].lowercased() : ""
            if before.contains("status") || before.contains("http") || before.contains("code") || reasons.contains(after) { return number }
        }
        return nil
    }

    /// The first words of the reasons that stand behind a status.
    private static let reasons: Set<String> = ["bad", "unauthorized", "forbidden", "too", "internal", "service", "gateway", "conflict", "not", "client", "server"]

    /// Whether the words are about the network.
    static func namesNetwork(_ text: String) -> Bool {
        let text = text.lowercased()
        return ["connect", "timed out", "timeout", "dns", "reset by peer", "broken pipe", "connection closed", "error sending request", "unreachable", "tls"]
            .contains { text.contains($0) }
    }
}
