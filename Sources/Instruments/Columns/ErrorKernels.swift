// Errors beside values: where an operand is an error, so is the result.

/// Is any of the bytes set?
func contains(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  var found: UInt8 = 0
  for row in 0..<count { found |= bytes[row] }
  return found != 0
}

/// The rows where either lane is an error, written to `bad`; nil where there are none.
func errors(_ left: Lane, _ right: Lane, _ bad: UnsafeMutablePointer<UInt8>, _ count: Int)
  -> UnsafePointer<UInt8>?
{
  if left.isError || right.isError {
    bad.update(repeating: 1, count: count)
    return UnsafePointer(bad)
  }
  switch (left.bad, right.bad) {
  case (nil, nil): return nil
  case (let one?, nil), (nil, let one?): bad.update(from: one, count: count)
  case (let first?, let second?): for row in 0..<count { bad[row] = first[row] | second[row] }
  }
  return UnsafePointer(bad)
}

/// Clears bools whose row is an error, as every byte lane promises.
func clear(_ values: UnsafeMutablePointer<UInt8>, where bad: UnsafePointer<UInt8>?, _ count: Int) {
  guard let bad else { return }
  for row in 0..<count { values[row] &= bad[row] ^ 1 }
}

extension Machine {
  /// True, an error where the lane is one.
  func sound(_ one: Lane, _ out: Scratch, _ count: Int) -> Lane {
    out.bytes.update(repeating: 1, count: count)
    let bad = errors(one, Lane(), out.bad, count)
    clear(out.bytes, where: bad, count)
    return .bytes(out.bytes, bad: bad)
  }

  /// Is the row no error?
  func settled(_ one: Lane, _ out: Scratch, _ count: Int) -> Lane {
    if let bad = one.bad {
      for row in 0..<count { out.bytes[row] = bad[row] ^ 1 }
    } else {
      out.bytes.update(repeating: one.isError ? 0 : 1, count: count)
    }
    return .bytes(out.bytes, bad: nil)
  }

  /// A constant for each row.
  func splat(_ one: Lane, _ kind: Kind, _ out: Scratch, _ count: Int) -> Lane {
    let bad = errors(one, Lane(), out.bad, count)
    if kind == .bool {
      out.bytes.update(repeating: one.isError ? 0 : UInt8(one.scalar), count: count)
      return .bytes(out.bytes, bad: bad)
    }
    if one.isShort {
      out.pointer(to: Int32.self).update(repeating: Int32(truncatingIfNeeded: one.scalar), count: count)
      return .numbers(.int32, out.words, bad: bad, one.bounds)
    }
    out.words.update(repeating: one.scalar, count: count)
    return .numbers(.word, out.words, bad: bad, one.bounds)
  }
}
