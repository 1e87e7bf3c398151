// Moments as RFC 3339 text and lengths of time as `1h30m`: reading and writing.

extension Timestamp {
  /// Nil where the text is no moment of RFC 3339, or one outside the years 1 to 9999.
  package init?(_ text: String) {
    var reader = TextReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), reader.take("T"), let hour = reader.number(2), reader.take(":"),
      let minute = reader.number(2), reader.take(":"), let second = reader.number(2)
    else { return nil }
    var civil = CivilTime(year: year, month: month, day: day)
    (civil.hour, civil.minute, civil.second) = (hour, minute, second)
    var nanos = 0
    if reader.take(".") {
      guard let fraction = reader.fraction() else { return nil }
      nanos = fraction
    }
    guard civil.isReal, let offset = reader.offset(), reader.isAtEnd else { return nil }
    let seconds = civil.seconds - Int64(offset)
    guard Self.secondsRange.contains(seconds) else { return nil }
    self.init(seconds: seconds, nanos: Int32(nanos))
  }

  /// RFC 3339 in UTC, with as many decimals as there are.
  package var text: String {
    let civil = CivilTime(seconds: seconds)
    let date = "\(civil.year.padded(4))-\(civil.month.padded(2))-\(civil.day.padded(2))"
    let clock = "\(civil.hour.padded(2)):\(civil.minute.padded(2)):\(civil.second.padded(2))"
    return "\(date)T\(clock)\(decimals(nanos))Z"
  }
}

extension TimeSpan {
  /// Nil where the text is no length of time, or one too long to count in nanoseconds.
  package init?(_ text: String) {
    var reader = TextReader(text)
    let isNegative = reader.take("-")
    if !isNegative { _ = reader.take("+") }
    if reader.rest == "0" {
      self.init(seconds: 0)
      return
    }
    guard !reader.isAtEnd else { return nil }
    var total: Int64 = 0
    while !reader.isAtEnd {
      guard let part = reader.spanPart() else { return nil }
      let (sum, overflows) = total.addingReportingOverflow(part)
      if overflows { return nil }
      total = sum
    }
    self.init(nanoseconds: isNegative ? -total : total)
  }

  /// Seconds with as many decimals as there are: `90s`, `-1.5s`.
  package var text: String {
    let sign = seconds < 0 || nanos < 0 ? "-" : ""
    return "\(sign)\(seconds.magnitude)\(decimals(Int32(nanos.magnitude)))s"
  }
}

/// `.5` of 500,000,000 nanoseconds, nothing of none.
private func decimals(_ nanos: Int32) -> String {
  guard nanos != 0 else { return "" }
  var digits = Int(nanos).padded(9)
  while digits.hasSuffix("0") { digits.removeLast() }
  return "." + digits
}

extension Int {
  package func padded(_ width: Int) -> String {
    let digits = String(magnitude)
    return (self < 0 ? "-" : "") + String(repeating: "0", count: Swift.max(0, width - digits.count)) + digits
  }
}

/// Reads a text from its front.
package struct TextReader {
  private var bytes: ArraySlice<UInt8>

  package init(_ text: String) { bytes = Array(text.utf8)[...] }

  package var isAtEnd: Bool { bytes.isEmpty }
  package var rest: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func take(_ prefix: String) -> Bool {
    guard bytes.starts(with: prefix.utf8) else { return false }
    bytes.removeFirst(prefix.utf8.count)
    return true
  }

  /// Exactly so many digits.
  package mutating func number(_ count: Int) -> Int? {
    guard bytes.count >= count, bytes.prefix(count).allSatisfy(\.isDigit) else { return nil }
    defer { bytes.removeFirst(count) }
    return bytes.prefix(count).reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// Decimals as nanoseconds; digits beyond the ninth are dropped.
  package mutating func fraction() -> Int? {
    let digits = bytes.prefix(while: \.isDigit)
    guard !digits.isEmpty else { return nil }
    bytes.removeFirst(digits.count)
    let nine = (Array(digits) + Array(repeating: UInt8(ascii: "0"), count: 9)).prefix(9)
    return nine.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  /// `Z`, or hours and minutes off UTC, in seconds.
  package mutating func offset() -> Int? {
    if take("Z") { return 0 }
    let isWest = take("-")
    guard isWest || take("+") else { return nil }
    guard let hours = number(2), take(":"), let minutes = number(2), hours < 24, minutes < 60 else {
      return nil
    }
    return (hours * 60 + minutes) * (isWest ? -60 : 60)
  }

  /// One `1.5h` of a length of time, in nanoseconds.
  package mutating func spanPart() -> Int64? {
    let digits = bytes.prefix(while: \.isDigit)
    bytes.removeFirst(digits.count)
    var nanos = 0
    var hasFraction = false
    if take(".") {
      if let read = fraction() { (nanos, hasFraction) = (read, true) }
    }
    guard hasFraction || !digits.isEmpty, let unit = unit() else { return nil }
    let whole = digits.isEmpty ? 0 : Int64(String(decoding: digits, as: UTF8.self))
    guard let product = whole?.multipliedReportingOverflow(by: unit), !product.overflow else { return nil }
    // A fraction of an hour is up to 3.6e12 nanoseconds: its product with 1e9 needs the wider type.
    let part = unit.multipliedFullWidth(by: Int64(nanos))
    let sum = product.partialValue.addingReportingOverflow(
      TimeSpan.nanosPerSecond.dividingFullWidth(part).quotient)
    return sum.overflow ? nil : sum.partialValue
  }

  private mutating func unit() -> Int64? {
    for (name, nanos) in Self.units where take(name) { return nanos }
    return nil
  }

  /// Longer names first, so that `ms` is not read as minutes.
  private static let units: [(String, Int64)] = [
    ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000),
    ("m", 60_000_000_000), ("h", 3_600_000_000_000),
  ]
}
