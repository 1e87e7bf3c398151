// Several lacks at a time: the counting measure of Alkire and Foster.

/// People by what they lack, in weighted dimensions.
package struct Deprivations: Sendable {
  /// People who lack the same. **Shape**: bit n of `lacks` is set where dimension n is lacking.
  package struct Row: Equatable, Sendable {
    package let lacks: UInt32
    package let people: Int64

    package init(lacks: UInt32, people: Int64) { (self.lacks, self.people) = (lacks, people) }
  }

  /// **Unit**: weights are whole numbers, a dimension counts with its part of their sum.
  package let weights: [Int]
  package let rows: [Row]
  package let people: Int64

  /// Rows of the same lacks are taken together.
  package init(weights: [Int], _ rows: some Sequence<Row>) {
    precondition((1...32).contains(weights.count), "there are 1 to 32 dimensions")
    precondition(weights.allSatisfy { $0 > 0 }, "a weight is above zero")
    var people: [UInt32: Int64] = [:]
    for row in rows where row.people > 0 {
      precondition(row.lacks >> UInt32(weights.count - 1) <= 1, "a lack is one of the dimensions")
      people[row.lacks, default: 0] += row.people
    }
    self.weights = weights
    self.rows = people.sorted { $0.key < $1.key }.map { Row(lacks: $0.key, people: $0.value) }
    self.people = self.rows.reduce(0) { $0 + $1.people }
  }

  /// What is found at one cut-off.
  package struct Poverty: Equatable, Sendable {
    /// People whose lacks weigh as much as the cut-off or more.
    package let poor: Int64
    /// H: their share of all.
    package let headcount: Double
    /// A: the mean weight of what the poor lack, as a share of all weight; 0 without poor.
    package let intensity: Double
    /// M0 = H x A.
    package let adjusted: Double
    /// By dimension: the share of all who are poor and lack it.
    package let censored: [Double]
    /// By dimension: its part of M0; 0 each without poor.
    package let contributions: [Double]
  }

  /// By dimension: the share of all who lack it, poor or not. **Shape**: nil without people.
  package var lacking: [Double]? {
    people == 0 ? nil : counts { _ in true }.map { Double($0) / Double(people) }
  }

  /// **Parameters**: `cutoff` in the unit of the weights, from 1 to their sum.
  /// **Shape**: nil without people.
  /// **Source**: Alkire and Foster, Counting and Multidimensional Poverty Measurement, Journal of Public
  /// Economics 95 (2011).
  package func poverty(cutoff: Int) -> Poverty? {
    let whole = weights.reduce(0, +)
    precondition((1...whole).contains(cutoff), "a cut-off is one of the weights' sums")
    guard people > 0 else { return nil }
    let poor = rows.reduce(0) { $0 + (weight(of: $1) >= cutoff ? $1.people : 0) }
    let counts = counts { weight(of: $0) >= cutoff }
    let parts = zip(counts, weights).map { $0 * Int64($1) }
    let lacked = parts.reduce(0, +)
    return Poverty(
      poor: poor, headcount: Double(poor) / Double(people),
      intensity: poor == 0 ? 0 : Double(lacked) / Double(poor * Int64(whole)),
      adjusted: Double(lacked) / Double(people * Int64(whole)),
      censored: counts.map { Double($0) / Double(people) },
      contributions: parts.map { lacked == 0 ? 0 : Double($0) / Double(lacked) })
  }

  private func weight(of row: Row) -> Int {
    weights.indices.reduce(0) { $0 + (row.lacks >> UInt32($1) & 1 == 1 ? weights[$1] : 0) }
  }

  private func counts(_ isCounted: (Row) -> Bool) -> [Int64] {
    weights.indices.map { dimension in
      rows.reduce(0) { $0 + (isCounted($1) && $1.lacks >> UInt32(dimension) & 1 == 1 ? $1.people : 0) }
    }
  }
}
