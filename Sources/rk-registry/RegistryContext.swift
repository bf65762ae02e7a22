import Hummingbird
import NIOCore

/// What a request carries through middleware and routes; it keeps the connection so that a fault can cut it.
struct RegistryContext: RequestContext {
    /// What Hummingbird keeps of each request.
    var coreContext: CoreRequestContextStorage
    /// The connection that the request came by.
    let channel: any Channel

    /// The context of one request.
    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
