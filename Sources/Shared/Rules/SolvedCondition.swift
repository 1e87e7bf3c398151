// A comparison solved for the fact that officials know, and what its threshold is called.

import Kernel
import RuleLanguage
import RuleTelling
import RuleValues

struct ConditionLabel {
  let key: Fact.Key
  let name: Text
  let unit: RuleDisplay
  private let field: ScreeningField?

  /// Nil where the part is no field of a record, nor one out of a list of them.
  init?(_ trace: Trace, _ library: RuleLibrary) {
    let trace = ConditionLabel.one(of: trace)
    guard case .select(let operand, let name, _) = trace.node.form,
      case .record(let record)? = trace.rule.types[operand.id]
    else { return nil }
    let field = ScreeningVocabulary.record(record)?.field(name)
    let fact = library.fact(Fact.Key(record, name))
    guard let meaning = fact?.meaning ?? field?.meaning, let unit = fact?.display ?? field?.display else {
      return nil
    }
    (key, self.field) = (Fact.Key(record, name), field)
    self.unit = fact?.unit == .persons && unit == .count ? .persons : unit
    let words = Text(Wording(zh: meaning.zh, en: meaning.en).name)
    let owner = ConditionLabel.owner(operand, trace.rule)
    self.name = Text(
      zh: (owner?.zh ?? "") + words.zh, en: words.en + (owner.map { " of the \($0.en)" } ?? ""))
  }

  /// The value in words: a code by its name, the rest by its display format.
  func text(_ value: Value) -> Text {
    if let field { return ScreeningVocabulary.text(value, of: field, in: key.record) }
    if let shown = unit.unit?.wording(of: value) { return Text(shown) }
    return Text(zh: unit.text(value, .zh), en: unit.text(value, .en))
  }

  /// Whose field it is, where it is reached through a record's own: `household.group.code`.
  private static func owner(_ operand: Expression, _ rule: CheckedRule) -> Text? {
    guard case .select(let above, let name, false) = operand.form,
      case .record(let record)? = rule.types[above.id]
    else { return nil }
    return ScreeningVocabulary.record(record)?.field(name)?.meaning
  }

  /// What the last or the greatest of a list is one of.
  private static func one(of trace: Trace) -> Trace {
    guard case .operands(let operands) = trace.parts, case .call(let function, _, _) = trace.node.form,
      ["last", "max", "min"].contains(function), operands.count == 1,
      case .loop(.map, _, let turns) = operands[0].parts, let step = turns.lazy.compactMap(\.step).last
    else { return trace }
    return step
  }

  /// A grade can be passed, but is none of how much.
  var isAmount: Bool { isMeasure && unit != .grade }

  /// A code has an order but no measure.
  var isMeasure: Bool {
    if case .code? = field?.kind { return false }
    return unit != .bool && unit != .text
      && field.flatMap { ScreeningVocabulary.levels["\(key.record).\($0.name)"] } == nil
  }
}

/// A comparison turned round until the fact stands alone on the left.
struct SolvedCondition {
  let label: ConditionLabel
  private let own: Value
  private(set) var bound: Value
  let isPerHead: Bool
  private let name: ThresholdName
  /// The sign that is true, or that would have to be.
  private(set) var sign: String

  init?(_ left: Trace, _ sign: String, _ right: Trace, isTrue: Bool, _ library: RuleLibrary) {
    guard let own = isTrue ? sign : SolvedCondition.opposites[sign] else { return nil }
    let (lefts, rights) = (SolvedCondition.factors(left), SolvedCondition.factors(right))
    if let place = lefts.firstIndex(where: { ConditionLabel($0, library) != nil }) {
      self.init(lefts, place, own, rights, library)
    } else if let place = rights.firstIndex(where: { ConditionLabel($0, library) != nil }),
      let turned = SolvedCondition.turned[own]
    {
      self.init(rights, place, turned, lefts, library)
    } else {
      return nil
    }
  }

  private init?(_ own: [Trace], _ place: Int, _ sign: String, _ others: [Trace], _ library: RuleLibrary) {
    guard let label = ConditionLabel(own[place], library), let value = own[place].value else { return nil }
    (self.label, self.sign) = (label, sign)
    guard case .int(let amount) = value else {
      guard own.count == 1, others.count == 1, let limit = others[0].value else { return nil }
      (self.own, bound, isPerHead) = (value, limit, false)
      name = ThresholdName(day: others[0])
      return
    }
    let rest = own.indices.filter { $0 != place }.map { own[$0] }
    guard let top = SolvedCondition.product(others), let bottom = SolvedCondition.product(rest), bottom > 0
    else { return nil }
    let heads = label.unit == .money ? SolvedCondition.heads(others, library) : nil
    isPerHead = heads != nil
    self.own = .int(amount / (heads?.count ?? 1))
    bound = .int(Int64(top / bottom / Double(heads?.count ?? 1)))
    let named = others.indices.filter { $0 != heads?.place }.map { others[$0] }
    name = ThresholdName(named, over: bottom, of: label, library)
  }

