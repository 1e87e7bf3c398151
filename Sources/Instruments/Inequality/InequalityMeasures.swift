// How unequally an income is shared out: Lorenz curve, Gini, Theil.

import Foundation

extension Distribution {
  /// The Lorenz curve: which share of the income the poorest share of the people has together.
  /// **Parameters**: `parts`, into how many equal parts the people are cut, for example 10 for tenths.
  /// **Shape**: `parts + 1` shares from 0 to 1 of the income; empty where there is no income above zero. A
  /// row across a border is shared out evenly. With negative incomes the curve dips below zero.
  package func lorenz(parts: Int) -> [Double] {
    precondition(parts > 0, "people are cut into one part at least")
    guard income > 0 else { return [] }
    var curve = [0.0]
    var (counted, sum): (Int64, Int64) = (0, 0)
    for row in rows {
      // The border of part n lies at n * people / parts; compared as whole numbers.
      while curve.count < parts, Int64(curve.count) * people <= (counted + row.people) * Int64(parts) {
        let into = Double(Int64(curve.count) * people - counted * Int64(parts)) / Double(parts)
        curve.append((Double(sum) + into * row.each) / Double(income))
      }
      counted += row.people
      sum += row.income
    }
    curve.append(1)
    return curve
  }

  /// The Gini coefficient: 0 where all have the same, towards 1 where one has all.
  /// **Shape**: nil without people or without an income above zero. With negative incomes it may exceed 1.
  /// **Source**: twice the area between the Lorenz curve and the diagonal.
  package var gini: Double? {
    guard people > 0, income > 0 else { return nil }
    var area = Sum()
    var sum: Int64 = 0
    for row in rows {
      area.add(Double(row.people) * (2 * Double(sum) + Double(row.income)))
      sum += row.income
    }
    return 1 - area.value / (Double(people) * Double(income))
  }

  /// Theil's T. Incomes of zero count with their limit, none; there is no T of negative ones.
  package struct Theil: Equatable, Sendable {
    package let value: Double
    /// People whose income is negative, who are left out.
    package let leftOut: Int64
  }

  /// **Shape**: nil where nobody has an income above zero.
  /// **Source**: Theil, Economics and Information Theory (1967): the mean of y/m ln(y/m).
  package var theil: Theil? {
    let kept = rows.drop { $0.income < 0 }
    let (count, total) = (kept.reduce(0) { $0 + $1.people }, kept.reduce(0) { $0 + $1.income })
    guard count > 0, total > 0 else { return nil }
    let mean = Double(total) / Double(count)
    var sum = Sum()
    for row in kept where row.income > 0 {
      let share = row.each / mean
      sum.add(Double(row.people) * share * log(share))
    }
    return Theil(value: sum.value / Double(count), leftOut: people - count)
  }
}

/// Which part of the inequality lies between groups and which within them.
/// **Source**: Theil's T decomposes: each group counts with its share of the income.
package struct TheilParts: Equatable, Sendable {
  package let between: Double
  package let within: Double

  /// **Shape**: nil where no group has an income above zero; negative incomes are left out as in `theil`.
  package init?(_ groups: [Distribution]) {
    let kept = groups.map { Distribution($0.rows.drop { $0.income < 0 }) }
    let all = Distribution(kept.flatMap(\.rows))
    guard let mean = all.mean, mean > 0 else { return nil }
    var (between, within) = (Sum(), Sum())
    for group in kept where group.income > 0 {
      guard let own = group.mean, let inside = group.theil else { continue }
      let share = Double(group.income) / Double(all.income)
      between.add(share * log(own / mean))
      within.add(share * inside.value)
    }
    (self.between, self.within) = (between.value, within.value)
  }
}
