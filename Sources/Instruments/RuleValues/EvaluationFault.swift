// Why a rule that was checked still could not be computed for one row.

/// A fault at run time, with the place in the rule where it arose. Words are made only when asked for,
/// because `&&`, `||` and the macros swallow many faults that nobody reads.
package struct EvaluationFault: Error, Hashable, Sendable {
  package enum Reason: Error, Hashable, Sendable {
    case overflow, divisionByZero, timeOutOfRange
    case noSuchField(String)
    case noSuchKey(String)
    case unknownVariable(String)
    case indexOutOfRange(Int64)
    case emptyList(function: String)
    case noOverload(function: String, types: String)
    case badConversion(to: String, text: String)
    case duplicateKey(String)
    case badTimeZone(String)
    /// `optional.none().value()`
    case noValue
    /// An argument that the function can't take, with the reason in both languages.
    case badArgument(function: String, Wording)
    case tooLarge
    case budgetSpent
  }

  package let reason: Reason
  package let span: Span

  package init(_ reason: Reason, at span: Span) { (self.reason, self.span) = (reason, span) }

  /// A stable name of the kind of fault.
  package var code: String { reason.code }
  package var zh: String { reason.wording.zh }
  package var en: String { reason.wording.en }
}

extension EvaluationFault.Reason {
  package var code: String {
    switch self {
    case .overflow: "rule.overflow"
    case .divisionByZero: "rule.divisionByZero"
    case .timeOutOfRange: "rule.timeOutOfRange"
    case .noSuchField: "rule.noSuchField"
    case .noSuchKey: "rule.noSuchKey"
    case .unknownVariable: "rule.unknownVariable"
    case .indexOutOfRange: "rule.indexOutOfRange"
    case .emptyList: "rule.emptyList"
    case .noOverload: "rule.noOverload"
    case .badConversion: "rule.badConversion"
    case .duplicateKey: "rule.duplicateKey"
    case .badTimeZone: "rule.badTimeZone"
    case .noValue: "rule.noValue"
    case .badArgument: "rule.badArgument"
    case .tooLarge: "rule.tooLarge"
    case .budgetSpent: "rule.budgetSpent"
    }
  }

  package var wording: Wording {
    switch self {
    case .overflow:
      Wording(zh: "整数运算超出范围。", en: "An integer result is out of range.")
    case .divisionByZero:
      Wording(zh: "除数为零。", en: "Division by zero.")
    case .timeOutOfRange:
      Wording(zh: "时间或时长超出范围。", en: "A timestamp or duration is out of range.")
    case .noSuchField(let field):
      Wording(zh: "这一行没有字段“\(field)”的值。", en: "No such field: this row has no value for \(field).")
    case .noSuchKey(let key):
      Wording(zh: "映射中没有键 \(key)。", en: "No such key: \(key).")
    case .unknownVariable(let name):
      Wording(zh: "没有给出“\(name)”的值。", en: "No value was given for \(name).")
    case .indexOutOfRange(let index):
      Wording(zh: "序号 \(index) 超出范围。", en: "Index \(index) is out of range.")
    case .emptyList(let function):
      Wording(zh: "空列表不能求 \(function)。", en: "\(function) of an empty list.")
    case .noOverload(let function, let types):
      Wording(zh: "“\(function)”不能用于 \(types)。", en: "No such overload: \(function) on \(types).")
    case .badConversion(let type, let text):
      Wording(zh: "“\(text)”不能转换为 \(type)。", en: "\(text) can't be converted to \(type).")
    case .duplicateKey(let key):
      Wording(zh: "映射的键 \(key) 重复。", en: "The map names the key \(key) twice.")
    case .badTimeZone(let zone):
      Wording(zh: "不认识时区“\(zone)”。", en: "Unknown time zone \(zone).")
    case .noValue:
      Wording(zh: "可选值为空，不能取值。", en: "The optional value is not there.")
    case .badArgument(let function, let reason):
      Wording(zh: "\(function)：\(reason.zh)", en: "\(function): \(reason.en)")
    case .tooLarge:
      Wording(zh: "中间结果过大。", en: "An intermediate result is too large.")
    case .budgetSpent:
      Wording(zh: "计算步数超过上限，已停止。", en: "The evaluation took more steps than it is allowed.")
    }
  }
}
