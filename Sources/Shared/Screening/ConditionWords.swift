// Conditions in words: a comparison is solved for the fact that officials know, in the unit they read.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues

struct ConditionWords {
  let library: RuleLibrary

  /// A decisive condition: `近 12 个月医疗费用个人自付合计 12,000 元，达到 10,000 元`.
  func holding(_ trace: Trace) -> Text {
    if case .negation(let operand) = trace.parts { return holding(operand) }
    guard case .comparison(let sign, let left, let right) = trace.parts,
      let solved = Solved(left, sign, right, isTrue: trace.isTrue == true, library)
    else { return plain(trace) }
    let (subject, value) = (solved.subject, solved.value)
    let relations = solved.isDay ? Self.dayRelations : Self.relations
    let isMeasured = solved.isMeasure && solved.sign != Operator.equals
    guard isMeasured || solved.sign == Operator.notEquals, let relation = relations[solved.sign] else {
      return Text(zh: "\(subject.zh)：\(value.zh)", en: "\(subject.en): \(value.en)")
    }
    let limit = solved.limit(or: nil)
    return Text(
      zh: "\(subject.zh) \(value.zh)，\(relation.zh)\(Self.spaced(limit.zh))",
      en: "\(subject.en) \(value.en), \(relation.en) \(limit.en)")
  }

  /// A blank between Chinese and a number.
  private static func spaced(_ text: String) -> String {
    text.utf8.first.map { $0 < 0x80 } == true ? " " + text : text
  }

  /// What is true or false, or has a value, without a threshold.
  private func plain(_ trace: Trace) -> Text {
    guard let value = trace.value else { return Text(zh: trace.text, en: trace.text) }
    if case .operands(let operands) = trace.parts, case .call(Operator.in_, _, _) = trace.node.form,
      let label = Label(operands[0], library), let own = operands[0].value
    {
      return Text(zh: "\(label.name.zh)：\(label.text(own).zh)", en: "\(label.name.en): \(label.text(own).en)")
    }
    if let label = Label(trace, library) {
      if case .select(_, _, true) = trace.node.form, case .bool(let isThere) = value {
        return Text(
          zh: "\(label.name.zh)：\(isThere ? "有记录" : "无记录")",
          en: "\(label.name.en): \(isThere ? "on record" : "not on record")")
      }
      return Text(
        zh: "\(label.name.zh)：\(label.text(value).zh)", en: "\(label.name.en): \(label.text(value).en)")
    }
    let text = RuleDisplay(for: .bool)
    return Text(zh: "\(trace.text)：\(text.text(value, .zh))", en: "\(trace.text): \(text.text(value, .en))")
  }

  /// What a near miss lacks; nil where the threshold is none that can be come near to: a code, an age more
  /// than a year away, or an age or a day that moves away.
  func missing(_ condition: MissingCondition) -> NearCondition? {
    guard let distance = condition.distance,
      case .comparison(let sign, let left, let right) = condition.trace.parts,
      let solved = Solved(left, sign, right, isTrue: condition.wanted, library)?.inFullYears, solved.isNear,
      let tail = Self.tails[solved.sign]
    else { return nil }
    return NearCondition(
      sentence: sentence(solved, tail), subject: solved.subject, value: solved.value,
      threshold: solved.threshold, distance: solved.distance ?? Text(zh: "0", en: "0"), rises: solved.rises,
      share: distance.share ?? 0, source: condition.trace.text)
  }

  private func sentence(_ solved: Solved, _ tail: Text) -> Text {
    let limit = solved.limit(or: Text(zh: "预警标准", en: "the warning level"))
    let (zh, en) = ("\(solved.subject.zh) \(solved.value.zh)", "\(solved.subject.en) \(solved.value.en)")
    guard let gap = solved.distance else {
      return Text(zh: "\(zh)，正好等于\(limit.zh)，\(tail.zh)", en: "\(en), right on \(limit.en); \(tail.en)")
    }
    if solved.isDay {
      return Text(zh: "\(zh)，再过 \(gap.zh)即预警", en: "\(en), a warning in \(gap.en)")
    }
    let blank = limit.zh.utf8.last.map { $0 < 0x80 } == true ? " " : ""
    return Text(
      zh: "\(zh)，距\(limit.zh)\(blank)还差 \(gap.zh)，\(tail.zh)",
      en: "\(en), \(gap.en) \(solved.rises ? "short of" : "above") \(limit.en); \(tail.en)")
  }

