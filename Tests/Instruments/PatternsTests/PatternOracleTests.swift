// The machine agrees with a naive backtracking matcher on random small patterns.
import Kernel
import Patterns
import Testing

struct PatternOracleTests {
  @Test(arguments: Array(1...8) as [UInt64])
  func theMachineAgreesWithBacktracking(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    for round in 0..<1_500 {
      var groups = 0
      let tree = Tree.grown(depth: 3, groups: &groups, using: &random)
      let made = try Pattern(tree.pattern)
      for _ in 0..<6 {
        let letters = (0..<random.below(8)).map { _ in
          Tree.letters[random.below(3)]
        }
        let text = String(String.UnicodeScalarView(letters))
        let expected = Backtracker(text: letters, groups: groups).firstMatch(tree)
        let found = made.firstMatch(in: Array(text.utf8), from: 0)
        // Which empty round of a loop set a group last is a matter of taste; where it ends is not.
        let agrees = tree.hasEmptyLoop ? found?.first == expected?.first : found == expected
        guard agrees, made.matches(text) == (expected != nil) else {
          Issue.record("round \(round): \(tree.pattern) on \(text): \(found ?? []), not \(expected ?? [])")
          return
        }
      }
    }
  }
}

private indirect enum Tree {
  case letter(Unicode.Scalar)
  case anyOf([Unicode.Scalar], isNegated: Bool)
  case start, end
  case wordEdge(Bool)
  case group(Tree, Int)
  case sequence([Tree])
  case choice([Tree])
  case loop(Tree, least: Int, most: Int?, isLazy: Bool)

  static let letters: [Unicode.Scalar] = ["a", "b", "中"]
  private static let times: [(Int, Int?)] = [
    (0, nil), (1, nil), (0, 1), (2, nil), (0, 2), (1, 3), (2, 2), (0, 0),
  ]

  static func grown(depth: Int, groups: inout Int, using random: inout SeededRandom) -> Tree {
    let kind = random.below(depth == 0 ? 10 : 22)
    switch kind {
    case 0...5: return .letter(letters[random.below(3)])
    case 6, 7:
      let some = letters.filter { _ in random.below(2) == 0 }
      return .anyOf(some.isEmpty ? ["b"] : some, isNegated: random.below(2) == 0)
    case 8: return random.below(2) == 0 ? .start : .end
    case 9: return .wordEdge(random.below(2) == 0)
    case 10, 11:
      groups += 1
      let number = groups
      return .group(.grown(depth: depth - 1, groups: &groups, using: &random), number)
    case 12...14:
      return .sequence(several(random.below(4), depth, &groups, &random))
    case 15...17:
      return .choice(several(2 + random.below(2), depth, &groups, &random))
    default:
      let inner = Tree.grown(depth: depth - 1, groups: &groups, using: &random)
      let (least, most) = times[random.below(times.count)]
      return .loop(inner, least: least, most: most, isLazy: random.below(2) == 0)
    }
  }

  private static func several(
    _ count: Int, _ depth: Int, _ groups: inout Int, _ random: inout SeededRandom
  ) -> [Tree] {
    var trees: [Tree] = []
    for _ in 0..<count {
      trees.append(.grown(depth: depth - 1, groups: &groups, using: &random))
    }
    return trees
  }

  var pattern: String {
    switch self {
    case .letter(let letter): String(letter)
    case .anyOf(let letters, let isNegated): "[\(isNegated ? "^" : "")\(letters.map(String.init).joined())]"
    case .start: "^"
    case .end: "$"
    case .wordEdge(let isEdge): isEdge ? "\\b" : "\\B"
    case .group(let inner, _): "(\(inner.pattern))"
    case .sequence(let trees): "(?:\(trees.map(\.pattern).joined()))"
    case .choice(let trees): "(?:\(trees.map(\.pattern).joined(separator: "|")))"
    case .loop(let inner, let least, let most, let isLazy):
      "(?:\(inner.pattern))" + Self.times(least, most) + (isLazy ? "?" : "")
    }
  }

  private static func times(_ least: Int, _ most: Int?) -> String {
    switch (least, most) {
    case (0, nil): "*"
    case (1, nil): "+"
    case (0, 1): "?"
    case (let least, nil): "{\(least),}"
    case (let least, let most?): least == most ? "{\(least)}" : "{\(least),\(most)}"
    }
  }

  var canBeEmpty: Bool {
    switch self {
    case .letter, .anyOf: false
    case .start, .end, .wordEdge: true
    case .group(let inner, _): inner.canBeEmpty
    case .sequence(let trees): trees.allSatisfy(\.canBeEmpty)
    case .choice(let trees): trees.contains(where: \.canBeEmpty)
    case .loop(let inner, let least, _, _): least == 0 || inner.canBeEmpty
    }
  }

  var hasEmptyLoop: Bool {
    switch self {
    case .letter, .anyOf, .start, .end, .wordEdge: false
    case .group(let inner, _): inner.hasEmptyLoop
    case .sequence(let trees), .choice(let trees): trees.contains(where: \.hasEmptyLoop)
    case .loop(let inner, _, _, _): inner.canBeEmpty || inner.hasEmptyLoop
    }
  }
}

