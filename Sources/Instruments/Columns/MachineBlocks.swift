// Which rows of every table belong to a block of the subject's rows, and where their values lie.

extension Machine {
  /// The rows of each pass's root: the subject's own, or those that are referred to.
  func rangesOfPasses(_ rows: Range<Int>) -> [Range<Int>] {
    guard schedule.passes.count > 1 else { return [rows] }
    var ranges: [Range<Int>] = []
    for (number, domain) in graph.domains.enumerated() {
      switch domain.origin {
      case .subject: ranges.append(rows)
      case .list(let parent, _):
        let offsets = list(number).offsets
        ranges.append(Int(offsets[ranges[parent].lowerBound])..<Int(offsets[ranges[parent].upperBound]))
      case .reference(let from, let name): ranges.append(referred(from, name, ranges[from]))
      }
    }
    return schedule.passes.map { ranges[$0.root] }
  }

  /// From the first to the last row that some rows refer to; empty where none refers to any.
  private func referred(_ from: Int, _ name: String, _ rows: Range<Int>) -> Range<Int> {
    guard let number = graph.references.firstIndex(of: FieldName(domain: from, name: name)) else {
      preconditionFailure("a domain behind a reference has one")
    }
    let targets = pinned.references[number]
    // Without a sign, -1 is the greatest: it is no minimum unless all are.
    var (low, high) = (UInt32.max, Int32(-1))
    for row in rows {
      low = min(low, UInt32(bitPattern: targets[row]))
      high = max(high, targets[row])
    }
    return high < 0 ? 0..<0 : Int(low)..<Int(high) + 1
  }

  func list(_ domain: Int) -> ListView {
    guard let list = pinned.lists[domain] else { preconditionFailure("the domain is a list") }
    return list
  }

  /// Moves every domain of the pass to the block that begins at a root row.
  mutating func enter(_ pass: Pass, _ lower: Int, _ count: Int) {
    for domain in pass.domains {
      guard parents[domain] >= 0 else {
        extents[domain] = Extent(lower: lower, count: count)
        continue
      }
      let above = extents[parents[domain]]
      let starts = list(domain).offsets + above.lower
      let first = Int(starts[0])
      extents[domain] = Extent(lower: first, count: Int(starts[above.count]) - first, starts: starts)
      heads[domain].isReady = false
    }
    for list in pass.owned { enterOwners(list) }
    for field in pass.fields { read(field) }
  }

  /// Gathers the block's owners of a list's rows.
  private mutating func enterOwners(_ domain: Int) {
    let (above, own) = (extents[parents[domain]], graph.owners(of: domain))
    guard let owners = list(domain).owners else {
      extents[own] = Extent(lower: above.lower, count: above.count, starts: extents[domain].starts)
      return
    }
    let first = owners.place(of: above.lower)
    let count = owners.place(of: above.lower + above.count) - first
    starts[domain].hold(count + 2)
    let starts = starts[domain].pointer(to: Int32.self)
    starts.update(from: owners.offsets + first, count: count + 1)
    starts[count + 1] = starts[count]
    extents[own] = Extent(
      lower: above.lower, count: count + 1, starts: UnsafePointer(starts), rows: owners.rows + first)
  }

  /// Points the field's lane at the block's part of the column.
  private func read(_ field: Int) {
    let (view, extent) = (pinned.fields[field], extents[graph.fields[field].domain])
    var lane = Lane.numbers(view.form, view.values + extent.lower * view.form.width, bad: nil, view.bounds)
    lane.isColumn = true
    if let missing = view.missing, contains(missing + extent.lower, extent.count) {
      lane.bad = missing + extent.lower
    }
    lanes[schedule.fieldNodes[field]] = lane
  }
}

extension ListView.Owners {
  /// How many owners come before a row.
  func place(of row: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle] < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// By number: a mask of so many bytes from the first on.
nonisolated(unsafe) private let firstBytes: UnsafePointer<UInt64> = {
  let masks = UnsafeMutablePointer<UInt64>.allocate(capacity: 9)
  // A shift by 64 gives zero: the mask of all eight.
  for count in 0...8 { (masks + count).initialize(to: ~(~UInt64(0) << UInt64(count * 8))) }
  return UnsafePointer(masks)
}()

/// The child rows of each parent in a block, as masks over the eight bytes from its first on.
struct Heads {
  var isReady = false
  var masks = Scratch()
  /// The parents that have more than eight.
  var long: [Int32] = []
}

/// The child rows of each parent in a block, and which of them count.
struct Segments {
  let parents: Int
  /// Parent i has the child rows from `starts[i]` to before `starts[i + 1]` of the child table.
  let starts: UnsafePointer<Int32>
  let children: Int
  /// The most child rows that a parent has.
  let longest: Int
  /// By parent: which of the eight bytes from its first child row on belong to it.
  let masks: UnsafePointer<UInt64>
  /// The parents with more than eight child rows.
  let long: [Int32]
  /// Do eight rows more follow in the child table, so that columns may be read beyond the block's last row?
  let isInside: Bool
  /// Bools; nil where all count.
  let keep: Lane?

  /// The parent's child rows, counted from the block's first child row.
  @inline(__always)
  subscript(_ parent: Int) -> Range<Int> {
    Int(starts[parent] &- starts[0])..<Int(starts[parent + 1] &- starts[0])
  }

  @inline(__always)
  func counts(_ child: Int) -> Bool { keep.map { $0.bytes[child] == 1 } ?? true }

  @inline(__always)
  func isError(_ child: Int) -> Bool { keep?.bad.map { $0[child] == 1 } ?? false }
}

extension Machine {
  /// A choice's rows, at the rows that an instruction is for.
  mutating func segments(_ choice: Choice, at domain: Int) -> Segments {
    let (extent, children) = (extents[domain], extents[choice.domain])
    let isOwners = domain >= graph.domains.count
    guard let starts = isOwners ? extent.starts : children.starts else {
      preconditionFailure("a reduction runs over child rows")
    }
    rooms.0.hold(children.count + 1)
    rooms.1.hold(children.count + 1)
    let (longest, childRows) = (list(choice.domain).longest, list(choice.domain).childRows)
    if !heads[choice.domain].isReady { prepareHeads(choice.domain, starts, extent.count, longest) }
    return Segments(
      parents: extent.count, starts: starts, children: children.count, longest: longest,
      masks: UnsafePointer(heads[choice.domain].masks.pointer(to: UInt64.self)),
      long: heads[choice.domain].long, isInside: children.lower + children.count + 8 <= childRows,
      keep: choice.keep.map { lanes[$0] })
  }

  private mutating func prepareHeads(
    _ domain: Int, _ starts: UnsafePointer<Int32>, _ count: Int, _ longest: Int
  ) {
    heads[domain].isReady = true
    heads[domain].masks.hold(count)
    let masks = heads[domain].masks.pointer(to: UInt64.self)
    let known = firstBytes
    for parent in 0..<count { masks[parent] = known[Int(min(starts[parent + 1] &- starts[parent], 8))] }
    heads[domain].long.removeAll(keepingCapacity: true)
    guard longest > 8 else { return }
    for parent in 0..<count where starts[parent + 1] &- starts[parent] > 8 {
      heads[domain].long.append(Int32(parent))
    }
  }
}
