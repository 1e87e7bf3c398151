// One instruction over one block: which kernel runs on which lanes.

extension Machine {
  /// The lane of the instruction's values.
  mutating func perform(_ instruction: Instruction) -> Lane {
    let count = extents[instruction.domain].count
    scratches[instruction.slot].hold(count)
    rooms.0.hold(count)
    rooms.1.hold(count)
    let out = scratches[instruction.slot]
    switch instruction.operation {
    case .constant, .field: preconditionFailure("a constant or a field needs no instruction")
    case .splat(let one): return splat(lanes[one], instruction.kind, out, count)
    case .translate(let field): return translate(lanes[field], of: field, out, count)
    case .scatter(let one, let list): return scatter(lanes[one], of: list, over: instruction.domain, out)
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
      return pick(lanes[value], at: lanes[place], of: domain, out, count)
    default: return reduce(instruction, out)
    }
  }

  private mutating func reduce(_ instruction: Instruction, _ out: Scratch) -> Lane {
    let domain = instruction.domain
    switch instruction.operation {
    case .count(let choice): return self.count(segments(choice, at: domain), out)
    case .quantify(let quantifier, let choice, let test):
      return quantify(quantifier, segments(choice, at: domain), lanes[test], out)
    case .fold(.sum, let choice, let value): return sum(segments(choice, at: domain), lanes[value], out)
    case .fold(let fold, let choice, let value):
      return extreme(fold, segments(choice, at: domain), lanes[value], out)
    case .last(let choice): return last(segments(choice, at: domain), out)
    default: preconditionFailure("not a reduction")
    }
  }
}
