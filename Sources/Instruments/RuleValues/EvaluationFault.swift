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
  /// Every kind of fault, by the name that its code ends in.
  package enum Kind: String, CaseIterable, Sendable {
    case overflow, divisionByZero, timeOutOfRange, noSuchField, noSuchKey, unknownVariable, indexOutOfRange
    case emptyList, noOverload, badConversion, duplicateKey, badTimeZone, noValue, badArgument, tooLarge
    case budgetSpent

    package var code: String { "rule." + rawValue }
  }

  package var kind: Kind {
    switch self {
    case .overflow: .overflow
    case .divisionByZero: .divisionByZero
    case .timeOutOfRange: .timeOutOfRange
    case .noSuchField: .noSuchField
    case .noSuchKey: .noSuchKey
    case .unknownVariable: .unknownVariable
    case .indexOutOfRange: .indexOutOfRange
    case .emptyList: .emptyList
    case .noOverload: .noOverload
    case .badConversion: .badConversion
    case .duplicateKey: .duplicateKey
    case .badTimeZone: .badTimeZone
    case .noValue: .noValue
    case .badArgument: .badArgument
    case .tooLarge: .tooLarge
    case .budgetSpent: .budgetSpent
    }
  }

  package var code: String { kind.code }

  package var wording: Wording {
    switch self {
    case .overflow:
      Wording(
        zh: "整数运算的结果太大，超出整数（int）的范围；可改用小数，例如 double(x)。",
        en: "An integer result is out of range; decimals reach further, as in double(x).")
    case .divisionByZero:
      Wording(
        zh: "除数为零；请先判断，例如 n != 0 && x / n > 5。",
        en: "Division by zero; ask first, as in n != 0 && x / n > 5.")
    case .timeOutOfRange:
      Wording(
        zh: "时间超出公元 1 年至 9999 年，或时长超出约 292 年。",
        en: "A timestamp is out of range (years 1 to 9999), or a duration is (about 292 years).")
    case .tooLarge: Wording(zh: "中间结果太大，已停止计算。", en: "An intermediate result is too large.")
    case .budgetSpent:
      Wording(
        zh: "计算步数超过上限，已停止；请减少层层嵌套的 exists、map 等，或缩短文字和列表。",
        en:
          "The evaluation took more steps than it is allowed; nest fewer macros, or shorten texts and lists.")
    case .noSuchField, .noSuchKey, .unknownVariable, .indexOutOfRange, .emptyList, .noValue: missing
    default: misused
    }
  }

  /// Something is not there.
  private var missing: Wording {
    switch self {
    case .noSuchField(let field):
      Wording(
        zh: "这一行没有“\(field)”的值；请先用 has(…) 询问。",
        en: "No such field: this row has no value for \(field); ask has(…) first.")
    case .noSuchKey(let key):
      Wording(
        zh: "映射中没有键 \(key)；请先询问 \(key) in m。", en: "No such key: \(key); ask \(key) in m first.")
    case .unknownVariable(let name):
      Wording(zh: "运行时没有给出“\(name)”的值。", en: "No value was given for \(name).")
    case .indexOutOfRange(let index):
      Wording(
        zh: "列表没有序号为 \(index) 的元素；第一个元素的序号是 0。",
        en: "Index \(index) is out of range; the first element is number 0.")
    case .emptyList(let function):
      Wording(
        zh: "列表是空的，不能求 \(function)；请先判断 size(x) > 0。",
        en: "\(function) of an empty list; ask size(x) > 0 first.")
    default:
      Wording(
        zh: "可选值是空的，没有值可取；请改用 orValue(默认值)。",
        en: "The optional value is not there; orValue(…) gives another in its place.")
    }
  }

  /// Something is there, but of the wrong kind.
  private var misused: Wording {
    switch self {
    case .noOverload(let function, let types):
      overload(Operator.signs[function] ?? function, types.split(separator: ",").map(String.init))
    case .badConversion(let type, let text):
      conversion(CELType.wording(named: type), type, text.shortened)
    case .duplicateKey(let key):
      Wording(zh: "映射的键 \(key) 写了两次。", en: "The map names the key \(key) twice.")
    case .badTimeZone(let zone):
      Wording(
        zh: "没有时区“\(zone.shortened)”；请写 Asia/Shanghai 或 +08:00 这样的时区。",
        en: "Unknown time zone \(zone.shortened); write one like Asia/Shanghai or +08:00.")
    case .badArgument(let function, let reason):
      Wording(zh: "\(function)：\(reason.zh)", en: "\(function): \(reason.en)")
    default: Wording(zh: "不能计算。", en: "This can't be computed.")
    }
  }

  private func overload(_ function: String, _ types: [String]) -> Wording {
    guard !types.isEmpty else {
      return Wording(zh: "没有“\(function)”这样的函数。", en: "No such overload: \(function).")
    }
    let words = types.map { name in
      CELType.wording(named: String(name.drop { $0 == " " }))
    }
    return Wording(
      zh: "“\(function)”不能用于\(words.map(\.zh).joined(separator: "、"))。",
      en: "No such overload: \(function) on \(words.map(\.en).joined(separator: ", ")).")
  }

  private func conversion(_ wanted: Wording, _ type: String, _ text: String) -> Wording {
    let samples = [
      "int": "123", "uint": "123", "double": "1.5", "timestamp": "2025-01-31T00:00:00Z", "duration": "36h",
      "bool": "true", "net.IP": "192.168.0.1", "net.CIDR": "192.168.0.0/16",
    ]
    let sample = samples[type]
    return Wording(
      zh: "“\(text)”不能转换为\(wanted.zh)\(sample.map { "；应写成 \($0) 这样" } ?? "")。",
      en: "\(text) can't be converted to \(wanted.en)\(sample.map { "; it should look like \($0)" } ?? "").")
  }
}
