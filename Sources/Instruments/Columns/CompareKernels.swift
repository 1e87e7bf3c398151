// Comparisons over a block, in the width of the column.

extension Machine {
  func compare(_ comparison: Comparison, _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    switch (left.form, right.form) {
    case (.word, .word): compareRows(comparison, left.words, right.words, out.bytes, count)
    case (.word, .scalar): compareNarrow(comparison, left.words, right.scalar, out.bytes, count)
    case (.int8, .scalar):
      compareNarrow(comparison, left.pointer(to: Int8.self), right.scalar, out.bytes, count)
    case (.int16, .scalar):
      compareNarrow(comparison, left.pointer(to: Int16.self), right.scalar, out.bytes, count)
    case (.int32, .scalar):
      compareNarrow(comparison, left.pointer(to: Int32.self), right.scalar, out.bytes, count)
    case (.day, .scalar):
      compareDays(comparison, left.pointer(to: Int32.self), right.scalar, out.bytes, count)
    default: preconditionFailure("no comparison of \(left.form) and \(right.form)")
    }
    let bad = errors(left, right, out.bad, count)
    clear(out.bytes, where: bad, count)
    return .bytes(out.bytes, bad: bad)
  }

  /// The lesser or greater of two, row by row.
  func pairwise(_ fold: Fold, _ left: Lane, _ right: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let values = out.words
    switch fold {
    case .least: combine(left, right, values, count) { $1 < $0 ? $1 : $0 }
    case .greatest: combine(left, right, values, count) { $1 > $0 ? $1 : $0 }
    case .sum: preconditionFailure("a sum of two is arithmetic")
    }
    return .words(values, bad: errors(left, right, out.bad, count))
  }
}

/// A function of two lanes of words, either of which may be one value for all rows.
@inline(__always)
func combine(
  _ left: Lane, _ right: Lane, _ values: UnsafeMutablePointer<Int64>, _ count: Int,
  _ function: (Int64, Int64) -> Int64
) {
  switch (left.form, right.form) {
  case (.scalar, .scalar): preconditionFailure("constants are computed before a run")
  case (.scalar, _):
    let (one, b) = (left.scalar, right.words)
    for row in 0..<count { values[row] = function(one, b[row]) }
  case (_, .scalar):
    let (a, one) = (left.words, right.scalar)
    for row in 0..<count { values[row] = function(a[row], one) }
  default:
    let (a, b) = (left.words, right.words)
    for row in 0..<count { values[row] = function(a[row], b[row]) }
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

private func compareRows(
  _ comparison: Comparison, _ left: UnsafePointer<Int64>, _ right: UnsafePointer<Int64>,
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
