// How one rule runs, in words: what over columns, what row by row, for which rows and why.

package import Columns
package import Kernel
import RuleLanguage
import RuleValues
import Rules

extension Screener {
  /// How one rule runs: what over columns, what row by row, for which rows and why.
  /// **Problems**: an unknown rule, with the nearest name.
  package func course(of name: String) throws(Problem) -> Plan.Course {
    guard let place = library.rules.firstIndex(where: { $0.name == name || $0.code == name }) else {
      throw library.unknownRule(name)
    }
    return plan.courses[place]
  }

  /// The same in words.
  /// **Problems**: an unknown rule, with the nearest name.
  package func planText(_ name: String, _ language: Language) throws(Problem) -> String {
    let (course, zh) = (try course(of: name), language == .zh)
    let head =
      if course.isByRow {
        zh ? "整条规则不能按列运行，逐户计算。" : "No part of the rule runs over columns: household by household."
      } else if course.steps.isEmpty {
        zh ? "整条规则按列运行。" : "All of the rule runs over columns."
      } else {
        zh ? "除以下各处外按列运行。" : "It runs over columns, but for these parts."
      }
    let steps = course.steps.enumerated().map { number, step in
      "\(number + 1). \(oneLine(step.text))\n" + stepLines(step, language).map { "   \($0)\n" }.joined()
    }
    return (zh ? "运行方式\n" : "How it runs\n") + indented(head + "\n" + steps.joined())
  }

  private func stepLines(_ step: Plan.RowStep, _ language: Language) -> [String] {
    let record = library.vocabulary.records[step.record]
    func said(_ words: Wording) -> String { language == .zh ? words.zh : words.en }
    let conditions = step.conditions.map(said).joined(separator: language == .zh ? "；" : "; ")
    if language == .zh {
      return [
        step.field.map { "所在事实：\($0)" }, "逐行计算：\(record?.zh ?? step.record)",
        conditions.isEmpty ? "计算范围：全部" : "计算范围：\(conditions)", "原因：\(step.reason.zh)",
      ].compactMap { $0 }
    }
    return [
      step.field.map { "in the fact: \($0)" }, "row by row: \(record?.en ?? step.record)",
      conditions.isEmpty ? "for: every row" : "only where: \(conditions)", "why: \(step.reason.en)",
    ].compactMap { $0 }
  }
}

private func indented(_ text: String) -> String {
  text.split(separator: "\n").map { "  \($0)\n" }.joined()
}
