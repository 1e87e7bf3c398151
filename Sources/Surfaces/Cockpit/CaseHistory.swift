// Clues and episodes of all places over the last twelve months, kept true while single households change.

import Kernel

/// What a clue or an episode says of time. **Unit**: day numbers; nil where it has not come.
struct CaseSpan: Equatable, Sendable {
  let isClue: Bool
  /// Of the group, with all digits.
  let place: Int64
  let opened: Int32
  var registered: Int32?
  var ended: Int32?
  var isEliminated = false
}

/// The cases of a place over the last months. **Shape**: months in order, the last one that of the day.
struct CaseFlow: Sendable {
  struct Month: Sendable {
    let first: Day
    var newClues = 0
    var endedClues = 0
    /// At the end of the month, or on the day.
    var openClues = 0
    var registered = 0
    var eliminated = 0
    /// Eliminated ones among them.
    var ended = 0
    var openEpisodes = 0
  }

  struct Cluster: Sendable {
    let village: PlaceCode
    let households: Int
  }

  /// The last day that it tells of.
  let asOf: Day
  var months: [Month]
  /// Being looked into, not yet registered.
  var opened = 0
  /// Villages with as many new registrations as the file calls a cluster, most first.
  var clusters: [Cluster] = []
}

/// Counts for every place of a city, from the spans of its households.
struct CaseHistory: Sendable {
  let asOf: Day
  private let firsts: [Int32]
  /// The last day of each month, or the day itself.
  private let ends: [Int32]
  private let freshSince: Int32
  private let spans: [HouseholdKey: [CaseSpan]]
  /// Households that differ from those.
  private var changed: [HouseholdKey: [CaseSpan]] = [:]
  private var index: [Int64: Int] = [:]
  private var numbers: [Int32] = []
  /// By village, its households that were registered lately.
  private var fresh: [Int64: Int] = [:]

  static let monthCount = 12
  private static let parts = 7
  private static let width = monthCount * parts + 1
  private static let steps = PlaceLevel.allCases.map(\.step)

  /// - Parameter freshDays: within how many days registrations of one village make a cluster.
  init(_ spans: [HouseholdKey: [CaseSpan]], asOf day: Day, freshDays: Int) {
    (asOf, self.spans, freshSince) = (day, spans, day.number - Int32(freshDays))
    let month = day.adding(days: 1 - day.dayOfMonth)
    let months = (0..<CaseHistory.monthCount).reversed().map { month.adding(months: -$0) }
    firsts = months.map(\.number)
    ends = months.map { min(day.number, $0.adding(months: 1).number - 1) }
    for own in spans.values { add(own, 1) }
  }

  var changedCount: Int { changed.count }

  /// The last day on which a clue or an episode was opened, registered or ended; days to come do not count.
  static func lastStep(in spans: [HouseholdKey: [CaseSpan]], by today: Day) -> Day? {
    let moments = spans.values.joined().lazy.flatMap { [$0.opened, $0.registered, $0.ended] }
    return moments.compactMap(\.self).filter { $0 <= today.number }.max().map { Day(number: $0) }
  }

  /// Takes over what a household's cases are now.
  mutating func replace(_ household: HouseholdKey, with now: [CaseSpan]) {
    add(changed[household] ?? spans[household] ?? [], -1)
    add(now, 1)
    changed[household] = now
  }

  private mutating func add(_ own: [CaseSpan], _ sign: Int32) {
    var villages: Set<Int64> = []
    for span in own where span.opened <= asOf.number {
      let told = share(of: span)
      for step in CaseHistory.steps {
        let at = start(of: span.place / step * step)
        for slot in told { numbers[at + slot] += sign }
      }
      if let registered = span.registered, registered > freshSince, registered <= asOf.number {
        villages.insert(span.place / 1_000 * 1_000)
      }
    }
    for village in villages { fresh[village, default: 0] += Int(sign) }
  }

  /// The slots in which a span counts.
  private func share(of span: CaseSpan) -> [Int] {
    let day = asOf.number
    let ended = span.ended.flatMap { $0 <= day ? $0 : nil }
    var slots: [Int] = []
    func count(_ part: Int, on moment: Int32?) {
      guard let moment, moment <= day, let month = firsts.lastIndex(where: { $0 <= moment }) else { return }
      slots.append(month * CaseHistory.parts + part)
    }
    if span.isClue {
      count(0, on: span.opened)
      count(1, on: ended)
    } else {
      count(3, on: span.registered)
      if span.isEliminated { count(4, on: ended) }
      count(5, on: ended)
      if ended == nil, span.registered.map({ $0 > day }) ?? true { slots.append(CaseHistory.width - 1) }
    }
    for month in ends.indices where span.opened <= ends[month] && (ended ?? .max) > ends[month] {
      slots.append(month * CaseHistory.parts + (span.isClue ? 2 : 6))
    }
    return slots
  }

  private mutating func start(of place: Int64) -> Int {
    if let known = index[place] { return known }
    let at = numbers.count
    index[place] = at
    numbers.append(contentsOf: repeatElement(0, count: CaseHistory.width))
    return at
  }

  /// The flow of a place. **Parameters**: `cluster`, from how many households on a village is one.
  func flow(of place: PlaceCode, cluster: Int) -> CaseFlow {
    let at = index[place.number]
    func number(_ month: Int, _ part: Int) -> Int {
      at.map { Int(numbers[$0 + month * CaseHistory.parts + part]) } ?? 0
    }
    let months = firsts.indices.map { month in
      CaseFlow.Month(
        first: Day(number: firsts[month]), newClues: number(month, 0), endedClues: number(month, 1),
        openClues: number(month, 2), registered: number(month, 3), eliminated: number(month, 4),
        ended: number(month, 5), openEpisodes: number(month, 6))
    }
    let clusters = fresh.filter { $0.value >= cluster && place.subtree.contains($0.key) }
      .compactMap { village, households in
        PlaceCode(number: village).map { CaseFlow.Cluster(village: $0, households: households) }
      }
    return CaseFlow(
      asOf: asOf, months: months, opened: at.map { Int(numbers[$0 + CaseHistory.width - 1]) } ?? 0,
      clusters: clusters.sorted { ($1.households, $0.village) < ($0.households, $1.village) })
  }
}
