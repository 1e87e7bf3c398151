// How many people are below a line, how far, and how unequally far.

extension Distribution {
  /// The measures of Foster, Greer and Thorbecke against one line.
  package struct Poverty: Equatable, Sendable {
    /// People below the line.
    package let poor: Int64
    /// FGT(0): the share of the poor.
    package let headcount: Double
    /// FGT(1): the mean distance to the line as a share of it; who is not below it counts with none.
    package let gap: Double
    /// FGT(2): the mean of the squared distances, which gives the poorest most weight.
    package let severity: Double
    /// What would lift everybody to the line. **Unit**: fen.
    package let shortfall: Int64
  }

  /// **Parameters**: `line` in fen a head, above zero.
  /// **Shape**: nil without people.
  /// **Source**: Foster, Greer and Thorbecke, A Class of Decomposable Poverty Measures, Econometrica 52,
  /// 1984.
  package func poverty(below line: Int64) -> Poverty? {
    precondition(line > 0, "a poverty line is above zero")
    guard people > 0 else { return nil }
    var (poor, shortfall): (Int64, Int64) = (0, 0)
    var (gaps, squares) = (Sum(), Sum())
    for row in rows.prefix(while: { $0.income < line * $0.people }) {
      poor += row.people
      shortfall += line * row.people - row.income
      let gap = 1 - row.each / Double(line)
      gaps.add(gap * Double(row.people))
      squares.add(gap * gap * Double(row.people))
    }
    let all = Double(people)
    return Poverty(
      poor: poor, headcount: Double(poor) / all, gap: gaps.value / all, severity: squares.value / all,
      shortfall: shortfall)
  }
}
