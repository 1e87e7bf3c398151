// Functions that look into strings.

extension Standard {
  package static let strings: [Function] = [
    .two("startsWith", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, start) = try pair(left, right, "startsWith")
      return .bool(text.utf8.starts(with: start.utf8))
    },
    .two("endsWith", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, end) = try pair(left, right, "endsWith")
      return .bool(text.utf8.suffix(end.utf8.count).elementsEqual(end.utf8))
    },
    .two("contains", texts) { left, right throws(EvaluationFault.Reason) in
      let (text, part) = try pair(left, right, "contains")
      return .bool(contains(Array(text.utf8), Array(part.utf8)))
    },
  ]

  private static let texts: [Function.Overload] = [.member(.string, .string, to: .bool)]

  private static func pair(
    _ left: Value, _ right: Value, _ name: String
  ) throws(EvaluationFault.Reason) -> (String, String) {
    guard case .string(let left) = left, case .string(let right) = right else {
      throw Function.noOverload(name, left, right)
    }
    return (left, right)
  }

  /// Reads the text once, whatever the part: after a mismatch the search goes on with the longest beginning
  /// of the part that still fits (Knuth, Morris and Pratt).
  private static func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
    guard !part.isEmpty else { return true }
    var fallbacks = [0]
    var matched = 0
    for letter in part.dropFirst() {
      while matched > 0, part[matched] != letter { matched = fallbacks[matched - 1] }
      if part[matched] == letter { matched += 1 }
      fallbacks.append(matched)
    }
    matched = 0
    for letter in text {
      while matched > 0, part[matched] != letter { matched = fallbacks[matched - 1] }
      if part[matched] == letter { matched += 1 }
      if matched == part.count { return true }
    }
    return false
  }
}
