// How a call that does not fit, or a function that is not known, should be written.

import RuleValues

extension Checker {
  // Types.

  /// What is wrong with the operands of a call.
  func mismatch(_ function: String, _ given: [CELType], _ overloads: [Function.Overload]) -> Wording {
    let words = given.map(words)
    if function == Operator.conditional, words.count == 3 {
      let condition = shown(given[0])
      return condition == .bool || condition == .dyn
        ? Wording(
          zh: "“? :”前后两个结果类型要相同，这里一个是\(words[1].zh)，一个是\(words[2].zh)。",
          en: "Both results of ? : should be of one type; these are \(words[1].en) and \(words[2].en).")
        : Wording(
          zh: "“?”前面应是条件，得出“是/否”（bool），这里是\(words[0].zh)。",
          en: "A condition (bool) should stand before the question mark, not \(words[0].en).")
    }
    guard let sign = Operator.signs[function] else { return misfit(function, given, overloads) }
    if words.count == 2, function != Operator.index, function != Operator.optionalIndex {
      return Wording(
        zh: "“\(sign)”左边是\(words[0].zh)，右边是\(words[1].zh)，不能这样运算。",
        en: "\(sign) can't be applied to \(words[0].en) and \(words[1].en).")
    }
    return Wording(
      zh: "“\(sign)”不能用于\(words.map(\.zh).joined(separator: "、"))。",
      en: "\(sign) can't be applied to \(words.map(\.en).joined(separator: ", ")).")
  }

  /// Where all overloads agree but for one argument, that argument is named.
  private func misfit(_ function: String, _ given: [CELType], _ overloads: [Function.Overload]) -> Wording {
    let words = given.map(words)
    if overloads.count == 1, let overload = overloads.first,
      let place = given.indices.first(where: { !fits(given[$0], overload.parameters[$0]) })
    {
      let wanted = overload.parameters[place].wording
      let number = place + (overload.isMember ? 0 : 1)
      return number == 0
        ? Wording(
          zh: "\(function) 的点号前面需要\(wanted.zh)，这里是\(words[place].zh)。",
          en: "Before .\(function) there should be \(wanted.en), not \(words[place].en).")
        : Wording(
          zh: "\(function) 括号里第 \(number) 个值需要\(wanted.zh)，这里是\(words[place].zh)。",
          en: "Argument \(number) of \(function) should be \(wanted.en), not \(words[place].en).")
    }
    return Wording(
      zh: "\(function) 不能用于\(words.map(\.zh).joined(separator: "、"))。",
      en: "\(function) can't be applied to \(words.map(\.en).joined(separator: ", ")).")
  }

  private func fits(_ given: CELType, _ wanted: CELType) -> Bool {
    var trial = unifier
    return trial.fit([given], to: trial.instantiate([wanted]))
  }

  func typeHint(
    _ function: String, _ operands: [Expression], _ given: [CELType], _ overloads: [Function.Overload]
  ) -> Wording? {
    if function == Operator.conditional { return nil }
    guard Operator.signs[function] != nil else { return signatures(of: function, overloads) }
    if given.count == 2, let hint = pairHint(function, operands, given) { return hint }
    if function == Operator.equals || function == Operator.notEquals, !given.contains(.bool) {
      return Wording(zh: "两边的类型要相同。", en: "Both sides should be of one type.")
    }
    if given.count == 2, given[0] == .bool || given[1] == .bool {
      return Wording(
        zh: "每个比较写完整，例如 x > 1 && y > 1；“是/否”不与数比较。",
        en: "Write each comparison in full, as in x > 1 && y > 1; bool is not compared with numbers.")
    }
    return signatures(of: function, overloads)
  }

