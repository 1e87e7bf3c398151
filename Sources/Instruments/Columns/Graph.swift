// The plan as a graph: each different thing to compute is one node, whichever rules ask for it.

import RuleLanguage
import RuleValues

/// The rows that a node has a value for.
struct Domain: Hashable, Sendable {
  enum Origin: Hashable, Sendable {
    case subject
    /// The child rows of a domain, through a list.
    case list(parent: Int, name: String)
    /// The table that rows of a domain refer to.
    case reference(from: Int, name: String)
  }

  let origin: Origin
  let recordType: String

  /// The domain whose rows own these as children.
  var parent: Int? {
    if case .list(let parent, _) = origin { return parent }
    return nil
  }
}

struct Node: Hashable, Sendable {
  let operation: Operation
  let domain: Int
  let kind: Kind
}

/// A value that is the same for all rows.
enum Constant: Sendable {
  case literal(Int64)
  case text(String)
  /// Computed when a run begins, from the run's constants.
  case program(Program)
}

/// A bool or int that depends on one text only: computed once for each text that occurs.
struct TextTest: Sendable {
  static let variable = "§text"
  let program: Program
}

struct FieldName: Hashable, Sendable {
  let domain: Int
  let name: String
}

struct Graph: Sendable {
  /// The domain of constants.
  static let timeless = -1
  static let subject = 0

  private(set) var nodes: [Node] = []
  private(set) var domains: [Domain] = []
  private(set) var fields: [FieldName] = []
  /// By field.
  private(set) var fieldKinds: [Kind] = []
  /// By the domain that refers and the field's name.
  private(set) var references: [FieldName] = []
  private(set) var constants: [Constant] = []
  private(set) var textTests: [TextTest] = []
  private(set) var rowParts: [RowPart] = []
  /// By node: does it wait for something that is computed row by row?
  private var waits: [Bool] = []

  private var nodeNumbers: [Node: Int] = [:]
  private var domainNumbers: [Domain: Int] = [:]
  private var fieldNumbers: [FieldName: Int] = [:]
  private var referenceNumbers: [FieldName: Int] = [:]
  private var constantNumbers: [String: Int] = [:]
  private var textTestNumbers: [String: Int] = [:]
  private var rowPartNumbers: [String: Int] = [:]

  init(subject recordType: String) {
    _ = domain(Domain(origin: .subject, recordType: recordType))
  }

  mutating func node(_ operation: Operation, _ domain: Int, _ kind: Kind) -> Int {
    let node = Node(operation: operation, domain: domain, kind: kind)
    let number = Graph.entered(node, in: &nodes, by: &nodeNumbers)
    if number == waits.count {
      var isByRow = operation.operands.contains { waits[$0] }
      if case .byRow = operation { isByRow = true }
      waits.append(isByRow)
    }
    return number
  }

  func waitsForRows(_ node: Int) -> Bool { waits[node] }

  mutating func domain(_ domain: Domain) -> Int { Graph.entered(domain, in: &domains, by: &domainNumbers) }

  mutating func field(_ name: String, _ domain: Int, _ kind: Kind) -> Int {
    let field = Graph.entered(FieldName(domain: domain, name: name), in: &fields, by: &fieldNumbers)
    if field == fieldKinds.count { fieldKinds.append(kind) }
    return node(.field(field), domain, kind)
  }

  mutating func reference(_ name: String, from domain: Int) -> Int {
    Graph.entered(FieldName(domain: domain, name: name), in: &references, by: &referenceNumbers)
  }

  /// A constant, under a key that tells different ones apart.
  mutating func constant(_ key: String, _ kind: Kind, _ make: () -> Constant) -> Int {
    let key = "\(kind) \(key)"
    if constantNumbers[key] == nil {
      constantNumbers[key] = constants.count
      constants.append(make())
    }
    return node(.constant(constantNumbers[key, default: 0]), Graph.timeless, kind)
  }

  mutating func literal(_ value: Int64, _ kind: Kind) -> Int {
    constant("literal \(value)", kind) { .literal(value) }
  }

  mutating func textTest(_ key: String, _ make: () -> TextTest) -> Int {
    if let number = textTestNumbers[key] { return number }
    textTestNumbers[key] = textTests.count
    textTests.append(make())
    return textTests.count - 1
  }

  mutating func rowPart(_ key: String, _ make: () -> RowPart) -> Int {
    if let number = rowPartNumbers[key] { return number }
    rowPartNumbers[key] = rowParts.count
    rowParts.append(make())
    return rowParts.count - 1
  }

  private static func entered<Item: Hashable>(
    _ item: Item, in all: inout [Item], by numbers: inout [Item: Int]
  )
    -> Int
  {
    if let number = numbers[item] { return number }
    numbers[item] = all.count
    all.append(item)
    return all.count - 1
  }
}

extension Graph {
  /// Are the rows of `upper` the domain's own rows or the rows that own them?
  func isAncestorOrSelf(_ upper: Int, of domain: Int) -> Bool {
    if upper == Graph.timeless || upper == domain { return true }
    guard domain != Graph.timeless, let parent = domains[domain].parent else { return false }
    return isAncestorOrSelf(upper, of: parent)
  }

  /// The domain at the top of the lists: the subject, or a table that is referred to.
  func root(of domain: Int) -> Int {
    var root = domain
    while let parent = domains[root].parent { root = parent }
    return root
  }

  /// The node's value for each row of a domain below its own.
  mutating func spread(_ node: Int, over domain: Int) -> Int {
    let (own, kind) = (nodes[node].domain, nodes[node].kind)
    if own == domain { return node }
    if own == Graph.timeless { return self.node(.splat(node), domain, kind) }
    guard let parent = domains[domain].parent else {
      preconditionFailure("a value spreads to child rows only")
    }
    return self.node(.broadcast(spread(node, over: parent)), domain, kind)
  }
}
