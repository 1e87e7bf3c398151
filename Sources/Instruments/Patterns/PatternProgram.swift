// The instructions of a regular expression (Thompson's construction).

struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// One scalar of a set.
    case take(set: Int, next: Int)
    /// Two ways on, the better one first.
    case fork(Int, Int)
    /// Notes the place: the start of group n in slot 2n, its end in 2n + 1.
    case mark(slot: Int, next: Int)
    case check(Pattern.Assertion, next: Int)
    case accept
  }

  private(set) var instructions: [Instruction] = [.accept]
  private(set) var start = 0
  let sets: [ScalarSet]
  let slotCount: Int
  /// Whether it can match nowhere but at the start of the text.
  let isAnchored: Bool

  init(_ node: Pattern.Node, sets: [ScalarSet], groupCount: Int) {
    self.sets = sets
    slotCount = 2 * groupCount + 2
    isAnchored = node.isAnchored
    instructions.reserveCapacity(node.size + 1)
    start = write(node, then: 0)
    precondition(instructions.count == node.size + 1, "the size of a pattern is known before it is built")
  }

  /// Writes from the back to the front, so that each part knows where it goes on.
  private mutating func write(_ node: Pattern.Node, then next: Int) -> Int {
    switch node.shape {
    case .empty: return next
    case .set(let set): return add(.take(set: set, next: next))
    case .assertion(let assertion): return add(.check(assertion, next: next))
    case .group(let inner, let index):
      let end = add(.mark(slot: 2 * index + 1, next: next))
      return add(.mark(slot: 2 * index, next: write(inner, then: end)))
    case .sequence(let nodes):
      return nodes.reversed().reduce(next) { write($1, then: $0) }
    case .choice(let nodes):
      let starts = nodes.map { write($0, then: next) }
      let last = starts[starts.count - 1]
      return starts.dropLast().reversed().reduce(last) { add(.fork($1, $0)) }
    case .repetition(let inner, let times): return write(inner, times, then: next)
    }
  }

  private mutating func write(_ node: Pattern.Node, _ times: Pattern.Repetition, then next: Int) -> Int {
    func fork(_ body: Int, _ exit: Int) -> Instruction {
      times.isLazy ? .fork(exit, body) : .fork(body, exit)
    }
    var start = next
    var required = times.least
    if let most = times.most {
      // The optional ones nest, `(x(x)?)?`: who leaves out one leaves out the rest.
      for _ in times.least..<most { start = add(fork(write(node, then: start), next)) }
    } else {
      let loop = add(.accept)
      let body = write(node, then: loop)
      instructions[loop] = fork(body, next)
      if required > 0 {
        start = body
        required -= 1
      } else {
        start = node.canBeEmpty ? add(fork(body, next)) : loop
      }
    }
    for _ in 0..<required { start = write(node, then: start) }
    return start
  }

  private mutating func add(_ instruction: Instruction) -> Int {
    instructions.append(instruction)
    return instructions.count - 1
  }
}
