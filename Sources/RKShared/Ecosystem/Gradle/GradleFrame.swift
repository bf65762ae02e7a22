/// Statements of one block that are still to be visited; of a loop, once for each element.
struct GradleFrame {
    /// The block's tokens.
    let block: Range<Int>
    /// What surrounds them.
    var context: GradleContext
    /// The variables that are seen there.
    var variables: [String: GradleValue]
    /// Whether it is one pass of a loop, or a call of a function: what `continue` and `return` end.
    let isPass: Bool
    /// Whether a branch of the condition before ran: yes, no, or what cannot be known.
    var hasRun: Bool?
    /// The statements; nil before the first one is asked for.
    private var statements: [GradleStatement]?
    /// The next statement.
    private var index = 0
    /// Of a loop, the elements that still have no pass; nil for a block that is visited once.
    private var elements: ArraySlice<GradleText>?
    /// The variables of the loop.
    private let parameters: [String]

    /// A block that is visited once.
    init(block: Range<Int>, context: GradleContext, variables: [String: GradleValue], isPass: Bool = false) {
        self.block = block
        self.context = context
        self.variables = variables
        self.isPass = isPass
        parameters = []
    }

    /// A loop over elements; a pass is made when its turn comes, so that a long list costs no memory.
    init(
        loop block: Range<Int>, over elements: [GradleText], as parameters: [String], context: GradleContext,
        variables: [String: GradleValue]
    ) {
        self.block = block
        self.context = context
        self.variables = variables
        isPass = false
        self.elements = elements[...]
        self.parameters = parameters
    }

    /// The next pass of a loop; nil when there is none.
    mutating func nextPass() -> GradleFrame? {
        guard let element = elements?.popFirst() else { return nil }
        var pass = GradleFrame(block: block, context: context, variables: variables, isPass: true)
        GradleWalk.bind(element, to: parameters, &pass.variables)
        // An element that cannot be known stands in the list as nothing.
        if element.text.isEmpty, element.isConditional { pass.variables[parameters.first ?? "it"] = nil }
        pass.context.isConditional = context.isConditional || element.isConditional
        return pass
    }

    /// The next statement; nil when there is none.
    mutating func next(_ blocks: inout GradleBlocks) -> GradleStatement? {
        guard elements == nil else { return nil }
        let all = statements ?? blocks[block]
        statements = all
        guard index < all.count else { return nil }
        index += 1
        return all[index - 1]
    }
}

/// The statements of a script's blocks, each block read once however often it is visited.
struct GradleBlocks {
    /// The script.
    let script: GradleScript
    /// What was read.
    private var known: [Range<Int>: [GradleStatement]] = [:]

    /// Nothing read yet.
    init(script: GradleScript) { self.script = script }

    /// The statements of a block.
    subscript(block: Range<Int>) -> [GradleStatement] {
        mutating get {
            if let statements = known[block] { return statements }
            let statements = script.statements(in: block)
            known[block] = statements
            return statements
        }
    }
}
