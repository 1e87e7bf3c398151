// The words of a sentence for names, fields and literals.

import RuleLanguage
package import RuleValues

extension SentenceWriter {
  mutating func name(_ name: String, _ node: Expression) -> Phrase {
    if let depth = scopes.lastIndex(where: { $0.name == name }) {
      guard depth == element else { return called(depth) }
      return element(scopes[depth])
    }
    guard let declared = rule.references[node.id], let variable = vocabulary.variables[declared] else {
      return formula(node)
    }
    return self.variable(declared, variable)
  }

  /// The row or value that the innermost macro looks at.
  private func element(_ scope: Scope) -> Phrase {
    guard case .record(let type) = scope.type, let record = vocabulary.records[type] else {
      return Phrase("该值", "the value")
    }
    let words = words(record.zh, record.en, type)
    return Phrase(text: Wording(zh: "该" + words.zh, en: "that " + words.en))
  }

  private func variable(_ name: String, _ variable: Vocabulary.Variable) -> Phrase {
    if case .record(let type) = variable.type {
      guard let record = vocabulary.records[type], variable.zh.isEmpty, !isLooped(type) else {
        return Phrase(text: words(isLooped(type) ? "" : variable.zh, variable.en, name))
      }
      return Phrase(text: Wording(zh: words(record.zh, record.en, type).zh, en: "the \(record.en)"))
    }
    if let value = variable.value, let unit = variable.unit, let shown = shown(value, unit) {
      return Phrase(text: shown)
    }
    let words = words(variable.zh, variable.en, name)
    guard variable.value == nil, let value = values[name] else { return Phrase(text: words) }
    let shown = variable.unit.flatMap { self.shown(value, $0) } ?? plain(value)
    return Phrase(text: Wording(zh: "\(words.zh)（\(shown.zh)）", en: "\(words.en) (\(shown.en))"))
  }

  /// Whether a macro runs over rows of the type, so that the type's name doesn't tell them apart.
  private func isLooped(_ type: String) -> Bool { scopes.contains { $0.type == .record(type) } }

  /// The name in the vocabulary's words, or the code's own where it has none.
  func words(_ zh: String, _ en: String, _ code: String) -> Wording {
    let name = Wording(zh: zh, en: en).name
    return Wording(zh: name.zh.isEmpty ? code : name.zh, en: name.en.isEmpty ? code : name.en)
  }

  /// The field that a plain `x.field` of a record reads.
  func field(_ operand: Expression, _ name: String) -> Vocabulary.Field? {
    guard case .record(let type) = type(operand) else { return nil }
    return vocabulary.records[type]?.fields[name]
  }

  mutating func select(_ operand: Expression, _ name: String, _ node: Expression) -> Phrase {
    if let declared = rule.references[node.id], let variable = vocabulary.variables[declared] {
      return self.variable(declared, variable)
    }
    guard let field = field(operand, name) else { return formula(node) }
    let words = words(field.zh, field.en, name)
    return owned(operand, Phrase(text: words))
  }

  /// A field of the row that is spoken of anyway is said alone, any other with its owner.
  mutating func owned(_ operand: Expression, _ field: Phrase) -> Phrase {
    guard !isSubject(operand) else { return field }
    let owner = self.operand(operand).atLeast(.atom)
    return Phrase("\(trailed(owner.zh))的\(field.zh)", "\(field.en) of \(article(operand))\(owner.en)")
  }

  /// The article of what the vocabulary names without one.
  func article(_ operand: Expression) -> String {
    if case .select = operand.form { "the " } else { "" }
  }

  func isSubject(_ operand: Expression) -> Bool {
    guard case .name(let name) = operand.form else { return false }
    if let depth = scopes.lastIndex(where: { $0.name == name }) { return depth == element }
    return element == nil && rule.references[operand.id] == subject
  }

