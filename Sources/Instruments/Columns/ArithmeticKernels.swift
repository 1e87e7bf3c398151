// Whole-number arithmetic, in 32 bits where nothing can outgrow them, and the calendar.

import RuleValues

extension Machine {
  /// `limits` is the range that a moment or a span has to lie in.
  func arithmetic(
    _ operation: Arithmetic, _ left: Lane, _ right: Lane, _ limits: ClosedRange<Int64>?, _ out: Scratch,
    _ count: Int
  ) -> Lane {
    guard let bounds = operation.bounds(left.bounds, right.bounds),
      limits.map({ $0.contains(bounds.lowerBound) && $0.contains(bounds.upperBound) }) ?? true
    else { return checked(operation, left, right, limits, out, count) }
    let bad = errors(left, right, out.bad, count)
    if left.isShort, right.isShort, bounds.isShort {
      unchecked(operation, left, right, out.pointer(to: Int32.self), count)
      return .numbers(.int32, out.words, bad: bad, bounds)
    }
    unchecked(operation, left, right, out.words, count)
    return .numbers(.word, out.words, bad: bad, bounds)
  }

  /// Where no result can overflow.
  private func unchecked<Number: FixedWidthInteger>(
    _ operation: Arithmetic, _ left: Lane, _ right: Lane, _ values: UnsafeMutablePointer<Number>, _ count: Int
  ) {
    let (a, b) = (left.operand(Number.self, rooms.0, count), right.operand(Number.self, rooms.1, count))
    switch operation {
    case .add: combine(a, b, values, count) { $0 &+ $1 }
    case .subtract: combine(a, b, values, count) { $0 &- $1 }
    case .multiply: combine(a, b, values, count) { $0 &* $1 }
    case .divide: combine(a, b, values, count) { $0 / $1 }
    case .modulo: combine(a, b, values, count) { $0 % $1 }
    }
  }

  /// Fast, with a second look where something may have overflowed.
  private func checked(
    _ operation: Arithmetic, _ left: Lane, _ right: Lane, _ limits: ClosedRange<Int64>?, _ out: Scratch,
    _ count: Int
  ) -> Lane {
    let (a, b) = (left.operand(Int64.self, rooms.0, count), right.operand(Int64.self, rooms.1, count))
    let values = out.words
    var overflow: Int64 = 0
    switch operation {
    case .add:
      combine(a, b, values, count) { a, b in
        let total = a &+ b
        overflow |= (a ^ total) & (b ^ total)
        return total
      }
    case .subtract:
      combine(a, b, values, count) { a, b in
        let rest = a &- b
        overflow |= (a ^ b) & (a ^ rest)
        return rest
      }
    case .multiply:
      combine(a, b, values, count) { a, b in
        let (product, tooLarge) = a.multipliedReportingOverflow(by: b)
        overflow |= tooLarge ? -1 : 0
        return product
      }
    case .divide, .modulo:
      combine(a, b, values, count) { a, b in
        guard b != 0, b != -1 else {
          overflow = -1
          return exact(operation, a, b) ?? 0
        }
        return operation == .divide ? a / b : a % b
      }
    }
    if let limits {
      for row in 0..<count where !limits.contains(values[row]) { overflow = -1 }
    }
    var bad = errors(left, right, out.bad, count)
    if overflow < 0 { bad = markOverflow(operation, a, b, limits, out, bad, count) }
    return .words(values, bad: bad)
  }

  /// A part of each moment's date or time of day.
  func calendar(_ part: CalendarPart, _ moment: Lane, _ out: Scratch, _ count: Int) -> Lane {
    guard case .rows(let moments) = moment.operand(Int64.self, rooms.0, count) else {
      preconditionFailure("constants are computed before a run")
    }
    for row in 0..<count {
      let time = CivilTime(seconds: moments[row])
      let value =
        switch part {
        case .year: time.year
        case .month: time.month - 1
        case .date: time.day
        case .dayOfMonth: time.day - 1
        case .dayOfYear: time.dayOfYear
        case .dayOfWeek: time.dayOfWeek
        case .hour: time.hour
        case .minute: time.minute
        case .second: time.second
        }
      out.words[row] = Int64(value)
    }
    return .words(out.words, bad: errors(moment, Lane(), out.bad, count))
  }

  /// Looks at each row again and marks those whose result does not fit.
  private func markOverflow(
    _ operation: Arithmetic, _ left: Operand<Int64>, _ right: Operand<Int64>, _ limits: ClosedRange<Int64>?,
    _ out: Scratch, _ bad: UnsafePointer<UInt8>?, _ count: Int
  ) -> UnsafePointer<UInt8>? {
    if bad == nil { out.bad.update(repeating: 0, count: count) }
    for row in 0..<count {
      guard let value = exact(operation, left[row], right[row]), limits?.contains(value) ?? true else {
        out.bad[row] = 1
        continue
      }
    }
    return UnsafePointer(out.bad)
  }
}

extension Operand {
  subscript(_ row: Int) -> Number {
    switch self {
    case .one(let one): one
    case .rows(let rows): rows[row]
    }
  }
}

extension Arithmetic {
  /// What every result lies between; nil where one may be undefined or overflow.
  func bounds(_ left: ClosedRange<Int64>, _ right: ClosedRange<Int64>) -> ClosedRange<Int64>? {
    let (one, other) = (right.lowerBound, right.upperBound)
    switch self {
    case .add, .subtract, .multiply: break
    // By other than a positive constant is seldom, and may be undefined.
    case .divide: guard one == other, one > 0 else { return nil }
    case .modulo: return one == other && one > 0 ? 1 - one...one - 1 : nil
    }
    // Each grows or falls steadily with either side, so that the extremes lie in the corners.
    guard let a = exact(self, left.lowerBound, one), let b = exact(self, left.lowerBound, other),
      let c = exact(self, left.upperBound, one), let d = exact(self, left.upperBound, other)
    else { return nil }
    return min(a, b, c, d)...max(a, b, c, d)
  }
}

/// The result where it fits and is defined.
private func exact(_ operation: Arithmetic, _ left: Int64, _ right: Int64) -> Int64? {
  let (value, overflow) =
    switch operation {
    case .add: left.addingReportingOverflow(right)
    case .subtract: left.subtractingReportingOverflow(right)
    case .multiply: left.multipliedReportingOverflow(by: right)
    // These two report a division by zero as an overflow.
    case .divide: left.dividedReportingOverflow(by: right)
    case .modulo: left.remainderReportingOverflow(dividingBy: right)
    }
  return overflow ? nil : value
}
