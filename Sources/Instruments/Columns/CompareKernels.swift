// Comparisons over a block, in the width of the column.

extension Machine {
  func compare(_ comparison: Comparison, _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    if right.form == .scalar {
      compareWithOne(comparison, left, right.scalar, out.bytes, count)
    } else {
      compareRows(comparison, left, right, out.bytes, count)
    }
    let bad = errors(left, right, out.bad, count)
    clear(out.bytes, where: bad, count)
    return .bytes(out.bytes, bad: bad)
  }

  private func compareWithOne(
    _ comparison: Comparison, _ left: Lane, _ constant: Int64, _ out: UnsafeMutablePointer<UInt8>,
    _ count: Int
  ) {
    switch left.form {
    case .word: compareNarrow(comparison, left.words, constant, out, count)
    case .int8: compareNarrow(comparison, left.pointer(to: Int8.self), constant, out, count)
    case .int16: compareNarrow(comparison, left.pointer(to: Int16.self), constant, out, count)
    case .int32: compareNarrow(comparison, left.pointer(to: Int32.self), constant, out, count)
    case .day: compareDays(comparison, left.pointer(to: Int32.self), constant, out, count)
    case .scalar, .byte, .text: preconditionFailure("no comparison of \(left.form) with a constant")
    }
  }

  private func compareRows(
    _ comparison: Comparison, _ left: Lane, _ right: Lane, _ out: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    func compare<Number: FixedWidthInteger>(_ type: Number.Type) {
      compareBoth(comparison, left.pointer(to: type), right.pointer(to: type), out, count)
    }
    switch (left.form, right.form) {
    case (.int8, .int8): compare(Int8.self)
    case (.int16, .int16): compare(Int16.self)
    case (.day, .day): compare(Int32.self)
    default:
      if left.isShort, right.isShort {
        compareMixed(comparison, left, right, Int32.self, out, count)
      } else {
        compareMixed(comparison, left, right, Int64.self, out, count)
      }
    }
  }

  private func compareMixed<Number: FixedWidthInteger>(
    _ comparison: Comparison, _ left: Lane, _ right: Lane, _ type: Number.Type,
    _ out: UnsafeMutablePointer<UInt8>, _ count: Int
  ) {
    guard case .rows(let a) = left.operand(type, rooms.0, count),
      case .rows(let b) = right.operand(type, rooms.1, count)
    else { preconditionFailure("a constant stands on the right, and constants are computed before a run") }
    compareBoth(comparison, a, b, out, count)
  }

  /// The lesser or greater of two, row by row.
  func pairwise(_ fold: Fold, _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let bad = errors(left, right, out.bad, count)
    let (a, b) = (left.bounds, right.bounds)
    let bounds = min(a.lowerBound, b.lowerBound)...max(a.upperBound, b.upperBound)
    func lesserOrGreater<Number: FixedWidthInteger>(_ type: Number.Type) {
      let values = out.pointer(to: type)
      let (a, b) = (left.operand(type, rooms.0, count), right.operand(type, rooms.1, count))
      switch fold {
      case .least: combine(a, b, values, count) { $1 < $0 ? $1 : $0 }
      case .greatest: combine(a, b, values, count) { $1 > $0 ? $1 : $0 }
      case .sum: preconditionFailure("a sum of two is arithmetic")
      }
    }
    if left.isShort, right.isShort {
      lesserOrGreater(Int32.self)
      return .numbers(.int32, out.words, bad: bad, bounds)
    }
    lesserOrGreater(Int64.self)
    return .numbers(.word, out.words, bad: bad, bounds)
  }
}

/// A function of two operands, either of which may be one value for all rows.
@inline(__always)
func combine<Number: FixedWidthInteger>(
  _ left: Operand<Number>, _ right: Operand<Number>, _ values: UnsafeMutablePointer<Number>, _ count: Int,
  _ function: (Number, Number) -> Number
) {
  switch (left, right) {
  case (.one, .one): preconditionFailure("constants are computed before a run")
  case (.one(let one), .rows(let b)): for row in 0..<count { values[row] = function(one, b[row]) }
  case (.rows(let a), .one(let one)): for row in 0..<count { values[row] = function(a[row], one) }
  case (.rows(let a), .rows(let b)): for row in 0..<count { values[row] = function(a[row], b[row]) }
  }
}

/// A constant beyond the column's width decides for all rows.
private func compareNarrow<Number: FixedWidthInteger>(
  _ comparison: Comparison, _ values: UnsafePointer<Number>, _ constant: Int64,
  _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  guard let constant = Number(exactly: constant) else {
    let isAbove = constant > 0
    let holds =
      switch comparison {
      case .equal: false
      case .notEqual: true
      case .less, .lessOrEqual: isAbove
      case .greater, .greaterOrEqual: !isAbove
      }
    out.update(repeating: holds ? 1 : 0, count: count)
    return
  }
  switch comparison {
  case .equal: for row in 0..<count { out[row] = values[row] == constant ? 1 : 0 }
  case .notEqual: for row in 0..<count { out[row] = values[row] != constant ? 1 : 0 }
  case .less: for row in 0..<count { out[row] = values[row] < constant ? 1 : 0 }
  case .lessOrEqual: for row in 0..<count { out[row] = values[row] <= constant ? 1 : 0 }
  case .greater: for row in 0..<count { out[row] = values[row] > constant ? 1 : 0 }
  case .greaterOrEqual: for row in 0..<count { out[row] = values[row] >= constant ? 1 : 0 }
  }
}

/// Days against a moment in seconds: a moment inside a day lies after that day's midnight.
private func compareDays(
  _ comparison: Comparison, _ days: UnsafePointer<Int32>, _ moment: Int64,
  _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  let (quotient, remainder) = moment.quotientAndRemainder(dividingBy: secondsPerDay)
  let day = remainder < 0 ? quotient - 1 : quotient
  let isMidnight = remainder == 0
  switch comparison {
  case .equal where !isMidnight: out.update(repeating: 0, count: count)
  case .notEqual where !isMidnight: out.update(repeating: 1, count: count)
  case .less where !isMidnight: compareNarrow(.lessOrEqual, days, day, out, count)
  case .greaterOrEqual where !isMidnight: compareNarrow(.greater, days, day, out, count)
  default: compareNarrow(comparison, days, day, out, count)
  }
}

private func compareBoth<Number: FixedWidthInteger>(
  _ comparison: Comparison, _ left: UnsafePointer<Number>, _ right: UnsafePointer<Number>,
  _ out: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  switch comparison {
  case .equal: for row in 0..<count { out[row] = left[row] == right[row] ? 1 : 0 }
  case .notEqual: for row in 0..<count { out[row] = left[row] != right[row] ? 1 : 0 }
  case .less: for row in 0..<count { out[row] = left[row] < right[row] ? 1 : 0 }
  case .lessOrEqual: for row in 0..<count { out[row] = left[row] <= right[row] ? 1 : 0 }
  case .greater: for row in 0..<count { out[row] = left[row] > right[row] ? 1 : 0 }
  case .greaterOrEqual: for row in 0..<count { out[row] = left[row] >= right[row] ? 1 : 0 }
  }
}
