// Whose business a figure is: a department sees those that rest on its own data alone.

package import Access
import Registry

extension IndicatorBook {
  /// Whether a figure rests on data of a line of work; for posts without one it always does.
  package func isBusiness(_ indicator: Indicator, of subject: Subject?) -> Bool {
    guard let subject else { return true }
    return records(of: indicator).allSatisfy { record in
      if record == "IncomeYear" { return subject.seesIncome }
      guard let feed = FeedKind.all.first(where: { $0.recordType == record }) else { return true }
      // Deaths decide who is counted, whatever is counted.
      return feed.recordType == "Death" || subject.feeds.contains(feed.name)
    }
  }

  /// The same of a figure by its code, for links that lead to it; a code that is none is nobody's.
  package func isBusiness(_ code: String, of subject: Subject?) -> Bool {
    indicator(code).map { isBusiness($0, of: subject) } ?? false
  }
}
