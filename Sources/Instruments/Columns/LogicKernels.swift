// And, or, not and choices over a block, with errors as the language has them.

extension Machine {
  func and(_ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (left.bytes, right.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] & b[row] }
    guard left.bad != nil || right.bad != nil else { return .bytes(values, bad: nil) }
    // An error where one side is, and the other is true or an error too.
    join(left, right, out, count) { x, xBad, y, yBad in (xBad | yBad) & (x | xBad) & (y | yBad) }
    return .bytes(values, bad: UnsafePointer(out.bad))
  }

  func or(_ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let (a, b, values) = (left.bytes, right.bytes, out.bytes)
    for row in 0..<count { values[row] = a[row] | b[row] }
    guard left.bad != nil || right.bad != nil else { return .bytes(values, bad: nil) }
    join(left, right, out, count) { x, xBad, y, yBad in (xBad | yBad) & (x ^ 1) & (y ^ 1) }
    return .bytes(values, bad: UnsafePointer(out.bad))
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
    join(keep, test, out, count) { x, xBad, _, yBad in xBad | x & yBad }
    return .bytes(values, bad: UnsafePointer(out.bad))
  }

  /// The second where the first is true, the third where it is false; only the chosen one's error counts.
  func choose(_ test: Lane, _ yes: Lane, _ no: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let chosen = test.bytes
    if yes.form == .byte {
      let (a, b, values) = (yes.bytes, no.bytes, out.bytes)
      for row in 0..<count { values[row] = chosen[row] & a[row] | (chosen[row] ^ 1) & b[row] }
    } else {
      let (a, b, values) = (yes.words, no.words, out.words)
      for row in 0..<count { values[row] = chosen[row] == 1 ? a[row] : b[row] }
    }
    var bad: UnsafePointer<UInt8>?
    if test.bad != nil || yes.bad != nil || no.bad != nil {
      for row in 0..<count {
        let branch = chosen[row] == 1 ? yes.bad?[row] : no.bad?[row]
        out.bad[row] = (test.bad?[row] ?? 0) | (branch ?? 0)
      }
      bad = UnsafePointer(out.bad)
    }
    if yes.form == .byte {
      clear(out.bytes, where: bad, count)
      return .bytes(out.bytes, bad: bad)
    }
    return .words(out.words, bad: bad)
  }

  /// Writes the errors of a pair: `rule` has a side's value and whether it is an error, then the other's.
  @inline(__always)
  private func join(
    _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int,
    _ rule: (UInt8, UInt8, UInt8, UInt8) -> UInt8
  ) {
    let (a, b, bad) = (left.bytes, right.bytes, out.bad)
    switch (left.bad, right.bad) {
    case (let first?, let second?):
      for row in 0..<count { bad[row] = rule(a[row], first[row], b[row], second[row]) }
    case (let first?, nil): for row in 0..<count { bad[row] = rule(a[row], first[row], b[row], 0) }
    case (nil, let second?): for row in 0..<count { bad[row] = rule(a[row], 0, b[row], second[row]) }
    case (nil, nil): bad.update(repeating: 0, count: count)
    }
  }
}
