// A regular expression as a tree, with the size of the program it would make.

extension Pattern {
  enum Assertion: Hashable, Sendable {
    case textStart, textEnd, lineStart, lineEnd, wordEdge, notWordEdge

    /// Whether it holds between two neighbours.
    func holds(_ before: Neighbour, _ after: Neighbour) -> Bool {
      switch self {
      case .textStart: before == .edge
      case .textEnd: after == .edge
      case .lineStart: before == .edge || before == .newline
      case .lineEnd: after == .edge || after == .newline
      case .wordEdge: (before == .word) != (after == .word)
      case .notWordEdge: (before == .word) == (after == .word)
      }
    }
  }

  /// What stands beside a place in the text, as far as assertions can tell.
  enum Neighbour: Hashable, Sendable {
    case edge, newline, word, other

    init(_ scalar: UInt32) {
      self = scalar == 0x0A ? .newline : NamedSets.word.contains(scalar) ? .word : .other
    }
  }

  struct Repetition: Hashable, Sendable {
    let least: Int
    /// Nil without an upper limit.
    let most: Int?
    let isLazy: Bool
  }

  /// A part of the expression; `size` counts the instructions it needs. Only `empty` needs none, so that
  /// no repetition multiplies nothing.
  struct Node: Sendable {
    indirect enum Shape: Sendable {
      case empty
      case set(Int)
      case assertion(Assertion)
      case group(Node, index: Int)
      case sequence([Node])
      case choice([Node])
      case repetition(Node, Repetition)
    }

    let shape: Shape
    let size: Int
    let canBeEmpty: Bool
    /// Whether it can begin nowhere but at the start of the text.
    let isAnchored: Bool

    private init(_ shape: Shape, size: Int, canBeEmpty: Bool, isAnchored: Bool = false) {
      (self.shape, self.size, self.canBeEmpty, self.isAnchored) = (shape, size, canBeEmpty, isAnchored)
    }

    static let empty = Node(.empty, size: 0, canBeEmpty: true)

    static func set(_ number: Int) -> Node { Node(.set(number), size: 1, canBeEmpty: false) }

    static func assertion(_ assertion: Assertion) -> Node {
      Node(.assertion(assertion), size: 1, canBeEmpty: true, isAnchored: assertion == .textStart)
    }

    static func group(_ inner: Node, index: Int) -> Node {
      Node(
        .group(inner, index: index), size: inner.size + 2, canBeEmpty: inner.canBeEmpty,
        isAnchored: inner.isAnchored)
    }

    static func sequence(_ all: [Node]) -> Node {
      let nodes = all.filter { $0.size > 0 }
      guard nodes.count > 1 else { return nodes.first ?? .empty }
      return Node(
        .sequence(nodes), size: nodes.reduce(0) { $0 + $1.size }, canBeEmpty: nodes.allSatisfy(\.canBeEmpty),
        isAnchored: nodes[0].isAnchored)
    }

    static func choice(_ nodes: [Node]) -> Node {
      guard nodes.count > 1 else { return nodes.first ?? .empty }
      return Node(
        .choice(nodes), size: nodes.reduce(nodes.count - 1) { $0 + $1.size },
        canBeEmpty: nodes.contains(where: \.canBeEmpty), isAnchored: nodes.allSatisfy(\.isAnchored))
    }

    static func repetition(_ inner: Node, _ times: Repetition) -> Node {
      guard inner.size > 0, times.most != 0 else { return .empty }
      let size =
        if let most = times.most {
          most * inner.size + most - times.least
        } else {
          // An endless repetition that may be empty is written `(x+)?`, one fork more than `x*`.
          max(1, times.least) * inner.size + (times.least == 0 && inner.canBeEmpty ? 2 : 1)
        }
      return Node(
        .repetition(inner, times), size: size, canBeEmpty: times.least == 0 || inner.canBeEmpty,
        isAnchored: times.least > 0 && inner.isAnchored)
    }
  }
}
