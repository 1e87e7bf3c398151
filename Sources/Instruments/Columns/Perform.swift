// One instruction over one block: which kernel runs on which lanes.

extension Machine {
  /// The lane of the instruction's values.
  mutating func perform(_ instruction: Instruction) -> Lane {
    let count = extents[instruction.domain].count
    scratches[instruction.slot].hold(count)
    let out = scratches[instruction.slot]
    switch instruction.operation {
    case .constant, .field: preconditionFailure("a constant or a field needs no instruction")
    case .splat(let one): return splat(lanes[one], instruction.kind, out, count)
    case .widen(let field): return widen(lanes[field], field, out, count)
    case .present(let field): return settled(lanes[field], out, count)
    case .compare(let comparison, let left, let right):
      return compare(comparison, lanes[left], lanes[right], out, count)
    case .sameBool(let left, let right): return sameBool(lanes[left], lanes[right], out, count)
    case .arithmetic(let operation, let left, let right):
      let limits = instruction.kind.limits
      return arithmetic(operation, lanes[left], lanes[right], limits, out, count)
    case .pairwise(let fold, let left, let right):
      return pairwise(fold, lanes[left], lanes[right], out, count)
    case .not(let one): return not(lanes[one], out, count)
    case .and(let left, let right): return and(lanes[left], lanes[right], out, count)
    case .or(let left, let right): return or(lanes[left], lanes[right], out, count)
    case .choose(let test, let yes, let no): return choose(lanes[test], lanes[yes], lanes[no], out, count)
    case .narrow(let keep, let test): return narrow(lanes[keep], lanes[test], out, count)
    case .sound(let one): return sound(lanes[one], out, count)
    case .settled(let one): return settled(lanes[one], out, count)
    case .textTest(let test, let one): return textTest(test, lanes[one], instruction.kind, out, count)
    case .compareText(let comparison, let left, let right):
      return compareTexts(comparison, lanes[left], lanes[right], out, count)
    case .calendar(let part, let one): return calendar(part, lanes[one], out, count)
    case .byRow(let part, let need):
      return byRow(
        part, need.map { lanes[$0] }, instruction.domain, instruction.kind, out, count)
    case .broadcast(let one): return broadcast(lanes[one], over: instruction.domain, out)
    case .gather(let store, let reference):
      return gather(store, reference, instruction.kind, extents[instruction.domain], out)
    case .pick(let value, let place, let domain):
      return pick(lanes[value], at: lanes[place], of: domain, instruction.kind, out, count)
    default: return reduce(instruction, out, count)
    }
  }

  private mutating func reduce(_ instruction: Instruction, _ out: Scratch, _ count: Int) -> Lane {
    switch instruction.operation {
    case .count(let choice): return self.count(segments(choice, count), out)
    case .quantify(let quantifier, let choice, let test):
      return quantify(quantifier, segments(choice, count), lanes[test], out)
    case .fold(.sum, let choice, let value): return sum(segments(choice, count), lanes[value], out)
    case .fold(let fold, let choice, let value):
      return extreme(fold, segments(choice, count), lanes[value], out)
    case .last(let choice): return last(segments(choice, count), out)
    default: preconditionFailure("not a reduction")
    }
  }

  private func segments(_ choice: Choice, _ parents: Int) -> Segments {
    let extent = extents[choice.domain]
    guard let starts = extent.starts else { preconditionFailure("a reduction runs over child rows") }
    return Segments(
      parents: parents, starts: starts, children: extent.count, keep: choice.keep.map { lanes[$0] })
  }
}

/// The child rows of each parent in a block, and which of them count.
struct Segments {
  let parents: Int
  /// Parent i has the child rows from `starts[i]` to before `starts[i + 1]` of the child table.
  let starts: UnsafePointer<Int32>
  let children: Int
  /// Bools; nil where all count.
  let keep: Lane?

  /// The parent's child rows, counted from the block's first child row.
  @inline(__always)
  subscript(_ parent: Int) -> Range<Int> {
    Int(starts[parent] &- starts[0])..<Int(starts[parent + 1] &- starts[0])
  }

  @inline(__always)
  func counts(_ child: Int) -> Bool { keep.map { $0.bytes[child] == 1 } ?? true }

  @inline(__always)
  func isError(_ child: Int) -> Bool { keep?.bad.map { $0[child] == 1 } ?? false }
}
