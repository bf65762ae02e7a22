extension Collection where Element: Sendable {
    /// The answers to a question about each element, in their order; eight are asked at once.
    public func answers<Answer: Sendable>(
        _ ask: @escaping @Sendable (Element) async throws(Fault) -> Answer
    ) async -> [Result<Answer, Fault>] {
        await withTaskGroup(of: (Int, Result<Answer, Fault>).self) { group in
            var answers: [Int: Result<Answer, Fault>] = [:]
            for (number, element) in self.enumerated() {
                if number >= 8, let (place, answer) = await group.next() { answers[place] = answer }
                group.addTask {
                    do throws(Fault) { return (number, .success(try await ask(element))) } catch { return (number, .failure(error)) }
                }
            }
            for await (place, answer) in group { answers[place] = answer }
            return (0..<count).compactMap { answers[$0] }
        }
    }
}