  /// Pairs that people often write.
  private func pairHint(_ function: String, _ operands: [Expression], _ given: [CELType]) -> Wording? {
    let sign = Operator.signs[function] ?? function
    let (left, right) = (text(operands[0]), text(operands[1]))
    if given[0] != given[1], given[0].isNumber, given[1].isNumber {
      let call =
        given[0] == .double ? "\(left) \(sign) double(\(right))" : "double(\(left)) \(sign) \(right)"
      let sample = given.contains(.double) ? call : "int(x)"
      return Wording(
        zh: "先转换为同一种数，例如 \(sample)。", en: "Convert both to one kind of number, as in \(sample).")
    }
    if given.contains(.timestamp), given.contains(where: \.isNumber) || given.contains(.string) {
      return momentHint(function, operands, given)
    }
    if let place = given.firstIndex(of: .null), case .select = operands[1 - place].form {
      let ask = "has(\(text(operands[1 - place])))"
      return Wording(
        zh: "问有没有填写，请写 \(ask) 或 !\(ask)。", en: "To ask whether there is a value, write \(ask) or !\(ask).")
    }
    guard let place = given.firstIndex(of: .string), given[1 - place].isNumber || given[1 - place] == .bool
    else { return nil }
    if case .literal(.string(let text)) = operands[place].form {
      if given[1 - place].isNumber, Double(text) != nil {
        return Wording(zh: "数不要加引号，请写 \(text)。", en: "A number stands without quotes: write \(text).")
      }
      if given[1 - place] == .bool, let meant = ["true", "false"].first(where: { $0 == text }) {
        return Wording(zh: "“是/否”不要加引号，请写 \(meant)。", en: "Write \(meant) without quotes.")
      }
      if let code = constant(called: text, beside: operands[1 - place]) {
        return Wording(zh: "请写 \(code.shown.zh)。", en: "Write \(code.shown.en).")
      }
    }
    guard given[1 - place].isNumber else { return nil }
    let number = text(operands[1 - place])
    return function == Operator.add
      ? Wording(zh: "数要先转成文字：string(\(number))。", en: "Turn the number into text: string(\(number)).")
      : Wording(
        zh: "数与文字不能比较；文字转成数写作 int(\(text(operands[place])))。",
        en: "A number and text can't be compared; int(\(text(operands[place]))) makes a number of the text.")
  }

  /// The declared constant that people call so, of the kind of codes that the other side holds where it says.
  private func constant(called word: String, beside operand: Expression) -> NearName? {
    let unit = unit(of: operand)
    let named = vocabulary.variables.filter { _, constant in
      constant.value != nil && [constant.zh, constant.en].contains(word)
    }.sorted { $0.key < $1.key }
    let found = named.first { $0.key.hasPrefix((unit ?? "") + ".") } ?? (unit == nil ? named.first : nil)
    return found.map { NearName(name: $0.key, zh: $0.value.zh, en: $0.value.en) }
  }

  private func unit(of operand: Expression) -> String? {
    if let name = references[operand.id] { return vocabulary.variables[name]?.unit?.name }
    guard case .select(let row, let field, _) = operand.form,
      case .record(let record)? = types[row.id].map(shown)
    else { return nil }
    return vocabulary.records[record]?.fields[field]?.unit?.name
  }

  private func momentHint(_ function: String, _ operands: [Expression], _ given: [CELType]) -> Wording {
    if let place = given.firstIndex(where: \.isNumber), [Operator.add, Operator.subtract].contains(function) {
      return Wording(
        zh: "天数要写作 days(\(text(operands[place])))。", en: "Write days as days(\(text(operands[place]))).")
    }
    var day = "2025-01-31"
    for operand in operands {
      if case .literal(.string(let text)) = operand.form, text.utf8.count == 10 { day = text }
    }
    return Wording(
      zh: "日期要写作 timestamp(\"\(day)T00:00:00Z\")，天数写作 days(90)。",
      en: "Write a date as timestamp(\"\(day)T00:00:00Z\") and days as days(90).")
  }

  /// At most four ways to call the function.
  func signatures(of function: String, _ overloads: [Function.Overload]) -> Wording {
    let calls = overloads.map { $0.shown(function) }
    let shown = calls.enumerated().filter { index, call in !calls[..<index].contains(call) }.map(\.element)
    let (zh, en) = (shown.prefix(4).map(\.zh), shown.prefix(4).map(\.en))
    let more = shown.count > 4
    return Wording(
      zh: "可以写：\(zh.joined(separator: "；"))\(more ? "；等" : "")。",
      en: "It is written \(en.joined(separator: ", "))\(more ? ", and so on" : "").")
  }