  /// `above 59` as `60 or more`: an age is a whole number, and so is the way to it.
  var inFullYears: SolvedCondition {
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
  var isOrdered: Bool { sign != Operator.equals && sign != Operator.notEquals }
  var isDay: Bool { label.unit == .date }
  var isAge: Bool { label.unit == .age }

  /// Whether it only makes sure that there is something to compute with: above nothing, or not in the future.
  var isGuard: Bool {
    switch (bound, name) {
    case (.int(0), .none): rises
    case (_, .screeningDay): sign == Operator.lessOrEqual
    default: false
    }
  }

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

  var subject: Text { isPerHead ? SolvedCondition.perHead(label.name) : label.name }
  var value: Text { label.text(own) }
  var threshold: Text { label.text(bound) }

  /// The subject with its value: `年龄 7 周岁`, `健康状况为大病`.
  var head: Text { ConditionWords.statement(subject, value, isMeasure: label.isAmount) }

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

  /// The threshold with what it is called: `监测线（8,000 元）`, `监测线的 120%（9,600 元）`.
  var limit: Text { name.around(threshold) }

  /// How the value stands to the threshold; nil where the value says all.
  var relation: Text? {
    if !isOrdered {
      guard sign == Operator.equals, case .named(let other) = name else { return nil }
      return Text(zh: "与\(other.zh)相同", en: "equal to \(other.en)")
    }
    // Whoever reads "2 people" need not be told that this is above 0.
    if case .none = name, case .int(0) = bound, rises { return nil }
    guard label.isMeasure else { return nil }
    if case .daysBefore(let days, let today) = name, rises, case .timestamp(let own) = own, own <= today {
      return Text(zh: "在截至监测日的 \(days) 天内", en: "within the \(days) days up to the screening day")
    }
    let words =
      label.unit == .grade
      ? Relation.ofGrades : isDay ? Relation.ofDays : isAge ? Relation.ofAges : Relation.ofAmounts
    return words[sign]?.before(limit)
  }

  /// Whether the other says less: the same fact against a threshold that is easier to pass.
  func isTighter(than other: SolvedCondition) -> Bool {
    guard label.key == other.label.key, isPerHead == other.isPerHead, isOrdered, other.isOrdered,
      rises == other.rises, case .int(let one) = bound, case .int(let two) = other.bound
    else { return false }
    return rises ? one > two : one < two
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
  static func product(_ factors: [Trace]) -> Double? {
    var product = 1.0
    for factor in factors {
      guard case .int(let number)? = factor.value else { return nil }
      product *= Double(number)
    }
    return abs(product) < 1e18 ? product : nil
  }

  /// By how many living members a threshold for each person was multiplied.
  private static func heads(_ factors: [Trace], _ library: RuleLibrary) -> (place: Int, count: Int64)? {
    guard factors.contains(where: { library.parameter(of: $0)?.unit == .yuan }) else { return nil }
    for (place, factor) in factors.enumerated() {
      guard case .select(_, "living_members", _) = factor.node.form, case .int(let count)? = factor.value,
        count > 0
      else { continue }
      return (place, count)
    }
    return nil
  }

  private static func perHead(_ name: Text) -> Text {
    let parts = name.zh.split(separator: "家庭", maxSplits: 1, omittingEmptySubsequences: false)
    return Text(
      zh: parts.count == 2 ? "\(parts[0])人均\(parts[1])" : "人均\(name.zh)", en: "\(name.en) a person")
  }
}

/// How a value stands to a threshold, in words.
private enum Relation {
  static let ofAmounts = [
    Operator.less: Text(zh: "低于", en: "below"), Operator.lessOrEqual: Text(zh: "不超过", en: "at most"),
    Operator.greater: Text(zh: "超过", en: "above"), Operator.greaterOrEqual: Text(zh: "达到", en: "at least"),
  ]
  static let ofAges = [
    Operator.less: Text(zh: "未满", en: "below"), Operator.lessOrEqual: Text(zh: "不超过", en: "at most"),
    Operator.greater: Text(zh: "超过", en: "above"), Operator.greaterOrEqual: Text(zh: "已满", en: "at least"),
  ]
  static let ofDays = [
    Operator.less: Text(zh: "早于", en: "before"), Operator.lessOrEqual: Text(zh: "不晚于", en: "not after"),
    Operator.greater: Text(zh: "晚于", en: "after"), Operator.greaterOrEqual: Text(zh: "不早于", en: "not before"),
  ]
  /// A greater grade is a worse one.
  static let ofGrades = [
    Operator.less: Text(zh: "好于", en: "better than"),
    Operator.lessOrEqual: Text(zh: "不差于", en: "no worse than"),
    Operator.greater: Text(zh: "差于", en: "worse than"),
    Operator.greaterOrEqual: Text(zh: "达到", en: "at or beyond"),
  ]
}

extension Text {
  /// With a limit behind, a blank between Chinese and a number.
  fileprivate func before(_ limit: Text) -> Text {
    Text(zh: zh + ConditionWords.spaced(limit.zh), en: "\(en) \(limit.en)")
  }
}

/// What a threshold is called.
private enum ThresholdName {
  case none
  /// A parameter, or another fact.
  case named(Text)
  case share(of: Text, percent: Int64)
  case product(Text)
  case screeningDay
  case daysBefore(Int64, today: Timestamp)

  init(day: Trace) {
    func isToday(_ trace: Trace) -> Bool { trace.rule.references[trace.node.id] == "as_of" }
    self = .none
    if isToday(day) { self = .screeningDay }
    guard case .operands(let operands) = day.parts, case .call(Operator.subtract, _, _) = day.node.form,
      operands.count == 2, isToday(operands[0]), case .timestamp(let today)? = operands[0].value,
      case .duration(let span)? = operands[1].value, span.seconds.isMultiple(of: 86_400)
    else { return }
    self = .daysBefore(span.seconds / 86_400, today: today)
  }

  /// - Parameter divisor: What the product of the factors is divided by to be a threshold of the label.
  init(_ factors: [Trace], over divisor: Double, of label: ConditionLabel, _ library: RuleLibrary) {
    self = .none
    let others = factors.map { ConditionLabel($0, library) }
    if factors.count == 1, divisor == 1 {
      if let name = library.parameter(of: factors[0])?.ownName ?? others[0]?.name {
        self = .named(name)
      }
      return
    }
    let amounts = factors.indices.filter { place in
      (library.parameter(of: factors[place])?.unit.display ?? others[place]?.unit) == label.unit
    }
    let rest = factors.indices.filter { $0 != amounts.first }.map { factors[$0] }
    if amounts.count == 1, divisor == 100, let percent = SolvedCondition.product(rest),
      let name = library.parameter(of: factors[amounts[0]])?.ownName ?? others[amounts[0]]?.name
    {
      self = .share(of: name, percent: Int64(percent))
      return
    }
    let texts = factors.indices.compactMap { place in
      factors[place].value.flatMap { value in
        library.parameter(of: factors[place])?.text(value) ?? others[place]?.text(value)
      }
    }
    guard divisor == 1, texts.count == factors.count else { return }
    self = .product(
      Text(zh: texts.map(\.zh).joined(separator: " × "), en: texts.map(\.en).joined(separator: " × ")))
  }

  /// The threshold with its name.
  func around(_ threshold: Text) -> Text {
    switch self {
    case .none, .screeningDay: threshold
    case .named(let name): Text(zh: "\(name.zh)（\(threshold.zh)）", en: "the \(name.en) (\(threshold.en))")
    case .share(let name, let percent):
      Text(
        zh: "\(name.zh)的 \(percent)%（\(threshold.zh)）", en: "\(percent)% of the \(name.en) (\(threshold.en))")
    case .product(let words):
      Text(zh: "\(threshold.zh)（\(words.zh)）", en: "\(threshold.en) (\(words.en))")
    case .daysBefore(let days, _):
      Text(
        zh: "\(threshold.zh)（监测日前 \(days) 天）", en: "\(threshold.en), \(days) days before the screening day")
    }
  }
}

extension RuleLibrary {
  /// The parameter that the part names.
  fileprivate func parameter(of trace: Trace) -> RuleParameter? {
    trace.rule.references[trace.node.id].flatMap { parameter($0) }
  }
}

extension RuleParameter {
  fileprivate var ownName: Text {
    Text(Wording(zh: meaning.zh, en: meaning.en).name)
  }

  fileprivate func text(_ value: Value) -> Text {
    if let shown = unit.display.unit?.wording(of: value) { return Text(shown) }
    return Text(zh: unit.display.text(value, .zh), en: unit.display.text(value, .en))
  }
}

extension Vocabulary.Unit {
  fileprivate func wording(of value: Value) -> Wording? {
    guard let zh = show(value, .zh), let en = show(value, .en) else { return nil }
    return Wording(zh: zh, en: en)
  }
}
