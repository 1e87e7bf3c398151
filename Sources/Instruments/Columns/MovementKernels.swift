// Values carried between domains: to child rows, from a picked row, through references.

extension Machine {
  /// Each parent's value for its child rows.
  func broadcast(_ one: Lane, over domain: Int, _ out: Scratch) -> Lane {
    let extent = extents[domain]
    guard let starts = extent.starts, let parent = graph.domains[domain].parent else {
      preconditionFailure("a value spreads to child rows only")
    }
    let parents = extents[parent].count
    var lane = one
    if let bad = one.bad {
      spread(starts, parents, bad, out.bad)
      lane.bad = UnsafePointer(out.bad)
    }
    switch one.form.width {
    case 1: spread(starts, parents, one.pointer(to: UInt8.self), out.bytes)
    case 2: spread(starts, parents, one.pointer(to: Int16.self), out.pointer(to: Int16.self))
    case 4: spread(starts, parents, one.pointer(to: Int32.self), out.pointer(to: Int32.self))
    default: spread(starts, parents, one.words, out.words)
    }
    lane.values = UnsafeRawPointer(out.words)
    return lane
  }

  private func spread<Number>(
    _ starts: UnsafePointer<Int32>, _ parents: Int, _ values: UnsafePointer<Number>,
    _ out: UnsafeMutablePointer<Number>
  ) {
    var child = 0
    for parent in 0..<parents {
      let end = Int(starts[parent + 1] &- starts[0])
      while child < end {
        out[child] = values[parent]
        child += 1
      }
    }
  }

  /// Owners' values at all rows: those of the row without child rows, but for the owners.
  func scatter(_ one: Lane, of list: Int, over domain: Int, _ out: Scratch) -> Lane {
    let owners = extents[graph.owners(of: list)]
    guard let rows = owners.rows else { return one }
    let extent = extents[domain]
    func scatter<Number>(_ values: UnsafePointer<Number>, _ out: UnsafeMutablePointer<Number>) {
      out.update(repeating: values[owners.count - 1], count: extent.count)
      for owner in 0..<owners.count - 1 { out[Int(rows[owner]) - extent.lower] = values[owner] }
    }
    var lane = one
    if let bad = one.bad {
      scatter(bad, out.bad)
      lane.bad = UnsafePointer(out.bad)
    }
    switch one.form.width {
    case 1: scatter(one.pointer(to: UInt8.self), out.bytes)
    case 2: scatter(one.pointer(to: Int16.self), out.pointer(to: Int16.self))
    case 4: scatter(one.pointer(to: Int32.self), out.pointer(to: Int32.self))
    default: scatter(one.words, out.words)
    }
    lane.values = UnsafeRawPointer(out.words)
    return lane
  }

  /// The values of picked child rows.
  func pick(_ value: Lane, at place: Lane, of domain: Int, _ out: Scratch, _ count: Int) -> Lane {
    var lane = value
    lane.values = UnsafeRawPointer(out.words)
    // An error stands at place 0, where something has to be read but nothing need be zero.
    lane.low = min(value.low, 0)
    lane.high = max(value.high, 0)
    // A block without child rows has nothing to read, not even in a place that is marked as an error.
    guard extents[domain].count > 0 else {
      UnsafeMutableRawPointer(out.words).initializeMemory(
        as: UInt8.self, repeating: 0, count: count * value.form.width)
      out.bad.update(repeating: 1, count: count)
      lane.bad = UnsafePointer(out.bad)
      return lane
    }
    let places = place.pointer(to: Int32.self)
    lane.bad = errors(place, Lane(), out.bad, count)
    if let errors = value.bad {
      for row in 0..<count { out.bad[row] = (lane.bad?[row] ?? 0) | errors[Int(places[row])] }
      lane.bad = contains(out.bad, count) ? UnsafePointer(out.bad) : nil
    }
    func take<Number>(_ type: Number.Type) {
      let (values, taken) = (value.pointer(to: type), out.pointer(to: type))
      for row in 0..<count { taken[row] = values[Int(places[row])] }
    }
    switch value.form.width {
    case 1: take(UInt8.self)
    case 2: take(Int16.self)
    case 4: take(Int32.self)
    default: take(Int64.self)
    }
    if value.form == .byte { clear(out.bytes, where: lane.bad, count) }
    return lane
  }

  /// Keeps a lane's values for later passes.
  mutating func keep(_ lane: Lane, _ count: Int, in number: Int, at place: Int) {
    rooms.0.hold(count)
    let scratch = stores[number].scratch
    if lane.form == .byte {
      (scratch.bytes + place).update(from: lane.bytes, count: count)
    } else if case .rows(let words) = lane.operand(Int64.self, rooms.0, count) {
      (scratch.words + place).update(from: words, count: count)
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
