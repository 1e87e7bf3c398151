// A fault in the text of a rule, with its place.

package import RuleValues

/// One fault that the lexer, the parser or the checker found.
package struct Complaint: Hashable, Sendable {
  /// A stable name, for example `rule.unknownField`.
  package let code: String
  package let span: Span
  package let sentence: Wording
  /// What may have been meant, where there is something near.
  package let hint: Wording?

  init(_ code: String, _ span: Span, zh: String, en: String, hint: Wording? = nil) {
    (self.code, self.span, self.sentence, self.hint) = ("rule." + code, span, Wording(zh: zh, en: en), hint)
  }

  /// `line:column` and the sentence, the source line, a caret line, and the hint if there is one.
  package func rendered(in source: Source, _ language: Wording.Language) -> String {
    let (line, column) = source.position(at: span.lower)
    var lines = ["\(line):\(column): \(sentence(language))"]
    lines.append("  " + source.line(at: span.lower))
    lines.append("  " + source.caret(under: span))
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
      .sorted { ($0.span.lower, $0.span.upper, $0.code) < ($1.span.lower, $1.span.upper, $1.code) }
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
