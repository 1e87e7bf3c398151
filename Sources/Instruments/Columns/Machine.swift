// Runs a plan's instructions over blocks of rows: the state of one run on one thread.

/// Scratch memory, the place in each domain, the texts met so far. It is made for one run and thrown away.
struct Machine: ~Copyable {
  let graph: Graph
  let schedule: Schedule
  private(set) var pinned: Pinned
  let blockRows: Int
  /// By domain: the one above it, -1 where there is none.
  let parents: [Int]
  let lanes: UnsafeMutablePointer<Lane>
  var scratches: [Scratch] = []
  /// By domain, and then by list the owners of its rows.
  var extents: [Extent]
  /// By list: where its owners' child rows begin.
  var starts: [Scratch]
  /// By list: its parents' child rows in the block, made ready to be counted.
  var heads: [Heads]
  var stores: [Store]
  /// Room for numbers in another width, and for child rows that are looked at once.
  var rooms = (Scratch(), Scratch())
  var texts: MachineTexts
  var reader: RowReader?

  /// The rows of a domain in the block at hand.
  struct Extent {
    var lower = 0
    var count = 0
    /// Where the first parent in the block has its child rows; the next ones' beginnings follow.
    var starts: UnsafePointer<Int32>?
    /// Of owners: their rows, before one more without child rows that stands for all others. Nil where every
    /// row is treated as an owner.
    var rows: UnsafePointer<Int32>?
  }

  /// Values of a pass kept whole, from a first row on.
  struct Store {
    var base = 0
    var scratch = Scratch()
    var hasErrors = false
  }

  /// It has to `take` constants before it runs.
  init(_ graph: Graph, _ schedule: Schedule, _ pinned: Pinned, blockRows: Int) {
    precondition(blockRows > 0, "a block has rows")
    (self.graph, self.schedule, self.pinned, self.blockRows) = (graph, schedule, pinned, blockRows)
    let domains = graph.domains.count
    parents = graph.domains.map { $0.parent ?? -1 }
    lanes = .allocate(capacity: schedule.laneCount + 1)
    lanes.initialize(repeating: Lane(), count: schedule.laneCount + 1)
    extents = Array(repeating: Extent(), count: domains * 2)
    starts = Array(repeating: Scratch(), count: domains)
    heads = Array(repeating: Heads(), count: domains)
    stores = Array(repeating: Store(), count: schedule.storeCount)
    texts = MachineTexts(fields: graph.fields.count, tests: graph.textTests.count)
    scratches = Array(repeating: Scratch(), count: schedule.passes.map(\.slotCount).max() ?? 0)
  }

  /// Turns to another frame of the same shape, with the same constants.
  mutating func turn(to pinned: Pinned, _ reader: RowReader?) {
    (self.pinned, self.reader) = (pinned, reader)
    // A dictionary of the other frame has other codes for the same texts.
    texts.translations = Array(repeating: [], count: graph.fields.count)
  }

  /// Begins anew with other constants, of which the graph's own have the values.
  mutating func take(_ constants: Constants, _ values: [ConstantValue], _ reader: RowReader?) {
    self.reader = reader
    texts = MachineTexts(fields: graph.fields.count, tests: graph.textTests.count)
    texts.constants = constants
    for (number, node) in graph.nodes.enumerated() {
      guard case .constant(let constant) = node.operation else { continue }
      switch values[constant] {
      case .word(let value): lanes[number] = .constant(value)
      case .text(let text): lanes[number] = .constant(Int64(texts.book.code(of: text)))
      case .error, .unheld:
        lanes[number] = .constant(0)
        lanes[number].isError = true
      }
    }
  }

  deinit {
    for scratch in scratches { scratch.free() }
    for scratch in starts { scratch.free() }
    for head in heads { head.masks.free() }
    for store in stores { store.scratch.free() }
    rooms.0.free()
    rooms.1.free()
    lanes.deallocate()
  }

  /// Fills the outcome, whose bits and values are counted from the first of the rows.
  mutating func run(_ rows: Range<Int>, into outcome: inout Outcome) {
    let runs = reader?.runs ?? 0
    defer { outcome.rowRuns += (reader?.runs ?? 0) - runs }
    let ranges = rangesOfPasses(rows)
    for (place, pass) in schedule.passes.enumerated() {
      let range = ranges[place]
      for instruction in pass.instructions {
        if case .store(let store)? = instruction.sink { prepare(store, range) }
      }
      var lower = range.lowerBound
      while lower < range.upperBound {
        let count = min(blockRows, range.upperBound - lower)
        enter(pass, lower, count)
        for instruction in pass.instructions {
          if extents[instruction.domain].count == 0 {
            lanes[instruction.lane] = nothing(instruction.kind)
          } else if let sink = instruction.sink {
            deliver(instruction, to: sink, at: lower - range.lowerBound, &outcome)
          } else {
            lanes[instruction.lane] = perform(instruction)
          }
        }
        lower += count
      }
    }
  }

  /// The lane of a domain without rows in the block: most tables of one household are such.
  private func nothing(_ kind: Kind) -> Lane {
    kind == .bool
      ? .bytes(nowhere.assumingMemoryBound(to: UInt8.self), bad: nil)
      : .numbers(.word, nowhere, bad: nil, 0...0)
  }

  private mutating func deliver(
    _ instruction: Instruction, to sink: Instruction.Sink, at place: Int, _ outcome: inout Outcome
  ) {
    let (lane, count) = (lanes[instruction.lane], extents[instruction.domain].count)
    switch sink {
    case .rule(let rule): outcome.write(rule, lane.bytes, lane.bad, count, at: place)
    case .output(let output): outcome.write(output, lane, count, at: place)
    case .store(let store): keep(lane, count, in: store, at: place)
    }
  }
}
