// The rules of messages: what is told of, by which way, when it is quiet, how often it is tried.

package import Kernel
package import Pages

/// A way by which a message leaves the system.
package enum MessageChannel: String, CaseIterable, Sendable, Comparable {
  case mail, sms, webhook

  package static func < (left: MessageChannel, right: MessageChannel) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// What can be counted for an account.
package enum MessageFact: String, CaseIterable, Sendable {
  case dutiesToday = "duties_today"
  case dutiesLate = "duties_late"
  /// What the next level hears of: missing once, and several times in a row.
  case missingBelow = "missing_below"
  case rowBelow = "row_below"
  case cluesLate = "clues_late"
  case cluesAlarm = "clues_alarm"
  case stepsLate = "steps_late"
  case measuresLate = "measures_late"

  /// The list behind the count.
  package var leads: PageAddress {
    switch self {
    case .dutiesToday, .dutiesLate, .missingBelow, .rowBelow: .duties(.today)
    case .cluesLate: .monitoring(.clues(WorkView(["late": "1"])))
    case .cluesAlarm: .monitoring(.clues(WorkView(["late": "alarm"])))
    case .stepsLate: .monitoring(.episodes(WorkView(["late": "1"])))
    case .measuresLate: .monitoring(.measures(WorkView(["late": "1"])))
    }
  }
}

/// One message a morning that tells all that waits.
package struct DigestRule: Equatable, Sendable {
  let title: Text
  /// Not before this time of the day. **Unit**: minutes, in China.
  let minute: Int
  let channels: [MessageChannel]
  /// **Shape**: in the order in which they are told.
  let lines: [DigestLine]
}

package struct DigestLine: Equatable, Sendable {
  let fact: MessageFact
  let words: Text
}

/// What is told at once, where a count reaches a least number.
package struct EscalationRule: Equatable, Sendable {
  let fact: MessageFact
  let least: Int
  let title, words: Text
  let channels: [MessageChannel]
}

/// The time in which nothing leaves by some ways; it may go over midnight.
package struct QuietHours: Equatable, Sendable {
  /// **Unit**: minutes of the day in China; where both are the same it is never quiet.
  let from, until: Int
  let channels: Set<MessageChannel>

  package init(from: Int, until: Int, channels: Set<MessageChannel>) {
    (self.from, self.until, self.channels) = (from, until, channels)
  }

  /// The first moment, from one on, in which a way is open.
  package func open(_ channel: MessageChannel, from moment: Instant) -> Instant {
    guard channels.contains(channel), from != until else { return moment }
    let minute = moment.minuteOfDay
    let isQuiet = from < until ? (from..<until).contains(minute) : minute >= from || minute < until
    guard isQuiet else { return moment }
    let day = minute >= until ? moment.day().adding(days: 1) : moment.day()
    return day.instant(minute: until)
  }
}

package struct MessageBook: Equatable, Sendable {
  static let file = "messages.yaml"
  /// What a message of the morning is called; every other kind is named by its fact.
  package static let digestKind = "digest"

  let digest: DigestRule
  let escalations: [EscalationRule]
  package let quiet: QuietHours
  /// How long to wait after each failure. **Unit**: minutes.
  package let retryMinutes: [Int]
  let mostADay: Int

  init(
    digest: DigestRule, escalations: [EscalationRule], quiet: QuietHours, retryMinutes: [Int], mostADay: Int
  ) {
    (self.digest, self.escalations, self.quiet) = (digest, escalations, quiet)
    (self.retryMinutes, self.mostADay) = (retryMinutes, mostADay)
  }

  /// The kinds of messages that leave by a way.
  func kinds(by channel: MessageChannel) -> Set<String> {
    let urgent = escalations.filter { $0.channels.contains(channel) }.map(\.fact.rawValue)
    return Set(urgent + (digest.channels.contains(channel) ? [MessageBook.digestKind] : []))
  }

  /// **Problems**: `messages.file.unreadable`, `messages.file.invalid` with the line.
  package static func load(_ folder: String) throws(Problem) -> MessageBook {
    try MessageBook(reading: MessageFile.read(folder + "/" + file))
  }
}
