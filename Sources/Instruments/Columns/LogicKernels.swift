// And, or, not and choices over a block, with errors as the language has them.

extension Machine {
  func and(_ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (left.bytes, right.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] & b[row] }
    guard left.bad != nil || right.bad != nil else { return .bytes(values, bad: nil) }
    // An error where one side is, and the other is true or an error too.
    return join(left, right, out, count) { x, xBad, y, yBad in (xBad | yBad) & (x | xBad) & (y | yBad) }
  }

  func or(_ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (left.bytes, right.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] | b[row] }
    guard left.bad != nil || right.bad != nil else { return .bytes(values, bad: nil) }
    return join(left, right, out, count) { x, xBad, y, yBad in (xBad | yBad) & (x ^ 1) & (y ^ 1) }
  }

  func not(_ one: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, values) = (one.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] ^ 1 }
    let bad = errors(one, Lane(), out.bad, count)
    clear(values, where: bad, count)
    return .bytes(values, bad: bad)
  }

  func sameBool(_ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (left.bytes, right.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] ^ b[row] ^ 1 }
    let bad = errors(left, right, out.bad, count)
    clear(values, where: bad, count)
    return .bytes(values, bad: bad)
  }

  /// The test where `keep` is true, false where it is false, an error where it is one.
  func narrow(_ keep: Lane, _ test: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (keep.bytes, test.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] & b[row] }
    guard keep.bad != nil || test.bad != nil else { return .bytes(values, bad: nil) }
    return join(keep, test, out, count) { x, xBad, _, yBad in xBad | x & yBad }
  }

  /// The second where the first is true, the third where it is false; only the chosen one's error counts.
  func choose(_ test: Lane, _ yes: Lane, _ no: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let chosen = test.bytes
    var bad: UnsafePointer<UInt8>?
    if test.bad != nil || yes.bad != nil || no.bad != nil {
      let errors = out.bad
      if let own = test.bad {
        errors.update(from: own, count: count)
      } else {
        errors.update(repeating: 0, count: count)
      }
      if let first = yes.bad { for row in 0..<count { errors[row] |= chosen[row] & first[row] } }
      if let second = no.bad { for row in 0..<count { errors[row] |= (chosen[row] ^ 1) & second[row] } }
      bad = contains(out.bad, count) ? UnsafePointer(out.bad) : nil
    }
    func select<Number: FixedWidthInteger>(_ a: UnsafePointer<Number>, _ b: UnsafePointer<Number>) {
      let values = out.pointer(to: Number.self)
      for row in 0..<count { values[row] = chosen[row] == 1 ? a[row] : b[row] }
    }
    func selectNumbers<Number: FixedWidthInteger>(_ type: Number.Type) {
      guard case .rows(let a) = yes.operand(type, rooms.0, count),
        case .rows(let b) = no.operand(type, rooms.1, count)
      else { preconditionFailure("a constant to choose is written out for each row") }
      select(a, b)
    }
    let stored = min(yes.low, no.low)...max(yes.high, no.high)
    switch (yes.form, no.form) {
    case (.byte, _):
      let (a, b, values) = (yes.bytes, no.bytes, out.bytes)
      for row in 0..<count { values[row] = chosen[row] & a[row] | (chosen[row] ^ 1) & b[row] }
      clear(values, where: bad, count)
      return .bytes(values, bad: bad)
    case (.day, .day):
      select(yes.pointer(to: Int32.self), no.pointer(to: Int32.self))
      return .numbers(.day, out.words, bad: bad, stored)
    case _ where yes.isShort && no.isShort:
      selectNumbers(Int32.self)
      return .numbers(.int32, out.words, bad: bad, stored)
    default:
      selectNumbers(Int64.self)
      let (a, b) = (yes.bounds, no.bounds)
      return .numbers(
        .word, out.words, bad: bad,
        min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound))
    }
  }

  /// Writes the errors of a pair: `rule` has a side's value and whether it is an error, then the other's.
  @inline(__always)
  private func join(
    _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int,
    _ rule: (UInt8, UInt8, UInt8, UInt8) -> UInt8
  ) -> Lane {
    let (a, b, bad) = (left.bytes, right.bytes, out.bad)
    switch (left.bad, right.bad) {
    case (let first?, let second?):
      for row in 0..<count { bad[row] = rule(a[row], first[row], b[row], second[row]) }
    case (let first?, nil): for row in 0..<count { bad[row] = rule(a[row], first[row], b[row], 0) }
    case (nil, let second?): for row in 0..<count { bad[row] = rule(a[row], 0, b[row], second[row]) }
    case (nil, nil): bad.update(repeating: 0, count: count)
    }
    return .bytes(out.bytes, bad: contains(bad, count) ? UnsafePointer(bad) : nil)
  }
}
