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
    let (span, isTooWide) = value.high.subtractingReportingOverflow(value.low)
    guard isDay || value.isShort, !isTooWide, span < Int64(Int32.max) else {
      return extremesExactly(fold, segments, value, out)
    }
    var column = value
    if isDay { column.form = .int32 }
    guard case .rows(let values) = column.operand(Int32.self, rooms.1, segments.children) else {
      preconditionFailure("a constant to compare is written out for each row")
    }
    // Counted from the worst value on, so that 0 stands for a row that does not count and the best is the
    // greatest.
    let (low, high) = (Int32(truncatingIfNeeded: value.low), Int32(truncatingIfNeeded: value.high))
    let ranks = rooms.0.pointer(to: Int32.self)
    if fold == .least {
      for child in 0..<segments.children { ranks[child] = high &- values[child] &+ 1 }
    } else {
      for child in 0..<segments.children { ranks[child] = values[child] &- low &+ 1 }
    }
    if let keep = segments.keep?.bytes {
      for child in 0..<segments.children { ranks[child] &= 0 &- Int32(keep[child]) }
    }
    let best = out.pointer(to: Int32.self)
    greatest(segments, ranks, best)
    for parent in 0..<segments.parents {
      let rank = best[parent]
      out.bad[parent] |= rank == 0 ? 1 : 0
      let found = fold == .least ? high &- rank &+ 1 : rank &+ low &- 1
      best[parent] = rank == 0 ? 0 : found
    }
    let bad = contains(out.bad, segments.parents) ? UnsafePointer(out.bad) : nil
    return .numbers(isDay ? .day : .int32, best, bad: bad, min(value.low, 0)...max(value.high, 0))
  }

  /// The greatest of each parent's numbers, none of which is negative; 0 where it has none.
  private func greatest(
    _ segments: Segments, _ numbers: UnsafePointer<Int32>, _ out: UnsafeMutablePointer<Int32>
  ) {
    let (starts, base, raw, known) = (
      segments.starts, segments.starts[0], UnsafeRawPointer(numbers), firstFours
    )
    for parent in 0..<segments.parents {
      let first = Int(starts[parent] &- base)
      let own = known + Int(min(starts[parent + 1] &- starts[parent], 8)) &* 2
      let low = raw.loadUnaligned(fromByteOffset: first &* 4, as: SIMD4<Int32>.self) & own[0]
      let high = raw.loadUnaligned(fromByteOffset: first &* 4 &+ 16, as: SIMD4<Int32>.self) & own[1]
      let four = greater(low, high)
      let two = greater(four, SIMD4(four[2], four[3], four[2], four[3]))
      out[parent] = greater(two, SIMD4(repeating: two[1]))[0]
    }
    each(segments.long) { out[$0] = segments[$0].reduce(0) { max($0, numbers[$1]) } }
  }

  /// The greater of two in each lane. The difference of two numbers that are not negative does not overflow.
  @inline(__always)
  private func greater(_ one: SIMD4<Int32>, _ other: SIMD4<Int32>) -> SIMD4<Int32> {
    let difference = one &- other
    return one &- (difference & (difference &>> 31))
  }

  private func extremesExactly(_ fold: Fold, _ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
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
    let bad = contains(out.bad, segments.parents) ? UnsafePointer(out.bad) : nil
    let bounds = value.bounds
    return .numbers(
      .word, out.words, bad: bad, min(bounds.lowerBound, 0)...max(bounds.upperBound, 0))
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

/// By number, two of them: masks of so many lanes from the first on.
nonisolated(unsafe) private let firstFours: UnsafePointer<SIMD4<Int32>> = {
  let masks = UnsafeMutablePointer<SIMD4<Int32>>.allocate(capacity: 18)
  for count in 0..<9 {
    let lanes = (0..<8).map { Int32($0 < count ? -1 : 0) }
    (masks + count * 2).initialize(to: SIMD4(lanes[..<4]))
    (masks + count * 2 + 1).initialize(to: SIMD4(lanes[4...]))
  }
  return UnsafePointer(masks)
}()
