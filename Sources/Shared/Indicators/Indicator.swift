// A figure that is declared once and means the same everywhere: what is counted, among whom, in what unit.

package import Kernel
import RuleLanguage

/// What a figure is counted in.
package enum IndicatorUnit: String, CaseIterable, Sendable {
  case households, persons, yuan, percent, months, firms, coops, sites, items, rounds, projects, ratio

  package var title: Text {
    switch self {
    case .households: Text(zh: "户", en: "households")
    case .persons: Text(zh: "人", en: "persons")
    case .yuan: Text(zh: "元", en: "yuan")
    case .percent: Text(zh: "%", en: "%")
    case .months: Text(zh: "个月", en: "months")
    case .firms: Text(zh: "家", en: "firms")
    case .coops: Text(zh: "个", en: "co-ops")
    case .sites: Text(zh: "个", en: "sites")
    case .items: Text(zh: "项", en: "items")
    case .rounds: Text(zh: "次", en: "rounds")
    case .projects: Text(zh: "个", en: "projects")
    case .ratio: Text(zh: "", en: "")
    }
  }

  /// What sums are multiplied by: money is summed in fen.
  var scale: Fraction? {
    switch self {
    case .yuan: Fraction(1, 100)
    case .percent: Fraction(100)
    default: Fraction(1)
    }
  }
}

/// What span of time a figure speaks of.
package enum IndicatorPeriod: String, CaseIterable, Sendable {
  case day, accounting_year, to_date

  package var title: Text {
    switch self {
    case .day: Text(zh: "时点数：截至当日的状态", en: "as things stand on the day")
    case .accounting_year:
      Text(
        zh: "核算年度：上年 10 月 1 日至当年 9 月 30 日，取当日之前最近一个已结账年度",
        en: "the accounting year, 1 October to 30 September, the last one closed on the day")
    case .to_date: Text(zh: "累计数：从有记录起至当日", en: "all that happened up to the day")
    }
  }
}

/// Who answers for a figure: a line of work, or the registry where that has no slice yet.
package enum IndicatorOwner: String, CaseIterable, Sendable {
  case registry, monitoring, employment, industry, insurance, income, projects, policies, resettlement,
    responsibility

  package var title: Text {
    switch self {
    case .registry: Text(zh: "户籍台账", en: "the register")
    case .monitoring: Text(zh: "监测帮扶", en: "monitoring")
    case .employment: Text(zh: "就业务工", en: "employment")
    case .industry: Text(zh: "产业联结", en: "industry")
    case .insurance: Text(zh: "防贫保险", en: "insurance")
    case .income: Text(zh: "收入核算", en: "income")
    case .projects: Text(zh: "项目资金", en: "projects and funds")
    case .policies: Text(zh: "政策", en: "policies")
    case .resettlement: Text(zh: "易地搬迁", en: "resettlement")
    case .responsibility: Text(zh: "责任落实", en: "responsibility")
    }
  }
}

/// What the time before is.
package enum IndicatorEarlier: String, CaseIterable, Sendable {
  /// The accounting year before, of the same households and members: the base is locked.
  case accounting_year
  /// The same day one year before, as far as dated rows tell.
  case day

  package var title: Text {
    switch self {
    case .accounting_year: Text(zh: "上一核算年度（同一批户、同一批人）", en: "the accounting year before, of the same people")
    case .day: Text(zh: "一年前的同一天", en: "the same day one year before")
    }
  }
}

/// How a figure comes from sets, sums and other figures.
package enum IndicatorReading: Sendable, Equatable {
  /// Terms by their numbers in the book.
  case sum(Int)
  case share(Int, of: Int)
  case difference(String, less: String)
  case quotient(String, per: String)
  /// By how many percent a figure grew.
  case growth(String, since: IndicatorEarlier)
  case change(String, since: IndicatorEarlier)
  case earlier(String, IndicatorEarlier)
  /// The last value of a series that others publish, of the place itself.
  case reference(String)

  /// The figures that it reads.
  package var codes: [String] {
    switch self {
    case .sum, .share, .reference: []
    case .difference(let first, let second), .quotient(let first, let second): [first, second]
    case .growth(let code, _), .change(let code, _), .earlier(let code, _): [code]
    }
  }

  var terms: [Int] {
    switch self {
    case .sum(let term): [term]
    case .share(let term, let whole): [term, whole]
    default: []
    }
  }

  var since: IndicatorEarlier? {
    switch self {
    case .growth(_, let since), .change(_, let since), .earlier(_, let since): since
    default: nil
    }
  }
}

/// A set of rows, or the sum of a value over it.
package struct IndicatorTerm: Sendable {
  /// The record type: `Household`, `Person`, or one of a ledger of places.
  package let record: String
  /// Among whom: rows of whom the condition is asked.
  let among: CheckedRule
  /// Which of them count.
  let condition: CheckedRule
  /// What is summed; nil where rows are counted.
  let value: CheckedRule?
  /// The value of rows that count, and 0 of others.
  let guarded: CheckedRule?

  var texts: [CheckedRule] { [among, condition] + (value.map { [$0] } ?? []) }
}

package struct Indicator: Sendable {
  package let code: String
  /// Its place in lists.
  package let order: Int
  package let title: Text
  package let formula: Text
  package let unit: IndicatorUnit
  package let decimals: Int
  /// The duty of the specification that it answers, such as `M008`.
  package let mechanism: String
  package let owner: IndicatorOwner
  package let population: Text
  package let period: IndicatorPeriod
  /// Record types without whose rows it cannot be told: a ledger that nobody imported is no zero.
  package let needs: [String]
  /// Whether nothing at all in the whole city means that the rows of its time have not come yet.
  package let zeroIsMissing: Bool
  /// Up to how many of a hundred rows may be unknown; where more are, the rest do not speak for all.
  package let unknownAtMost: Int
  package let reading: IndicatorReading
}
