/// A queue that gives its least element first; adding and taking cost the logarithm of its size.
public struct BinaryHeap<Element: Comparable & Sendable>: Sendable {
    /// The elements; each is not greater than those at `2 i + 1` and `2 i + 2`.
    private var elements: [Element] = []

    /// An empty queue.
    public init() {}

    /// The least element.
    public var least: Element? { elements.first }

    /// Adds an element.
    public mutating func insert(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0 {
            let parent = (child - 1) / 2
            guard elements[child] < elements[parent] else { return }
            elements.swapAt(child, parent)
            child = parent
        }
    }

    /// Removes the least element and returns it.
    public mutating func popLeast() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let least = elements.first else { return last }
        elements[0] = last
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < elements.count else { return least }
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard elements[child] < elements[parent] else { return least }
            elements.swapAt(child, parent)
            parent = child
        }
    }
}
