// What an expression stands for while the plan is made: a value, a row, or a list that is never built.

indirect enum Symbol {
  case scalar(Int)
  case row(RowSymbol)
  case list(ListSymbol)
  /// A list written out in the rule, of values of one kind.
  case literal([Int], Kind)
}

/// A step from a domain to the rows that a value belongs to in the end.
enum Hop: Hashable {
  /// Through a reference of `home`'s rows.
  case reference(Int, from: Int, home: Int)
  /// Through a node of `home` that says which child row.
  case pick(Int, from: Int, home: Int)

  var from: Int {
    switch self {
    case .reference(_, let from, _), .pick(_, let from, _): from
    }
  }

  var home: Int {
    switch self {
    case .reference(_, _, let home), .pick(_, _, let home): home
    }
  }
}

/// A row: its fields are read in `domain` and then carried home, first hop first.
struct RowSymbol {
  let domain: Int
  let hops: [Hop]

  var home: Int { hops.last?.home ?? domain }
}

/// Some child rows of each row of a parent domain, or a value of each of them.
struct ListSymbol {
  /// The child rows' domain.
  let domain: Int
  let parent: Int
  /// The node that says which child rows are in the list; nil for all.
  var keep: Int?
  var element: Symbol
  /// A node whose errors in kept rows are errors of the list and are not yet part of `keep`.
  var pending: Int?
  /// From the parent domain to where the list is used.
  var hops: [Hop]

  var home: Int { hops.last?.home ?? parent }
}

extension Graph {
  mutating func carry(_ node: Int, along hops: [Hop]) -> Int {
    guard let first = hops.first else { return node }
    let kind = nodes[node].kind
    let value = spread(node, over: first.from)
    let carried =
      switch first {
      case .reference(let reference, _, let home): self.node(.gather(value, reference: reference), home, kind)
      case .pick(let place, let domain, let home): self.node(.pick(value, at: place, of: domain), home, kind)
      }
    return carry(carried, along: Array(hops.dropFirst()))
  }

  mutating func carry(_ symbol: Symbol, along hops: [Hop]) -> Symbol {
    guard !hops.isEmpty else { return symbol }
    switch symbol {
    case .scalar(let node): return .scalar(carry(node, along: hops))
    case .row(let row): return .row(RowSymbol(domain: row.domain, hops: row.hops + hops))
    case .list(var list):
      list.hops += hops
      return .list(list)
    case .literal(let nodes, let kind): return .literal(nodes.map { carry($0, along: hops) }, kind)
    }
  }

  /// The list's rows, with every error that making the list meets.
  mutating func choice(_ list: ListSymbol) -> Choice {
    guard let pending = list.pending else { return Choice(domain: list.domain, keep: list.keep) }
    let sound = node(.sound(pending), list.domain, .bool)
    guard let keep = list.keep else { return Choice(domain: list.domain, keep: sound) }
    return Choice(domain: list.domain, keep: node(.narrow(keep, sound), list.domain, .bool))
  }
}
