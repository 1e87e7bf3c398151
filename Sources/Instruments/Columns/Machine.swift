// Runs a plan's instructions over blocks of rows: the state of one run on one thread.

/// Scratch memory, the place in each domain, the texts met so far. It is made for one run and thrown away.
struct Machine: ~Copyable {
  let graph: Graph
  let schedule: Schedule
  let pinned: Pinned
  let blockRows: Int
  let lanes: UnsafeMutablePointer<Lane>
  var scratches: [Scratch] = []
  var extents: [Extent]
  var stores: [Store]
  /// Running counts and sums over child rows, for reductions.
  var counts = Scratch()
  var sums = Scratch()
  var texts: MachineTexts
  var reader: RowReader

  /// The rows of a domain in the block at hand.
  struct Extent {
    var lower = 0
    var count = 0
    /// Where the parent block's first row has its child rows; the next rows' beginnings follow.
    var starts: UnsafePointer<Int32>?
  }

  /// Values of a pass kept whole, from a first row on.
  struct Store {
    var base = 0
    var scratch = Scratch()
    var hasErrors = false
  }

  init(
    _ plan: Plan.Compiled, _ pinned: borrowing Pinned, _ reader: RowReader, constants: [ConstantValue],
    blockRows: Int
  ) {
    precondition(blockRows > 0, "a block has rows")
    self.reader = reader
    (graph, schedule, self.pinned, self.blockRows) = (plan.graph, plan.schedule, copy pinned, blockRows)
    lanes = .allocate(capacity: plan.schedule.laneCount + 1)
    lanes.initialize(repeating: Lane(), count: plan.schedule.laneCount + 1)
    extents = Array(repeating: Extent(), count: graph.domains.count)
    stores = Array(repeating: Store(), count: plan.schedule.storeCount)
    texts = MachineTexts(fields: graph.fields.count, tests: graph.textTests.count)
    let slots = schedule.passes.map(\.slotCount).max() ?? 0
    scratches = Array(repeating: Scratch(), count: slots)
    for (number, node) in graph.nodes.enumerated() {
      guard case .constant(let constant) = node.operation else { continue }
      switch constants[constant] {
      case .word(let value): lanes[number].scalar = value
      case .text(let text): lanes[number].scalar = Int64(texts.book.code(of: text))
      case .error, .unheld: lanes[number].isError = true
      }
    }
  }

  deinit {
    for scratch in scratches { scratch.free() }
    for store in stores { store.scratch.free() }
    counts.free()
    sums.free()
    lanes.deallocate()
  }

  /// Fills the outcome, whose bits and values are counted from the first of the rows.
  mutating func run(_ rows: Range<Int>, _ constants: Constants, into outcome: inout Outcome) {
    texts.constants = constants
    let runs = reader.runs
    defer { outcome.rowRuns += reader.runs - runs }
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
          if let sink = instruction.sink {
            deliver(instruction, to: sink, at: lower - range.lowerBound, &outcome)
          } else {
            lanes[instruction.lane] = perform(instruction)
          }
        }
        lower += count
      }
    }
  }

  /// Moves every domain of the pass to the block that begins at a root row.
  private mutating func enter(_ pass: Pass, _ lower: Int, _ count: Int) {
    for domain in pass.domains {
      guard let parent = graph.domains[domain].parent, let offsets = pinned.offsets[domain] else {
        extents[domain] = Extent(lower: lower, count: count)
        continue
      }
      let above = extents[parent]
      let starts = offsets + above.lower
      let first = Int(starts[0])
      extents[domain] = Extent(lower: first, count: Int(starts[above.count]) - first, starts: starts)
    }
    for field in pass.fields { read(field) }
  }

  /// Points the field's lane at the block's part of the column.
  private func read(_ field: Int) {
    let (view, extent) = (pinned.fields[field], extents[graph.fields[field].domain])
    let width =
      switch view.form {
      case .byte, .int8: 1
      case .int16: 2
      case .int32, .day, .text: 4
      case .word, .scalar: 8
      }
    var lane = Lane(form: view.form, values: view.values + extent.lower * width)
    if let missing = view.missing, contains(missing + extent.lower, extent.count) {
      lane.bad = missing + extent.lower
    }
    lanes[schedule.fieldNodes[field]] = lane
  }

  private mutating func deliver(
    _ instruction: Instruction, to sink: Instruction.Sink, at place: Int, _ outcome: inout Outcome
  ) {
    let (lane, count) = (lanes[instruction.lane], extents[instruction.domain].count)
    switch sink {
    case .rule(let rule): outcome.write(rule, lane.bytes, lane.bad, count, at: place)
    case .output(let output):
      if lane.form == .byte {
        outcome.write(output, count, at: place, lane.bad) { Int64(lane.bytes[$0]) }
      } else {
        outcome.write(output, count, at: place, lane.bad) { lane.words[$0] }
      }
    case .store(let store): keep(lane, count, in: store, at: place)
    }
  }
}
