// The plan as instructions: one straight run of them for each table that values are computed over.

import Dispatch

/// Instructions over the rows of one root domain and the child rows below them.
struct Pass: Sendable {
  let root: Int
  /// The domains it touches, parents first.
  var domains: [Int] = []
  /// The lists whose owners it computes values for.
  var owned: [Int] = []
  /// The fields it reads.
  var fields: [Int] = []
  var instructions: [Instruction] = []
  var slotCount = 0
}

/// One operation over the rows of one domain in a block.
struct Instruction: Sendable {
  /// Its operands are lanes.
  let operation: Operation
  /// A domain of the graph, or the owners of a list.
  let domain: Int
  let kind: Kind
  /// The lane that it fills; for a sink, the one that it reads.
  let lane: Int
  /// The scratch memory that the lane's values go to.
  var slot: Int
  var sink: Sink?

  /// Where values leave the machine.
  enum Sink: Sendable {
    case rule(Int)
    case output(Int)
    /// Kept whole for a later pass.
    case store(Int)
  }
}

/// All passes in the order in which they run, the subject's own last.
struct Schedule: Sendable {
  let passes: [Pass]
  /// How many lanes: one a node, and more for translated texts and values of owners.
  let laneCount: Int
  /// How many columns of values are kept between passes.
  let storeCount: Int
  /// The node of each field.
  let fieldNodes: [Int]
}

extension Schedule {
  /// Instructions for what is asked: the rules' nodes and the outputs' nodes, by their numbers.
  init(_ graph: Graph, rules: [(number: Int, node: Int)], outputs: [(number: Int, node: Int)]) {
    var stages = Stages(graph)
    for (_, node) in rules + outputs { stages.visit(node) }
    var laneCount = 0
    let passes = stages.gathered.map { key in
      var pass = Pass.Builder(graph, root: key.root, stores: stages.stores)
      for node in key.nodes { pass.sink(node, .store(stages.stores[node] ?? 0)) }
      laneCount = max(laneCount, pass.laneCount)
      return pass.finished()
    }
    var last = Pass.Builder(graph, root: Graph.subject, stores: stages.stores)
    for (number, node) in rules { last.sink(node, .rule(number)) }
    for (number, node) in outputs { last.sink(node, .output(number)) }
    var fieldNodes = [Int](repeating: -1, count: graph.fields.count)
    for (number, node) in graph.nodes.enumerated() {
      if case .field(let field) = node.operation { fieldNodes[field] = number }
    }
    self.init(
      passes: passes + [last.finished()], laneCount: max(laneCount, last.laneCount),
      storeCount: stages.stores.count, fieldNodes: fieldNodes)
  }
}

/// The schedules of the selections that were run, which a plan is mostly asked for again.
final class ScheduleBook: @unchecked Sendable {
  // Only looked at and changed inside the lock.
  private var known: [Plan.Selection: Schedule] = [:]
  private let lock = DispatchSemaphore(value: 1)

  func schedule(of selection: Plan.Selection, _ make: () -> Schedule) -> Schedule {
    lock.wait()
    defer { lock.signal() }
    if let schedule = known[selection] { return schedule }
    let schedule = make()
    if known.count >= ScheduleBook.most { known = [:] }
    known[selection] = schedule
    return schedule
  }

  private static let most = 64
}

extension Plan {
  func schedule(of selection: Selection) -> Schedule {
    schedules.schedule(of: selection) {
      Schedule(
        graph, rules: ruleNodes.filter { selection.rules.contains($0.number) },
        outputs: outputNodes.filter { selection.outputs.contains($0.number) })
    }
  }
}

/// Finds what has to be known of referred rows before others can be computed, and in which order.
private struct Stages {
  let graph: Graph
  /// The place in the store of each node that is gathered.
  var stores: [Int: Int] = [:]
  private var stage: [Int: Int] = [:]

  init(_ graph: Graph) { self.graph = graph }

  /// One more than the number of references that the node looks through in a row.
  @discardableResult
  mutating func visit(_ node: Int) -> Int {
    if let known = stage[node] { return known }
    var deepest = 0
    for operand in graph.nodes[node].operation.operands { deepest = max(deepest, visit(operand)) }
    if case .gather(let value, _) = graph.nodes[node].operation {
      deepest += 1
      if stores[value] == nil { stores[value] = stores.count }
    }
    stage[node] = deepest
    return deepest
  }

  /// The gathered nodes by the table they belong to, those that others wait for first.
  var gathered: [(root: Int, nodes: [Int])] {
    struct Key: Hashable {
      let stage: Int
      let root: Int
    }
    let groups = Dictionary(grouping: stores.keys) {
      Key(stage: stage[$0] ?? 0, root: graph.root(of: graph.nodes[$0].domain))
    }
    return groups.sorted { ($0.key.stage, $0.key.root) < ($1.key.stage, $1.key.root) }
      .map { ($0.key.root, $0.value.sorted()) }
  }
}
