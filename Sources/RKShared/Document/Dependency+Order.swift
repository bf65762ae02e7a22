extension Dependency {
    /// Whether this one comes first in a document: by name, kind and requirement, then by whatever else tells two apart.
    public static func precedes(_ left: Dependency, _ right: Dependency) -> Bool {
        guard left.name.sameBytes(right.name) else { return left.name.precedes(right.name) }
        guard left.kind == right.kind else { return left.kind.rawValue.precedes(right.kind.rawValue) }
        guard left.requirement.sameBytes(right.requirement) else { return left.requirement.precedes(right.requirement) }
        return JSON.object(left.rest).line.precedes(JSON.object(right.rest).line)
    }
}

extension Set<Dependency> {
    /// The dependencies by name; `precedes` tells those of one name apart. Numbers are sorted in their place: they are large to move,
    /// and there are many.
    public func inOrder(by precedes: (Dependency, Dependency) -> Bool = Dependency.precedes) -> [Dependency] {
        let list = Array(self)
        let names = list.map(\.name)
        let order = list.indices.sorted { left, right in
            names[left].sameBytes(names[right]) ? precedes(list[left], list[right]) : names[left].precedes(names[right])
        }
        return order.map { list[$0] }
    }
}
