// Adding and taking apart moments and lengths of time, within the ranges of the standard.

extension Timestamp {
  /// 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  static let secondsRange: ClosedRange<Int64> = -62_135_596_800...253_402_300_799

  /// Midnight UTC of a day counted from 1970-01-01.
  package init(day: Int64) { self.init(seconds: day * 86_400) }

  func checked() throws(EvaluationFault.Reason) -> Timestamp {
    guard Self.secondsRange.contains(seconds) else { throw .timeOutOfRange }
    return self
  }

  func adding(_ span: TimeSpan) throws(EvaluationFault.Reason) -> Timestamp {
    let (carry, nanos) = (Int64(nanos) + Int64(span.nanos)).flooredDivision(by: TimeSpan.nanosPerSecond)
    return try Timestamp(
      seconds: Standard.exact(seconds.addingReportingOverflow(span.seconds + carry)), nanos: Int32(nanos)
    ).checked()
  }

  func span(since other: Timestamp) throws(EvaluationFault.Reason) -> TimeSpan {
    try TimeSpan.of(seconds: seconds - other.seconds, nanos: Int64(nanos) - Int64(other.nanos))
  }
}

extension TimeSpan {
  static let nanosPerSecond: Int64 = 1_000_000_000

  package init(nanoseconds: Int64) {
    self.init(
      seconds: nanoseconds / Self.nanosPerSecond, nanos: Int32(truncatingIfNeeded: nanoseconds % Self.nanosPerSecond))
  }

  /// The length in nanoseconds: a length of time is one that fits, about 292 years either way.
  var nanoseconds: Int64 { seconds &* Self.nanosPerSecond &+ Int64(nanos) }

  static func of(seconds: Int64, nanos: Int64) throws(EvaluationFault.Reason) -> TimeSpan {
    let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: nanosPerSecond)
    let (total, overflows) = whole.addingReportingOverflow(nanos)
    if isTooLong || overflows { throw .timeOutOfRange }
    return TimeSpan(nanoseconds: total)
  }

  func adding(_ other: TimeSpan) throws(EvaluationFault.Reason) -> TimeSpan {
    let (total, overflows) = nanoseconds.addingReportingOverflow(other.nanoseconds)
    if overflows { throw .timeOutOfRange }
    return TimeSpan(nanoseconds: total)
  }

  func negated() -> TimeSpan { TimeSpan(seconds: -seconds, nanos: -nanos) }
}
