import RKShared

/// The packages of a document by number: their place in the order of their ids, whatever their order in the document.
struct PackageIndex {
    /// The packages by id.
    let packages: [Package]
    /// The number of each id.
    private let numbers: [String: Int]

    /// The index of some packages.
    /// - Throws: a `Fault` with the code `.packageDuplicate` when two have one id.
    init(_ packages: [Package]) throws(Fault) {
        let sorted = packages.sorted { $0.id.precedes($1.id) }
        var numbers: [String: Int] = [:]
        numbers.reserveCapacity(sorted.count)
        for (number, package) in sorted.enumerated() {
            guard let other = numbers.updateValue(number, forKey: package.id) else { continue }
            throw Fault(
                .packageDuplicate, "two packages have the id `\(package.id)`: \(sorted[other].manifest) and \(package.manifest)",
                hint: "give one of them another name, or leave it out of the workspace", at: Place(package.manifest), package: package.id)
        }
        self.packages = sorted
        self.numbers = numbers
    }

    /// How many packages there are.
    var count: Int { packages.count }

    /// The number of an id; nil when the document has no such package.
    subscript(id: String) -> Int? { numbers[id] }

    /// The ids of some numbers, in their order.
    func ids(_ numbers: some Sequence<Int>) -> [String] { numbers.map { packages[$0].id } }
}
