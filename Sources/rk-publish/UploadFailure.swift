import RKShared

/// What an upload tool's words mean, when the registry does not have the version.
enum UploadFailure {
    /// The fault that fits what a failed upload printed: the HTTP status where it names one, else the network.
    static func fault(_ item: PublishPlan.Item, _ call: Call, _ completion: Completion) -> Fault {
        let text = words(of: completion, lines: 8)
        let message = "the upload of \(item.package.id) \(item.version) failed: `\(call.program)` ended with \(completion.status)\n\(text)"
        let package = item.package.id
        var fault =
            switch status(in: text) ?? status(in: words(of: completion, lines: 40)) {
            case 401?, 403?:
                Fault(.credentialsRefused, message, hint: "check the token, and that it may upload this project", package: package)
            case 402?:
                Fault(
                    .accessMissing, message,
                    hint: "the registry takes the package for a private one: set `access` in [npm] of releasekit.toml",
                    package: package)
            case 429?: Fault(.rateLimited, message, hint: "run the same command again later; it goes on from here", package: package)
            case 408?, 425?, 500?, 502?, 503?, 504?, 507?, 520?, 521?, 522?, 523?, 524?:
                Fault(.serviceUnavailable, message, hint: "run the same command again later", package: package)
            case _?: Fault(.uploadFailed, message, hint: "the registry refuses these files; it says why", package: package)
            case nil where refusesLogin(words(of: completion, lines: 40)):
                Fault(
                    .credentialsRefused, message,
                    hint: "check the token, and that it may upload this project; `dart pub token list` shows what dart has",
                    package: package)
            case nil where namesNetwork(text): Fault(.serviceUnavailable, message, hint: "is the registry reachable?", package: package)
            case nil: Fault(.uploadFailed, message, hint: "run the command yourself; it says why", package: package)
            }
        if Retry.Failure(fault) != .never { fault.retryAfter = retryAfter(in: String(decoding: completion.errors, as: UTF8.self)) }
        return fault
    }

    /// The last lines for people that a tool printed, without its trace, and without the header fields of an answer that cargo lists.
    static func words(of completion: Completion, lines: Int) -> String {
        let shown = completion.message.split(whereSeparator: \.isNewline).filter { line in
            let text = line.drop { $0 == " " }
            return !levels.contains { line.hasPrefix($0) } && text != "headers:" && !text.hasPrefix("\t")
        }
        return shown.suffix(lines).joined(separator: "\n")
    }

    /// What lines of a trace begin with.
    private static let levels = ["TRACE ", "DEBUG ", "INFO ", "WARN "]

    /// The seconds of the last Retry-After in a trace of header fields, `"retry-after": "120"`, or in a list of them, `retry-after: 120`;
    /// of crates.io's own sentence, which names a time; nil without any.
    static func retryAfter(in trace: String) -> Double? {
        let lines = trace.split(whereSeparator: \.isNewline).map(\.trimmed)
        let listed = lines.last { $0.lowercased().hasPrefix("retry-after: ") }.map { String($0.dropFirst(13)) }
        let marks = [("\"retry-after\": \"", "\""), ("try again after ", " or ")]
        let found = marks.lazy.compactMap { mark, end in
            trace.ranges(of: mark).last.map { range in
                let line = trace[range.upperBound...].prefix { !$0.isNewline }
                return String(line[..<(line.firstRange(of: end)?.lowerBound ?? line.endIndex)])
            }
        }
        guard let value = listed ?? found.first else { return nil }
        return HTTPDate.wait(retryAfter: value, now: HTTPDate.now)
    }

    /// The first number from 400 to 599 behind the word `status`, `HTTP` or `response`, or in brackets as `(403)`.
    static func status(in text: String) -> Int? {
        let words = text.split { !$0.isLetter && !$0.isNumber }
        for (index, word) in words.enumerated() {
            guard let number = Int(word), (400...599).contains(number) else { continue }
            let before = words[max(0, index - 4)..<index].map { $0.lowercased() }
            let after = index + 1 < words.count ? words[index + 1].lowercased() : ""
            if !marks.isDisjoint(with: before) || reasons.contains(after) { return number }
        }
        return nil
    }

    /// The words that stand before a status.
    private static let marks: Set<String> = ["status", "http", "code", "response"]
    /// The first words of the reasons that stand behind a status.
    private static let reasons: Set<String> = [
        "bad", "unauthorized", "forbidden", "too", "internal", "service", "gateway", "conflict", "not", "client", "server",
    ]

    /// Whether the words are those of `dart pub` after an answer 401 or 403, whose number it does not tell.
    static func refusesLogin(_ text: String) -> Bool {
        text.contains("package repository requested authentication!") || text.contains("Insufficient permissions to the resource at the")
    }

    /// Whether the words are about the network.
    static func namesNetwork(_ text: String) -> Bool {
        let text = text.lowercased()
        return [
            "connect", "timed out", "timeout", "dns", "reset by peer", "broken pipe", "error sending request", "unreachable",
            "tls handshake", "empty reply",
        ]
        .contains { text.contains($0) }
    }

    /// Whether an installer's words may come from an index that does not show everything yet, or from the network.
    static func mayBeLag(_ completion: Completion) -> Bool {
        let text = words(of: completion, lines: 20).lowercased()
        let isLag = [
            "no solution found", "not found in the package registry", "there is no version of", "status code 404", "404 not found",
            "no matching package named", "candidate versions found which didn't match", "in registry `",
        ]
        .contains { text.contains($0) }
        return isLag || status(in: text).map { $0 == 429 || $0 >= 500 } ?? namesNetwork(text)
    }
}
