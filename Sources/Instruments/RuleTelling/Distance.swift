// How far the left side of a comparison is from where the comparison would turn.

package import RuleLanguage
package import RuleValues

/// A comparison that would have to turn. It turns when the left side moves by `distance`.
package struct Distance: Sendable {
  package let left: Value
  /// The threshold.
  package let right: Value
  /// The comparison that would hold then: for `!(a < b)` it is `>=`.
  package let sign: String
  /// Never negative; of the kind of the left side, or a length of time between moments.
  package let amount: Value
  /// Whether the left side must rise; else it must fall.
  package let rises: Bool
  /// The amount as a share of the threshold, 0.2 for a fifth; nil for moments and for a threshold of zero.
  package let share: Double?

  /// Nil where the sides have no distance: words, yes and no, what would have to be equal.
  init?(_ left: Value, _ sign: String, _ right: Value, wanted: Bool) {
    let goal = wanted ? sign : Distance.opposites[sign]
    guard let goal, let rises = Distance.rising[goal] else { return nil }
    let isStrict = goal == Operator.less || goal == Operator.greater
    guard let amount = Distance.amount(left, right, rises: rises, isStrict: isStrict) else { return nil }
    (self.left, self.right, self.sign) = (left, right, goal)
    (self.amount, self.rises) = (amount, rises)
    share = Distance.share(amount, of: right)
  }

  private static let rising = [
    Operator.less: false, Operator.lessOrEqual: false, Operator.greater: true, Operator.greaterOrEqual: true,
  ]
  private static let opposites = [
    Operator.less: Operator.greaterOrEqual, Operator.lessOrEqual: Operator.greater,
    Operator.greater: Operator.lessOrEqual, Operator.greaterOrEqual: Operator.less,
  ]

  private static func amount(_ left: Value, _ right: Value, rises: Bool, isStrict: Bool) -> Value? {
    switch (left, right) {
    case (.int(let left), .int(let right)):
      whole(Int128(left), Int128(right), rises, isStrict).flatMap { Int64(exactly: $0) }.map { .int($0) }
    case (.uint(let left), .uint(let right)):
      whole(Int128(left), Int128(right), rises, isStrict).flatMap { UInt64(exactly: $0) }.map { .uint($0) }
    case (.timestamp(let left), .timestamp(let right)):
      whole(left.allNanos, right.allNanos, rises, isStrict).flatMap(TimeSpan.init(allNanos:))
        .map { .duration($0) }
    case (.duration(let left), .duration(let right)):
      whole(left.allNanos, right.allNanos, rises, isStrict).flatMap(TimeSpan.init(allNanos:))
        .map { .duration($0) }
    case (.double, _), (_, .double):
      if let left = left.double, let right = right.double {
        real(left, right, rises, isStrict).map { .double($0) }
      } else {
        nil
      }
    default: nil
    }
  }

  private static func whole(_ left: Int128, _ right: Int128, _ rises: Bool, _ isStrict: Bool) -> Int128? {
    let amount = (rises ? right - left : left - right) + (isStrict ? 1 : 0)
    return amount < 0 ? nil : amount
  }

  /// Rounding may leave the left side one step short, so the amount is stretched until it is enough.
  private static func real(_ left: Double, _ right: Double, _ rises: Bool, _ isStrict: Bool) -> Double? {
    guard left.isFinite, right.isFinite else { return nil }
    let goal = !isStrict ? right : rises ? right.nextUp : right.nextDown
    var amount = max(0, rises ? goal - left : left - goal)
    for _ in 0..<4 {
      let moved = rises ? left + amount : left - amount
      if rises ? moved >= goal : moved <= goal { return amount.isFinite ? amount : nil }
      amount = amount.nextUp
    }
    return nil
  }

  private static func share(_ amount: Value, of threshold: Value) -> Double? {
    let size: Double? =
      switch threshold {
      case .duration(let span): span.inSeconds
      case .timestamp: nil
      default: threshold.double
      }
    let part: Double? = if case .duration(let span) = amount { span.inSeconds } else { amount.double }
    guard let size, let part, size != 0 else { return nil }
    return part / abs(size)
  }
}

extension Value {
  fileprivate var double: Double? {
    switch self {
    case .int(let number): Double(number)
    case .uint(let number): Double(number)
    case .double(let number): number
    default: nil
    }
  }
}

extension Timestamp {
  fileprivate var allNanos: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanos) }
}

extension TimeSpan {
  fileprivate var allNanos: Int128 { Int128(seconds) * 1_000_000_000 + Int128(nanos) }
  fileprivate var inSeconds: Double { Double(seconds) + Double(nanos) / 1e9 }

  fileprivate init?(allNanos: Int128) {
    guard let seconds = Int64(exactly: allNanos / 1_000_000_000) else { return nil }
    self.init(seconds: seconds, nanos: Int32(allNanos % 1_000_000_000))
  }
}
