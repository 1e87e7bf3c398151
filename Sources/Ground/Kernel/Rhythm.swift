// The rhythms of work, their periods, and which days are worked.

/// How often something recurs. **Source**: DOMAIN 8.1.
package enum Rhythm: String, CaseIterable, Sendable {
  case day
  /// 旬: the 1st to the 10th, the 11th to the 20th, the rest of a month.
  case xun
  case month
  /// January and February, March and April, and so on.
  case twoMonths = "two_months"

  /// The period in which a day lies.
  package func period(containing day: Day) -> WorkPeriod {
    let month = WorkMonth(of: day)
    switch self {
    case .day: return WorkPeriod(self, day, day)
    case .xun:
      switch day.dayOfMonth {
      case 1...10: return WorkPeriod(self, month.day(1), month.day(10))
      case 11...20: return WorkPeriod(self, month.day(11), month.day(20))
      default: return WorkPeriod(self, month.day(21), month.period.last)
      }
    case .month: return WorkPeriod(self, month.first, month.period.last)
    case .twoMonths:
      let first = month.adding(months: month.month.isMultiple(of: 2) ? -1 : 0)
      return WorkPeriod(self, first.first, first.adding(months: 1).period.last)
    }
  }

  /// The periods that touch some days, in order.
  package func periods(from first: Day, through last: Day) -> [WorkPeriod] {
    var (periods, next) = ([WorkPeriod](), period(containing: first))
    while next.first <= last {
      periods.append(next)
      next = next.next
    }
    return periods
  }
}

/// One turn of a rhythm.
package struct WorkPeriod: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rhythm: Rhythm
  package let first: Day
  package let last: Day

  fileprivate init(_ rhythm: Rhythm, _ first: Day, _ last: Day) {
    (self.rhythm, self.first, self.last) = (rhythm, first, last)
  }

  /// Reads what `description` or `key` writes; nil for anything else.
  package init?(_ text: some StringProtocol) {
    let text = String(text)
    let found = WorkPeriod.named(text)
    guard let found, found.description == text || found.key == text else { return nil }
    self = found
  }

  package var next: WorkPeriod { rhythm.period(containing: last.adding(days: 1)) }
  package var previous: WorkPeriod { rhythm.period(containing: first.adding(days: -1)) }
  package func contains(_ day: Day) -> Bool { first <= day && day <= last }

  /// As an address carries it: `2023-05-07`, `2023-05-x1`, `2023-05`, `2023-M03-04`.
  package var description: String {
    rhythm == .xun ? "\(WorkMonth(of: first))-x\(xun)" : key
  }

  /// As the trade writes it: `2023-05-07`, `2023-05/上旬`, `2023-05`, `2023-M03-04`.
  package var key: String {
    let month = WorkMonth(of: first)
    switch rhythm {
    case .day: return first.description
    case .xun: return "\(month)/\(WorkPeriod.names[xun - 1].zh)"
    case .month: return month.description
    case .twoMonths: return "\(padded(month.year, 4))-M\(padded(month.month, 2))-\(padded(last.month, 2))"
    }
  }

  /// In words, as pages say it.
  package var title: Text {
    let (year, month) = (first.year, first.month)
    switch rhythm {
    case .day: return Text(zh: "\(month)月\(first.dayOfMonth)日", en: first.description)
    case .xun:
      let name = WorkPeriod.names[xun - 1]
      return Text(zh: "\(year)年\(month)月\(name.zh)", en: "\(name.en) ten days of \(WorkMonth(of: first))")
    case .month: return Text(zh: "\(year)年\(month)月", en: "\(WorkMonth(of: first))")
    case .twoMonths:
      return Text(
        zh: "\(year)年\(month)—\(last.month)月", en: "\(WorkMonth(of: first)) and \(WorkMonth(of: last))")
    }
  }

  package static func < (left: WorkPeriod, right: WorkPeriod) -> Bool { left.first < right.first }

  /// From 1 to 3.
  private var xun: Int { min(3, (first.dayOfMonth - 1) / 10 + 1) }

  private static let names = [
    Text(zh: "上旬", en: "first"), Text(zh: "中旬", en: "middle"), Text(zh: "下旬", en: "last"),
  ]

  private static func named(_ text: String) -> WorkPeriod? {
    if let day = Day(text) { return Rhythm.day.period(containing: day) }
    if let month = WorkMonth(text) { return Rhythm.month.period(containing: month.first) }
    let parts = text.split(separator: "/")
    if parts.count == 2, let month = WorkMonth(parts[0]),
      let xun = names.firstIndex(where: { $0.zh == parts[1] })
    {
      return Rhythm.xun.period(containing: month.day(xun * 10 + 1))
    }
    if text.utf8.count == 10, let month = WorkMonth(text.prefix(7)), text.dropFirst(7).hasPrefix("-x"),
      let xun = text.last.flatMap({ Int(String($0)) }), (1...3).contains(xun)
    {
      return Rhythm.xun.period(containing: month.day(xun * 10 - 9))
    }
    let halves = text.split(separator: "-M")
    guard halves.count == 2, let month = WorkMonth(halves[0] + "-" + halves[1].prefix(2)) else { return nil }
    return Rhythm.twoMonths.period(containing: month.first)
  }
}

/// Which days are worked: weekends and holidays are not, days that a notice moved are.
package struct WorkCalendar: Equatable, Sendable {
  /// The years that notices tell of; in others only weekends rest.
  package let years: Set<Int>
  private let holidays: Set<Day>
  private let workdays: Set<Day>

  package init(years: Set<Int> = [], holidays: Set<Day> = [], workdays: Set<Day> = []) {
    (self.years, self.holidays, self.workdays) = (years, holidays, workdays)
  }

  package func isWorked(_ day: Day) -> Bool {
    if workdays.contains(day) { return true }
    return !holidays.contains(day) && !WorkCalendar.isWeekend(day)
  }

  /// That day, or the next one that is worked.
  package func workday(from day: Day) -> Day {
    var day = day
    while !isWorked(day) { day = day.adding(days: 1) }
    return day
  }

  /// 1970-01-01 was a Thursday.
  package static func isWeekend(_ day: Day) -> Bool {
    let weekday = (Int(day.number) + 3) % 7
    return (weekday + 7) % 7 >= 5
  }
}
