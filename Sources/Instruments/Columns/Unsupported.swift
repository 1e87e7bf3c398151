// Why an expression has no columnar form, in words for those who write rules.

import RuleValues

/// The interpreter then computes the nearest test or number around the expression, row by row.
struct Unsupported: Error {
  let reason: Wording

  init(zh: String, en: String) { reason = Wording(zh: zh, en: en) }

  init(_ reason: Wording) { self.reason = reason }

  /// The same, said of a derived field that was read.
  func inside(_ field: String) -> Unsupported {
    Unsupported(zh: "\(field)：\(reason.zh)", en: "\(field): \(reason.en)")
  }
}

/// An operator as people write it; the name of any other function.
func sign(of function: String) -> String {
  switch function {
  case Operator.index: "[]"
  case Operator.optionalSelect: ".?"
  case Operator.optionalIndex: "[?]"
  case Operator.optionalEntry: "?"
  case Operator.in_: "in"
  default: function.filter { $0 != "_" || !function.hasPrefix("_") && !function.hasSuffix("_") }
  }
}
