// Every complaint about the text of a rule, in the order in which a text is read.

import RuleValues

// Characters, numbers and strings.
extension Complaint {
  static func textTooLong(_ span: Span, limit: Int) -> Complaint {
    Complaint(
      .textTooLong, span, zh: "规则太长，超过 \(limit) 字节；请拆成几条。",
      en: "The text is longer than \(limit) bytes; split it into several rules.")
  }

  static func unexpectedCharacter(_ span: Span, character: String) -> Complaint {
    Complaint(
      .unexpectedCharacter, span, zh: "规则中不能使用字符“\(character)”，请删除。",
      en: "The character \(character) has no meaning here; delete it.")
  }

  static func unseenCharacter(_ span: Span, _ scalar: Unicode.Scalar) -> Complaint {
    let code = "U+" + String(scalar.value, radix: 16, uppercase: true).leftPadded(4)
    return scalar.properties.generalCategory == .spaceSeparator
      ? Complaint(
        .unseenCharacter, span, zh: "这里是全角或特殊的空格（\(code)），请改用半角空格。",
        en: "This is a full-width or special blank (\(code)); use a plain one.")
      : Complaint(
        .unseenCharacter, span, zh: "这里有一个看不见的字符（\(code)），请删除。",
        en: "Here is a character that nobody sees (\(code)); delete it.")
  }

  static func lookAlike(_ span: Span, found: String, meant: String) -> Complaint {
    Complaint(
      .lookAlike, span, zh: "“\(found)”是中文或全角字符，请改用半角的 \(meant)。",
      en: "\(found) is Chinese or full-width; write \(meant).")
  }

  static func chineseQuotes(_ span: Span, text: String) -> Complaint {
    let quoted = text.contains("\"") ? "'\(text)'" : "\"\(text)\""
    return Complaint(
      .chineseQuotes, span, zh: "文字要放在半角引号里，请写 \(quoted)。",
      en: "Text stands in plain quotation marks; write \(quoted).")
  }

  static func endMark(_ span: Span, mark: String) -> Complaint {
    Complaint(
      .endMark, span, zh: "规则不用“\(mark)”结尾或分句，请删除；两个条件之间写 && 或 ||。",
      en: "A rule has no \(mark) at its end or between its parts; join two conditions with && or ||.")
  }

  static func lonelyOperator(_ span: Span, found: String, meant: String) -> Complaint {
    Complaint(
      .lonelyOperator, span, zh: "单个“\(found)”不是运算符，请写 \(meant)。",
      en: "A single \(found) is no operator; write \(meant).")
  }

  static func foreignOperator(_ span: Span, found: String, meant: String, hint: Wording? = nil) -> Complaint {
    Complaint(
      .foreignOperator, span, zh: "规则中不写“\(found)”，请改写为 \(meant)。",
      en: "\(found) is no operator here; write \(meant).", hint: hint)
  }

  static func foreignValue(_ span: Span, found: String, meant: String) -> Complaint {
    Complaint(
      .foreignValue, span, zh: "规则中不写“\(found)”，请写 \(meant)；若是文字，请加引号。",
      en: "\(found) is no value here; write \(meant), or put it in quotes if it is text.")
  }

  static func foreignWord(_ span: Span, word: String) -> Complaint {
    Complaint(
      .foreignWord, span, zh: "不认识“\(word)”：名称只用英文字母、数字和下划线，文字要加引号，例如 \"\(word)\"。",
      en: "\(word) is no name: names are made of a-z, 0-9 and _, and text stands in quotes, as \"\(word)\".")
  }

  static func badFieldQuote(_ span: Span) -> Complaint {
    Complaint(
      .badFieldQuote, span, zh: "反引号中的字段名没有写完，或含有不允许的字符；正确的写法如 `foo-bar`。",
      en:
        "The field name in backquotes is not closed or holds a wrong character; write it as `foo-bar`."
    )
  }

  static func badNumber(_ span: Span, text: String) -> Complaint {
    Complaint(
      .badNumber, span, zh: "“\(text)”既不是数，也不是名称；名称不能以数字开头。",
      en: "\(text) is neither a number nor a name; a name does not begin with a digit.")
  }

  static func numberTooLarge(_ span: Span, _ type: CELType) -> Complaint {
    let words: Wording =
      switch type {
      case .double: Wording(zh: "小数最大约为 1.79e308", en: "a double goes up to about 1.79e308")
      case .uint:
        Wording(zh: "无符号整数最多到 18446744073709551615u", en: "a uint goes up to 18446744073709551615u")
      default: Wording(zh: "整数最多到 9223372036854775807", en: "an int goes up to 9223372036854775807")
      }
    return Complaint(
      .numberTooLarge, span, zh: "这个数太大，\(words.zh)。", en: "This number is out of range; \(words.en).")
  }

  static func unit(_ span: Span, text: String, meant: String, isDays: Bool) -> Complaint {
    Complaint(
      .unit, span, zh: "数的后面不能带单位：“\(text)”请只写 \(meant)。",
      en: "A number has no unit here: for \(text) write \(meant).",
      hint: isDays
        ? Wording(
          zh: "与时间相加减的天数写作 days(\(meant))。", en: "Days to add to or take from a time are days(\(meant)).")
        : nil)
  }

