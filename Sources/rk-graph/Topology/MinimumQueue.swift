/// A queue of numbers that gives the smallest one first: a binary heap.
struct MinimumQueue {
    /// The heap: each element is at most as large as the two at twice its position.
    private var heap: [Int] = []

    /// Adds a number.
    mutating func insert(_ number: Int) {
        var position = heap.count
        heap.append(number)
        while position > 0 {
            let parent = (position - 1) / 2
            guard heap[position] < heap[parent] else { break }
            heap.swapAt(position, parent)
            position = parent
        }
    }

    /// Removes and returns the smallest number; nil when empty.
    mutating func popMinimum() -> Int? {
        guard let last = heap.popLast() else { return nil }
        guard let first = heap.first else { return last }
        heap[0] = last
        var position = 0
        while true {
            var smallest = position
            for child in [2 * position + 1, 2 * position + 2] where child < heap.count && heap[child] < heap[smallest] { smallest = child }
            guard smallest != position else { return first }
            heap.swapAt(position, smallest)
            position = smallest
        }
    }
}
