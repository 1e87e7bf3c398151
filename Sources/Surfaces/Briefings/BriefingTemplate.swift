// Sentences with gaps, and the conditions that choose between them.

import Indicators
import Kernel
import RuleLanguage
import RuleValues

/// A piece of a sentence: words, or a gap that a number or a name fills.
enum TemplatePart: Equatable, Sendable {
  case words(String)
  /// Of which item; nil for the one that the sentence is about.
  case gap(BriefingGap, of: BriefingItem?)
  /// A phrase of the book, of an item.
  case phrase(String, of: BriefingItem?)
}

/// What a gap stands for.
enum BriefingGap: String, CaseIterable, Sendable {
  case place, period, day, before_day = "before.day"
  case value, before, change, target, gap
  case best, best_value = "best.value", worst, worst_value = "worst.value"
  case missed, missed_names = "missed.names", places

  /// Whether it needs something that the sentence is about.
  var isOfItem: Bool {
    switch self {
    case .place, .period, .day, .before_day, .places: false
    default: true
    }
  }

  var isOfOrder: Bool {
    switch self {
    case .best, .best_value, .worst, .worst_value: true
    default: false
    }
  }
}

/// A condition in the language of the rules, over what a sentence is about; what is not known decides
/// nothing.
struct BriefingCondition: Sendable {
  private let program: Program

  static let vocabulary: Vocabulary = {
    var words = Vocabulary()
    for (name, zh, en) in [
      ("value", "本期值", "the value"), ("before", "上期值", "the value before"), ("change", "变化", "the change"),
      ("target", "目标值", "the target"),
    ] {
      words.variables[name] = Vocabulary.Variable(.double, zh: zh, en: en)
    }
    for (name, zh, en) in [
      ("ranked", "参与排名的地区数", "places with a rank"), ("missed", "未达到目标的地区数", "places that miss the target"),
      ("places", "下级地区数", "places below"),
    ] {
      words.variables[name] = Vocabulary.Variable(.int, zh: zh, en: en)
    }
    return words
  }()

  /// **Problems**: every fault of the text.
  init(_ text: String) throws(Complaints) {
    let rule = try Checker.check(text, vocabulary: BriefingCondition.vocabulary, expecting: .bool)
    program = Program(rule, vocabulary: BriefingCondition.vocabulary)
  }

  /// Whether it holds; not where it asks for what is not known.
  func holds(_ values: [String: Value]) -> Bool {
    do throws(EvaluationFault) {
      guard case .bool(let holds) = try program.evaluate({ values[$0] }) else { return false }
      return holds
    } catch {
      return false
    }
  }
}

/// Why a text with gaps cannot be read.
struct TemplateFault: Error {
  let zh: String
  let en: String
}

/// Reads `{value}` and `{monitoredHouseholds.value}` out of a text.
struct TemplateReader {
  let phrases: Set<String>
  let item: (String) -> BriefingItem?
  /// What names could have been meant.
  let nearest: (String) -> String?

  func parts(_ text: String) throws(TemplateFault) -> [TemplatePart] {
    var parts: [TemplatePart] = []
    var rest = text[...]
    while let open = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      guard rest[open] == "{", let close = rest[open...].firstIndex(of: "}") else {
        throw TemplateFault(zh: "花括号没有成对。", en: "A brace has no partner.")
      }
      if open > rest.startIndex { parts.append(.words(String(rest[..<open]))) }
      parts.append(try gap(String(rest[rest.index(after: open)..<close])))
      rest = rest[rest.index(after: close)...]
    }
    if !rest.isEmpty { parts.append(.words(String(rest))) }
    return parts
  }

  private func gap(_ name: String) throws(TemplateFault) -> TemplatePart {
    if let gap = BriefingGap(rawValue: name) { return .gap(gap, of: nil) }
    if phrases.contains(name) { return .phrase(name, of: nil) }
    if let dot = name.firstIndex(of: "."), let item = item(String(name[..<dot])) {
      let rest = String(name[name.index(after: dot)...])
      if phrases.contains(rest) { return .phrase(rest, of: item) }
      if let gap = BriefingGap(rawValue: rest), gap.isOfItem, !gap.isOfOrder { return .gap(gap, of: item) }
    }
    let known = BriefingGap.allCases.map(\.rawValue) + phrases.sorted()
    let near = nearest(name) ?? nearestGap(name, known)
    throw TemplateFault(
      zh: "不认识 {\(name)}" + (near.map { "，是否指 {\($0)}？" } ?? "；可用：\(known.joined(separator: " "))。"),
      en: "There is no {\(name)}"
        + (near.map { "; did you mean {\($0)}?" } ?? "; there are \(known.joined(separator: " ")).")
    )
  }

  private func nearestGap(_ name: String, _ known: [String]) -> String? {
    known.first { $0.hasPrefix(name) || name.hasPrefix($0) }
  }
}