  /// A yes or no of a row: its claim, the other way round where it is denied.
  mutating func claim(_ operand: Expression, _ name: String, denied: Bool, _ node: Expression) -> Phrase {
    guard let field = field(operand, name) else {
      let phrase = select(operand, name, node)
      return denied
        ? Phrase("\(phrase.zh)不成立", "\(phrase.en) is false", .comparison)
        : Phrase("\(phrase.zh)成立", "\(phrase.en) is true", .comparison)
    }
    guard let claim = field.claim else {
      let phrase = select(operand, name, node)
      return Phrase(
        phrase.zh + (denied ? "：否" : "：是"), phrase.en + (denied ? ": no" : ": yes"), .comparison)
    }
    let words = Phrase(text: denied ? claim.fails : claim.holds)
    // Chinese leaves out a subject that everybody knows.
    let isSubject = isSubject(operand)
    if isSubject, element != nil { return Phrase(words.zh, words.en, .comparison) }
    let owner = self.operand(operand).atLeast(.atom)
    let name = isSubject ? "" : trailed(owner.zh)
    return Phrase(name + words.zh, "\(article(operand))\(owner.en) \(words.en)", .comparison)
  }

  // Values.

  func shown(_ value: Value, _ unit: Vocabulary.Unit) -> Wording? {
    guard let zh = unit.show(value, .zh), let en = unit.show(value, .en) else { return nil }
    return Wording(zh: zh, en: en)
  }

  func literal(_ value: Value, _ unit: Vocabulary.Unit?) -> Phrase {
    Phrase(text: unit.flatMap { shown(value, $0) } ?? plain(value))
  }

  /// A value without a unit.
  func plain(_ value: Value) -> Wording {
    switch value {
    case .null: return Wording(zh: "空值", en: "nothing")
    case .string: return Wording(zh: quoted(value), en: quoted(value))
    case .timestamp(let moment):
      let text = moment.text
      let midnight = "T00:00:00Z"
      let day = text.hasSuffix(midnight) ? String(text.dropLast(midnight.utf8.count)) : text
      return Wording(zh: day, en: day)
    case .duration(let span): return length(span)
    default: return Wording(zh: value.description, en: value.description)
    }
  }

  /// A text in the quotes of people, its own ends and quotes escaped.
  private func quoted(_ value: Value) -> String { "“\(value.description.dropFirst().dropLast())”" }

  func length(_ span: TimeSpan) -> Wording {
    guard span.nanos == 0, span.seconds.isMultiple(of: 3_600) else {
      return Wording(zh: span.text, en: span.text)
    }
    if span.seconds.isMultiple(of: 86_400) { return days(span.seconds / 86_400) }
    let hours = span.seconds / 3_600
    return Wording(zh: "\(hours) 小时", en: hours == 1 ? "1 hour" : "\(hours) hours")
  }

  func days(_ count: Int64) -> Wording {
    Wording(zh: "\(count) 天", en: count == 1 ? "1 day" : "\(count) days")
  }
}

extension Wording {
  /// The words without what explains them: what stands before the first comma, colon, semicolon or bracket.
  package var name: Wording {
    func cut(_ text: String) -> String {
      let end = text.firstIndex { ",:;([，：；（".contains($0) } ?? text.endIndex
      var name = text[..<end]
      while name.last == " " { name.removeLast() }
      return String(name)
    }
    return Wording(zh: cut(zh), en: cut(en))
  }

  /// The words with other texts in their blanks.
  func filled(_ blanks: [String: Phrase]) -> Wording {
    Wording(
      zh: Self.filled(zh, blanks.mapValues(\.zh)), en: Self.filled(en, blanks.mapValues(\.en)))
  }

  private static func filled(_ text: String, _ blanks: [String: String]) -> String {
    var parts: [Substring] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = String(rest[rest.index(after: open)..<close])
      parts += [rest[..<open], blanks[name].map { $0[...] } ?? rest[open...close]]
      rest = rest[rest.index(after: close)...]
    }
    return (parts + [rest]).joined()
  }
}
