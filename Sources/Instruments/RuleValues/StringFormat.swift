// `format`: a template whose `%` clauses are filled with the values of a list.

extension Standard {
  package static let formatting: [Function] = [
    .two("format", [.member(.string, .list(.dyn), to: .string)]) {
      template, values throws(EvaluationFault.Reason) in
      guard case .string(let template) = template, case .list(let values) = values else {
        throw Function.noOverload("format", template, values)
      }
      return .string(try formatted(template, values))
    }
  ]

  /// Values that no clause asks for are left over without complaint.
  private static func formatted(
    _ template: String, _ values: [Value]
  ) throws(EvaluationFault.Reason) -> String {
    var text = FormattedText()
    var rest = template.utf8[...]
    var used = 0
    while let percent = rest.firstIndex(of: UInt8(ascii: "%")) {
      try text.write(rest[..<percent])
      rest = rest[percent...].dropFirst()
      if rest.first == UInt8(ascii: "%") {
        try text.write(rest.prefix(1))
        rest.removeFirst()
        continue
      }
      let clause = try FormatClause(&rest)
      guard used < values.count else { throw .indexOutOfRange(Int64(used)) }
      try clause.write(values[used], to: &text)
      used += 1
    }
    try text.write(rest)
    return String(decoding: text.bytes, as: UTF8.self)
  }
}

/// What follows a `%`: how one value is written.
struct FormatClause {
  private let letter: Unicode.Scalar
  /// Digits behind the point, for the clauses that write one.
  private let precision: Int

  /// Takes the clause off the front of a template.
  init(_ rest: inout Substring.UTF8View) throws(EvaluationFault.Reason) {
    precision = try Self.precision(&rest)
    guard let letter = Substring(rest).unicodeScalars.first else {
      throw Self.refusal(zh: "模板在 % 之后中断。", en: "the template ends within a % clause.")
    }
    guard "sdfebxXo".unicodeScalars.contains(letter) else {
      throw Self.refusal(zh: "没有格式 %\(letter)。", en: "there is no clause %\(letter).")
    }
    self.letter = letter
    rest.removeFirst()
  }

  private static func precision(_ rest: inout Substring.UTF8View) throws(EvaluationFault.Reason) -> Int {
    guard rest.first == UInt8(ascii: ".") else { return 6 }
    rest.removeFirst()
    let digits = rest.prefix(while: \.isDigit)
    rest = rest[digits.endIndex...]
    guard let precision = Int(String(Substring(digits))), precision <= longestPrecision else {
      throw refusal(
        zh: "小数位数须为 0 到 \(longestPrecision)。", en: "the precision is a number from 0 to \(longestPrecision).")
    }
    return precision
  }

  private static let longestPrecision = 1_000

  func write(_ value: Value, to text: inout FormattedText) throws(EvaluationFault.Reason) {
    switch letter {
    case "s": try text.write(value: value)
    case "d": try text.write(try decimal(value).utf8)
    case "f", "e": try text.write(try real(value).utf8)
    case "b":
      if case .bool(let truth) = value {
        try text.write((truth ? "1" : "0").utf8)
      } else {
        try text.write(try integer(value, radix: 2).utf8)
      }
    case "o": try text.write(try integer(value, radix: 8).utf8)
    default: try hex(value, to: &text)
    }
  }

  private func decimal(_ value: Value) throws(EvaluationFault.Reason) -> String {
    guard case .double(let number) = value else { return try integer(value, radix: 10) }
    return number.plainText
  }

  private func real(_ value: Value) throws(EvaluationFault.Reason) -> String {
    let number =
      switch value {
      case .double(let number): number
      case .int(let number): Double(number)
      case .uint(let number): Double(number)
      default: throw refusal(value)
      }
    guard number.isFinite else { return number.plainText }
    let digits = DecimalDigits(exactly: number)
    let text = letter == "e" ? digits.scientific(decimals: precision) : digits.fixed(decimals: precision)
    return number.sign == .minus ? "-" + text : text
  }

