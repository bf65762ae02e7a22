import RKShared
import Testing

@testable import rk_publish

/// A status is found in the words of real tools, and a number that is none is not.
@Test(arguments: [
    ("Server returned status code 403 Forbidden. Server says: 403 no", 403),
    ("HTTPError: 400 Bad Request from https://upload.pypi.org/legacy/", 400),
    ("cause: HTTP status server error (503 Service Unavailable)", 503), ("status code 429", 429), ("built 404 files, 500 lines", nil),
    ("exit 1", nil),
]) func statuses(text: String, status: Int?) {
    #expect(UploadFailure.status(in: text) == status)
}

/// The fault of an upload that printed this on stderr.
private func fault(_ errors: String) -> Fault {
    let package = Package(
        id: "pypi:a", name: "a", ecosystem: "uv", workspace: "w", path: "a", manifest: "a/pyproject.toml", version: "1", publish: true)
    let item = PublishPlan.Item(package: package, version: "1", rewrite: Rewrite(), dependencies: [], level: 0, tag: nil)
    return UploadFailure.fault(item, Call("uv", ["publish"]), Completion(status: 2, errors: Array(errors.utf8)))
}

/// Each class of failure has its code; the trace is read for Retry-After and not shown.
@Test func faultsOfUploads() {
    let limited = fault(
        """
        DEBUG Response code for http://x/: 429 Too Many Requests
        TRACE Response headers for http://x/: Response { url: "http://x/", status: 429, headers: {"retry-after": "7", "date": "x"} }
        error: Failed to publish `a.whl` to `http://x/`
          cause: Server returned status code 429 Too Many Requests. Server says: 429 slow
        """)
    #expect(limited.code == .rateLimited && limited.retryAfter == 7)
    #expect(!limited.message.contains("TRACE") && limited.message.contains("Server says: 429 slow"))
    #expect(fault("error: Server returned status code 503 Service Unavailable").code == .serviceUnavailable)
    #expect(fault("error: Server returned status code 400 Bad Request. Server says: unknown classifier").code == .uploadFailed)
    #expect(fault("error: Server returned status code 401 Unauthorized").code == .credentialsRefused)
    let pub = "http://x/ package repository requested authentication!\nYou can provide credentials using:\n    dart pub token add http://x/"
    #expect(fault(pub).code == .credentialsRefused)
    #expect(fault("Insufficient permissions to the resource at the http://x/ package repository.").code == .credentialsRefused)
    #expect(fault("error sending request for url (http://x/)\nconnection closed before message completed").code == .serviceUnavailable)
    #expect(fault("error: no such file").code == .uploadFailed)
    #expect(UploadFailure.retryAfter(in: "nothing") == nil)
    let crate = fault(
        """
        error: failed to publish acme-core v1.0.0 to registry at http://x/

        Caused by:
          failed to get a 200 OK response, got 429
          headers:
          \tHTTP/1.1 429 Too Many Requests
          \tRetry-After: 9
          \tA: 1
          \tB: 2
          \tC: 3
          \tD: 4
          body:
          slow
        """)
    #expect(crate.code == .rateLimited && crate.retryAfter == 9)
    #expect(crate.message.contains("got 429") && !crate.message.contains("HTTP/1.1"))
    let sentence =
        "error: the remote server responded with an error (status 429 Too Many Requests): You have published too many new crates."
        + " Please try again after Sat, 02 Jan 2100 03:04:05 GMT or email help@crates.io"
    #expect(fault(sentence).code == .rateLimited && (fault(sentence).retryAfter ?? 0) > 1e9)
}

/// An installer that does not find a version yet is told from one that found it and failed.
@Test(arguments: [
    ("  × No solution found when resolving dependencies:\n", true), ("error: Failed to fetch: HTTP status code 502 Bad Gateway", true),
    ("error: operation timed out", true), ("ModuleNotFoundError: No module named 'x'", false),
    ("error: HTTP status code 403 Forbidden", false),
    ("error: failed to select a version for the requirement `a = \"=1.1.0\"`\ncandidate versions found which didn't match: 1.0.0", true),
    ("error: could not find `a` in registry `rk` with version `=1.1.0`", true), ("error[E0432]: unresolved import `subject`", false),
]) func lag(words: String, isLag: Bool) {
    #expect(UploadFailure.mayBeLag(Completion(status: 1, errors: Array(words.utf8))) == isLag)
}