  static func percent(_ span: Span, text: String, number: Double?) -> Complaint {
    let meant = number.map { "\($0 / 100)" } ?? "0.3"
    return Complaint(
      .percent, span, zh: "百分数“\(text)”请写成小数 \(meant)。", en: "Write the percentage \(text) as \(meant).",
      hint: Wording(
        zh: "整数要先转成小数再比较，例如 double(x) / double(y) < 0.3。",
        en: "Turn ints into decimals before comparing, as in double(x) / double(y) < 0.3."))
  }

  static func unclosedString(_ span: Span, isTriple: Bool) -> Complaint {
    Complaint(
      .unclosedString, span, zh: isTriple ? "三引号文字没有结束，末尾应有同样的三个引号。" : "文字没有结束，本行末尾之前应有同样的引号。",
      en: isTriple
        ? "The triple-quoted text is never closed; it ends with the same three quotes."
        : "The text is not closed; the same quote should stand before the line ends.")
  }

  static func badEscape(_ span: Span, text: String) -> Complaint {
    Complaint(
      .badEscape, span, zh: "文字中不能写 \(text)。", en: "\(text) is no escape that this text knows.",
      hint: Wording(zh: "反斜杠本身写作 \\\\，换行写作 \\n。", en: "Write a backslash as \\\\ and a line break as \\n."))
  }
}

// Grammar.
extension Complaint {
  static func expectedExpression(_ span: Span, found: Wording) -> Complaint {
    Complaint(
      .expectedExpression, span, zh: "这里缺一个值（数、文字、名称或括号），却是\(found.zh)。",
      en: "A value (a number, text, a name or a bracket) should stand here, not \(found.en).")
  }

  static func expectedSymbol(_ span: Span, wanted: [Symbol], found: Wording, hint: Wording?) -> Complaint {
    let signs = wanted.map { "“\($0.rawValue)”" }.joined(separator: "或")
    let marks = wanted.map(\.rawValue).joined(separator: " or ")
    return Complaint(
      .expectedSymbol, span, zh: "这里应有\(signs)，却是\(found.zh)。",
      en: "\(marks) should stand here, not \(found.en).", hint: hint)
  }

  static func expectedField(_ span: Span, found: Wording) -> Complaint {
    Complaint(
      .expectedField, span, zh: "点号“.”后面应有字段名，却是\(found.zh)。",
      en: "A field name should follow the dot, not \(found.en).")
  }

  static func leftover(_ span: Span, found: Wording, hint: Wording?) -> Complaint {
    Complaint(
      .leftover, span, zh: "前面已经完整，多出\(found.zh)。",
      en: "What stands before is complete, so \(found.en) is too much.",
      hint: hint ?? Wording(zh: "两个条件之间要写 && 或 ||。", en: "Join two conditions with && or ||."))
  }

  static func roundList(_ span: Span) -> Complaint {
    Complaint(
      .roundList, span, zh: "列表要用方括号，例如 x in [1, 2]，不能用圆括号。",
      en: "A list stands in square brackets, as in x in [1, 2], not in round ones.")
  }

  static func reservedWord(_ span: Span, word: String, hint: Wording?) -> Complaint {
    Complaint(
      .reservedWord, span, zh: "“\(word)”是保留字，不能作名称。", en: "\(word) is a reserved word, not a name.",
      hint: hint)
  }

  static func tooDeep(_ span: Span, limit: Int) -> Complaint {
    Complaint(
      .tooDeep, span, zh: "一层套一层超过 \(limit) 层，请拆成几条规则。",
      en: "The expression is nested deeper than \(limit) levels; split it into several rules.")
  }

  /// A chain such as `a || b || c` is high, but nobody would call it nested.
  static func tooManyOperators(_ span: Span, limit: Int) -> Complaint {
    Complaint(
      .tooDeep, span, zh: "一条规则里连着的运算太多（超过 \(limit) 个），请拆成几条规则。",
      en: "There are too many operators in one expression (more than \(limit)); split it into several rules.")
  }

  static func hasArgument(_ span: Span) -> Complaint {
    Complaint(
      .hasArgument, span, zh: "has 只问一个字段有没有值，例如 has(x.phone)。",
      en: "has asks whether one field has a value, as in has(x.phone).")
  }

  static func macroArguments(_ span: Span, macro: String, usage: Wording) -> Complaint {
    Complaint(
      .macroArguments, span, zh: "\(macro) 的写法是 \(usage.zh)。", en: "\(macro) is written \(usage.en).")
  }

  static func macroVariable(_ span: Span, macro: String) -> Complaint {
    Complaint(
      .macroVariable, span, zh: "\(macro) 括号里先给每个元素起一个名称，例如 x；这里不是名称，或与另一个重复。",
      en: "In \(macro) each element is first given a name such as x; this is no name, or one given twice.")
  }

  static func recordLiteral(_ span: Span, type: String) -> Complaint {
    Complaint(
      .recordLiteral, span, zh: "规则不能新建记录 \(type)，只能读取已有的记录。",
      en: "A rule can't make a \(type), it only reads records.")
  }

