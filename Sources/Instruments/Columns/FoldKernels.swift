// Sums and extremes of the child rows' values.

extension Machine {
  mutating func sum(_ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    guard fitsBlock(segments, value.words) else { return sumExactly(segments, value, out) }
    sums.hold(segments.children + 1)
    let (running, values) = (sums.words, value.words)
    running[0] = 0
    var total: Int64 = 0
    if let keep = segments.keep?.bytes {
      for child in 0..<segments.children {
        total &+= values[child] & -Int64(keep[child])
        running[child + 1] = total
      }
    } else {
      for child in 0..<segments.children {
        total &+= values[child]
        running[child + 1] = total
      }
    }
    for parent in 0..<segments.parents {
      let rows = segments[parent]
      out.words[parent] = running[rows.upperBound] &- running[rows.lowerBound]
    }
    return .words(out.words, bad: strictErrors(segments, value, out))
  }

  /// Are the values so small that no sum within the block can overflow?
  private func fitsBlock(_ segments: Segments, _ values: UnsafePointer<Int64>) -> Bool {
    var magnitude: Int64 = 0
    for child in 0..<segments.children { magnitude |= values[child] ^ (values[child] >> 63) }
    return magnitude < 1 << 40 && segments.children < 1 << 22
  }

  /// Adds up in order, as the interpreter does: a sum that overflows on its way is an error.
  private func sumExactly(_ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    let values = value.words
    if strictErrors(segments, value, out) == nil { out.bad.update(repeating: 0, count: segments.parents) }
    for parent in 0..<segments.parents {
      var total: Int64 = 0
      for child in segments[parent] where segments.counts(child) {
        let (next, overflow) = total.addingReportingOverflow(values[child])
        total = next
        if overflow { out.bad[parent] = 1 }
      }
      out.words[parent] = total
    }
    return .words(out.words, bad: UnsafePointer(out.bad))
  }

  /// The least or greatest, an error where no row counts.
  func extreme(_ fold: Fold, _ segments: Segments, _ value: Lane, _ out: Scratch) -> Lane {
    let values = value.words
    if strictErrors(segments, value, out) == nil { out.bad.update(repeating: 0, count: segments.parents) }
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
    return .words(out.words, bad: UnsafePointer(out.bad))
  }
}
