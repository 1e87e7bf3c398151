// Puts a checked rule into a plain sentence, in Chinese and in English.

package import RuleLanguage
package import RuleValues

/// The rule as a sentence that says neither more nor less than the rule does.
/// **Shape**: one line, never empty; a construct without words of its own stands in it in its normal form.
/// `values` are what variables are known to be, for example parameters; each is shown behind its name.
package func sentence(
  of rule: CheckedRule, vocabulary: Vocabulary, values: [String: Value] = [:]
) -> Wording {
  var writer = SentenceWriter(rule: rule, vocabulary: vocabulary, values: values)
  let phrase = rule.type == .bool ? writer.statement(rule.root) : writer.operand(rule.root)
  return phrase.finished
}

/// A part of a sentence.
struct Phrase {
  /// How tightly its outermost part holds together; a looser one needs brackets.
  enum Tie: Int { case clause, comparison, sum, product, atom }

  var zh: String
  var en: String
  var tie: Tie

  init(_ zh: String, _ en: String, _ tie: Tie = .atom) { (self.zh, self.en, self.tie) = (zh, en, tie) }

  /// Text from outside: the signs that stand for brackets are none there.
  init(text: Wording) { self.init(Self.plain(text.zh), Self.plain(text.en)) }

  /// In brackets where its outermost part is looser than wanted.
  func atLeast(_ wanted: Tie) -> Phrase { tie.rawValue < wanted.rawValue ? bracketed : self }

  var bracketed: Phrase { Phrase("\(Self.open)\(zh)\(Self.close)", "(\(en))") }

  /// A term of a computation, in the brackets of computations.
  func term(_ wanted: Tie) -> Phrase {
    guard tie.rawValue < wanted.rawValue else { return self }
    return tie.rawValue < Tie.sum.rawValue ? bracketed : Phrase("（\(zh)）", "(\(en))")
  }

  /// Two parts with a sign between; Chinese brackets are as wide as a blank.
  func joined(_ sign: String, _ other: Phrase, _ tie: Tie) -> Phrase {
    let before = zh.last == "）" || zh.last == Self.close ? "" : " "
    let after = other.zh.first == "（" || other.zh.first == Self.open ? "" : " "
    return Phrase("\(zh)\(before)\(sign)\(after)\(other.zh)", "\(en) \(sign) \(other.en)", tie)
  }

  // Chinese brackets alternate by depth, which is known only when the sentence is whole.
  private static let open: Character = "\u{F8F0}"
  private static let close: Character = "\u{F8F1}"

  private static func plain(_ text: String) -> String {
    guard text.contains(where: { $0 == open || $0 == close }) else { return text }
    return String(text.map { $0 == open || $0 == close ? "\u{FFFD}" : $0 })
  }

  var finished: Wording {
    var (text, depth) = ("", 0)
    for character in zh {
      switch character {
      case Self.open:
        text.append(depth.isMultiple(of: 2) ? "「" : "『")
        depth += 1
      case Self.close:
        depth -= 1
        text.append(depth.isMultiple(of: 2) ? "」" : "』")
      default: text.append(character)
      }
    }
    return Wording(zh: text, en: en)
  }
}

/// Rows in words.
struct SentenceRows {
  /// What the rows are called, with the name for one of them where the sentence uses it.
  var base: Phrase
  let counter: String
  /// What singles them out, in brackets.
  var condition: Phrase?
  /// What is taken of each.
  var value: Phrase?

  /// What stands before a word about the rows: `家庭成员的`, `家庭成员中符合「…」的`.
  var owner: String { condition.map { "\(base.zh)中符合\($0.zh)的" } ?? "\(base.zh)的" }

  /// `the members`, `the members with (…)`
  var those: String {
    (base.en.hasPrefix("(") ? "" : "the ") + base.en + (condition.map { " with \($0.en)" } ?? "")
  }

  /// The rows themselves, or what is taken of each.
  var all: Phrase {
    if let value {
      return Phrase("\(owner)各\(counter)的\(value.zh)", "\(value.en) of each of \(those)", .sum)
    }
    return condition == nil ? base : Phrase("\(owner)各\(counter)", those, .sum)
  }

  /// What a quantifier begins with: `家庭成员中`, `the members`.
  var head: Phrase {
    if let value { return Phrase("\(owner)\(value.zh)中", "\(value.en) of each of \(those)") }
    return Phrase(condition == nil ? "\(base.zh)中" : "\(owner)", those)
  }
}

/// Writes the phrases of one rule.
struct SentenceWriter {
  /// A name that a macro gives, the innermost last.
  struct Scope {
    let name: String
    let type: CELType
    let measure: Measure
    /// False for a name that only stands for a value.
    let isElement: Bool
  }

  let rule: CheckedRule
  let vocabulary: Vocabulary
  let values: [String: Value]
  var scopes: [Scope] = []
  /// The scopes whose name the sentence had to use, so that the name has to be introduced.
  private var spoken: Set<Int> = []
  /// Whether something had no words of its own.
  private var hasFormula = false
  /// The one row that the whole rule is about, where there is one.
  let subject: String?

  init(rule: CheckedRule, vocabulary: Vocabulary, values: [String: Value]) {
    (self.rule, self.vocabulary, self.values) = (rule, vocabulary, values)
    let rows = Set(rule.references.values).filter {
      if case .record? = vocabulary.variables[$0]?.type { true } else { false }
    }
    subject = rows.count == 1 ? rows.first : nil
  }

  func type(_ node: Expression) -> CELType { rule.types[node.id] ?? .dyn }

  /// Whether everything had words of its own, and no name stands there that nothing introduced.
  var isPlain: Bool { !hasFormula && spoken.isEmpty }

  /// The innermost element that a macro runs over.
  var element: Int? { scopes.lastIndex { $0.isElement } }

  mutating func within<Result>(
    _ scope: Scope, _ write: (inout SentenceWriter) -> Result
  ) -> (Result, isSpoken: Bool) {
    let depth = scopes.count
    let outer = spoken.remove(depth) != nil
    scopes.append(scope)
    let result = write(&self)
    scopes.removeLast()
    let isSpoken = spoken.remove(depth) != nil
    if outer { spoken.insert(depth) }
    return (result, isSpoken)
  }

  /// The name that a macro gave, said as it is written.
  mutating func called(_ depth: Int) -> Phrase {
    spoken.insert(depth)
    let name = scopes[depth].name
    return Phrase(text: Wording(zh: name, en: name))
  }

  /// What has no words of its own, as the rule language writes it.
  mutating func formula(_ node: Expression) -> Phrase {
    hasFormula = true
    node.visit { part in
      guard case .name(let name) = part.form,
        let depth = scopes.lastIndex(where: { $0.name == name })
      else { return }
      spoken.insert(depth)
    }
    let text = normalForm(of: node)
    return Phrase(text: Wording(zh: "算式“\(text)”", en: "the formula “\(text)”"))
  }
}
