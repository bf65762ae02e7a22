/// A question for a forge that may take several requests one after the other: the pages of a list, numbers of labels before their use, an
/// address that has moved. A value too: nothing is sent here.
public typealias ForgeQuestion<Answer: Sendable> = Query<ForgeStep<Answer>>

/// What an answer leads to.
public enum ForgeStep<Answer: Sendable>: Sendable {
    /// To what was asked for.
    case answer(Answer)
    /// To another request.
    case ask(ForgeQuestion<Answer>)
}
