// Functions that take a text into pieces, put pieces together and replace them.

extension Standard {
  package static let textPieces: [Function] = [
    .one("join", [.member(.list(.string), to: .string)]) { list throws(EvaluationFault.Reason) in
      try join(list, .string(""))
    },
    .two("join", [.member(.list(.string), .string, to: .string)], join),
    .two("split", [.member(.string, .string, to: .list(.string))]) {
      text, separator throws(EvaluationFault.Reason) in try split([text, separator])
    },
    .many("split", [.member(.string, .string, .int, to: .list(.string))], split),
    .many(
      "replace",
      [
        .member(.string, .string, .string, to: .string),
        .member(.string, .string, .string, .int, to: .string),
      ], replace),
  ]

  @Sendable private static func join(_ list: Value, _ separator: Value) throws(EvaluationFault.Reason)
    -> Value
  {
    guard case .list(let elements) = list, case .string(let separator) = separator else {
      throw Function.noOverload("join", list, separator)
    }
    var texts: [String] = []
    var length = max(0, elements.count - 1) * separator.utf8.count
    for element in elements {
      guard case .string(let text) = element else { throw Function.noOverload("join", element) }
      texts.append(text)
      length += text.utf8.count
    }
    try checkLength(length)
    return .string(texts.joined(separator: separator))
  }

  /// A limit is the number of pieces: the last of them takes the rest. An empty separator stands between
  /// any two code points.
  @Sendable private static func split(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    guard values.count >= 2, case .string(let text) = values[0], case .string(let separator) = values[1]
    else {
      throw Function.noOverload("split", values)
    }
    let limit = try limit(values.dropFirst(2), "split", values)
    guard limit > 0, !(text.isEmpty && separator.isEmpty) else { return .list([]) }
    let bytes = Array(text.utf8)
    let places =
      separator.isEmpty
      ? Array(bytes.indices.dropFirst().lazy.filter { bytes[$0].beginsCodePoint }.prefix(limit - 1))
      : SoughtText(separator.utf8).places(in: bytes, limit: limit - 1)
    try checkLength(places.count + 1)
    var pieces: [Value] = []
    pieces.reserveCapacity(places.count + 1)
    var start = 0
    for place in places {
      pieces.append(.string(String(decoding: bytes[start..<place], as: UTF8.self)))
      start = place + separator.utf8.count
    }
    return .list(pieces + [.string(String(decoding: bytes[start...], as: UTF8.self))])
  }

  /// Nothing old is found before each code point and at the end.
  @Sendable private static func replace(_ values: [Value]) throws(EvaluationFault.Reason) -> Value {
    guard values.count >= 3, case .string(let text) = values[0], case .string(let old) = values[1],
      case .string(let new) = values[2]
    else { throw Function.noOverload("replace", values) }
    let limit = try limit(values.dropFirst(3), "replace", values)
    let bytes = Array(text.utf8)
    let places = SoughtText(old.utf8).places(in: bytes, limit: limit)
    guard !places.isEmpty else { return .string(text) }
    let length = bytes.count + places.count * (new.utf8.count - old.utf8.count)
    try checkLength(length)
    var result: [UInt8] = []
    result.reserveCapacity(length)
    var start = 0
    for place in places {
      result += bytes[start..<place]
      result += new.utf8
      start = place + old.utf8.count
    }
    return .string(String(decoding: result + bytes[start...], as: UTF8.self))
  }

  /// How many there may be: no limit where none is given or a negative one.
  private static func limit(
    _ rest: ArraySlice<Value>, _ name: String, _ values: [Value]
  ) throws(EvaluationFault.Reason) -> Int {
    guard let value = rest.first else { return .max }
    guard case .int(let limit) = value else { throw Function.noOverload(name, values) }
    return limit < 0 ? .max : Int(limit)
  }
}