  static func blockName(_ span: Span) -> Complaint {
    Complaint(
      .blockName, span, zh: "cel.index 和 cel.iterVar 只能引用前面 cel.block 中已有的值。",
      en: "cel.index and cel.iterVar name only what a cel.block around them holds.")
  }
}

extension String {
  fileprivate func leftPadded(_ count: Int) -> String {
    String(repeating: "0", count: max(0, count - self.count)) + self
  }
}

// Names and types.
extension Complaint {
  static func unknownName(_ span: Span, name: String, hint: Wording?) -> Complaint {
    Complaint(
      .unknownName, span, zh: "没有名为“\(name)”的数据、参数或常量。",
      en: "No fact, parameter or constant is called \(name).", hint: hint)
  }

  static func unknownField(_ span: Span, type: Wording, field: String, hint: Wording?) -> Complaint {
    Complaint(
      .unknownField, span, zh: "\(type.zh)没有字段“\(field)”。", en: "\(type.en) has no field \(field).",
      hint: hint)
  }

  static func noFields(_ span: Span, type: Wording, field: String, hint: Wording?) -> Complaint {
    Complaint(
      .noFields, span, zh: "\(type.zh)没有字段，不能取“\(field)”。", en: "\(type.en) has no fields, so no \(field).",
      hint: hint)
  }

  static func unknownFunction(_ span: Span, name: String, hint: Wording?) -> Complaint {
    Complaint(
      .unknownFunction, span, zh: "没有名为“\(name)”的函数。", en: "No function is called \(name).", hint: hint)
  }

  static func functionStyle(_ span: Span, name: String, call: String) -> Complaint {
    Complaint(
      .unknownFunction, span, zh: "函数 \(name) 不是这样调用的。", en: "\(name) is not called in this way.",
      hint: Wording(zh: "请写 \(call)。", en: "Write \(call)."))
  }

  static func argumentCount(
    _ span: Span, name: String, given: Int, wanted: [Int], hint: Wording
  ) -> Complaint {
    let counts = wanted.map(String.init)
    let noun = wanted == [1] ? "argument" : "arguments"
    return Complaint(
      .argumentCount, span,
      zh: "\(name) 的括号里要写 \(counts.joined(separator: " 或 ")) 个值，这里写了 \(given) 个。",
      en: "\(name) takes \(counts.joined(separator: " or ")) \(noun), not \(given).", hint: hint)
  }

  static func argumentTypes(_ span: Span, _ sentence: Wording, hint: Wording?) -> Complaint {
    Complaint(.argumentTypes, span, zh: sentence.zh, en: sentence.en, hint: hint)
  }

  static func notIterable(_ span: Span, macro: String, type: Wording, wantsOptional: Bool) -> Complaint {
    wantsOptional
      ? Complaint(
        .notOptional, span, zh: "\(macro) 要用在可选值（optional）上，这里是\(type.zh)。",
        en: "\(macro) is for an optional value; this is \(type.en).")
      : Complaint(
        .notIterable, span, zh: "\(macro) 要用在列表或映射上，这里是\(type.zh)。",
        en: "\(macro) runs over a list or a map; this is \(type.en).")
  }

  static func stepType(_ span: Span, of macro: String, wanted: Wording, given: Wording) -> Complaint {
    Complaint(
      .stepType, span, zh: "\(macro) 里应得出\(wanted.zh)，这里得出\(given.zh)。",
      en: "What \(macro) computes should be \(wanted.en); this is \(given.en).")
  }

  static func conditionType(_ span: Span, of macro: String, type: Wording) -> Complaint {
    Complaint(
      .conditionType, span, zh: "\(macro) 里要写条件，得出“是/否”（bool），这里得出\(type.zh)。",
      en: "The condition of \(macro) should be true or false (bool); this is \(type.en).",
      hint: Wording(zh: "例如写成 x > 0 这样的比较。", en: "Write a comparison, such as x > 0."))
  }

  static func badKey(_ span: Span, type: Wording) -> Complaint {
    Complaint(
      .badKey, span, zh: "映射的键只能是文字（string）、整数（int、uint）或“是/否”（bool），这里是\(type.zh)。",
      en: "A map's key is bool, int, uint or string, not \(type.en).")
  }

  static func wrongResult(_ span: Span, wanted: CELType, given: Wording) -> Complaint {
    Complaint(
      .wrongResult, span, zh: "整条规则应得出\(wanted.wording.zh)，却得出\(given.zh)。",
      en: "The whole should give \(wanted), but it gives \(given.en).",
      hint: wanted == .bool
        ? Wording(zh: "请写成条件，例如 x > 0。", en: "Write a condition, such as x > 0.") : nil)
  }

  static func tooCostly(_ span: Span, steps: Int, limit: Int) -> Complaint {
    let (steps, limit) = (grouped(steps), grouped(limit))
    return Complaint(
      .tooCostly, span, zh: "规则最坏要算约 \(steps) 步，超过上限 \(limit) 步；最费的是标出的部分。",
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
}
