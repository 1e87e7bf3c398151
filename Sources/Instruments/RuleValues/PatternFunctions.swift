// Functions that try, find and replace by regular expressions.
import Patterns
import Synchronization

extension Standard {
  package static let patterns: [Function] = [
    .metered("matches", [.member(.string, .string, to: .bool), .free(.string, .string, to: .bool)]) {
      values, budget throws(EvaluationFault.Reason) in
      let (text, pattern) = try search(values, "matches", &budget)
      return .bool(pattern.matches(text))
    },
    .metered("regex.extract", [.free(.string, .string, to: .optional(.string))]) {
      values, budget throws(EvaluationFault.Reason) in
      let (text, pattern) = try search(values, "regex.extract", &budget)
      let part = try part(of: pattern, "regex.extract")
      let bytes = Array(text.utf8)
      guard let range = pattern.firstMatch(in: bytes, from: 0)?[part], part == 0 || !range.isEmpty else {
        return .optional(nil)
      }
      return .optional(.string(String(decoding: bytes[range], as: UTF8.self)))
    },
    .metered("regex.extractAll", [.free(.string, .string, to: .list(.string))], extractAll),
    .metered(
      "regex.replace",
      [
        .free(.string, .string, .string, to: .string), .free(.string, .string, .string, .int, to: .string),
      ], replaceMatches),
  ]

  /// The text and the pattern of a call, with the price of one search taken off.
  private static func search(
    _ values: [Value], _ name: String, _ budget: inout Int
  ) throws(EvaluationFault.Reason) -> (text: String, pattern: Pattern) {
    guard values.count >= 2, case .string(let text) = values[0], case .string(let pattern) = values[1] else {
      throw Function.noOverload(name, values)
    }
    // A row may bring a pattern of its own; reading a long one takes long.
    if pattern.utf8.count > longestPattern {
      throw .badArgument(
        function: name,
        Wording(
          zh: "正则表达式超过 \(longestPattern) 字节；多个词请用 in […] 逐个列出。",
          en: "the pattern is longer than \(longestPattern) bytes; list many words as in [\"…\", \"…\"]."))
    }
    let known: Pattern
    do throws(Pattern.Fault) {
      known = try PatternShelf.pattern(pattern, &budget)
    } catch {
      throw .badArgument(function: name, Wording(zh: error.zh, en: error.en))
    }
    try pay(for: known, over: text.utf8.count, &budget)
    return (text, known)
  }

  private static let longestPattern = 4_000

  /// Sixteen instructions over a byte take about as long as a step.
  fileprivate static func pay(
    for pattern: Pattern, over count: Int, _ budget: inout Int
  ) throws(EvaluationFault.Reason) {
    budget -= 1 + count * pattern.size / 16
    if budget < 0 { throw .budgetSpent }
  }

  /// What is extracted: the only group, or the whole match where there is none.
  private static func part(of pattern: Pattern, _ name: String) throws(EvaluationFault.Reason) -> Int {
    guard pattern.groupCount <= 1 else {
      throw .badArgument(
        function: name,
        Wording(zh: "正则表达式最多有一个捕获组。", en: "the pattern has more than one capturing group."))
    }
    return pattern.groupCount
  }

  /// A group that took nothing is left out.
  @Sendable private static func extractAll(
    _ values: [Value], _ budget: inout Int
  ) throws(EvaluationFault.Reason) -> Value {
    let (text, pattern) = try search(values, "regex.extractAll", &budget)
    let part = try part(of: pattern, "regex.extractAll")
    let bytes = Array(text.utf8)
    var found: [Value] = []
    var matches = PatternMatches(of: pattern, in: bytes)
    while let match = try matches.next(&budget) {
      guard let range = match[part], part == 0 || !range.isEmpty else { continue }
      try checkLength(found.count + 1)
      found.append(.string(String(decoding: bytes[range], as: UTF8.self)))
    }
    return .list(found)
  }

