// Functions that read years, days and hours off timestamps and durations.

extension Standard {
  package static let moments: [Function] =
    [
      part("getFullYear") { $0.year },
      part("getMonth") { $0.month - 1 },
      part("getDate") { $0.day },
      part("getDayOfMonth") { $0.day - 1 },
      part("getDayOfYear") { $0.dayOfYear },
      part("getDayOfWeek") { $0.dayOfWeek },
      part("getHours", ofSpan: { $0.seconds / 3_600 }) { $0.hour },
      part("getMinutes", ofSpan: { $0.seconds / 60 }) { $0.minute },
      part("getSeconds", ofSpan: { $0.seconds }) { $0.second },
      [
        .one(
          "getMilliseconds", [.member(.timestamp, to: .int), .member(.duration, to: .int)]
        ) { value throws(EvaluationFault.Reason) in
          switch value {
          case .timestamp(let moment): .int(Int64(moment.nanos) / 1_000_000)
          case .duration(let span): .int(Int64(span.nanos) / 1_000_000)
          default: throw Function.noOverload("getMilliseconds", value)
          }
        },
        .two(
          "getMilliseconds", [.member(.timestamp, .string, to: .int)]
        ) { value, zone throws(EvaluationFault.Reason) in
          _ = try civil(value, zone, "getMilliseconds")
          guard case .timestamp(let moment) = value else {
            throw Function.noOverload("getMilliseconds", value)
          }
          return .int(Int64(moment.nanos) / 1_000_000)
        },
        .one("days", [.free(.int, to: .duration)]) { value throws(EvaluationFault.Reason) in
          guard case .int(let days) = value else { throw Function.noOverload("days", value) }
          return .duration(try .of(seconds: exact(days.multipliedReportingOverflow(by: 86_400)), nanos: 0))
        },
      ],
    ].flatMap { $0 }

  /// A part of the calendar or the clock: in UTC, in a given zone, and where it is asked of durations too.
  private static func part(
    _ name: String, ofSpan: (@Sendable (TimeSpan) -> Int64)? = nil,
    _ part: @escaping @Sendable (CivilTime) -> Int
  ) -> [Function] {
    let spans: [Function.Overload] = ofSpan == nil ? [] : [.member(.duration, to: .int)]
    return [
      .one(name, [.member(.timestamp, to: .int)] + spans) { value throws(EvaluationFault.Reason) in
        if case .timestamp(let moment) = value {
          return .int(Int64(part(CivilTime(seconds: moment.seconds))))
        }
        guard let ofSpan, case .duration(let span) = value else { throw Function.noOverload(name, value) }
        return .int(ofSpan(span))
      },
      .two(name, [.member(.timestamp, .string, to: .int)]) { value, zone throws(EvaluationFault.Reason) in
        .int(Int64(part(try civil(value, zone, name))))
      },
    ]
  }

  private static func civil(
    _ value: Value, _ zone: Value, _ name: String
  ) throws(EvaluationFault.Reason) -> CivilTime {
    guard case .timestamp(let moment) = value, case .string(let zone) = zone else {
      throw Function.noOverload(name, value, zone)
    }
    guard let zone = ZoneShelf.zone(zone) else { throw .badTimeZone(zone) }
    return CivilTime(seconds: moment.seconds &+ Int64(zone.offset(at: moment.seconds)))
  }
}
