// Functions that pick places and parts of a text, and change its letters.

extension Standard {
  package static let stringLibrary: [Function] = [
    .two("charAt", [.member(.string, .int, to: .string)], charAt),
    .two("indexOf", [.member(.string, .string, to: .int)]) { text, part throws(EvaluationFault.Reason) in
      try indexOf([text, part])
    },
    .many("indexOf", [.member(.string, .string, .int, to: .int)], indexOf),
    .two("lastIndexOf", [.member(.string, .string, to: .int)]) { text, part throws(EvaluationFault.Reason) in
      try lastIndexOf([text, part])
    },
    .many("lastIndexOf", [.member(.string, .string, .int, to: .int)], lastIndexOf),
    .two("substring", [.member(.string, .int, to: .string)]) { text, start throws(EvaluationFault.Reason) in
      try substring([text, start])
    },
    .many("substring", [.member(.string, .int, .int, to: .string)], substring),
    .one("lowerAscii", ofText) { text throws(EvaluationFault.Reason) in
      try mapBytes(text, "lowerAscii") { UInt8(ascii: "A")...UInt8(ascii: "Z") ~= $0 ? $0 + 32 : $0 }
    },
    .one("upperAscii", ofText) { text throws(EvaluationFault.Reason) in
      try mapBytes(text, "upperAscii") { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 ? $0 - 32 : $0 }
    },
    .one("trim", ofText, trim),
    .one("reverse", ofText + [.member(.list(.a), to: .list(.a))], reverse),
    .one("strings.quote", [.free(.string, to: .string)], quote),
  ]

  private static let ofText: [Function.Overload] = [.member(.string, to: .string)]

  @Sendable private static func charAt(_ text: Value, _ place: Value) throws(EvaluationFault.Reason) -> Value
  {
    guard case .string(let text) = text, case .int(let place) = place else {
      throw Function.noOverload("charAt", text, place)
    }
    let start = try index(place, in: text)
    return .string(String(String.UnicodeScalarView(text.unicodeScalars[start...].prefix(1))))
  }

  /// An empty part is found where the search begins, wherever that is.
  @Sendable private static func indexOf(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    let (text, part, offset) = try search(values, "indexOf")
    guard let start = byteOffset(offset ?? 0, in: text) else { throw .indexOutOfRange(offset ?? 0) }
    guard !part.isEmpty else { return .int(offset ?? 0) }
    guard let place = SoughtText(part.utf8).place(in: text[start...]) else { return .int(-1) }
    return .int(codePoints(in: text[..<(start + place)]))
  }

  /// An offset is the last place at which the part may begin.
  @Sendable private static func lastIndexOf(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    let (text, part, offset) = try search(values, "lastIndexOf")
    var end = text.count
    if let offset {
      guard let start = byteOffset(offset, in: text) else { throw .indexOutOfRange(offset) }
      end = min(end, start + part.utf8.count)
    }
    guard !part.isEmpty else { return .int(offset ?? codePoints(in: text[...])) }
    guard let place = SoughtText(part.utf8.reversed()).place(in: text[..<end].reversed()) else {
      return .int(-1)
    }
    return .int(codePoints(in: text[..<(end - place - part.utf8.count)]))
  }

  private static func search(
    _ values: [Value], _ name: String
  ) throws(EvaluationFault.Reason) -> (text: [UInt8], part: String, offset: Int64?) {
    guard values.count >= 2, case .string(let text) = values[0], case .string(let part) = values[1] else {
      throw Function.noOverload(name, values)
    }
    guard values.count > 2 else { return (Array(text.utf8), part, nil) }
    guard case .int(let offset) = values[2] else { throw Function.noOverload(name, values) }
    return (Array(text.utf8), part, offset)
  }

  /// Where the code point of that number begins, the end of the text counted as one more; nil where there is
  /// no such place.
  private static func byteOffset(_ number: Int64, in text: [UInt8]) -> Int? {
    var left = number
    for (place, byte) in text.enumerated() where byte.beginsCodePoint {
      if left == 0 { return place }
      left -= 1
    }
    return left == 0 ? text.count : nil
  }

  private static func codePoints(in bytes: ArraySlice<UInt8>) -> Int64 {
    bytes.reduce(0) { $0 + ($1.beginsCodePoint ? 1 : 0) }
  }

  @Sendable private static func substring(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    guard values.count >= 2, case .string(let text) = values[0], case .int(let start) = values[1] else {
      throw Function.noOverload("substring", values)
    }
    guard values.count > 2 else { return .string(String(text.unicodeScalars[try index(start, in: text)...])) }
    guard case .int(let end) = values[2] else { throw Function.noOverload("substring", values) }
    guard start <= end else {
      throw .badArgument(
        function: "substring",
        Wording(zh: "结束位置 \(end) 在开始位置 \(start) 之前。", en: "the end \(end) lies before the start \(start)."))
    }
    return .string(String(text.unicodeScalars[try index(start, in: text)..<(try index(end, in: text))]))
  }

  /// The place of a code point by its number; the end of the text is one too.
  private static func index(_ number: Int64, in text: String) throws(EvaluationFault.Reason) -> String.Index {
    let scalars = text.unicodeScalars
    guard number >= 0,
      let place = scalars.index(scalars.startIndex, offsetBy: Int(number), limitedBy: scalars.endIndex)
    else { throw .indexOutOfRange(number) }
    return place
  }

  private static func mapBytes(
    _ text: Value, _ name: String, _ change: (UInt8) -> UInt8
  ) throws(EvaluationFault.Reason) -> Value {
    guard case .string(let text) = text else { throw Function.noOverload(name, text) }
    return .string(String(decoding: text.utf8.map(change), as: UTF8.self))
  }

  @Sendable private static func trim(_ text: Value) throws(EvaluationFault.Reason) -> Value {
    guard case .string(let text) = text else { throw Function.noOverload("trim", text) }
    let rest = text.unicodeScalars.drop(while: \.properties.isWhitespace)
    guard let last = rest.lastIndex(where: { !$0.properties.isWhitespace }) else { return .string("") }
    return .string(String(rest[...last]))
  }

  @Sendable private static func reverse(_ value: Value) throws(EvaluationFault.Reason) -> Value {
    switch value {
    case .string(let text): .string(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
    case .list(let elements): .list(elements.reversed())
    default: throw Function.noOverload("reverse", value)
    }
  }

  @Sendable private static func quote(_ text: Value) throws(EvaluationFault.Reason) -> Value {
    guard case .string(let text) = text else { throw Function.noOverload("strings.quote", text) }
    try checkLength(text.utf8.reduce(2) { $0 + (escapes[$1] == nil ? 1 : 2) })
    var quoted = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      if escapes[byte] != nil { quoted.append(UInt8(ascii: "\\")) }
      quoted.append(escapes[byte] ?? byte)
    }
    quoted.append(UInt8(ascii: "\""))
    return .string(String(decoding: quoted, as: UTF8.self))
  }

  /// Every letter that has an escape of its own, by what stands behind the backslash. A text of this
  /// language is sound Unicode: no broken code point is left to be replaced.
  private static let escapes: [UInt8: UInt8] = [
    0x07: UInt8(ascii: "a"), 0x08: UInt8(ascii: "b"), 0x0C: UInt8(ascii: "f"), 0x0A: UInt8(ascii: "n"),
    0x0D: UInt8(ascii: "r"), 0x09: UInt8(ascii: "t"), 0x0B: UInt8(ascii: "v"),
    UInt8(ascii: "\\"): UInt8(ascii: "\\"), UInt8(ascii: "\""): UInt8(ascii: "\""),
  ]
}
