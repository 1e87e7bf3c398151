// From child rows to their parents: how many, any, all, one, and the place of the last.

/// Most parents have at most eight child rows: their bytes are one load and a mask, and a product with this
/// adds them up in its highest byte. It is exact up to 255.
let onesInBytes: UInt64 = 0x0101_0101_0101_0101

extension Machine {
  /// How many child rows count.
  mutating func count(_ segments: Segments, _ out: Scratch) -> Lane {
    let bounds = 0...Int64(segments.longest)
    if segments.longest <= 127 {
      let values = out.pointer(to: Int8.self)
      if let keep = segments.keep {
        let marks = padded(keep, segments)
        eights(segments, marks) { values[$0] = Int8(truncatingIfNeeded: ($1 &* onesInBytes) >> 56) }
        each(segments.long) { values[$0] = Int8(truncatingIfNeeded: total(marks, segments[$0])) }
      } else {
        for parent in 0..<segments.parents {
          values[parent] = Int8(
            truncatingIfNeeded: segments.starts[parent + 1] &- segments.starts[parent])
        }
      }
      return .numbers(.int8, values, bad: strictErrors(segments, nil, out), bounds)
    }
    let values = out.pointer(to: Int32.self)
    for parent in 0..<segments.parents {
      let rows = segments[parent]
      values[parent] = Int32(segments.keep.map { total($0.bytes, rows) } ?? rows.count)
    }
    return .numbers(.int32, values, bad: strictErrors(segments, nil, out), bounds)
  }

  /// Whether a test holds for any, all or exactly one of them.
  mutating func quantify(_ quantifier: Quantifier, _ segments: Segments, _ test: Lane, _ out: Scratch) -> Lane
  {
    if test.bad != nil || segments.keep?.bad != nil { return quantifyErrors(quantifier, segments, test, out) }
    let (marks, values) = (rooms.0.bytes, out.bytes)
    let tests = test.bytes
    // What decides: a row that holds, or for all of them one that does not.
    let flip: UInt8 = quantifier == .all ? 1 : 0
    if let keep = segments.keep?.bytes {
      for child in 0..<segments.children { marks[child] = keep[child] & (tests[child] ^ flip) }
    } else {
      for child in 0..<segments.children { marks[child] = tests[child] ^ flip }
    }
    switch quantifier {
    case .any:
      eights(segments, marks) { values[$0] = $1 == 0 ? 0 : 1 }
      each(segments.long) { values[$0] = total(marks, segments[$0]) > 0 ? 1 : 0 }
    case .all:
      eights(segments, marks) { values[$0] = $1 == 0 ? 1 : 0 }
      each(segments.long) { values[$0] = total(marks, segments[$0]) == 0 ? 1 : 0 }
    case .one:
      eights(segments, marks) { values[$0] = $1 != 0 && $1 & ($1 &- 1) == 0 ? 1 : 0 }
      each(segments.long) { values[$0] = total(marks, segments[$0]) == 1 ? 1 : 0 }
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
    return .bytes(out.bytes, bad: contains(out.bad, segments.parents) ? UnsafePointer(out.bad) : nil)
  }

  /// The place of the last row that counts, an error where none does.
  mutating func last(_ segments: Segments, _ out: Scratch) -> Lane {
    let places = out.pointer(to: Int32.self)
    if strictErrors(segments, nil, out) == nil { out.bad.update(repeating: 0, count: segments.parents) }
    let (starts, bad, base) = (segments.starts, out.bad, segments.starts[0])
    if let keep = segments.keep {
      let marks = padded(keep, segments)
      eights(segments, marks) { parent, eight in
        let place = Int32(truncatingIfNeeded: (63 - (eight | 1).leadingZeroBitCount) >> 3)
        let isAbsent: UInt8 = eight == 0 ? 1 : 0
        places[parent] = (starts[parent] &- base &+ place) & (Int32(isAbsent) &- 1)
        bad[parent] |= isAbsent
      }
      each(segments.long) { parent in
        let rows = segments[parent]
        let last = rows.last { marks[$0] == 1 }
        places[parent] = Int32(last ?? 0)
        bad[parent] = last == nil || rows.contains(where: segments.isError) ? 1 : 0
      }
    } else {
      for parent in 0..<segments.parents {
        let isAbsent: UInt8 = starts[parent] == starts[parent + 1] ? 1 : 0
        places[parent] = (starts[parent + 1] &- base &- 1) & (Int32(isAbsent) &- 1)
        bad[parent] |= isAbsent
      }
    }
    let isSound = !contains(bad, segments.parents)
    return .numbers(
      .int32, places, bad: isSound ? nil : UnsafePointer(bad), 0...Int64(max(segments.children, 1)))
  }
}

extension Machine {
  /// Parents with a child row that is an error in `keep`, or that counts and is an error in `value`; nil
  /// where there are none.
  func strictErrors(_ segments: Segments, _ value: Lane?, _ out: Scratch) -> UnsafePointer<UInt8>? {
    guard segments.keep?.bad != nil || value?.bad != nil else { return nil }
    let marks = rooms.1.bytes
    if let errors = value?.bad {
      marks.update(from: errors, count: segments.children)
      if let keep = segments.keep?.bytes {
        for child in 0..<segments.children { marks[child] &= keep[child] }
      }
    } else {
      marks.update(repeating: 0, count: segments.children)
    }
    if let errors = segments.keep?.bad {
      for child in 0..<segments.children { marks[child] |= errors[child] }
    }
    let bad = out.bad
    eights(segments, marks) { bad[$0] = $1 == 0 ? 0 : 1 }
    each(segments.long) { bad[$0] = total(marks, segments[$0]) > 0 ? 1 : 0 }
    return contains(bad, segments.parents) ? UnsafePointer(bad) : nil
  }

  /// Child rows' bytes with room to read beyond the last.
  func padded(_ lane: Lane, _ segments: Segments) -> UnsafePointer<UInt8> {
    guard lane.isColumn, !segments.isInside else { return lane.bytes }
    rooms.0.bytes.update(from: lane.bytes, count: segments.children)
    return UnsafePointer(rooms.0.bytes)
  }
}

/// Calls the body with each parent and the bytes of its first eight child rows, zero beyond its last.
@inline(__always)
func eights(_ segments: Segments, _ marks: UnsafePointer<UInt8>, _ body: (Int, UInt64) -> Void) {
  let (starts, masks, base) = (segments.starts, segments.masks, segments.starts[0])
  let raw = UnsafeRawPointer(marks)
  for parent in 0..<segments.parents {
    let eight = raw.loadUnaligned(fromByteOffset: Int(starts[parent] &- base), as: UInt64.self)
    body(parent, UInt64(littleEndian: eight) & masks[parent])
  }
}

@inline(__always)
func each(_ parents: [Int32], _ body: (Int) -> Void) { for parent in parents { body(Int(parent)) } }

private func total(_ marks: UnsafePointer<UInt8>, _ rows: Range<Int>) -> Int {
  var total = 0
  for row in rows { total += Int(marks[row]) }
  return total
}
