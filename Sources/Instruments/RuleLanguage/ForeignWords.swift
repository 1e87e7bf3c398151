// Signs and words of Chinese keyboards, spreadsheets and other languages, with what they mean here.

import RuleValues

/// Characters that stand where the language wants another sign.
enum LookAlikes {
  /// The sign that a full-width or Chinese punctuation mark was meant to be.
  static func symbol(for scalar: Unicode.Scalar) -> Symbol? {
    if let meant = marks[scalar] { return meant }
    guard 0xFF01...0xFF5E ~= scalar.value else { return nil }
    return Symbol.short[UInt8(scalar.value - 0xFEE0)]
  }

  /// Opening quotation marks with the marks that close them.
  static let quotes: [Unicode.Scalar: Set<Unicode.Scalar>] = [
    "“": doubles, "”": doubles, "＂": doubles, "‘": singles, "’": singles, "＇": singles, "「": ["」"],
    "『": ["』"],
    "《": ["》"], "〈": ["〉"],
  ]
  private static let doubles: Set<Unicode.Scalar> = ["”", "“", "＂", "\""]
  private static let singles: Set<Unicode.Scalar> = ["’", "‘", "＇", "'"]

  /// Operators that people write once where the language writes them twice.
  static let doubled: [Unicode.Scalar: Symbol] = [
    "=": .equals, "＝": .equals, "&": .and, "＆": .and, "|": .or, "｜": .or,
  ]

  private static let marks: [Unicode.Scalar: Symbol] = [
    "、": .comma, "。": .dot, "【": .openBracket, "】": .closeBracket, "〔": .openBracket, "〕": .closeBracket,
    "×": .times, "÷": .divide, "−": .minus, "–": .minus, "—": .minus, "≤": .lessOrEqual, "≥": .greaterOrEqual,
    "≦": .lessOrEqual, "≧": .greaterOrEqual, "≠": .notEquals,
  ]
}

enum ForeignWords {
  /// Operators of other languages, none of which can stand in a rule; longer ones first.
  static let signs: [(found: String, meant: Symbol)] = [
    ("===", .equals), ("!==", .notEquals), ("<=>", .equals), ("<>", .notEquals), ("=>", .greaterOrEqual),
    ("=<", .lessOrEqual), ("~=", .notEquals), ("＝＝", .equals), ("！＝", .notEquals), ("＞＝", .greaterOrEqual),
    ("＜＝", .lessOrEqual), ("＜＞", .notEquals), ("＆＆", .and), ("｜｜", .or), (">＝", .greaterOrEqual),
    ("<＝", .lessOrEqual), ("!＝", .notEquals), ("=＝", .equals), ("＝=", .equals), ("＞=", .greaterOrEqual),
    ("＜=", .lessOrEqual), ("！=", .notEquals),
  ]

  /// English words that stand between two values in other languages; in lower case.
  static let between: [String: Symbol] = [
    "and": .and, "or": .or, "xor": .notEquals, "is": .equals, "eq": .equals, "equals": .equals,
    "ne": .notEquals, "gt": .greater, "lt": .less, "ge": .greaterOrEqual, "gte": .greaterOrEqual,
    "le": .lessOrEqual, "lte": .lessOrEqual, "mod": .modulo, "div": .divide,
  ]

  /// Chinese words for operators, which may stand in a row of characters without blanks; longer ones first.
  static let chinese: [(found: String, meant: Symbol)] = [
    ("大于或等于", .greaterOrEqual), ("小于或等于", .lessOrEqual), ("大于等于", .greaterOrEqual),
    ("小于等于", .lessOrEqual), ("不等于", .notEquals), ("不大于", .lessOrEqual), ("不小于", .greaterOrEqual),
    ("不高于", .lessOrEqual), ("不低于", .greaterOrEqual), ("不超过", .lessOrEqual), ("不少于", .greaterOrEqual),
    ("大于", .greater), ("小于", .less), ("高于", .greater), ("低于", .less), ("超过", .greater), ("少于", .less),
    ("早于", .less), ("晚于", .greater), ("等于", .equals), ("不是", .notEquals), ("并且", .and), ("而且", .and),
    ("以及", .and), ("同时", .and),
    ("或者", .or),
  ]

