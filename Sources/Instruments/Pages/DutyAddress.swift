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
  case recordPaper(PlaceCode, cadence: String, WorkPeriod, subject: String, isPDF: Bool)

  var path: String {
    switch self {
    case .today: "/duties"
    case .place(let place, _): "/duties/\(place.short)"
    case .daily(let place, _): "/duties/\(place.short)/daily"
    case .record(let place, let cadence, let period, _):
      "/duties/\(place.short)/\(PageQuery.encoded(cadence))/\(period)"
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
    case .today, .daily: break
    }
  }

  /// The page of the words behind `duties`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    guard let first = words.first else {
      self = .today
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
    case 3, 4:
      guard PageAddress.isName(words[1]), let period = WorkPeriod(words[2]), period.description == words[2]
      else { return nil }
      let subject = query["subject"] ?? ""
      guard subject.isEmpty || PageAddress.isName(subject) else { throw PageAddress.parameter("subject") }
      switch words.dropFirst(3).first {
      case nil: self = .record(place, cadence: words[1], period, subject: subject)
      case "paper": self = .recordPaper(place, cadence: words[1], period, subject: subject, isPDF: false)
      case "paper.pdf": self = .recordPaper(place, cadence: words[1], period, subject: subject, isPDF: true)
      default: return nil
      }
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
