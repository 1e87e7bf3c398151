// Sums and extremes of the child rows' values.

extension Machine {
  mutating func sum(_ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    guard let bounds = segments.boundsOfSum(value.bounds) else { return sumExactly(segments, value, out) }
    let bad = strictErrors(segments, value, out)
    // Small ones are added up like marks, whose sum fits in a byte.
    if value.form == .int8, value.low >= 0, value.high * 8 <= 255, segments.long.isEmpty {
      let (marks, sums) = (rooms.0.bytes, out.pointer(to: Int16.self))
      let values = value.pointer(to: UInt8.self)
      if let keep = segments.keep?.bytes {
        for child in 0..<segments.children { marks[child] = values[child] & (0 &- keep[child]) }
      } else {
        marks.update(from: values, count: segments.children)
      }
      eights(segments, marks) { sums[$0] = Int16(truncatingIfNeeded: ($1 &* onesInBytes) >> 56) }
      return .numbers(.int16, sums, bad: bad, bounds)
    }
    switch value.form {
    case .int8: running(segments, value.pointer(to: Int8.self))
    case .int16: running(segments, value.pointer(to: Int16.self))
    case .int32: running(segments, value.pointer(to: Int32.self))
    case .word: running(segments, value.words)
    case .scalar, .byte, .day, .text: preconditionFailure("a sum is of whole numbers")
    }
    let (starts, base, totals) = (segments.starts, segments.starts[0], rooms.0.words)
    func write<Number: FixedWidthInteger>(_ sums: UnsafeMutablePointer<Number>) {
      var before: Int64 = 0
      for parent in 0..<segments.parents {
        let after = totals[Int(starts[parent + 1] &- base)]
        sums[parent] = Number(truncatingIfNeeded: after &- before)
        before = after
      }
    }
    if bounds.isShort { write(out.pointer(to: Int32.self)) } else { write(out.words) }
    return .numbers(bounds.isShort ? .int32 : .word, out.words, bad: bad, bounds)
  }

  /// Running totals over the block's child rows, so that a parent's sum is the difference of two: they may
  /// overflow, the difference does not.
  private mutating func running<Number: FixedWidthInteger>(
    _ segments: Segments, _ values: UnsafePointer<Number>
  ) {
    let totals = rooms.0.words
    var total: Int64 = 0
    totals[0] = 0
    if let keep = segments.keep?.bytes {
      for child in 0..<segments.children {
        total &+= Int64(values[child]) & -Int64(keep[child])
        totals[child + 1] = total
      }
    } else {
      for child in 0..<segments.children {
        total &+= Int64(values[child])
        totals[child + 1] = total
      }
    }
  }

  /// Adds up in order, as the interpreter does: a sum that overflows on its way is an error.
  private func sumExactly(_ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    if strictErrors(segments, value, out) == nil { out.bad.update(repeating: 0, count: segments.parents) }
    guard case .rows(let values) = value.operand(Int64.self, rooms.0, segments.children) else {
      preconditionFailure("a constant to add up is written out for each row")
    }
    for parent in 0..<segments.parents {
      var total: Int64 = 0
      for child in segments[parent] where segments.counts(child) {
        let (next, overflow) = total.addingReportingOverflow(values[child])
        total = next
        if overflow { out.bad[parent] = 1 }
      }
      out.words[parent] = total
    }
    return .words(out.words, bad: contains(out.bad, segments.parents) ? UnsafePointer(out.bad) : nil)
  }

  /// The least or greatest, an error where no row counts.
  func extreme(_ fold: Fold, _ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    if strictErrors(segments, value, out) == nil { out.bad.update(repeating: 0, count: segments.parents) }
    let isDay = value.form == .day
    // The number that no other loses to must not occur itself.
    let isShort = (isDay || value.isShort) && value.low > Int64(Int32.min) && value.high < Int64(Int32.max)
    if isShort {
      let days = Operand.rows(value.pointer(to: Int32.self))
      let values = isDay ? days : value.operand(Int32.self, rooms.1, segments.children)
      extremes(fold, segments, values, out.pointer(to: Int32.self), out.bad)
    } else {
      extremesExactly(fold, segments, value, out)
    }
    let bounds = isShort ? value.low...value.high : value.bounds
    let bad = contains(out.bad, segments.parents) ? UnsafePointer(out.bad) : nil
    return .numbers(
      !isShort ? .word : isDay ? .day : .int32, out.words, bad: bad,
      min(bounds.lowerBound, 0)...max(bounds.upperBound, 0))
  }

