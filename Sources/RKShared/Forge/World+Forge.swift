extension World {
    /// The most requests that a question to a forge may take.
    private static let maximumSteps = 100

    /// Asks a forge, and goes on until there is an answer; one that leads on and on is no forge.
    public func answer<Answer>(to question: ForgeQuestion<Answer>, from forge: any Forge) async throws(Fault) -> Answer {
        var question = question
        for _ in 0..<Self.maximumSteps {
            switch try await ask(question) {
            case .answer(let answer): return answer
            case .ask(let next): question = next
            }
        }
        throw Fault(
            .forgeRefused, "\(forge.name) has no end of pages for \(WebAddress.redacted(question.request.url))",
            hint: "is this the address of \(forge.name)'s interface?")
    }
}
