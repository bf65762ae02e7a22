/// What a forge says when it was asked too often.
struct RateLimit: Sendable, Hashable {
    /// How many seconds it asks to wait; nil where it does not say.
    var seconds: Double?

    /// Reads an answer; nil where it says nothing of a limit. `Retry-After` counts first, then the time at which the limit is taken back, which
    /// is a clock's in GitHub's `X-RateLimit-Reset` and in GitLab's `RateLimit-Reset`; GitHub's secondary limits ask for a minute when they
    /// say nothing else (docs.github.com, "Best practices for using the REST API").
    init?(_ response: Response, reason: String?, now: Int = HTTPDate.now) {
        let headers = response.headers
        let date = headers["date"].flatMap { HTTPDate.seconds($0) } ?? now
        let isUsedUp = (headers["x-ratelimit-remaining"] ?? headers["ratelimit-remaining"])?.trimmed == "0"
        let isNamed = reason?.lowercased().contains("rate limit") ?? false
        if let asked = headers["retry-after"].flatMap({ HTTPDate.wait(retryAfter: $0, now: date) }) {
            seconds = asked
        } else if isUsedUp, let reset = (headers["x-ratelimit-reset"] ?? headers["ratelimit-reset"]).flatMap({ Int($0.trimmed) }) {
            seconds = max(0, Double(reset) - Double(date))
        } else if isNamed {
            seconds = reason?.lowercased().contains("secondary") == true ? 60 : nil
        } else {
            return nil
        }
    }

    /// What to do next; `again` where it is not known when.
    func hint(_ again: String) -> String {
        guard let seconds, seconds >= 60 else { return again }
        return "in \(Int((seconds / 60).rounded(.up))) min it answers again; run the same command then, it goes on from here"
    }
}
