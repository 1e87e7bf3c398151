// Every complaint about the text of a rule, in the order in which a text is read.

import RuleValues

// Characters, numbers and strings.
extension Complaint {
  static func textTooLong(_ span: Span, limit: Int) -> Complaint {
    Complaint(
      "textTooLong", span, zh: "规则文本超过 \(limit) 字节。", en: "The text is longer than \(limit) bytes.")
  }

  static func unexpectedCharacter(_ span: Span, character: String) -> Complaint {
    Complaint(
      "unexpectedCharacter", span, zh: "规则中不能使用字符“\(character)”。",
      en: "The character \(character) has no meaning here.")
  }

  static func lookAlike(_ span: Span, found: String, meant: String) -> Complaint {
    Complaint(
      "lookAlike", span, zh: "“\(found)”是中文或全角标点，请改用半角的 \(meant)。",
      en: "\(found) is a Chinese or full-width mark; write \(meant).")
  }

  static func lonelyOperator(_ span: Span, found: String, meant: String) -> Complaint {
    Complaint(
      "lonelyOperator", span, zh: "单个“\(found)”不是运算符，请写 \(meant)。",
      en: "A single \(found) is no operator; write \(meant).")
  }

  static func foreignWord(_ span: Span, word: String) -> Complaint {
    Complaint(
      "foreignWord", span, zh: "名称只能用英文字母、数字和下划线；“\(word)”若是文字，请加引号。",
      en: "Names are made of a-z, 0-9 and _; if \(word) is text, put it in quotes.")
  }

  static func badFieldQuote(_ span: Span) -> Complaint {
    Complaint(
      "badFieldQuote", span, zh: "反引号中的字段名没有写完，或含有不允许的字符。",
      en: "The field name in backquotes is not closed or holds a character that it may not.")
  }

  static func badNumber(_ span: Span, text: String) -> Complaint {
    Complaint("badNumber", span, zh: "“\(text)”不是数。", en: "\(text) is not a number.")
  }

  static func numberTooLarge(_ span: Span) -> Complaint {
    Complaint("numberTooLarge", span, zh: "这个数超出范围。", en: "This number is out of range.")
  }

  static func unclosedString(_ span: Span, isTriple: Bool) -> Complaint {
    Complaint(
      "unclosedString", span, zh: isTriple ? "三引号字符串没有结束。" : "字符串在行末之前没有结束。",
      en: isTriple
        ? "The triple-quoted string is never closed." : "The string is not closed before the line ends.")
  }

  static func badEscape(_ span: Span, text: String) -> Complaint {
    Complaint(
      "badEscape", span, zh: "字符串中没有 \(text) 这种转义。", en: "\(text) is no escape that this string knows.",
      hint: Wording(zh: "反斜杠本身写作 \\\\。", en: "Write a backslash itself as \\\\."))
  }
}

// Grammar.
extension Complaint {
  static func expectedExpression(_ span: Span, found: Wording) -> Complaint {
    Complaint(
      "expectedExpression", span, zh: "这里应有一个表达式，却是\(found.zh)。",
      en: "An expression should stand here, not \(found.en).")
  }

  static func expectedSymbol(_ span: Span, wanted: [Symbol], found: Wording, opener: String?) -> Complaint {
    let signs = wanted.map { "“\($0.rawValue)”" }.joined(separator: "或")
    let marks = wanted.map(\.rawValue).joined(separator: " or ")
    return Complaint(
      "expectedSymbol", span, zh: "这里应有\(signs)，却是\(found.zh)。",
      en: "\(marks) should stand here, not \(found.en).",
      hint: opener.map { Wording(zh: "它所对应的符号在 \($0)。", en: "It belongs to the sign at \($0).") })
  }

  static func expectedField(_ span: Span, found: Wording) -> Complaint {
    Complaint(
      "expectedField", span, zh: "点号后应有字段名，却是\(found.zh)。",
      en: "A field name should follow the dot, not \(found.en).")
  }

  static func leftover(_ span: Span, found: Wording, meant: String?) -> Complaint {
    Complaint(
      "leftover", span, zh: "规则到此已完整，多出\(found.zh)。", en: "The rule is complete before \(found.en).",
      hint: meant.map { Wording(zh: "是否应写 \($0)？", en: "Did you mean \($0)?") })
  }

  static func reservedWord(_ span: Span, word: String) -> Complaint {
    Complaint(
      "reservedWord", span, zh: "“\(word)”是保留字，不能作名称。", en: "\(word) is a reserved word, not a name.")
  }

  static func tooDeep(_ span: Span, limit: Int) -> Complaint {
    Complaint(
      "tooDeep", span, zh: "表达式嵌套超过 \(limit) 层。", en: "The expression is nested deeper than \(limit) levels.")
  }

  static func hasArgument(_ span: Span) -> Complaint {
    Complaint(
      "hasArgument", span, zh: "has 只能询问一个字段，例如 has(person.birth)。",
      en: "has asks for one field, as in has(person.birth).")
  }

  static func macroArguments(_ span: Span, macro: String, usage: String) -> Complaint {
    Complaint(
      "macroArguments", span, zh: "\(macro) 的写法是 \(usage)。", en: "\(macro) is written \(usage).")
  }

  static func macroVariable(_ span: Span, macro: String) -> Complaint {
    Complaint(
      "macroVariable", span, zh: "\(macro) 的第一个参数是给每个元素起的名称，应是一个简单名称。",
      en: "The first argument of \(macro) names each element: it should be a plain name.")
  }