/// Tries every way in order of preference, going on by closures.
private struct Backtracker {
  typealias Marks = [Range<Int>?]
  let text: [Unicode.Scalar]
  let groups: Int

  func firstMatch(_ tree: Tree) -> Marks? {
    for start in 0...text.count {
      let none = Marks(repeating: nil, count: groups + 1)
      let found = go(tree, start, none) { end, marks in
        var marks = marks
        marks[0] = start..<end
        return marks
      }
      if let found { return found.map { $0.map { offset($0.lowerBound)..<offset($0.upperBound) } } }
    }
    return nil
  }

  private func offset(_ index: Int) -> Int { text.prefix(index).reduce(0) { $0 + UTF8.width($1) } }

  private func isWord(_ index: Int) -> Bool { text.indices.contains(index) && text[index] != "中" }

  private func go(_ tree: Tree, _ at: Int, _ marks: Marks, _ then: (Int, Marks) -> Marks?) -> Marks? {
    switch tree {
    case .letter(let letter): at < text.count && text[at] == letter ? then(at + 1, marks) : nil
    case .anyOf(let letters, let isNegated):
      at < text.count && letters.contains(text[at]) != isNegated ? then(at + 1, marks) : nil
    case .start: at == 0 ? then(at, marks) : nil
    case .end: at == text.count ? then(at, marks) : nil
    case .wordEdge(let isEdge): (isWord(at - 1) != isWord(at)) == isEdge ? then(at, marks) : nil
    case .group(let inner, let number):
      go(inner, at, marks) { end, marks in
        var marks = marks
        marks[number] = at..<end
        return then(end, marks)
      }
    case .sequence(let trees): sequence(trees[...], at, marks, then)
    case .choice(let trees): choice(trees[...], at, marks, then)
    case .loop(let inner, let least, let most, let isLazy):
      loop(inner, (least, most, isLazy), round: 0, at, marks, then)
    }
  }

  private func sequence(
    _ trees: ArraySlice<Tree>, _ at: Int, _ marks: Marks, _ then: (Int, Marks) -> Marks?
  ) -> Marks? {
    guard let first = trees.first else { return then(at, marks) }
    return go(first, at, marks) { sequence(trees.dropFirst(), $0, $1, then) }
  }

  private func choice(
    _ trees: ArraySlice<Tree>, _ at: Int, _ marks: Marks, _ then: (Int, Marks) -> Marks?
  ) -> Marks? {
    guard let first = trees.first else { return nil }
    return go(first, at, marks, then) ?? choice(trees.dropFirst(), at, marks, then)
  }

  private func loop(
    _ inner: Tree, _ times: (least: Int, most: Int?, isLazy: Bool), round: Int, _ at: Int, _ marks: Marks,
    _ then: (Int, Marks) -> Marks?
  ) -> Marks? {
    func again() -> Marks? {
      guard round < times.most ?? Int.max else { return nil }
      return go(inner, at, marks) { end, marks in
        // The last required round of an endless loop may be empty and ends it; a later one that is empty has
        // brought nothing, and leaving the loop is tried in its turn.
        let required = max(times.least, 1)
        if end == at, times.most == nil, round + 1 >= required {
          return round + 1 == required ? then(end, marks) : nil
        }
        return loop(inner, times, round: round + 1, end, marks, then)
      }
    }
    if round < times.least { return again() }
    return times.isLazy ? then(at, marks) ?? again() : again() ?? then(at, marks)
  }
}
