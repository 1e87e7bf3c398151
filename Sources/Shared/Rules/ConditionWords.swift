// Conditions in words: what was found of a row, and how it stands to the threshold.

package import Kernel
import RuleLanguage
package import RuleTelling
package import RuleValues

/// A condition that decided, before it is said.
struct ToldCondition {
  /// What stands first: the subject with its value, or the whole condition.
  let head: Text
  /// How the value stands to its thresholds, or what a claim rests on.
  var tails: [Text] = []
  let source: String
  /// The row that it speaks of.
  let about: Text?
  /// What it was solved for.
  var solved: SolvedCondition?
  /// The fact whose presence alone it makes sure of.
  var present: Fact.Key?
  /// The fields that it reads.
  let uses: Set<Fact.Key>
  /// Whether it says of a row what it is or has: its own sentence with the row as subject.
  var isClaim = false
  /// Whether it holds of nearly every row, so that it tells nothing beside others.
  var isTrivial = false
  var isPlain = true

  var words: Text {
    let joined = isClaim ? Text(zh: "，", en: ", ") : Text(zh: "，且", en: " and ")
    let zh = tails.isEmpty ? head.zh : "\(head.zh)，\(tails.map(\.zh).joined(separator: joined.zh))"
    let en = tails.isEmpty ? head.en : "\(head.en), \(tails.map(\.en).joined(separator: joined.en))"
    guard let about else { return Text(zh: zh, en: en) }
    return Text(zh: "\(about.zh)：\(zh)", en: isClaim ? "\(about.en) \(en)" : "\(about.en), \(en)")
  }
}