  /// Chinese words of one character, and others that count only where they stand alone.
  static let alone: [String: Symbol] = [
    "且": .and, "和": .and, "与": .and, "或": .or, "非": .not, "不": .not, "加": .plus, "减": .minus, "乘": .times,
    "乘以": .times, "除以": .divide, "为": .equals, "是": .equals, "至少": .greaterOrEqual, "至多": .lessOrEqual,
  ]

  /// Words for values, in English and Chinese; in lower case.
  static let values: [String: String] = [
    "yes": "true", "none": "null", "nil": "null", "undefined": "null", "真": "true", "假": "false", "是": "true",
    "否": "false", "空": "null", "空值": "null",
  ]

  /// What a Chinese numeral behind a number multiplies it by.
  static let powers: [Character: Double] = ["亿": 100_000_000, "万": 10_000, "千": 1_000, "百": 100, "十": 10]

  /// What another language's function is here; `{0}` is the first value of the call, the one before the dot
  /// counted, in lower case.
  static let calls: [String: String] = [
    "if": "{0} ? {1} : {2}", "iif": "{0} ? {1} : {2}", "not": "!({0})", "and": "{0} && {1}",
    "or": "{0} || {1}", "xor": "{0} != {1}", "len": "size({0})", "length": "size({0})", "count": "size({0})",
    "strlen": "size({0})", "counta": "size({0})", "includes": "{0}.contains({1})",
    "has_key": "{1} in {0}", "any": "{0}.exists(x, …)", "some": "{0}.exists(x, …)",
    "every": "{0}.all(x, …)", "foreach": "{0}.all(x, …)", "select": "{0}.map(x, …)",
    "where": "{0}.filter(x, …)",
    "countif": "size({0}.filter(x, …))", "sumif": "sum({0}.map(x, …))", "isempty": "size({0}) == 0",
    "average": "sum({0}) / size({0})", "avg": "sum({0}) / size({0})", "mean": "sum({0}) / size({0})",
    "abs": "math.abs({0})", "round": "math.round({0})", "roundup": "math.ceil({0})", "ceil": "math.ceil({0})",
    "floor": "math.floor({0})", "rounddown": "math.floor({0})", "sqrt": "math.sqrt({0})",
    "isnull": "{0} == null", "ifnull": "{0} == null ? {1} : {0}", "nvl": "{0} == null ? {1} : {0}",
    "coalesce": "{0} == null ? {1} : {0}", "isblank": "{0} == ''", "concat": "{0} + {1}",
    "concatenate": "{0} + {1}", "tostring": "string({0})", "text": "string({0})", "str": "string({0})",
    "value": "double({0})", "float": "double({0})", "integer": "int({0})", "boolean": "bool({0})",
    "lower": "{0}.lowerAscii()", "tolowercase": "{0}.lowerAscii()", "upper": "{0}.upperAscii()",
    "touppercase": "{0}.upperAscii()", "substr": "{0}.substring({1})", "mid": "{0}.substring({1})",
    "like": "{0}.contains({1})", "regexp": "{0}.matches({1})", "year": "{0}.getFullYear()",
    "month": "{0}.getMonth() + 1", "day": "{0}.getDate()", "datediff": "{1} - {0}",
    "date": "timestamp(\"2025-01-31T00:00:00Z\")", "first": "{0}[0]", "push": "{0} + [{1}]",
  ]

  /// Functions that ask for the time of day, which a rule never does.
  static let clocks: Set<String> = [
    "now", "today", "sysdate", "getdate", "current_date", "current_timestamp",
  ]
}
