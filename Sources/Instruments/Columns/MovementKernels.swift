// Values carried between domains: to child rows, from a picked row, through references.

extension Machine {
  /// Each parent's value for its child rows.
  func broadcast(_ one: Lane, over domain: Int, _ out: Scratch) -> Lane {
    let extent = extents[domain]
    guard let starts = extent.starts, let parent = graph.domains[domain].parent else {
      preconditionFailure("a value spreads to child rows only")
    }
    let segments = Segments(
      parents: extents[parent].count, starts: starts, children: extent.count, keep: nil)
    if let bad = one.bad { spread(segments, bad, out.bad) }
    let bad = one.bad == nil ? nil : UnsafePointer(out.bad)
    if one.form == .byte {
      spread(segments, one.bytes, out.bytes)
      return .bytes(out.bytes, bad: bad)
    }
    spread(segments, one.words, out.words)
    return .words(out.words, bad: bad)
  }

  private func spread<Number>(
    _ segments: Segments, _ values: UnsafePointer<Number>, _ out: UnsafeMutablePointer<Number>
  ) {
    for parent in 0..<segments.parents {
      for child in segments[parent] { out[child] = values[parent] }
    }
  }

  /// The values of picked child rows.
  func pick(_ value: Lane, at place: Lane, of domain: Int, _ kind: Kind, _ out: Scratch, _ count: Int) -> Lane
  {
    let places = place.words
    // A block without child rows has nothing to read, not even in a place that is marked as an error.
    guard extents[domain].count > 0 else {
      out.words.update(repeating: 0, count: count)
      out.bad.update(repeating: 1, count: count)
      return kind == .bool
        ? .bytes(out.bytes, bad: UnsafePointer(out.bad)) : .words(out.words, bad: UnsafePointer(out.bad))
    }
    var bad = errors(place, Lane(), out.bad, count)
    if let errors = value.bad {
      for row in 0..<count { out.bad[row] = (bad?[row] ?? 0) | errors[Int(places[row])] }
      bad = UnsafePointer(out.bad)
    }
    switch value.form {
    case .byte:
      let values = value.bytes
      for row in 0..<count { out.bytes[row] = values[Int(places[row])] }
      clear(out.bytes, where: bad, count)
      return .bytes(out.bytes, bad: bad)
    case .word: take(value.words, places, 1, out.words, count)
    case .int8: take(value.pointer(to: Int8.self), places, 1, out.words, count)
    case .int16: take(value.pointer(to: Int16.self), places, 1, out.words, count)
    case .int32: take(value.pointer(to: Int32.self), places, 1, out.words, count)
    case .day: take(value.pointer(to: Int32.self), places, secondsPerDay, out.words, count)
    case .scalar, .text: preconditionFailure("no picking from \(value.form)")
    }
    return .words(out.words, bad: bad)
  }

  private func take<Number: FixedWidthInteger>(
    _ values: UnsafePointer<Number>, _ places: UnsafePointer<Int64>, _ unit: Int64,
    _ out: UnsafeMutablePointer<Int64>, _ count: Int
  ) {
    for row in 0..<count { out[row] = Int64(values[Int(places[row])]) &* unit }
  }

  /// A column in its own width as words.
  mutating func widen(_ column: Lane, _ node: Int, _ out: Scratch, _ count: Int) -> Lane {
    func widen<Number: FixedWidthInteger>(_ values: UnsafePointer<Number>, _ unit: Int64) {
      for row in 0..<count { out.words[row] = Int64(values[row]) &* unit }
    }
    switch column.form {
    case .word: return column
    case .int8: widen(column.pointer(to: Int8.self), 1)
    case .int16: widen(column.pointer(to: Int16.self), 1)
    case .int32: widen(column.pointer(to: Int32.self), 1)
    case .day: widen(column.pointer(to: Int32.self), secondsPerDay)
    case .text: translate(column.pointer(to: Int32.self), column.bad, of: node, out.words, count)
    case .scalar, .byte: preconditionFailure("\(column.form) is no column of numbers")
    }
    return .words(out.words, bad: column.bad)
  }

  /// Keeps a lane's values for later passes.
  mutating func keep(_ lane: Lane, _ count: Int, in number: Int, at place: Int) {
    let scratch = stores[number].scratch
    if lane.form == .byte {
      (scratch.bytes + place).update(from: lane.bytes, count: count)
    } else {
      (scratch.words + place).update(from: lane.words, count: count)
    }
    if let bad = lane.bad {
      stores[number].hasErrors = true
      (scratch.bad + place).update(from: bad, count: count)
    } else {
      (scratch.bad + place).update(repeating: 0, count: count)
    }
  }

  /// What an earlier pass kept for the rows that these refer to.
  func gather(_ number: Int, _ reference: Int, _ kind: Kind, _ extent: Extent, _ out: Scratch) -> Lane {
    let (store, rows) = (stores[number], pinned.references[reference] + extent.lower)
    let base = Int32(store.base)
    var absent: UInt8 = 0
    for row in 0..<extent.count {
      let isAbsent: UInt8 = rows[row] < 0 ? 1 : 0
      let place = isAbsent == 1 ? 0 : Int(rows[row] - base)
      absent |= isAbsent
      if isAbsent == 1 {
        out.bad[row] = 1
        if kind == .bool { out.bytes[row] = 0 } else { out.words[row] = 0 }
      } else {
        out.bad[row] = store.scratch.bad[place]
        if kind == .bool {
          out.bytes[row] = store.scratch.bytes[place]
        } else {
          out.words[row] = store.scratch.words[place]
        }
      }
    }
    let bad = absent == 1 || store.hasErrors ? UnsafePointer(out.bad) : nil
    return kind == .bool ? .bytes(out.bytes, bad: bad) : .words(out.words, bad: bad)
  }

  mutating func prepare(_ number: Int, _ range: Range<Int>) {
    stores[number].base = range.lowerBound
    stores[number].scratch.hold(range.count)
  }
}
