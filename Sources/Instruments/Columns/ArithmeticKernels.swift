// Whole-number arithmetic, fast with a second look where something may have overflowed, and the calendar.

import RuleValues

extension Machine {
  /// `limits` is the range that a moment or a span has to lie in.
  func arithmetic(
    _ operation: Arithmetic, _ left: Lane, _ right: Lane, _ limits: ClosedRange<Int64>?, _ out: Scratch,
    _ count: Int
  ) -> Lane {
    let values = out.words
    var overflow: Int64 = 0
    switch operation {
    case .add:
      combine(left, right, values, count) { a, b in
        let total = a &+ b
        overflow |= (a ^ total) & (b ^ total)
        return total
      }
    case .subtract:
      combine(left, right, values, count) { a, b in
        let rest = a &- b
        overflow |= (a ^ b) & (a ^ rest)
        return rest
      }
    case .multiply:
      combine(left, right, values, count) { a, b in
        let (product, tooLarge) = a.multipliedReportingOverflow(by: b)
        overflow |= tooLarge ? -1 : 0
        return product
      }
    case .divide, .modulo:
      combine(left, right, values, count) { a, b in
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
    if overflow < 0 { bad = markOverflow(operation, left, right, limits, out, bad, count) }
    return .words(values, bad: bad)
  }

  /// A part of each moment's date or time of day.
  func calendar(_ part: CalendarPart, _ moment: Lane, _ out: Scratch, _ count: Int) -> Lane {
    let moments = moment.words
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
    _ operation: Arithmetic, _ left: Lane, _ right: Lane, _ limits: ClosedRange<Int64>?, _ out: Scratch,
    _ bad: UnsafePointer<UInt8>?, _ count: Int
  ) -> UnsafePointer<UInt8>? {
    if bad == nil { out.bad.update(repeating: 0, count: count) }
    for row in 0..<count {
      let a = left.form == .scalar ? left.scalar : left.words[row]
      let b = right.form == .scalar ? right.scalar : right.words[row]
      guard let value = exact(operation, a, b), limits?.contains(value) ?? true else {
        out.bad[row] = 1
        continue
      }
    }
    return UnsafePointer(out.bad)
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