  /// A negative count replaces every match.
  @Sendable private static func replaceMatches(
    _ values: [Value], _ budget: inout Int
  ) throws(EvaluationFault.Reason) -> Value {
    guard values.count >= 3, case .string(let template) = values[2] else {
      throw Function.noOverload("regex.replace", values)
    }
    var left = Int64(-1)
    if values.count > 3 {
      guard case .int(let count) = values[3] else { throw Function.noOverload("regex.replace", values) }
      left = count
    }
    let (text, pattern) = try search(values, "regex.replace", &budget)
    let replacement = try PatternReplacement(template, groupCount: pattern.groupCount)
    let bytes = Array(text.utf8)
    var result = FormattedText()
    var end = 0
    var matches = PatternMatches(of: pattern, in: bytes)
    while left != 0, let match = try matches.next(&budget), let range = match[0] {
      try result.write(bytes[end..<range.lowerBound])
      try replacement.write(match, of: bytes, to: &result)
      end = range.upperBound
      if left > 0 { left -= 1 }
    }
    guard end > 0 || !result.bytes.isEmpty else { return .string(text) }
    try result.write(bytes[end...])
    return .string(String(decoding: result.bytes, as: UTF8.self))
  }
}

/// The matches of a pattern from the left, without overlaps. Nothing right behind a match is no match.
///
/// Each search may read to the end of the text, and is paid for.
private struct PatternMatches {
  private let pattern: Pattern
  private let text: [UInt8]
  private var start = 0
  private var lastEnd: Int?

  init(of pattern: Pattern, in text: [UInt8]) { (self.pattern, self.text) = (pattern, text) }

  mutating func next(_ budget: inout Int) throws(EvaluationFault.Reason) -> [Range<Int>?]? {
    while start <= text.count {
      try Standard.pay(for: pattern, over: text.count - start, &budget)
      guard let match = pattern.firstMatch(in: text, from: start), let range = match[0] else {
        return nil
      }
      let isSecond = range.isEmpty && range.lowerBound == lastEnd
      start = range.upperBound
      lastEnd = start
      if range.isEmpty {
        repeat { start += 1 } while start < text.count && !text[start].beginsCodePoint
      }
      if !isSecond { return match }
    }
    return nil
  }
}

/// What stands in for a match: text, and `\1` for what a group took; `\0` is the whole match.
private struct PatternReplacement {
  private var parts: [Part] = []

  private enum Part { case text([UInt8]), group(Int) }

  init(_ template: String, groupCount: Int) throws(EvaluationFault.Reason) {
    var text: [UInt8] = []
    var rest = template.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let next = rest.popFirst(), next.isDigit || next == byte else {
        throw Self.refusal(
          zh: "替换文本中“\\”之后须为数字或“\\”。",
          en: "a backslash in the replacement is followed by a digit or by another.")
      }
      guard next.isDigit else {
        text.append(next)
        continue
      }
      let group = Int(next - UInt8(ascii: "0"))
      guard group <= groupCount else {
        throw Self.refusal(
          zh: "替换文本引用第 \(group) 组，正则表达式只有 \(groupCount) 组。",
          en: "the replacement names group \(group) of a pattern with \(groupCount).")
      }
      parts += [.text(text), .group(group)]
      text = []
    }
    parts.append(.text(text))
  }

  func write(
    _ match: [Range<Int>?], of text: [UInt8], to result: inout FormattedText
  ) throws(EvaluationFault.Reason) {
    for part in parts {
      switch part {
      case .text(let bytes): try result.write(bytes)
      case .group(let group):
        // A group that took no part stands for nothing.
        if let range = match[group] { try result.write(text[range]) }
      }
    }
  }

  private static func refusal(zh: String, en: String) -> EvaluationFault.Reason {
    .badArgument(function: "regex.replace", Wording(zh: zh, en: en))
  }
}

/// Patterns that were asked for lately, so that a pattern written in a rule is read once, not for each row.
private enum PatternShelf {
  private static let patterns = Mutex<[MapValue.Key: Pattern]>([:])
  private static let size = 64

  /// Reading a pattern takes much longer than finding it.
  static func pattern(_ text: String, _ budget: inout Int) throws(Pattern.Fault) -> Pattern {
    let key = MapValue.Key.string(text)
    if let known = patterns.withLock({ $0[key] }) { return known }
    budget -= text.utf8.count * 16
    let pattern = try Pattern(text)
    patterns.withLock { patterns in
      if patterns.count >= size { patterns.removeAll() }
      patterns[key] = pattern
    }
    return pattern
  }
}
