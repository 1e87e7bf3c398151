// What types and operators are called when people are told of them.

extension CELType {
  /// The Chinese word with the name that rules write: `整数（int）`, `整数列表（list(int)）`; without it where it
  /// leaves open what the value is.
  package var wording: Wording {
    Wording(zh: description.contains("dyn") ? plainZh : "\(plainZh)（\(self)）", en: description)
  }

  /// The Chinese word alone, as signatures show it: `文字`.
  package var plainZh: String {
    switch self {
    case .list(let element): element.isOpen ? "列表" : "\(element.plainZh)列表"
    case .optional(let value): value.isOpen ? "可选值" : "可选的\(value.plainZh)"
    case .wrapper(let value): "可为空的\(value.plainZh)"
    case .map: "映射"
    case .type: "类型"
    case .parameter: "任意值"
    case .record(let name): "记录 \(name)"
    default: Self.zhNames["\(self)"] ?? "\(self)"
    }
  }

  /// The words for a type that is known by name only, as a value at run time knows its own.
  package static func wording(named name: String) -> Wording {
    let short = named[name].flatMap { shortNames[$0] } ?? name
    return Wording(zh: zhNames[short].map { "\($0)（\(short)）" } ?? name, en: short)
  }

  private var isOpen: Bool {
    switch self {
    case .dyn, .parameter: true
    default: false
    }
  }

  private static let shortNames: [CELType: String] = [
    .timestamp: "timestamp", .duration: "duration", .optional(.dyn): "optional",
  ]

  private static let zhNames = [
    "dyn": "任意值", "null_type": "空值", "bool": "“是/否”", "int": "整数", "uint": "无符号整数", "double": "小数",
    "string": "文字", "bytes": "字节串", "timestamp": "时间", "duration": "时长", "list": "列表", "map": "映射",
    "type": "类型", "optional": "可选值", "net.IP": "网络地址", "net.CIDR": "网段",
  ]
}

extension Operator {
  /// Operators by the sign that people write.
  package static let signs: [String: String] = [
    and: "&&", or: "||", not: "!", conditional: "? :", equals: "==", notEquals: "!=", less: "<",
    lessOrEqual: "<=", greater: ">", greaterOrEqual: ">=", in_: "in", add: "+", subtract: "-", multiply: "*",
    divide: "/", modulo: "%", negate: "-", index: "[ ]", optionalIndex: "[? ]", optionalSelect: ".?",
    optionalEntry: "?",
  ]
}

extension Function.Overload {
  /// The call in words: `文字.startsWith(文字)`, `string.startsWith(string)`, `int + int`.
  package func shown(_ function: String) -> Wording {
    Wording(zh: call(function, parameters.map(\.plainZh)), en: call(function, parameters.map(\.description)))
  }

  private func call(_ function: String, _ words: [String]) -> String {
    switch (Operator.signs[function], words.count) {
    case (_, 2) where function == Operator.index: return "\(words[0])[\(words[1])]"
    case (_, 2) where function == Operator.optionalIndex: return "\(words[0])[?\(words[1])]"
    case (let sign?, 1): return sign + words[0]
    case (let sign?, 2): return "\(words[0]) \(sign) \(words[1])"
    default: break
    }
    guard isMember, let target = words.first else { return "\(function)(\(words.joined(separator: ", ")))" }
    return "\(target).\(function)(\(words.dropFirst().joined(separator: ", ")))"
  }
}
