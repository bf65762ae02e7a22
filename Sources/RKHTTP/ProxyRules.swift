import RKShared

/// The proxies that the environment names: `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in lower case before capitals.
struct ProxyRules: Sendable {
    /// How a proxy is spoken to.
    enum Kind: Sendable, Hashable {
        /// With `CONNECT`, for https and http alike.
        case http
        /// With SOCKS 5.
        case socks
    }

    /// A proxy.
    struct Proxy: Sendable, Hashable {
        /// How it is spoken to.
        let kind: Kind
        /// Its host.
        let host: String
        /// Its port.
        let port: Int
        /// What it asks for.
        let credentials: Login?
    }

    /// The variables.
    private let environment: [String: String]

    /// The rules of an environment.
    init(environment: [String: String]) { self.environment = environment }

    /// The proxy for an address; nil for none. This machine is never asked for through a proxy.
    /// - Throws: a `Fault` when the variable holds what no proxy can be.
    func proxy(for address: WebAddress) throws(Fault) -> Proxy? {
        guard !address.isLoopback, !isExempt(address) else { return nil }
        let names = ["\(address.scheme)_proxy", "\(address.scheme.uppercased())_PROXY", "all_proxy", "ALL_PROXY"]
        for name in names {
            guard let value = environment[name]?.trimmed, !value.isEmpty else { continue }
            return try Self.proxy(value, variable: name)
        }
        return nil
    }

    /// Reads the value of a variable; without a scheme it is an http proxy.
    private static func proxy(_ value: String, variable: String) throws(Fault) -> Proxy {
        let mark = value.firstRange(of: "://")
        let scheme = mark.map { value[..<$0.lowerBound].lowercased() } ?? "http"
        let text = "http://\(mark.map { value[$0.upperBound...] } ?? value[...])"
        guard ["http", "socks5", "socks5h", "socks"].contains(scheme), let address = WebAddress(text) else {
            throw Fault(
                .configValue, "the variable \(variable) names no proxy that can be used",
                hint: "http://HOST:PORT and socks5://HOST:PORT are understood")
        }
        return Proxy(
            kind: scheme == "http" ? .http : .socks, host: address.host.filter { $0 != "[" && $0 != "]" },
            port: address.port ?? (scheme == "http" ? 80 : 1080),
            credentials: Login(of: text))
    }

    /// Whether `NO_PROXY` holds the address: `*`, or a host with everything below it, with or without a port.
    private func isExempt(_ address: WebAddress) -> Bool {
        let list = ["no_proxy", "NO_PROXY"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let host = address.host.filter { $0 != "[" && $0 != "]" }
        return list.split(separator: ",").contains { entry in
            var name = entry.trimmed.lowercased()
            if name == "*" { return true }
            if let colon = name.lastIndex(of: ":"), name.firstIndex(of: ":") == colon || name[..<colon].hasSuffix("]") {
                guard name[name.index(after: colon)...] == String(address.effectivePort) else { return false }
                name = String(name[..<colon])
            }
            name = String(name.drop { $0 == "." || $0 == "*" }.filter { $0 != "[" && $0 != "]" })
            return !name.isEmpty && (host == name || host.hasSuffix(".\(name)"))
        }
    }
}
