// A fault in the text of a rule, with its place.

package import RuleValues

/// One fault that the lexer, the parser or the checker found.
package struct Complaint: Hashable, Sendable {
  /// Every kind of complaint, by the name that its code ends in, in the order of the page about them.
  package enum Kind: String, CaseIterable, Sendable {
    case textTooLong, unexpectedCharacter, unseenCharacter, lookAlike, chineseQuotes, endMark, lonelyOperator
    case foreignOperator, foreignValue, foreignWord, badFieldQuote, badNumber, numberTooLarge, unit, percent
    case unclosedString, badEscape
    case expectedExpression, expectedSymbol, expectedField, leftover, roundList, reservedWord, tooDeep
    case hasArgument, macroArguments, macroVariable, recordLiteral
    case blockName, unknownName, unknownField, noFields, unknownFunction, argumentCount, argumentTypes
    case notOptional, notIterable, stepType, conditionType, badKey, wrongResult, tooCostly

    package var code: String { "rule." + rawValue }

    /// Of two complaints about one place, that of the lexer comes first, then the parser's.
    fileprivate var rank: Int { Self.ranks[self] ?? 0 }
    private static let ranks = Dictionary(uniqueKeysWithValues: zip(allCases, 0...))
  }

  package let kind: Kind
  package let span: Span
  package let sentence: Wording
  /// What may have been meant, where there is something near.
  package let hint: Wording?

  init(_ kind: Kind, _ span: Span, zh: String, en: String, hint: Wording? = nil) {
    (self.kind, self.span) = (kind, span)
    sentence = Self.readable(Wording(zh: zh, en: en))
    self.hint = hint.map(Self.readable)
  }

  /// A word of any length may be quoted; what nobody reads to its end is cut.
  private static func readable(_ words: Wording) -> Wording {
    func cut(_ text: String) -> String { text.utf8.count <= 1_000 ? text : text.prefix(300) + "…" }
    return Wording(zh: cut(words.zh), en: cut(words.en))
  }

  /// A stable name, for example `rule.unknownField`.
  package var code: String { kind.code }

  func hinting(_ hint: Wording?) -> Complaint {
    Complaint(kind, span, zh: sentence.zh, en: sentence.en, hint: hint ?? self.hint)
  }

  /// `line:column` and the sentence, the source line, a caret line, and the hint if there is one.
  package func rendered(in source: Source, _ language: Wording.Language) -> String {
    let (line, column) = source.position(at: span.lower)
    var lines = ["\(line):\(column): \(sentence(language))", source.excerpt(under: span)]
    if let hint { lines.append("  " + hint(language)) }
    return lines.joined(separator: "\n")
  }
}

/// Everything that is wrong with a text, sorted by place; never empty.
package struct Complaints: Error, Sendable {
  package let source: Source
  package let all: [Complaint]

  /// More than this many faults of one text help nobody.
  static let most = 50

  init(_ source: Source, _ complaints: [Complaint]) {
    precondition(!complaints.isEmpty, "a text is refused only with a reason")
    self.source = source
    var seen = Set<Complaint>()
    let sorted = complaints.filter { seen.insert($0).inserted }
      .sorted { ($0.span.lower, $0.span.upper, $0.kind.rank) < ($1.span.lower, $1.span.upper, $1.kind.rank) }
    all = Array(sorted.prefix(Self.most))
  }

  /// A rule that takes more than it may.
  package init(tooCostly rule: CheckedRule, _ cost: Cost, limit: Int = Cost.most) {
    self.init(Source(rule.source), [.tooCostly(cost.dearest, steps: cost.steps, limit: limit)])
  }

  package func rendered(_ language: Wording.Language) -> String {
    all.map { $0.rendered(in: source, language) }.joined(separator: "\n\n")
  }
}
