// Draws from shapes given as tables, with arithmetic that is the same on every machine.

import Kernel

/// A distribution given by some of its quantiles, straight lines between them.
struct Curve: Sendable {
  private let knots: [(share: Double, value: Double)]

  /// **Shape**: shares rise from 0 to 1, values never fall.
  init(_ knots: (Double, Double)...) {
    precondition(knots.count >= 2 && knots.first?.0 == 0 && knots.last?.0 == 1, "a curve covers all shares")
    self.knots = knots.map { (share: $0.0, value: $0.1) }
  }

  func draw(_ random: inout SeededRandom) -> Double {
    let share = random.unit()
    var index = 1
    while index < knots.count - 1, knots[index].share <= share { index += 1 }
    let (low, high) = (knots[index - 1], knots[index])
    return low.value + (high.value - low.value) * (share - low.share) / (high.share - low.share)
  }

  func whole(_ random: inout SeededRandom) -> Int { Int(draw(&random)) }
}

/// Values with weights.
struct Lot<Value: Sendable>: Sendable {
  private let values: [Value]
  private let limits: [Int]

  init(_ entries: (Value, Int)...) {
    precondition(!entries.isEmpty, "a lot holds something to draw")
    values = entries.map(\.0)
    var sum = 0
    limits = entries.map {
      sum += $0.1
      return sum
    }
  }

  func draw(_ random: inout SeededRandom) -> Value {
    let mark = random.below(limits[limits.count - 1])
    var index = 0
    while limits[index] <= mark { index += 1 }
    return values[index]
  }
}

extension SeededRandom {
  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  mutating func whole(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

  mutating func within(_ range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * unit()
  }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
}
