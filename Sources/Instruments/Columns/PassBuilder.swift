// Lowers nodes of the graph to instructions and gives their values scratch memory.

extension Pass {
  struct Builder {
    private let graph: Graph
    private let stores: [Int: Int]
    private var pass: Pass
    private var filled = Set<Int>()

    init(_ graph: Graph, root: Int, stores: [Int: Int]) {
      (self.graph, self.stores, self.pass) = (graph, stores, Pass(root: root))
    }

    mutating func sink(_ node: Int, _ sink: Instruction.Sink) {
      let lane = demand(node, wide: true)
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

    /// The lane that holds the node's values once the instructions so far have run. A field is read
    /// where it lies unless it is asked for in the wide form.
    private mutating func demand(_ node: Int, wide: Bool) -> Int {
      let (domain, kind) = (graph.nodes[node].domain, graph.nodes[node].kind)
      switch graph.nodes[node].operation {
      case .constant: return node
      case .field(let field):
        enter(domain)
        if filled.insert(node).inserted { pass.fields.append(field) }
        guard wide, kind != .bool else { return node }
        let lane = graph.nodes.count + node
        if filled.insert(lane).inserted { append(.widen(node), domain, kind, lane) }
        return lane
      case .gather(let value, let reference):
        if filled.insert(node).inserted {
          enter(domain)
          append(.gather(stores[value] ?? 0, reference: reference), domain, kind, node)
        }
      case let operation:
        if !filled.contains(node) {
          let narrow = narrowOperands(operation)
          let lowered = operation.mapOperands { demand($0, wide: !narrow.contains($0)) }
          enter(domain)
          if let chosen = operation.chosenDomain { enter(chosen) }
          append(lowered, domain, kind, node)
          filled.insert(node)
        }
      }
      return node
    }

    /// The fields among the operands that a kernel reads in their own width.
    private func narrowOperands(_ operation: Operation) -> Set<Int> {
      switch operation {
      case .compare(_, let left, let right):
        guard case .constant = graph.nodes[right].operation, graph.nodes[left].kind != .text else {
          return []
        }
        return [left]
      case .pick(let value, _, _): return graph.nodes[value].kind == .text ? [] : [value]
      case .present(let one), .sound(let one), .settled(let one): return [one]
      default: return []
      }
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
    for (place, instruction) in instructions.enumerated() {
      for lane in instruction.lanesRead { lastUse[lane] = place }
    }
    var (free, slots): ([Int], [Int: Int]) = ([], [:])
    for place in instructions.indices {
      if instructions[place].sink == nil {
        let slot = free.popLast() ?? slotCount
        slotCount = max(slotCount, slot + 1)
        instructions[place].slot = slot
        slots[instructions[place].lane] = slot
      }
      for lane in Set(instructions[place].lanesRead).sorted() where lastUse[lane] == place {
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
