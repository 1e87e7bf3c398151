// Lowers nodes of the graph to instructions and gives their values scratch memory.

extension Pass {
  struct Builder {
    private let graph: Graph
    private let stores: [Int: Int]
    private var pass: Pass
    private var fields = Set<Int>()
    /// The lane of a node's values at a domain or at a list's owners.
    private var lanes: [Place: Int] = [:]
    private var reaches: [Int: Reach] = [:]
    private(set) var laneCount: Int

    private struct Place: Hashable {
      let node: Int
      let domain: Int
    }

    /// What a value of a row depends on.
    private enum Reach: Hashable {
      case constants
      /// Nothing but the row's child rows in one list, so that it is the same for all rows that have none.
      case list(Int)
      case row
    }

    init(_ graph: Graph, root: Int, stores: [Int: Int]) {
      (self.graph, self.stores, self.pass) = (graph, stores, Pass(root: root))
      laneCount = graph.nodes.count
    }

    mutating func sink(_ node: Int, _ sink: Instruction.Sink) {
      let lane = demand(node)
      let (domain, kind) = (graph.nodes[node].domain, graph.nodes[node].kind)
      enter(domain)
      pass.instructions.append(
        Instruction(operation: .sound(lane), domain: domain, kind: kind, lane: lane, slot: -1, sink: sink))
    }

    func finished() -> Pass {
      var pass = pass
      pass.assignSlots()
      return pass
    }

    /// The lane that holds the node's values once the instructions so far have run, at the node's own domain
    /// or at a list's owners.
    private mutating func demand(_ node: Int, at owners: Int? = nil) -> Int {
      let (domain, kind) = (graph.nodes[node].domain, graph.nodes[node].kind)
      if case .constant = graph.nodes[node].operation { return node }
      let place = Place(node: node, domain: owners ?? domain)
      if let known = lanes[place] { return known }
      var lane = owners == nil ? node : freshLane()
      enter(domain)
      switch graph.nodes[node].operation {
      case .field:
        lane = column(node)
        if kind == .text {
          lane = freshLane()
          append(.translate(node), domain, kind, lane)
        }
      case .present(let one) where graph.isField(one), .sound(let one) where graph.isField(one),
        .settled(let one) where graph.isField(one):
        // No reason to translate texts.
        append(graph.nodes[node].operation.mapOperands { column($0) }, domain, kind, lane)
      case .gather(let value, let reference):
        append(.gather(stores[value] ?? 0, reference: reference), domain, kind, lane)
      case let operation:
        if owners == nil, case .list(let list) = reach(node) {
          if !pass.owned.contains(list) { pass.owned.append(list) }
          append(.scatter(demand(node, at: graph.owners(of: list)), list: list), domain, kind, lane)
        } else {
          let lowered = operation.mapOperands { operand in
            demand(operand, at: graph.nodes[operand].domain == domain ? owners : nil)
          }
          if let chosen = operation.chosenDomain { enter(chosen) }
          append(lowered, place.domain, kind, lane)
        }
      }
      lanes[place] = lane
      return lane
    }

    /// The lane of a field as it is stored.
    private mutating func column(_ node: Int) -> Int {
      guard case .field(let field) = graph.nodes[node].operation else { return node }
      enter(graph.nodes[node].domain)
      if fields.insert(field).inserted { pass.fields.append(field) }
      return node
    }

    private mutating func freshLane() -> Int {
      laneCount += 1
      return laneCount - 1
    }

    private mutating func reach(_ node: Int) -> Reach {
      if let known = reaches[node] { return known }
      let (operation, domain) = (graph.nodes[node].operation, graph.nodes[node].domain)
      var reach = Reach.constants
      func add(_ other: Reach) {
        if reach == .constants { reach = other } else if other != .constants, other != reach { reach = .row }
      }
      switch operation {
      case .field, .gather, .byRow, .broadcast: reach = .row
      case .pick(_, _, let list): add(.list(list))
      default: if let list = operation.chosenDomain { add(.list(list)) }
      }
      for operand in operation.operands where graph.nodes[operand].domain == domain {
        add(self.reach(operand))
      }
      reaches[node] = reach
      return reach
    }

    private mutating func append(_ operation: Operation, _ domain: Int, _ kind: Kind, _ lane: Int) {
      pass.instructions.append(
        Instruction(operation: operation, domain: domain, kind: kind, lane: lane, slot: -1, sink: nil))
    }

    /// Notes that the pass touches a domain, and those above it.
    private mutating func enter(_ domain: Int) {
      guard !pass.domains.contains(domain) else { return }
      if let parent = graph.domains[domain].parent { enter(parent) }
      pass.domains.append(domain)
    }
  }

  /// Scratch memory is used again as soon as the last reader of its values has run, so that a block's
  /// working set stays in the cache.
  private mutating func assignSlots() {
    var lastUse: [Int: Int] = [:]
    for (place, instruction) in instructions.enumerated().reversed() {
      // What is scattered may stay where it is, and is then read as long as the other.
      var end = place
      if case .scatter = instruction.operation { end = lastUse[instruction.lane] ?? place }
      for lane in instruction.lanesRead { lastUse[lane] = max(lastUse[lane] ?? 0, end) }
    }
    let ends = Dictionary(grouping: lastUse.keys.sorted()) { lastUse[$0] ?? 0 }
    var (free, slots): ([Int], [Int: Int]) = ([], [:])
    for place in instructions.indices {
      if instructions[place].sink == nil {
        let slot = free.popLast() ?? slotCount
        slotCount = max(slotCount, slot + 1)
        instructions[place].slot = slot
        slots[instructions[place].lane] = slot
      }
      for lane in ends[place] ?? [] {
        if let slot = slots.removeValue(forKey: lane) { free.append(slot) }
      }
    }
  }
}

extension Instruction {
  var lanesRead: [Int] {
    // What a gather reads is no lane but a store.
    if case .gather = operation { return [] }
    return operation.operands
  }
}

extension Graph {
  func isField(_ node: Int) -> Bool {
    if case .field = nodes[node].operation { return true }
    return false
  }

  /// The number under which a schedule knows the rows that have child rows in a list.
  func owners(of list: Int) -> Int { domains.count + list }
}