  private static let relations = [
    Operator.less: Text(zh: "低于", en: "below"), Operator.lessOrEqual: Text(zh: "不高于", en: "at most"),
    Operator.greater: Text(zh: "超过", en: "above"), Operator.greaterOrEqual: Text(zh: "达到", en: "at least"),
    Operator.notEquals: Text(zh: "不是", en: "other than"),
  ]
  private static let dayRelations = [
    Operator.less: Text(zh: "早于", en: "before"), Operator.lessOrEqual: Text(zh: "不晚于", en: "not after"),
    Operator.greater: Text(zh: "晚于", en: "after"), Operator.greaterOrEqual: Text(zh: "不早于", en: "not before"),
    Operator.notEquals: Text(zh: "不是", en: "other than"),
  ]
  private static let tails = [
    Operator.less: Text(zh: "低于即预警", en: "a warning once below it"),
    Operator.lessOrEqual: Text(zh: "降到即预警", en: "a warning once down to it"),
    Operator.greater: Text(zh: "超过即预警", en: "a warning once above it"),
    Operator.greaterOrEqual: Text(zh: "达到即预警", en: "a warning once reached"),
  ]
}

/// A fact or field with the way it is written.
private struct Label {
  let name: Text
  let unit: RuleDisplay
  private let field: ScreeningField?

  /// Nil where the part is no field of a record, nor one out of a list of them.
  init?(_ trace: Trace, _ library: RuleLibrary) {
    let trace = Label.one(of: trace)
    guard case .select(let operand, let name, _) = trace.node.form,
      case .record(let record)? = trace.rule.types[operand.id]
    else { return nil }
    let field = ScreeningVocabulary.record(record)?.field(name)
    let fact = library.fact(Fact.Key(record, name))
    guard let meaning = fact?.meaning ?? field?.meaning, let unit = fact?.display ?? field?.display else {
      return nil
    }
    (self.field, self.unit) = (field, unit)
    self.name = Text(zh: Label.firstClause(meaning.zh), en: Label.firstClause(meaning.en))
  }

  func text(_ value: Value) -> Text {
    if let field { return Text(zh: field.text(value, .zh), en: field.text(value, .en)) }
    return Text(zh: unit.text(value, .zh), en: unit.text(value, .en))
  }

  /// What the last or the greatest of a list is one of.
  private static func one(of trace: Trace) -> Trace {
    guard case .operands(let operands) = trace.parts, case .call(let function, _, _) = trace.node.form,
      ["last", "max", "min"].contains(function), operands.count == 1,
      case .loop(.map, _, let turns) = operands[0].parts, let step = turns.lazy.compactMap(\.step).last
    else { return trace }
    return step
  }

  /// A code has an order but no measure.
  var isMeasure: Bool {
    if case .code? = field?.kind { return false }
    return unit != .bool && unit != .text
  }

  /// What explains a meaning stands behind its first comma or in brackets.
  private static func firstClause(_ text: String) -> String {
    String(text.prefix { !"，,；;（(：:".contains($0) }).trimmed
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}

/// A comparison turned round until the fact stands alone on the left.
private struct Solved {
  private let label: Label
  private let own: Value
  private var bound: Value
  private let isPerHead: Bool
  /// What the threshold is called, where it has a name of its own, and which share of it is meant.
  private let line: (name: Text, percent: Int64?)?
  /// The sign that is true, or that would have to be.
  private(set) var sign: String

  init?(_ left: Trace, _ sign: String, _ right: Trace, isTrue: Bool, _ library: RuleLibrary) {
    guard let own = isTrue ? sign : Solved.opposites[sign] else { return nil }
    let (lefts, rights) = (Solved.factors(left), Solved.factors(right))
    if let place = lefts.firstIndex(where: { Label($0, library) != nil }) {
      self.init(lefts, place, own, rights, library)
    } else if let place = rights.firstIndex(where: { Label($0, library) != nil }),
      let turned = Solved.turned[own]
    {
      self.init(rights, place, turned, lefts, library)
    } else {
      return nil
    }
  }

  private init?(_ own: [Trace], _ place: Int, _ sign: String, _ others: [Trace], _ library: RuleLibrary) {
    guard let label = Label(own[place], library), let value = own[place].value else { return nil }
    (self.label, self.sign) = (label, sign)
    if case .int(let amount) = value {
      let rest = own.indices.filter { $0 != place }.map { own[$0] }
      guard let top = Solved.product(others), let bottom = Solved.product(rest), bottom > 0 else {
        return nil
      }
      let heads = label.unit == .money ? Solved.heads(others, library) : nil
      isPerHead = heads != nil
      self.own = .int(amount / (heads ?? 1))
      bound = .int(Int64(top / bottom / Double(heads ?? 1)))
      line = Solved.line(others, library)
    } else {
      guard own.count == 1, others.count == 1, let limit = others[0].value else { return nil }
      (self.own, bound, isPerHead, line) = (value, limit, false, nil)
    }
  }

  /// `above 59` as `60 or more`: an age is a whole number, and so is the way to it.
  var inFullYears: Solved {
    guard label.unit == .age, case .int(let years) = bound else { return self }
    var whole = self
    switch sign {
    case Operator.greater: (whole.sign, whole.bound) = (Operator.greaterOrEqual, .int(years + 1))
    case Operator.less: (whole.sign, whole.bound) = (Operator.lessOrEqual, .int(years - 1))
    default: break
    }
    return whole
  }