package struct ConditionWords {
  let library: RuleLibrary
  /// The words of the rules and, beside them, of the rows that facts speak of.
  private let vocabulary: Vocabulary
  private let values: [String: Value]

  /// - Parameter constants: What `RuleLibrary.constants` gives for the day and county.
  package init(library: RuleLibrary, constants: [String: Value] = [:]) {
    self.library = library
    var words = library.vocabulary
    for fact in library.facts where words.variables[fact.variable] == nil {
      words.variables[fact.variable] = Vocabulary.Variable(.record(fact.record))
    }
    vocabulary = words
    values = constants.filter { library.parameter($0.key) != nil }
  }

  /// A decisive condition: `近 12 个月医疗费用个人自付合计 12,000 元，达到医疗自付预警标准（10,000 元）`.
  func told(_ trace: Trace, about: Text?) -> ToldCondition {
    if case .negation(let operand) = trace.parts { return told(operand, about: about) }
    func made(_ head: Text) -> ToldCondition {
      ToldCondition(head: head, source: trace.text, about: about, uses: uses(trace))
    }
    if case .comparison(let sign, let left, let right) = trace.parts,
      let solved = SolvedCondition(left, sign, right, isTrue: trace.isTrue == true, library)
    {
      var condition = made(solved.head)
      condition.tails = solved.relation.map { [$0] } ?? []
      condition.solved = solved
      return condition
    }
    if case .operands(let operands) = trace.parts, case .call(Operator.in_, _, _) = trace.node.form,
      let label = ConditionLabel(operands[0], library), let value = operands[0].value
    {
      return made(ConditionWords.statement(label.name, label.text(value), isMeasure: label.isAmount))
    }
    var condition = inWords(trace, made)
    guard case .select(_, let name, let testOnly) = trace.node.form else { return condition }
    let key = ConditionLabel(trace, library)?.key
    condition.isClaim = !testOnly
    condition.present = testOnly ? key : nil
    condition.isTrivial = key == ConditionWords.alive && trace.isTrue == true && name == key?.name
    return condition
  }

  /// That a member is alive is no reason to be surprised at.
  private static let alive = Fact.Key("Person", "alive")

  /// As a sentence about the rule says it, behind the values that a computation rests on.
  private func inWords(_ trace: Trace, _ made: (Text) -> ToldCondition) -> ToldCondition {
    let part = sentence(
      of: trace.rule, part: trace.node, isTrue: trace.isTrue != false, vocabulary: vocabulary, values: values)
    var values: [Text] = []
    if case .comparison(_, let left, let right) = trace.parts {
      values = unique(leaves(left) + leaves(right))
    }
    var condition = made(values.isEmpty ? Text(part.words) : ReasonList.joined(values))
    condition.tails = values.isEmpty ? [] : [Text(part.words)]
    condition.isPlain = part.isPlain
    return condition
  }

  private func leaves(_ trace: Trace) -> [Text] {
    if let label = ConditionLabel(trace, library), let value = trace.value {
      return [ConditionWords.statement(label.name, label.text(value), isMeasure: label.isAmount)]
    }
    switch trace.parts {
    case .operands(let operands): return operands.flatMap(leaves)
    case .same(let own): return leaves(own)
    default: return []
    }
  }

  private func uses(_ trace: Trace) -> Set<Fact.Key> {
    var found = Set<Fact.Key>()
    trace.node.visit { node in
      guard case .select(let operand, let field, _) = node.form,
        case .record(let record)? = trace.rule.types[operand.id]
      else { return }
      found.insert(Fact.Key(record, field))
    }
    return found
  }

  /// `年龄 7 周岁`, `健康状况为大病`.
  static func statement(_ subject: Text, _ value: Text, isMeasure: Bool) -> Text {
    Text(
      zh: isMeasure ? "\(subject.zh) \(value.zh)" : "\(subject.zh)为\(spaced(value.zh))",
      en: "\(subject.en): \(value.en)")
  }

  /// A blank between Chinese and a number.
  static func spaced(_ text: String) -> String {
    text.utf8.first.map { $0 < 0x80 } == true ? " " + text : text
  }

  /// What a near miss lacks; nil where the threshold is none that can be come near to: a code, an age more
  /// than a year away, or an age or a day that moves away.
  package func missing(_ condition: MissingCondition) -> NearCondition? {
    guard let distance = condition.distance,
      case .comparison(let sign, let left, let right) = condition.trace.parts,
      let solved = SolvedCondition(left, sign, right, isTrue: condition.wanted, library)?.inFullYears,
      solved.isNear, let tail = Self.tails[solved.sign]
    else { return nil }
    return NearCondition(
      sentence: near(solved, tail), subject: solved.subject, value: solved.value,
      threshold: solved.threshold, distance: solved.distance ?? Text(zh: "0", en: "0"), rises: solved.rises,
      share: distance.share ?? 0, source: condition.trace.text)
  }

  private func near(_ solved: SolvedCondition, _ tail: Text) -> Text {
    let (head, limit) = (solved.head, solved.limit)
    guard let gap = solved.distance else {
      return Text(
        zh: "\(head.zh)，正好等于\(Self.spaced(limit.zh))，\(tail.zh)",
        en: "\(head.en), right on \(limit.en); \(tail.en)")
    }
    if solved.isDay {
      return Text(zh: "\(head.zh)，再过 \(gap.zh)即预警", en: "\(head.en), a warning in \(gap.en)")
    }
    if solved.isAge {
      return Text(
        zh: "\(head.zh)，满 \(solved.threshold.zh)即预警",
        en: "\(head.en), a warning from \(solved.threshold.en) on")
    }
    let blank = limit.zh.utf8.last.map { $0 < 0x80 } == true ? " " : ""
    return solved.rises
      ? Text(
        zh: "\(head.zh)，距\(Self.spaced(limit.zh))\(blank)还差 \(gap.zh)，\(tail.zh)",
        en: "\(head.en), \(gap.en) short of \(limit.en); \(tail.en)")
      : Text(
        zh: "\(head.zh)，只比\(Self.spaced(limit.zh))\(blank)高 \(gap.zh)，\(tail.zh)",
        en: "\(head.en), only \(gap.en) above \(limit.en); \(tail.en)")
  }

  private static let tails = [
    Operator.less: Text(zh: "低于即预警", en: "a warning once below it"),
    Operator.lessOrEqual: Text(zh: "降到即预警", en: "a warning once down to it"),
    Operator.greater: Text(zh: "超过即预警", en: "a warning once above it"),
    Operator.greaterOrEqual: Text(zh: "达到即预警", en: "a warning once reached"),
  ]
}

/// Each once, in the order of the first.
package func unique(_ texts: [Text]) -> [Text] {
  texts.reduce(into: []) { kept, text in if !kept.contains(text) { kept.append(text) } }
}