  static func recordLiteral(_ span: Span, type: String) -> Complaint {
    Complaint(
      "recordLiteral", span, zh: "规则不能构造记录 \(type)，只能读取。",
      en: "A rule can't make a \(type), it only reads records.")
  }
}

// Names and types.
extension Complaint {
  static func blockName(_ span: Span) -> Complaint {
    Complaint(
      "blockName", span, zh: "cel.index 和 cel.iterVar 只能引用前面 cel.block 中已有的值。",
      en: "cel.index and cel.iterVar name only what a cel.block around them holds.")
  }

  static func unknownName(_ span: Span, name: String, near: String?) -> Complaint {
    Complaint(
      "unknownName", span, zh: "没有名为“\(name)”的事实、参数或常量。",
      en: "No fact, parameter or constant is called \(name).", hint: meant(near))
  }

  static func unknownField(_ span: Span, type: String, field: String, near: String?) -> Complaint {
    Complaint(
      "unknownField", span, zh: "\(type) 没有字段“\(field)”。", en: "\(type) has no field \(field).",
      hint: meant(near))
  }

  static func noFields(_ span: Span, type: CELType, field: String) -> Complaint {
    var hint: Wording?
    if case .list = type {
      hint = Wording(
        zh: "列表要先取元素，例如 .exists(x, x.\(field) > 0) 或 last(…)。",
        en: "Take elements of the list first, as in .exists(x, x.\(field) > 0) or last(…).")
    }
    return Complaint(
      "noFields", span, zh: "\(type) 不是记录，没有字段“\(field)”。", en: "\(type) has no fields, so no \(field).",
      hint: hint)
  }

  static func unknownFunction(_ span: Span, name: String, near: Wording?) -> Complaint {
    Complaint(
      "unknownFunction", span, zh: "没有名为“\(name)”的函数。", en: "No function is called \(name).", hint: near)
  }

  static func argumentCount(_ span: Span, name: String, given: Int, wanted: [Int]) -> Complaint {
    let counts = wanted.map(String.init)
    return Complaint(
      "argumentCount", span,
      zh: "\(name) 要 \(counts.joined(separator: " 或 ")) 个参数，给了 \(given) 个。",
      en: "\(name) takes \(counts.joined(separator: " or ")) arguments, not \(given).")
  }

  static func argumentTypes(_ span: Span, name: String, given: String, hint: Wording?) -> Complaint {
    Complaint(
      "argumentTypes", span, zh: "“\(name)”不能用于 \(given)。", en: "\(name) can't be applied to \(given).",
      hint: hint)
  }

  static func notIterable(_ span: Span, macro: String, type: CELType, wantsOptional: Bool) -> Complaint {
    wantsOptional
      ? Complaint(
        "notOptional", span, zh: "\(macro) 要用在可选值（optional）上，这里是 \(type)。",
        en: "\(macro) is for an optional value; this is \(type).")
      : Complaint(
        "notIterable", span, zh: "\(macro) 要用在列表或映射上，这里是 \(type)。",
        en: "\(macro) runs over a list or a map; this is \(type).")
  }

  static func stepType(_ span: Span, of macro: String, wanted: String, given: CELType) -> Complaint {
    Complaint(
      "stepType", span, zh: "\(macro) 的结果应是 \(wanted)，这里是 \(given)。",
      en: "What \(macro) computes should be \(wanted); this is \(given).")
  }

  static func conditionType(_ span: Span, of macro: String, type: CELType) -> Complaint {
    Complaint(
      "conditionType", span, zh: "\(macro) 的条件应是真或假（bool），这里是 \(type)。",
      en: "The condition of \(macro) should be true or false (bool); this is \(type).")
  }

  static func badKey(_ span: Span, type: CELType) -> Complaint {
    Complaint(
      "badKey", span, zh: "映射的键只能是 bool、int、uint 或 string，不能是 \(type)。",
      en: "A map's key is bool, int, uint or string, not \(type).")
  }

  static func wrongResult(_ span: Span, wanted: CELType, given: CELType) -> Complaint {
    Complaint(
      "wrongResult", span, zh: "整条表达式应得出 \(wanted)，却得出 \(given)。",
      en: "The whole should give \(wanted), but it gives \(given).")
  }

  static func tooCostly(_ span: Span, steps: Int, limit: Int) -> Complaint {
    let (steps, limit) = (grouped(steps), grouped(limit))
    return Complaint(
      "tooCostly", span, zh: "规则最坏要算约 \(steps) 步，超过上限 \(limit) 步；最费的是标出的部分。",
      en: "The rule may take some \(steps) steps, the limit being \(limit); most of them are marked.",
      hint: Wording(
        zh: "循环里再套循环，步数就相乘：请先用 filter 缩小列表，或把内层改成一个事实。",
        en: "A loop within a loop multiplies: narrow the list by filter first, or make the inner one a fact.")
    )
  }

  /// Digits in groups of three.
  private static func grouped(_ number: Int) -> String {
    number < 1_000 ? String(number) : grouped(number / 1_000) + "," + (number % 1_000).padded(3)
  }

  private static func meant(_ near: String?) -> Wording? {
    near.map { Wording(zh: "是否指 \($0)？", en: "Did you mean \($0)?") }
  }
}