  var rises: Bool { sign == Operator.greater || sign == Operator.greaterOrEqual }
  var isMeasure: Bool { label.isMeasure }
  var isDay: Bool { label.unit == .date }

  /// An age can only grow. A limit before which a day must lie comes nearer with time, one behind which it
  /// must lie moves away.
  var isNear: Bool {
    switch (label.unit, gap) {
    case (.age, let gap?): rises && gap <= 1
    case (.date, .some): !rises
    case (_, let gap): gap != nil && label.isMeasure
    }
  }

  /// Unit: days between days, else that of the fact; nil where there is none.
  private var gap: Int64? {
    switch (own, bound) {
    case (.int(let own), .int(let bound)): abs(own - bound)
    case (.timestamp(let own), .timestamp(let bound)): (abs(own.seconds - bound.seconds) + 86_399) / 86_400
    default: nil
    }
  }

  var subject: Text { isPerHead ? Solved.perHead(label.name) : label.name }
  var value: Text { label.text(own) }
  var threshold: Text { label.text(bound) }

  /// Nil where the value is right on the threshold.
  var distance: Text? {
    guard let gap, gap != 0 else { return nil }
    let unit: RuleDisplay =
      switch label.unit {
      case .age: .years
      case .grade: .grades
      case .date: .days
      default: label.unit
      }
    return Text(zh: unit.text(.int(gap), .zh), en: unit.text(.int(gap), .en))
  }

  /// The threshold with what it is called: `监测线 8,000 元`, `监测线的 120%（9,600 元）`.
  func limit(or name: Text?) -> Text {
    guard let name = line?.name ?? name else { return threshold }
    if let percent = line?.percent {
      return Text(
        zh: "\(name.zh)的 \(percent)%（\(threshold.zh)）", en: "\(percent)% of \(name.en), \(threshold.en)")
    }
    return Text(zh: "\(name.zh) \(threshold.zh)", en: "\(name.en) of \(threshold.en)")
  }

  private static let opposites = [
    Operator.less: Operator.greaterOrEqual, Operator.lessOrEqual: Operator.greater,
    Operator.greater: Operator.lessOrEqual, Operator.greaterOrEqual: Operator.less,
    Operator.equals: Operator.notEquals, Operator.notEquals: Operator.equals,
  ]
  private static let turned = [
    Operator.less: Operator.greater, Operator.lessOrEqual: Operator.greaterOrEqual,
    Operator.greater: Operator.less, Operator.greaterOrEqual: Operator.lessOrEqual,
    Operator.equals: Operator.equals, Operator.notEquals: Operator.notEquals,
  ]

  private static func factors(_ trace: Trace) -> [Trace] {
    switch trace.parts {
    case .operands(let operands):
      guard case .call(Operator.multiply, _, _) = trace.node.form else { return [trace] }
      return operands.flatMap(factors)
    case .same(let own): return factors(own)
    default: return [trace]
    }
  }

  /// As a double, because four factors may pass what a whole number holds.
  private static func product(_ factors: [Trace]) -> Double? {
    var product = 1.0
    for factor in factors {
      guard case .int(let number)? = factor.value else { return nil }
      product *= Double(number)
    }
    return abs(product) < 1e18 ? product : nil
  }

  private static func named(_ trace: Trace, _ library: RuleLibrary) -> RuleParameter? {
    trace.rule.references[trace.node.id].flatMap { library.parameter($0) }
  }

  /// By how many living members a threshold for each person was multiplied.
  private static func heads(_ factors: [Trace], _ library: RuleLibrary) -> Int64? {
    guard factors.contains(where: { named($0, library)?.unit == .yuan }) else { return nil }
    for factor in factors {
      guard case .select(_, "living_members", _) = factor.node.form, case .int(let count)? = factor.value,
        count > 0
      else { continue }
      return count
    }
    return nil
  }

  private static func perHead(_ name: Text) -> Text {
    let parts = name.zh.split(separator: "家庭", maxSplits: 1, omittingEmptySubsequences: false)
    return Text(
      zh: parts.count == 2 ? "\(parts[0])人均\(parts[1])" : "人均\(name.zh)", en: "\(name.en) a person")
  }

  private static func line(_ factors: [Trace], _ library: RuleLibrary) -> (Text, Int64?)? {
    let parameters = factors.compactMap { named($0, library) }
    guard parameters.contains(where: { $0.name == "line" }) else { return nil }
    let percent = factors.first { named($0, library)?.unit == .percent }?.value
    let name = Text(zh: "监测线", en: "the monitoring line")
    if case .int(let share)? = percent { return (name, share) }
    return (name, nil)
  }
}
