// Answers whether a pattern matches, with an automaton whose states are made when first needed.

/// A state is where the program may stand after the text read so far. Assertions wait in it until the next
/// scalar is known, so a match is noticed one scalar late. When the table is full it starts anew; then each
/// scalar costs one walk through the program, which is the bound on all time spent here.
struct PatternTable: Sendable {
  private struct State: Hashable {
    let places: [Int32]
    let before: Pattern.Neighbour
  }

  private let program: PatternProgram
  private let alphabet: PatternAlphabet
  private let assertions: Set<Pattern.Assertion>
  private let width: Int
  /// The state after each state and kind of scalar, a row a state; the last column is the end of the text.
  private var rows: [Int32] = []
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]
  private var held = 0
  private var seen: [Bool]
  private var visited: [Int32] = []
  private var waiting: [Int32] = []

  private static let unknown: Int32 = -1
  private static let matched: Int32 = -2
  private static let dead: Int32 = -3
  private static let mostHeld = 1 << 18

  init(_ program: PatternProgram, _ alphabet: PatternAlphabet) {
    (self.program, self.alphabet, width) = (program, alphabet, alphabet.samples.count + 1)
    seen = Array(repeating: false, count: program.instructions.count)
    assertions = Set(
      program.instructions.compactMap {
        if case .check(let assertion, _) = $0 { assertion } else { nil }
      })
  }

  mutating func matches(_ text: Span<UInt8>) -> Bool {
    var state = number(of: State(places: [Int32(program.start)], before: remembered(.edge)))
    var place = 0
    while place < text.count {
      let (scalar, bytes) = text.scalar(at: place)
      state = next(state, alphabet.kind(of: scalar))
      if state < 0 { return state == Self.matched }
      place += bytes
    }
    return next(state, width - 1) == Self.matched
  }

  private mutating func next(_ state: Int32, _ kind: Int) -> Int32 {
    let known = rows[Int(state) * width + kind]
    return known == Self.unknown ? follow(state, kind) : known
  }

  private mutating func follow(_ state: Int32, _ kind: Int) -> Int32 {
    let isEnd = kind == width - 1
    let sample = isEnd ? 0 : alphabet.samples[kind]
    let after = isEnd ? Pattern.Neighbour.edge : Pattern.Neighbour(sample)
    let isMatched = walk(states[Int(state)], after)
    let target: Int32
    if isMatched {
      target = Self.matched
    } else {
      var places = isEnd ? [] : targets(sample)
      if !isEnd, !program.isAnchored { places.append(Int32(program.start)) }
      guard !places.isEmpty else { return keep(Self.dead, for: state, kind) }
      let next = State(places: sortedOnce(places), before: remembered(after))
      if numbers[next] == nil, held > Self.mostHeld {
        clear()
        return number(of: next)
      }
      target = number(of: next)
    }
    return keep(target, for: state, kind)
  }

  private mutating func keep(_ target: Int32, for state: Int32, _ kind: Int) -> Int32 {
    rows[Int(state) * width + kind] = target
    return target
  }

  /// Visits all that can be reached without reading; true where the pattern has matched.
  private mutating func walk(_ state: State, _ after: Pattern.Neighbour) -> Bool {
    for place in visited { seen[Int(place)] = false }
    visited.removeAll(keepingCapacity: true)
    waiting = state.places
    while let place = waiting.popLast() {
      if seen[Int(place)] { continue }
      seen[Int(place)] = true
      visited.append(place)
      switch program.instructions[Int(place)] {
      case .accept: return true
      case .take: continue
      case .mark(_, let next): waiting.append(Int32(next))
      case .check(let assertion, let next):
        if assertion.holds(state.before, after) { waiting.append(Int32(next)) }
      case .fork(let first, let second):
        waiting.append(Int32(second))
        waiting.append(Int32(first))
      }
    }
    return false
  }

  private func targets(_ sample: UInt32) -> [Int32] {
    visited.compactMap { place in
      guard case .take(let set, let next) = program.instructions[Int(place)],
        program.sets[set].contains(sample)
      else { return nil }
      return Int32(next)
    }
  }

  private func sortedOnce(_ places: [Int32]) -> [Int32] {
    var once: [Int32] = []
    for place in places.sorted() where once.last != place { once.append(place) }
    return once
  }

  /// Forgets what no assertion of the pattern asks for.
  private func remembered(_ neighbour: Pattern.Neighbour) -> Pattern.Neighbour {
    let isAsked =
      switch neighbour {
      case .edge: assertions.contains(.textStart) || assertions.contains(.lineStart)
      case .newline: assertions.contains(.lineStart)
      case .word: assertions.contains(.wordEdge) || assertions.contains(.notWordEdge)
      case .other: false
      }
    return isAsked ? neighbour : .other
  }

  private mutating func number(of state: State) -> Int32 {
    if let number = numbers[state] { return number }
    let number = Int32(states.count)
    numbers[state] = number
    states.append(state)
    rows.append(contentsOf: repeatElement(Self.unknown, count: width))
    held += width + state.places.count
    return number
  }

  private mutating func clear() {
    rows.removeAll(keepingCapacity: true)
    states.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    held = 0
  }
}
