// The measures of living of the city in memory, taken once for each state of the register.

import Kernel
import Screening
import Synchronization
import Wellbeing

final class LivingDesk: Sendable {
  private let book: WellbeingBook
  private let later: @Sendable (@escaping @Sendable () -> Void) -> Void
  private let kept = Mutex<Kept?>(nil)
  private let isTaking = Mutex(false)

  private struct Kept {
    let survey: WellbeingSurvey
    let state: String
    let cases: Int64
  }

  /// - Parameter later: Where long work is done beside a request.
  init(_ book: WellbeingBook, later: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
    (self.book, self.later) = (book, later)
  }

  /// The measures and whether they are of the register as it stands: where it has moved on, those from before
  /// are answered while they are taken anew. **Shape**: nil where there are none yet and no city to take.
  func survey(_ city: CockpitCity?) throws(Problem) -> (survey: WellbeingSurvey, isCurrent: Bool)? {
    let known = kept.withLock(\.self)
    guard let city else { return known.map { ($0.survey, false) } }
    guard let known else {
      guard !isTaking.withLock(\.self) else { return nil }
      let first = try taken(city)
      kept.withLock { $0 = first }
      return (first.survey, true)
    }
    if isOf(city, known) { return (known.survey, true) }
    prepare(city)
    return (known.survey, false)
  }

  /// Takes the measures beside requests, once at a time.
  func prepare(_ city: CockpitCity) {
    let isFree = isTaking.withLock { isTaking in
      defer { isTaking = true }
      return !isTaking
    }
    guard isFree else { return }
    later {
      if let fresh = try? self.taken(city) { self.kept.withLock { $0 = fresh } }
      self.isTaking.withLock { $0 = false }
    }
  }

  private func taken(_ city: CockpitCity) throws(Problem) -> Kept {
    var survey = try WellbeingSurvey(book, over: city.city)
    survey.takeAll()
    return Kept(survey: survey, state: city.state, cases: city.cases)
  }

  /// Cases matter only where the file's words speak of them.
  private func isOf(_ city: CockpitCity, _ known: Kept) -> Bool {
    known.survey.asOf == city.city.asOf && known.state == city.state
      && (known.cases == city.cases || !book.readsCases)
  }
}
