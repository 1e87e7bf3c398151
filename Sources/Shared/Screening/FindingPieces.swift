// The findings of a run as rows ready to be stored, made piece by piece on another thread.

import Columns
import Dispatch
import Kernel
import Rules
import Synchronization

/// Some findings in the order of their key.
struct FindingPiece: Sendable {
  let county: Int64
  /// By finding: the row of the household, the rule, and where its facts end in `facts`.
  var rows: [Int32] = []
  var rules: [Int32] = []
  var ends: [Int32] = []
  var facts: [UInt8] = []
}

/// Cuts the findings of a run into pieces.
struct FindingCutter: Sendable {
  private let facts: FindingFacts
  /// By row: a bit a rule, in the order of the rules' names.
  private let masks: [Int64]
  private let byName: [Int]
  /// Rows of one county each, in the order of household numbers.
  private let stretches: [(county: Int64, constants: Int, rows: [Int32])]
  private let constants: [[[UInt8]]]

  private static let stretchRows = 8_192

  init(_ result: ScreeningResult) throws(Problem) {
    let rules = result.library.rules
    let facts = FindingFacts(result)
    let byName = rules.indices.sorted { rules[$0].name < rules[$1].name }
    var masks = [Int64](repeating: 0, count: result.city.householdCount)
    for (bit, rule) in byName.enumerated() {
      let value = Int64(1) << Int64(bit)
      result.hits(rule).forEach { masks[$0] |= value }
    }
    var constants: [[[UInt8]]] = []
    var stretches: [(county: Int64, constants: Int, rows: [Int32])] = []
    let numbers = result.city.numbers
    for (county, rows) in result.city.countyRanges {
      constants.append(try facts.constants(of: county))
      var order = rows.filter { masks[$0] != 0 }.map { Int32($0) }
      if zip(order, order.dropFirst()).contains(where: { numbers[Int($0)] > numbers[Int($1)] }) {
        order.sort { numbers[Int($0)] < numbers[Int($1)] }
      }
      for start in stride(from: 0, to: order.count, by: FindingCutter.stretchRows) {
        let end = min(start + FindingCutter.stretchRows, order.count)
        stretches.append((county, constants.count - 1, Array(order[start..<end])))
      }
    }
    (self.facts, self.byName, self.masks) = (facts, byName, masks)
    (self.constants, self.stretches) = (constants, stretches)
  }

  var count: Int { stretches.count }

  func piece(_ number: Int) -> FindingPiece {
    let stretch = stretches[number]
    var piece = FindingPiece(county: stretch.county)
    piece.facts.reserveCapacity(stretch.rows.count * 200)
    for row in stretch.rows {
      var rest = masks[Int(row)]
      while rest != 0 {
        let rule = byName[rest.trailingZeroBitCount]
        rest &= rest - 1
        facts.write(
          rule: rule, row: Int(row), constants: constants[stretch.constants], into: &piece.facts)
        piece.rows.append(row)
        piece.rules.append(Int32(rule))
        piece.ends.append(Int32(piece.facts.count))
      }
    }
    return piece
  }
}

/// Makes pieces on two other threads, a few ahead of the one that takes them in order.
final class Lookahead<Piece: Sendable>: Sendable {
  private let count: Int
  private let make: @Sendable (Int) -> Piece
  private let pieces: [Slot]
  private let queue = DispatchQueue(label: "lookahead", attributes: .concurrent)

  private final class Slot: Sendable {
    let piece = Mutex<Piece?>(nil)
    let isThere = DispatchSemaphore(value: 0)
  }

  private static var ahead: Int { 3 }

  init(count: Int, _ make: @escaping @Sendable (Int) -> Piece) {
    (self.count, self.make) = (count, make)
    pieces = (0..<count).map { _ in Slot() }
    for number in 0..<min(count, Lookahead.ahead) { start(number) }
  }

  /// The piece of a number; they are taken once each, in order.
  func take(_ number: Int) -> Piece {
    pieces[number].isThere.wait()
    if number + Lookahead.ahead < count { start(number + Lookahead.ahead) }
    let piece = pieces[number].piece.withLock { piece in
      defer { piece = nil }
      return piece
    }
    guard let piece else { preconditionFailure("a piece is taken once, when it is there") }
    return piece
  }

  private func start(_ number: Int) {
    queue.async { [self] in
      let made = make(number)
      pieces[number].piece.withLock { $0 = made }
      pieces[number].isThere.signal()
    }
  }
}
