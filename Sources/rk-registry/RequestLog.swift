import Hummingbird
import RKShared
import SystemPackage

/// Writes one JSON line a request: method, path without its query, status (0 for a connection that a fault cut).
struct RequestLog: RouterMiddleware {
    /// A line of the log.
    struct Line: Hashable {
        /// The method, in capitals.
        var method: String
        /// The path, without the query.
        var path: String
        /// The status of the answer.
        var status: Int

        /// The line as a value.
        var json: JSON { .object(JSONObject(["method": .string(method), "path": .string(path), "status": .integer(status)])) }
    }

    typealias Context = RegistryContext

    /// Opened for appending, so that lines of several requests never mix.
    private let file: FileDescriptor

    /// Opens the log, creating it if needed.
    init(path: String) throws {
        file = try FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.append, .create, .closeOnExec], permissions: [.ownerReadWrite, .groupRead, .otherRead])
    }

    /// Passes the request on and writes its line before the answer leaves.
    func handle(
        _ request: Request, context: RegistryContext, next: (Request, RegistryContext) async throws -> Response
    ) async throws -> Response {
        do {
            let response = try await next(request, context)
            try write(request, status: response.status.code)
            return response
        } catch let error as any HTTPResponseError {
            try write(request, status: error.status.code)
            throw error
        } catch let error as DroppedConnection {
            try write(request, status: 0)
            throw error
        } catch {
            try write(request, status: 500)
            throw error
        }
    }

    /// Appends the line with one system call.
    private func write(_ request: Request, status: Int) throws {
        let line = Line(method: request.method.rawValue, path: request.uri.path, status: status)
        _ = try file.writeAll("\(line.json.line)\n".utf8)
    }
}