  private func extremes(
    _ fold: Fold, _ segments: Segments, _ values: Operand<Int32>, _ out: UnsafeMutablePointer<Int32>,
    _ bad: UnsafeMutablePointer<UInt8>
  ) {
    guard case .rows(let values) = values else {
      preconditionFailure("a constant to compare is written out for each row")
    }
    let (neutral, marked) = (fold == .least ? Int32.max : Int32.min, rooms.0.pointer(to: Int32.self))
    if let keep = segments.keep?.bytes {
      for child in 0..<segments.children { marked[child] = keep[child] == 1 ? values[child] : neutral }
    } else {
      marked.update(from: values, count: segments.children)
    }
    if fold == .least {
      best(segments, marked, neutral, out) { min($0, $1) }
    } else {
      best(segments, marked, neutral, out) { max($0, $1) }
    }
    for parent in 0..<segments.parents {
      let isEmpty: UInt8 = out[parent] == neutral ? 1 : 0
      bad[parent] |= isEmpty
      out[parent] = isEmpty == 1 ? 0 : out[parent]
    }
  }

  /// The best of each parent's values, the neutral one where it has none.
  @inline(__always)
  private func best(
    _ segments: Segments, _ values: UnsafePointer<Int32>, _ neutral: Int32,
    _ out: UnsafeMutablePointer<Int32>, _ better: (Int32, Int32) -> Int32
  ) {
    let (starts, base) = (segments.starts, segments.starts[0])
    for parent in 0..<segments.parents {
      let first = Int(starts[parent] &- base)
      let last = max(first, Int(starts[parent + 1] &- base) - 1)
      // No branches: beyond the last row the last is looked at again.
      var found = better(values[first], values[min(first + 1, last)])
      found = better(found, better(values[min(first + 2, last)], values[min(first + 3, last)]))
      if segments.longest > 4 {
        let five = better(values[min(first + 4, last)], values[min(first + 5, last)])
        found = better(
          found, better(five, better(values[min(first + 6, last)], values[min(first + 7, last)])))
      }
      out[parent] = starts[parent] == starts[parent + 1] ? neutral : found
    }
    for parent in segments.long {
      out[Int(parent)] = segments[Int(parent)].reduce(neutral) { better($0, values[$1]) }
    }
  }

  private func extremesExactly(_ fold: Fold, _ segments: Segments, _ value: Lane, _ out: Scratch) {
    guard case .rows(let values) = value.operand(Int64.self, rooms.0, segments.children) else {
      preconditionFailure("a constant to compare is written out for each row")
    }
    for parent in 0..<segments.parents {
      var best = fold == .least ? Int64.max : Int64.min
      var isEmpty = true
      for child in segments[parent] where segments.counts(child) {
        best = fold == .least ? min(best, values[child]) : max(best, values[child])
        isEmpty = false
      }
      out.words[parent] = isEmpty ? 0 : best
      if isEmpty { out.bad[parent] = 1 }
    }
  }
}

extension Segments {
  /// What every parent's sum lies between; nil where one could overflow on its way.
  func boundsOfSum(_ value: ClosedRange<Int64>) -> ClosedRange<Int64>? {
    let (low, tooLow) = min(value.lowerBound, 0).multipliedReportingOverflow(by: Int64(longest))
    let (high, tooHigh) = max(value.upperBound, 0).multipliedReportingOverflow(by: Int64(longest))
    return tooLow || tooHigh ? nil : low...high
  }
}
