// What a sentence says of rows: some, none, every one, how many, their sum.

import RuleLanguage
import RuleValues

extension SentenceWriter {
  /// The rows of a list, filtered and mapped; nil for a list that has no words.
  mutating func rows(_ node: Expression) -> SentenceRows? {
    guard case .list(let element) = type(node) else { return nil }
    if case .comprehension(let loop) = node.form {
      guard loop.second == nil, loop.kind == .filter || loop.kind == .map,
        var rows = rows(loop.range), rows.value == nil
      else { return nil }
      if let filter = loop.filter { narrow(&rows, loop, filter) }
      guard loop.kind == .map else {
        narrow(&rows, loop, loop.step)
        return rows
      }
      let (value, isSpoken) = within(scope(of: loop)) { $0.operand(loop.step).atLeast(.atom) }
      if isSpoken { introduce(loop.variable, &rows) }
      rows.value = value
      return rows
    }
    var counter = "个"
    if case .record(let type) = element { counter = vocabulary.records[type]?.counter ?? counter }
    switch node.form {
    case .list, .select, .name, .bind: break
    default: return nil
    }
    return SentenceRows(base: operand(node, measure(node).unit).atLeast(.atom), counter: counter)
  }

  private mutating func narrow(_ rows: inout SentenceRows, _ loop: Loop, _ test: Expression) {
    let (condition, isSpoken) = within(scope(of: loop)) { $0.condition(test) }
    if isSpoken { introduce(loop.variable, &rows) }
    guard let known = rows.condition else {
      rows.condition = condition.bracketed
      return
    }
    let own = condition.bracketed
    rows.condition = Phrase("\(known.zh)且\(own.zh)", "\(known.en) and \(own.en)")
  }

  private func introduce(_ name: String, _ rows: inout SentenceRows) {
    let name = Phrase(text: Wording(zh: name, en: name))
    rows.base = Phrase("\(rows.base.zh)（记为 \(name.zh)）", "\(rows.base.en) (each called \(name.en))")
  }

  // Some, none, every one, just one.

  mutating func quantifier(_ loop: Loop, denied: Bool = false, isWhole: Bool = false) -> Phrase? {
    guard loop.second == nil, var rows = rows(loop.range) else { return nil }
    let (condition, isSpoken) = within(scope(of: loop)) { writer in
      isWhole ? writer.condition(loop.step) : writer.condition(loop.step).bracketed
    }
    if isSpoken { introduce(loop.variable, &rows) }
    let (head, counter) = (rows.head, rows.value == nil ? rows.counter : "个")
    let words: Wording
    switch loop.kind {
    case .exists where denied: words = Wording(zh: "没有一\(counter)符合", en: "none of \(head.en) meets")
    case .exists: words = Wording(zh: "至少有一\(counter)符合", en: "at least one of \(head.en) meets")
    case .existsOne: words = Wording(zh: "恰好有一\(counter)符合", en: "just one of \(head.en) meets")
    case .all: words = Wording(zh: "每一\(counter)都符合", en: "each of \(head.en) meets")
    default: return nil
    }
    return isWhole
      ? Phrase("\(head.zh)\(words.zh)：\(condition.zh)", "\(words.en): \(condition.en)", .clause)
      : Phrase("\(head.zh)\(words.zh)\(condition.zh)", "\(words.en) \(condition.en)", .comparison)
  }

  // How many, how much.

  mutating func count(_ node: Expression, _ call: Expression) -> Phrase {
    if type(node) == .string {
      let text = operand(node).atLeast(.atom)
      return Phrase("\(text.zh)的字符数", "the number of characters of \(text.en)")
    }
    guard var rows = rows(node) else { return formula(call) }
    // What is taken of each does not change how many there are.
    rows.value = nil
    return Phrase("\(rows.owner)数量", "the number of \(rows.those)")
  }

  mutating func aggregate(_ function: String, _ node: Expression, _ call: Expression) -> Phrase {
    guard let rows = rows(node) else { return formula(call) }
    let those = rows.those
    guard let value = rows.value else { return aggregate(function, rows) }
    switch function {
    case "sum": return Phrase("\(rows.owner)\(value.zh)合计", "the sum of \(value.en) over \(those)")
    case "max": return Phrase("\(rows.owner)\(value.zh)最大值", "the largest \(value.en) among \(those)")
    case "min": return Phrase("\(rows.owner)\(value.zh)最小值", "the smallest \(value.en) among \(those)")
    default:
      return Phrase("\(rows.owner)最后一\(rows.counter)的\(value.zh)", "\(value.en) of the last of \(those)")
    }
  }

  private func aggregate(_ function: String, _ rows: SentenceRows) -> Phrase {
    let those = rows.those
    switch function {
    case "sum": return Phrase("\(rows.owner)合计", "the sum of \(those)")
    case "max": return Phrase("\(rows.owner)最大值", "the largest of \(those)")
    case "min": return Phrase("\(rows.owner)最小值", "the smallest of \(those)")
    default: return Phrase("\(rows.owner)最后一\(rows.counter)", "the last of \(those)")
    }
  }
}
