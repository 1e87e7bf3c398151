// From child rows to their parents: how many, any, all, sums, extremes, the last.

extension Machine {
  /// How many child rows count.
  mutating func count(_ segments: Segments, _ out: Scratch) -> Lane {
    guard segments.keep != nil else {
      for parent in 0..<segments.parents { out.words[parent] = Int64(segments[parent].count) }
      return .words(out.words, bad: nil)
    }
    tally(segments, nil) { keep, _ in keep }
    let running = counts.words
    for parent in 0..<segments.parents {
      let rows = segments[parent]
      out.words[parent] = running[rows.upperBound] &- running[rows.lowerBound]
    }
    return .words(out.words, bad: strictErrors(segments, nil, out))
  }

  /// Whether a test holds for any, all or exactly one of them.
  mutating func quantify(_ quantifier: Quantifier, _ segments: Segments, _ test: Lane, _ out: Scratch) -> Lane
  {
    if test.bad != nil || segments.keep?.bad != nil { return quantifyErrors(quantifier, segments, test, out) }
    switch quantifier {
    case .any, .one: tally(segments, test.bytes) { keep, holds in keep & holds }
    case .all: tally(segments, test.bytes) { keep, holds in keep & (holds ^ 1) }
    }
    let (running, values) = (counts.words, out.bytes)
    for parent in 0..<segments.parents {
      let rows = segments[parent]
      let found = running[rows.upperBound] &- running[rows.lowerBound]
      switch quantifier {
      case .any: values[parent] = found > 0 ? 1 : 0
      case .all: values[parent] = found == 0 ? 1 : 0
      case .one: values[parent] = found == 1 ? 1 : 0
      }
    }
    return .bytes(values, bad: nil)
  }

  /// The same where some rows are errors: one in `keep` is the list's own and always counts; one of the test
  /// counts unless another row decides, and always for exactly one.
  private func quantifyErrors(_ quantifier: Quantifier, _ segments: Segments, _ test: Lane, _ out: Scratch)
    -> Lane
  {
    let tests = test.bytes
    for parent in 0..<segments.parents {
      var (listError, testError, holding, failing) = (false, false, 0, 0)
      for child in segments[parent] {
        if segments.isError(child) {
          listError = true
        } else if segments.counts(child) {
          if test.bad?[child] == 1 {
            testError = true
          } else if tests[child] == 1 {
            holding += 1
          } else {
            failing += 1
          }
        }
      }
      let (value, isDecided) =
        switch quantifier {
        case .any: (holding > 0, holding > 0)
        case .all: (failing == 0, failing > 0)
        case .one: (holding == 1, false)
        }
      let isError = listError || testError && !isDecided
      out.bad[parent] = isError ? 1 : 0
      out.bytes[parent] = value && !isError ? 1 : 0
    }
    return .bytes(out.bytes, bad: UnsafePointer(out.bad))
  }

  /// The place of the last row that counts, an error where none does.
  mutating func last(_ segments: Segments, _ out: Scratch) -> Lane {
    counts.hold(segments.children + 1)
    let (latest, keep) = (counts.words, segments.keep?.bytes)
    latest[0] = -1
    if let keep {
      for child in 0..<segments.children {
        latest[child + 1] = keep[child] == 1 ? Int64(child) : latest[child]
      }
    } else {
      for child in 0..<segments.children { latest[child + 1] = Int64(child) }
    }
    let hasErrors = strictErrors(segments, nil, out) != nil
    if !hasErrors { out.bad.update(repeating: 0, count: segments.parents) }
    for parent in 0..<segments.parents {
      let rows = segments[parent]
      let place = latest[rows.upperBound]
      let isAbsent = place < Int64(rows.lowerBound)
      out.words[parent] = isAbsent ? 0 : place
      out.bad[parent] |= isAbsent ? 1 : 0
    }
    return .words(out.words, bad: UnsafePointer(out.bad))
  }

  /// Running totals over the block's child rows, so that a parent's count is the difference of two.
  @inline(__always)
  private mutating func tally(
    _ segments: Segments, _ test: UnsafePointer<UInt8>?, _ function: (UInt8, UInt8) -> UInt8
  ) {
    counts.hold(segments.children + 1)
    let running = counts.words
    running[0] = 0
    var total: Int64 = 0
    switch (segments.keep?.bytes, test) {
    case (let keep?, let test?):
      for child in 0..<segments.children {
        total &+= Int64(function(keep[child], test[child]))
        running[child + 1] = total
      }
    case (nil, let test?):
      for child in 0..<segments.children {
        total &+= Int64(function(1, test[child]))
        running[child + 1] = total
      }
    case (let keep?, nil):
      for child in 0..<segments.children {
        total &+= Int64(function(keep[child], 1))
        running[child + 1] = total
      }
    case (nil, nil): preconditionFailure("all child rows are counted without a tally")
    }
  }
}

/// Parents with a child row that is an error in `keep`, or that counts and is an error in `value`.
func strictErrors(_ segments: Segments, _ value: Lane?, _ out: Scratch) -> UnsafePointer<UInt8>? {
  guard segments.keep?.bad != nil || value?.bad != nil else { return nil }
  for parent in 0..<segments.parents {
    var isError = false
    for child in segments[parent] {
      if segments.isError(child) || segments.counts(child) && value?.bad?[child] == 1 { isError = true }
    }
    out.bad[parent] = isError ? 1 : 0
  }
  return UnsafePointer(out.bad)
}