  /// `min(1, 2)` of a function that takes one list.
  func countHint(_ function: String, _ arguments: [Expression], _ overloads: [Function.Overload]) -> Wording {
    let takesList = overloads.contains { overload in
      guard overload.parameters.count == 1, case .list = overload.parameters[0] else { return false }
      return true
    }
    guard takesList, arguments.count > 1, function != "size" else {
      return signatures(of: function, overloads)
    }
    let call = "\(function)([\(arguments.map(text).joined(separator: ", "))])"
    return Wording(zh: "请写 \(call)。", en: "Write \(call).")
  }

  // Functions.

  /// Whether a call of a function that is not known was meant for a macro: its first argument is then a name
  /// that it gives, and no fault.
  func namesMacro(_ function: String, _ arguments: [Expression]) -> Bool {
    guard (2...3).contains(arguments.count), case .name(let name) = arguments[0].form, !name.hasPrefix(".")
    else { return false }
    if ForeignWords.calls[function.lowercased()]?.contains("(x, …)") == true { return true }
    return nearest(to: function, among: Comprehension.allCases.map(\.rawValue)) != nil
  }

  /// Checks what stands in the macro that was meant, with its name in force.
  mutating func misspeltMacro(
    _ function: String, _ target: Expression, _ arguments: [Expression], _ node: Expression
  ) -> CELType {
    let range = type(of: target)
    guard case .name(let name) = arguments[0].form else { return .dyn }
    let element =
      switch unifier.resolved(range) {
      case .list(let element): element
      case .map(let key, _): key
      default: CELType.dyn
      }
    types[arguments[0].id] = element
    let near = nearest(to: function, among: Comprehension.allCases.map(\.rawValue))
    let hint = near.map { NearName(name: $0, zh: "", en: "").hint } ?? functionHint(function, target, [])
    within([(name, element)]) { checker in
      for argument in arguments.dropFirst() { _ = checker.type(of: argument) }
    }
    return complain(.unknownFunction(mark(node), name: function, hint: hint))
  }

  func otherStyle(_ function: String, _ target: Expression?, _ arguments: [Expression]) -> String {
    let operands = ((target.map { [$0] } ?? []) + arguments).map(text)
    return target == nil
      ? "\(operands.first ?? "x").\(function)(\(operands.dropFirst().joined(separator: ", ")))"
      : "\(function)(\(operands.joined(separator: ", ")))"
  }

  func functionHint(_ name: String, _ target: Expression?, _ arguments: [Expression]) -> Wording? {
    guard complaints.count <= Complaints.most else { return nil }
    if ForeignWords.clocks.contains(name.lowercased()) { return clockHint }
    if let call = ForeignWords.calls[name.lowercased()] {
      var written = call
      let operands = ((target.map { [$0] } ?? []) + arguments).map(text)
      for (index, blank) in ["x", "y", "z"].enumerated() {
        written = written.replacing("{\(index)}", with: index < operands.count ? operands[index] : blank)
      }
      return Wording(zh: "请写 \(written)。", en: "Write \(written).")
    }
    let known = [Standard.functions, vocabulary.functions].flatMap { $0.values.joined() }
    let macros = target == nil ? ["has"] : Comprehension.allCases.map(\.rawValue)
    let styled = known.filter { $0.overloads.contains { $0.isMember == (target != nil) } }
    let names = Set(styled.map(\.name) + macros)
    if let near = NearestName.of(name, among: names) { return NearName(name: near, zh: "", en: "").hint }
    // A function of a library, or one that is called in the other way.
    let others = Set(known.map(\.name)).subtracting(names).filter(Words.isName)
    if let qualified = names.filter({ $0.hasSuffix("." + name) }).min() {
      return NearName(name: qualified, zh: "", en: "").hint
    }
    return NearestName.of(name, among: others).map {
      let call = target == nil ? "x.\($0)(…)" : "\($0)(…)"
      return Wording(zh: "是否指 \(call)？", en: "Did you mean \(call)?")
    }
  }

  private func text(_ node: Expression) -> String { parsed.source.short(node.span) }
}