  private func integer(_ value: Value, radix: Int) throws(EvaluationFault.Reason) -> String {
    switch value {
    case .int(let number): String(number, radix: radix, uppercase: letter == "X")
    case .uint(let number): String(number, radix: radix, uppercase: letter == "X")
    default: throw refusal(value)
    }
  }

  private func hex(_ value: Value, to text: inout FormattedText) throws(EvaluationFault.Reason) {
    switch value {
    case .string(let string): try text.write(hex: string.utf8, uppercase: letter == "X")
    case .bytes(let bytes): try text.write(hex: bytes, uppercase: letter == "X")
    default: try text.write(try integer(value, radix: 16).utf8)
    }
  }

  private func refusal(_ value: Value) -> EvaluationFault.Reason {
    Self.refusal(
      zh: "%\(letter) 不能用于 \(value.typeName)。", en: "%\(letter) can't be used on \(value.typeName).")
  }

  fileprivate static func refusal(zh: String, en: String) -> EvaluationFault.Reason {
    .badArgument(function: "format", Wording(zh: zh, en: en))
  }
}

/// A text that is being written and never grows too long: a list may hold itself many times over, so its
/// length as text is known only on the way.
struct FormattedText {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ text: some Collection<UInt8>) throws(EvaluationFault.Reason) {
    try Standard.checkLength(bytes.count + text.count)
    bytes += text
  }

  mutating func write(hex text: some Collection<UInt8>, uppercase: Bool) throws(EvaluationFault.Reason) {
    try Standard.checkLength(bytes.count + text.count * 2)
    let digits = Array((uppercase ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
    for byte in text {
      bytes.append(digits[Int(byte >> 4)])
      bytes.append(digits[Int(byte & 15)])
    }
  }

  /// The value as `%s` has it: text without quotes, whatever the depth.
  mutating func write(value: Value) throws(EvaluationFault.Reason) {
    switch value {
    case .null: try write("null".utf8)
    case .bool(let truth): try write((truth ? "true" : "false").utf8)
    case .int(let number): try write(String(number).utf8)
    case .uint(let number): try write(String(number).utf8)
    case .double(let number): try write(number.plainText.utf8)
    case .string(let text): try write(text.utf8)
    case .bytes(let bytes): try write(String(decoding: bytes, as: UTF8.self).utf8)
    case .timestamp(let moment): try write(moment.text.utf8)
    case .duration(let span): try write(span.text.utf8)
    case .type(let name): try write(name.utf8)
    case .list(let elements):
      try write("[".utf8)
      for (place, element) in elements.enumerated() {
        if place > 0 { try write(", ".utf8) }
        try write(value: element)
      }
      try write("]".utf8)
    case .map(let map): try write(map: map)
    case .record, .optional, .opaque:
      throw FormatClause.refusal(
        zh: "%s 不能用于 \(value.typeName)。", en: "%s can't be used on \(value.typeName).")
    }
  }

  /// Entries in the order of their keys as text, by code points.
  private mutating func write(map: MapValue) throws(EvaluationFault.Reason) {
    var entries: [(key: [UInt8], value: Value)] = []
    for (key, value) in map.entries {
      var text = FormattedText()
      try text.write(value: key)
      entries.append((text.bytes, value))
    }
    entries.sort { $0.key.lexicographicallyPrecedes($1.key) }
    try write("{".utf8)
    for (place, entry) in entries.enumerated() {
      if place > 0 { try write(", ".utf8) }
      try write(entry.key)
      try write(": ".utf8)
      try write(value: entry.value)
    }
    try write("}".utf8)
  }
}

extension Double {
  /// The number without an exponent, or the word for one that has no digits.
  fileprivate var plainText: String {
    if isNaN { return "NaN" }
    return (sign == .minus ? "-" : "") + (isInfinite ? "Infinity" : DecimalDigits(shortest: self).plain)
  }
}
