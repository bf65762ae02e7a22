import ArgumentParser
import RKShared

/// The filter that adds pins.
@main
struct RkPin: Filter {
    static let stage = "rk-pin"
    static let configuration = CommandConfiguration(commandName: "rk-pin", version: Toolkit.version)
    @OptionGroup var common: CommonOptions

    func transform(_ document: inout Document, _ invocation: Invocation) async throws -> ExitStatus {
        let checkout = try await Checkout(of: try document.requiredRepository(for: Self.stage), world: invocation.world)
        let plan = try PinPlan(document)
        var pins: [Pin] = []
        for package in try document.requiredPackages(for: Self.stage) {
            guard let rewrite = plan.rewrites[package.id], let ecosystem = Catalog.ecosystem(package.ecosystem) else { continue }
            let rewriting = try ecosystem.rewrite(package, rewrite, in: checkout.tree)
            pins.append(Pin(package: package.id, manifest: package.manifest, version: rewrite.version.map { Pin.VersionChange(from: package.version, to: $0) }, set: rewriting.requirements))
        }
        document.pins = pins
        return .done
    }
}
