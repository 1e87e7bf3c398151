// Who does something, when, and by which request: the first argument of every verb.

/// A moment of the world's clock, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// The calendar day at a fixed distance from UTC. Unit of the offset: minutes; China is 480 all year.
  package func day(offsetMinutes: Int = 480) -> Day {
    let shifted = milliseconds + Int64(offsetMinutes) * 60_000
    return Day(number: Int32(shifted >= 0 ? shifted / 86_400_000 : (shifted - 86_399_999) / 86_400_000))
  }

  package var description: String {
    let day = day(offsetMinutes: 0)
    let rest = Int(milliseconds - Int64(day.number) * 86_400_000) / 1_000
    return "\(day)T\(padded(rest / 3600, 2)):\(padded(rest / 60 % 60, 2)):\(padded(rest % 60, 2))Z"
  }

  package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
}

extension Instant {
  /// **Unit**: minutes since midnight, in China.
  package var minuteOfDay: Int { Int((milliseconds - day().instant(minute: 0).milliseconds) / 60_000) }
}

extension Day {
  /// A minute of the day in China's time, eight hours before UTC.
  package func instant(minute: Int) -> Instant {
    Instant(milliseconds: Int64(number) * 86_400_000 + Int64(minute - 480) * 60_000)
  }
}

/// The clock, passed in: only Programs knows the real one.
package struct Clock: Sendable {
  package let now: @Sendable () -> Instant

  package init(_ now: @escaping @Sendable () -> Instant) { self.now = now }

  package static func fixed(_ instant: Instant) -> Clock { Clock { instant } }
}

/// Who acts, when, in which post, from where, and under which request: what the journal records of a change.
package struct Act: Sendable {
  /// An account, or `local:` and the name of who runs a command on the machine itself.
  package let actor: String
  package let at: Instant
  /// Names the request: a change that comes with the same name twice is made once.
  package let request: String
  /// The post in which the actor acts; empty on the machine itself.
  package let post: String
  /// Where the request came from, such as an address of the network; empty on the machine itself.
  package let client: String

  package init(actor: String, at: Instant, request: String, post: String = "", client: String = "") {
    (self.actor, self.at, self.request, self.post, self.client) = (actor, at, request, post, client)
  }
}
