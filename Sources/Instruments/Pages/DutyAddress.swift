// The pages of duties: what is mine today, reports, records, and who made what.

package import Kernel

/// **Shape**: periods are written as `WorkPeriod` writes them.
package enum DutyAddress: Equatable, Sendable {
  /// What the reader's own post owes.
  case today
  /// Who made what of a cadence at a place.
  case place(PlaceCode, DutyView)
  /// A villager group's report of a day; nil for today.
  case daily(PlaceCode, Day?)
  /// The record of a period; the subject is empty where it is no department's.
  case record(PlaceCode, cadence: String, WorkPeriod, subject: String)
  /// Giving a task out of a meeting.
  case giveTask(PlaceCode, cadence: String, WorkPeriod)
  /// Tasks of the reader's post and place, and one of them.
  case tasks
  case task(county: Int64, number: Int64)
  /// What villages decide, and one matter with its minutes.
  case matters(PlaceCode)
  case matter(county: Int64, number: Int64)
  case matterPaper(county: Int64, number: Int64, isPDF: Bool)
  /// Which seats of a place are filled.
  case seats(PlaceCode)
  case recordPaper(PlaceCode, cadence: String, WorkPeriod, subject: String, isPDF: Bool)

  var path: String {
    switch self {
    case .today: "/duties"
    case .place(let place, _): "/duties/\(place.short)"
    case .daily(let place, _): "/duties/\(place.short)/daily"
    case .record(let place, let cadence, let period, _):
      "/duties/\(place.short)/\(PageQuery.encoded(cadence))/\(period)"
    case .giveTask(let place, let cadence, let period):
      "/duties/\(place.short)/\(PageQuery.encoded(cadence))/\(period)/tasks"
    case .tasks: "/duties/tasks"
    case .task(let county, let number): "/duties/tasks/\(county)-\(number)"
    case .matters(let place): "/duties/\(place.short)/deliberations"
    case .matter(let county, let number): "/duties/deliberations/\(county)-\(number)"
    case .matterPaper(let county, let number, let isPDF):
      "/duties/deliberations/\(county)-\(number)/paper\(isPDF ? ".pdf" : "")"
    case .seats(let place): "/duties/\(place.short)/seats"
    case .recordPaper(let place, let cadence, let period, _, let isPDF):
      "/duties/\(place.short)/\(PageQuery.encoded(cadence))/\(period)/paper\(isPDF ? ".pdf" : "")"
    }
  }

  func write(into query: inout PageQuery) {
    switch self {
    case .place(_, let view): view.write(into: &query)
    case .daily(_, let day?): query.add("on", day.description)
    case .record(_, _, _, let subject), .recordPaper(_, _, _, let subject, _):
      if !subject.isEmpty { query.add("subject", subject) }
    default: break
    }
  }

  /// The page of the words behind `duties`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    guard let first = words.first else {
      self = .today
      return
    }
    if let numbered = DutyAddress.numbered(words) {
      self = numbered
      return
    }
    guard let place = PlaceCode(first), place.short == first else { return nil }
    switch words.count {
    case 1: self = .place(place, try DutyView(reading: query))
    case 2 where words[1] == "daily":
      var day: Day?
      if let text = query["on"], !text.isEmpty {
        guard let found = Day(text) else { throw PageAddress.parameter("on") }
        day = found
      }
      self = .daily(place, day)
    case 2 where words[1] == "deliberations": self = .matters(place)
    case 2 where words[1] == "seats": self = .seats(place)
    case 3, 4:
      guard PageAddress.isName(words[1]), let period = WorkPeriod(words[2]), period.description == words[2]
      else { return nil }
      let subject = query["subject"] ?? ""
      guard subject.isEmpty || PageAddress.isName(subject) else { throw PageAddress.parameter("subject") }
      switch words.dropFirst(3).first {
      case nil: self = .record(place, cadence: words[1], period, subject: subject)
      case "tasks": self = .giveTask(place, cadence: words[1], period)
      case "paper": self = .recordPaper(place, cadence: words[1], period, subject: subject, isPDF: false)
      case "paper.pdf": self = .recordPaper(place, cadence: words[1], period, subject: subject, isPDF: true)
      default: return nil
      }
    default: return nil
    }
  }

  /// Tasks and matters, which have numbers of their own.
  private static func numbered(_ words: [String]) -> DutyAddress? {
    if words == ["tasks"] { return .tasks }
    guard words.count >= 2, let (county, number) = MonitoringAddress.caseNumber(words[1]) else { return nil }
    switch (words[0], Array(words.dropFirst(2))) {
    case ("tasks", []): return .task(county: county, number: number)
    case ("deliberations", []): return .matter(county: county, number: number)
    case ("deliberations", ["paper"]): return .matterPaper(county: county, number: number, isPDF: false)
    case ("deliberations", ["paper.pdf"]): return .matterPaper(county: county, number: number, isPDF: true)
    default: return nil
    }
  }
}

/// Which duty of a place is shown. **Shape**: nil for the first one that is owed below.
package struct DutyView: Equatable, Sendable {
  package var cadence: String?

  package init(cadence: String? = nil) { self.cadence = cadence }

  init(reading query: PageQuery) throws(Problem) {
    guard let text = query["duty"], !text.isEmpty else { return }
    guard PageAddress.isName(text) else { throw PageAddress.parameter("duty") }
    cadence = text
  }

  func write(into query: inout PageQuery) {
    if let cadence { query.add("duty", cadence) }
  }
}
