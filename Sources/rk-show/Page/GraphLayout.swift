/// Where the packages stand in the drawing: a band for each level, dependencies on top, a band broken into lines of boxes.
struct GraphLayout {
    /// A level.
    struct Band {
        /// Its number.
        let level: Int
        /// Where it begins.
        let top: Int
        /// How high it is.
        let height: Int
    }

    /// The upper left corner of a box.
    struct Corner: Hashable {
        /// From the left.
        let x: Int
        /// From the top.
        let y: Int
    }

    /// A box's size.
    static let box = (width: 206, height: 46)
    /// What is free between two boxes, and between two lines of boxes.
    private static let gap = (across: 18, down: 32)
    /// What is free to the left of the boxes, for the levels' names, and to their right.
    private static let margin = (left: 76, right: 18)
    /// The most boxes in a line.
    private static let maximumColumns = 6

    /// The levels from the top.
    let bands: [Band]
    /// The boxes' places by row; nil for a package without level.
    let corners: [Corner?]
    /// The drawing's size.
    let size: (width: Int, height: Int)

    /// The layout of a plan.
    init(_ plan: ReleasePlan) {
        var levels: [Int: [Int]] = [:]
        for (index, row) in plan.rows.enumerated() {
            if let level = row.level { levels[level, default: []].append(index) }
        }
        let columns = min(Self.maximumColumns, levels.values.map(\.count).max() ?? 1)
        let needs = Dictionary(grouping: plan.edges, by: \.from)
        var corners = [Corner?](repeating: nil, count: plan.rows.count)
        var bands: [Band] = []
        var top = 0
        for level in levels.keys.sorted() {
            var members = levels[level] ?? []
            if members.count <= columns { members = Self.sorted(members, below: corners, needs) }
            let lines = (members.count + columns - 1) / columns
            let height = lines * (Self.box.height + Self.gap.down) + Self.gap.down
            for (index, member) in members.enumerated() {
                let line = index / columns
                let inLine = lines == 1 ? members.count : columns
                let indent = (columns - inLine) * (Self.box.width + Self.gap.across) / 2
                corners[member] = Corner(
                    x: Self.margin.left + indent + index % columns * (Self.box.width + Self.gap.across),
                    y: top + Self.gap.down + line * (Self.box.height + Self.gap.down))
            }
            bands.append(Band(level: level, top: top, height: height))
            top += height
        }
        self.bands = bands
        self.corners = corners
        let boxes = columns * (Self.box.width + Self.gap.across) - Self.gap.across
        size = (Self.margin.left + boxes + Self.margin.right, top)
    }

    /// The boxes of a line, each near to what it needs: by the middle of these.
    private static func sorted(_ members: [Int], below corners: [Corner?], _ needs: [Int: [ReleasePlan.Edge]]) -> [Int] {
        let middles = members.map { member -> Int in
            let above = (needs[member] ?? []).compactMap { corners[$0.to]?.x }
            return above.isEmpty ? 0 : above.reduce(0, +) / above.count
        }
        return zip(members, middles).sorted { ($0.1, $0.0) < ($1.1, $1.0) }.map(\.0)
    }

    /// The curve of a dependency, from the package that depends to the one that it needs; nil where one of them has no place.
    func path(of edge: ReleasePlan.Edge) -> String? {
        guard let from = corners[edge.from], let to = corners[edge.to] else { return nil }
        let half = Self.box.width / 2
        let lean = max(-half / 2, min(half / 2, (to.x - from.x) / 8))
        let start = (x: from.x + half + lean, y: to.y > from.y ? from.y + Self.box.height : from.y)
        let end = (x: to.x + half - lean, y: to.y < from.y ? to.y + Self.box.height : to.y)
        let bend = from.y == to.y ? Self.gap.down : max(24, min(90, abs(start.y - end.y) / 2))
        let away = to.y > from.y ? bend : -bend
        let back = to.y < from.y ? bend : -bend
        return "M\(start.x) \(start.y)C\(start.x) \(start.y + away) \(end.x) \(end.y + back) \(end.x) \(end.y)"
    }
}
