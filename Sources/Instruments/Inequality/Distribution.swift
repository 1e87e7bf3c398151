// Incomes of people in order: what measures of poverty and inequality are computed from.

/// People by income, poorest first. A household is one row: all its members share its income equally.
package struct Distribution: Sendable {
  /// People who share an income. **Unit**: `income` in fen for all of them together; may be negative.
  package struct Row: Equatable, Sendable {
    package let income: Int64
    package let people: Int64

    package init(income: Int64, people: Int64) { (self.income, self.people) = (income, people) }

    /// **Unit**: fen a head.
    var each: Double { Double(income) / Double(people) }

    /// By income a head, compared without rounding.
    static func isPoorer(_ left: Row, _ right: Row) -> Bool {
      let mine = left.income.multipliedFullWidth(by: right.people)
      let theirs = right.income.multipliedFullWidth(by: left.people)
      if (mine.high, mine.low) == (theirs.high, theirs.low) { return left.people < right.people }
      return (mine.high, mine.low) < (theirs.high, theirs.low)
    }
  }

  package let rows: [Row]
  package let people: Int64
  /// **Unit**: fen.
  package let income: Int64

  /// Rows without people are left out.
  package init(_ rows: some Sequence<Row>) {
    self.rows = rows.filter { $0.people > 0 }.sorted(by: Row.isPoorer)
    people = self.rows.reduce(0) { $0 + $1.people }
    income = self.rows.reduce(0) { $0 + $1.income }
  }

  /// **Unit**: fen a head; nil without people.
  package var mean: Double? { people == 0 ? nil : Double(income) / Double(people) }

  /// The income a head that half of the people do not reach. **Unit**: fen; nil without people.
  package var median: Double? {
    var counted: Int64 = 0
    for row in rows {
      counted += row.people
      if counted * 2 >= people { return row.each }
    }
    return nil
  }
}

/// A sum of many small numbers that keeps what rounding would lose (Neumaier's way).
struct Sum {
  private var total = 0.0
  private var lost = 0.0

  var value: Double { total + lost }

  mutating func add(_ number: Double) {
    let next = total + number
    lost += abs(total) >= abs(number) ? (total - next) + number : (number - next) + total
    total = next
  }
}
