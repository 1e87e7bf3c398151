// Functions that make a value of one type out of another.

extension Standard {
  package static let conversions: [Function] = [
    .one("int", to(.int, from: .int, .uint, .double, .string, .timestamp, .duration), int),
    .one("uint", to(.uint, from: .uint, .int, .double, .string), uint),
    .one("double", to(.double, from: .double, .int, .uint, .string), double),
    .one(
      "string",
      to(
        .string, from: .string, .int, .uint, .double, .bool, .bytes, .timestamp, .duration,
        .opaque("net.IP"), .opaque("net.CIDR")), string),
    .one("bytes", to(.bytes, from: .bytes, .string)) { value throws(EvaluationFault.Reason) in
      switch value {
      case .bytes: value
      case .string(let text): .bytes(Array(text.utf8))
      default: throw Function.noOverload("bytes", value)
      }
    },
    .one("bool", to(.bool, from: .bool, .string), bool),
    .one("timestamp", to(.timestamp, from: .timestamp, .string, .int)) {
      value throws(EvaluationFault.Reason) in
      switch value {
      case .timestamp: return value
      case .int(let seconds): return .timestamp(try Timestamp(seconds: seconds).checked())
      case .string(let text):
        guard let moment = Timestamp(text) else { throw .badConversion(to: "timestamp", text: text) }
        return .timestamp(moment)
      default: throw Function.noOverload("timestamp", value)
      }
    },
    .one("duration", to(.duration, from: .duration, .string)) { value throws(EvaluationFault.Reason) in
      switch value {
      case .duration: return value
      case .string(let text):
        guard let span = TimeSpan(text) else { throw .badConversion(to: "duration", text: text) }
        return .duration(span)
      default: throw Function.noOverload("duration", value)
      }
    },
    .one("type", [.free(.a, to: .type(.a))]) { value throws(EvaluationFault.Reason) in .type(value.typeName)
    },
    .one("dyn", [.free(.a, to: .dyn)]) { value throws(EvaluationFault.Reason) in value },
  ]

  private static func to(_ result: CELType, from types: CELType...) -> [Function.Overload] {
    types.map { .free($0, to: result) }
  }

  @Sendable private static func int(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .int: return value
    case .uint(let number):
      guard let exact = Int64(exactly: number) else { throw .overflow }
      return .int(exact)
    case .double(let number):
      // Both ends are left out: a double can't tell them from numbers outside.
      guard abs(number) < 0x1p63 else { throw .overflow }
      return .int(Int64(number))
    case .string(let text):
      guard let number = Int64(text) else { throw .badConversion(to: "int", text: text) }
      return .int(number)
    case .timestamp(let moment): return .int(moment.seconds)
    // In nanoseconds, as the standard's first implementation has it.
    case .duration(let span): return .int(span.nanoseconds)
    default: throw Function.noOverload("int", value)
    }
  }

  @Sendable private static func uint(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .uint: return value
    case .int(let number):
      guard let exact = UInt64(exactly: number) else { throw .overflow }
      return .uint(exact)
    case .double(let number):
      guard number >= 0, number < 0x1p64 else { throw .overflow }
      return .uint(UInt64(number))
    case .string(let text):
      // Swift takes a sign before it.
      guard text.utf8.first?.isDigit == true, let number = UInt64(text) else {
        throw .badConversion(to: "uint", text: text)
      }
      return .uint(number)
    default: throw Function.noOverload("uint", value)
    }
  }

  @Sendable private static func double(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .double: return value
    case .int(let number): return .double(Double(number))
    case .uint(let number): return .double(Double(number))
    case .string(let text):
      guard let number = Double(spelled: text) else { throw .badConversion(to: "double", text: text) }
      return .double(number)
    default: throw Function.noOverload("double", value)
    }
  }

  @Sendable private static func string(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .string: return value
    case .int(let number): return .string(String(number))
    case .uint(let number): return .string(String(number))
    case .double(let number): return .string(number.shortText)
    case .bool(let truth): return .string(truth ? "true" : "false")
    case .bytes(let bytes):
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw .badConversion(to: "string", text: value.shortText)
      }
      return .string(text)
    case .timestamp(let moment): return .string(moment.text)
    case .duration(let span): return .string(span.text)
    case .opaque(let address as NetworkAddress): return .string(address.plainText)
    case .opaque(let block as NetworkBlock): return .string(block.plainText)
    default: throw Function.noOverload("string", value)
    }
  }

  @Sendable private static func bool(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .bool: return value
    case .string("1"), .string("t"), .string("true"), .string("TRUE"), .string("True"): return .bool(true)
    case .string("0"), .string("f"), .string("false"), .string("FALSE"), .string("False"): return .bool(false)
    case .string(let text): throw .badConversion(to: "bool", text: text)
    default: throw Function.noOverload("bool", value)
    }
  }
}

extension Double {
  /// The number that a text spells. Swift reads more than the standard: a number too large as infinity,
  /// `nan(1)` and a signed NaN, hexadecimal digits without an exponent, and anything behind a zero byte.
  package init?(spelled text: String) {
    guard !text.utf8.contains(0), let number = Double(text) else { return nil }
    let word = text.lowercased()
    let digits = word.hasPrefix("+") || word.hasPrefix("-") ? word.dropFirst() : word[...]
    let isSpelled =
      number.isNaN
      ? word == "nan"
      : number.isInfinite
        ? digits == "inf" || digits == "infinity" : !digits.hasPrefix("0x") || digits.contains("p")
    guard isSpelled else { return nil }
    self = number
  }

  /// The shortest text that reads back as the number: whole numbers without decimals, and an exponent from
  /// a million on and below a ten-thousandth, as the standard's implementations have it.
  package var shortText: String {
    if isNaN { return "NaN" }
    if isInfinite { return self < 0 ? "-Infinity" : "+Infinity" }
    let digits = DecimalDigits(shortest: self)
    let isPlain = self == 0 || -3...6 ~= digits.point
    let text = isPlain ? digits.plain : digits.scientific(decimals: digits.digits.count - 1)
    return (sign == .minus ? "-" : "") + text
  }
}
