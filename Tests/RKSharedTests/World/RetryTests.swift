import RKShared
import Testing

/// When something is tried again.
struct RetryTests {
    /// The waits double up to the cap, are scaled by chance, and end with the attempts.
    @Test(arguments: [(1, 1.0, 1.0), (2, 1.0, 2.0), (3, 0.5, 2.0), (4, 1.0, 8.0), (6, 1.0, 30.0), (60, 1.0, 30.0), (3, 0.0, 0.0)])
    func backoff(_ attempt: Int, _ random: Double, _ expected: Double) {
        let retry = Retry(attempts: 100)
        for failure in [Retry.Failure.network, .indexLag, .serverError(after: nil), .rateLimited(after: nil)] {
            #expect(retry.delay(after: failure, attempt: attempt, random: random) == expected)
        }
    }

    /// What cannot help is not tried, nor more often than allowed.
    @Test func ends() {
        let retry = Retry(attempts: 3)
        #expect(retry.delay(after: .never, attempt: 1, random: 0) == nil)
        #expect(retry.delay(after: .network, attempt: 2, random: 0.5) == 1)
        #expect(retry.delay(after: .network, attempt: 3, random: 0.5) == nil)
        #expect(retry.delay(after: .network, attempt: 0, random: 0.5) == nil)
    }

    /// What a service asks for is the least wait; more than is bearable ends the trying.
    @Test func asked() {
        let retry = Retry(attempts: 5, base: 1, patience: 60)
        #expect(retry.delay(after: .rateLimited(after: 10), attempt: 1, random: 0.5) == 10.5)
        #expect(retry.delay(after: .serverError(after: 60), attempt: 1, random: 0) == 60)
        #expect(retry.delay(after: .rateLimited(after: 61), attempt: 1, random: 0) == nil)
    }

    /// The classes of answers.
    @Test(
        arguments: [
            (200, nil), (304, nil), (400, Retry.Failure.never), (401, .never), (403, .never), (404, .never), (408, .network), (409, .never),
            (429, .rateLimited(after: nil)), (500, .serverError(after: nil)), (501, .never), (502, .serverError(after: nil)),
            (503, .serverError(after: nil)), (504, .serverError(after: nil)), (505, .never), (522, .serverError(after: nil)),
        ] as [(Int, Retry.Failure?)]) func classes(_ status: Int, _ expected: Retry.Failure?)
    {
        #expect(Retry.Failure(Response(status: status)) == expected)
    }

    /// Retry-After in seconds and as a date, which counts from the service's own clock.
    @Test(
        arguments: [
            ("7", nil, 7), (" 0 ", nil, 0), ("-1", nil, nil), ("soon", nil, nil), ("", nil, nil),
            ("Sun, 06 Nov 1994 08:49:37 GMT", nil, 37), ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:30 GMT", 7),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:50:30 GMT", 0),
        ] as [(String, String?, Double?)]) func retryAfter(_ text: String, _ date: String?, _ expected: Double?)
    {
        var headers = ["retry-after": text]
        headers["date"] = date
        let failure = Retry.Failure(Response(status: 429, headers: headers), now: 784_111_740)
        #expect(failure == .rateLimited(after: expected))
    }

    /// The three spellings of a date, and texts that are none.
    @Test(
        arguments: [
            ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777), ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
            ("Sun Nov  6 08:49:37 1994", 784_111_777), ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
            ("Thu, 29 Feb 2024 23:59:60 GMT", 1_709_251_200),
            ("Wed, 01 Mar 2000 00:00:00 GMT", 951_868_800), ("Fri, 31 Dec 2100 00:00:00 GMT", 4_133_894_400),
            ("Sun, 06 Nov 1994 08:49:37 CET", nil), ("Sun, 06 Nov 1994 25:49:37 GMT", nil), ("Sun, 06 Foo 1994 08:49:37 GMT", nil),
            ("Sun, 99999999999999999999 Nov 1994 08:49:37 GMT", nil), ("", nil), ("1994-11-06T08:49:37Z", nil),
        ] as [(String, Int?)]) func dates(_ text: String, _ expected: Int?)
    { #expect(HTTPDate.seconds(text) == expected) }
}
