// Why a regular expression was refused, and where.

extension Pattern {
  /// What is wrong with a pattern, with its place in UTF-8 bytes.
  package struct Fault: Error, Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      case tooLong, tooLarge, tooDeep, tooManyGroups
      case unclosedClass, unclosedGroup, unopenedGroup, trailingBackslash
      case badEscape(String)
      case backreference(String)
      case lookaround(String)
      case unknownGroup(String)
      case badGroupName(String)
      case duplicateGroupName(String)
      case missingOperand(String)
      case badRepetition(String)
      case badRepeatCount(String)
      case badRange(String)
      case unknownClass(String)
    }

    package let reason: Reason
    package let offset: Int

    init(_ reason: Reason, at offset: Int) { (self.reason, self.offset) = (reason, offset) }

    package var zh: String { wording.zh }
    package var en: String { wording.en }
  }

  /// The most bytes of a pattern, levels of brackets, instructions of a program, capturing groups, and
  /// repetitions of `{n,m}`.
  enum Most {
    static let bytes = 10_000
    static let depth = 200
    static let instructions = 20_000
    static let groups = 100
    static let repetitions = 1_000
  }
}

extension Pattern.Fault {
  private typealias Most = Pattern.Most

  private var wording: (zh: String, en: String) {
    switch reason {
    case .tooLong: ("正则表达式超过 \(Most.bytes) 字节。", "The pattern is longer than \(Most.bytes) bytes.")
    case .tooLarge: ("正则表达式展开后过大。", "The pattern is too large once its repetitions are written out.")
    case .tooDeep: ("括号嵌套超过 \(Most.depth) 层。", "Groups are nested deeper than \(Most.depth) levels.")
    case .tooManyGroups:
      ("捕获组超过 \(Most.groups) 个。", "There are more than \(Most.groups) capturing groups.")
    case .unclosedClass: ("字符类缺少“]”。", "The character class lacks its closing ].")
    case .unclosedGroup: ("分组缺少“)”。", "The group lacks its closing ).")
    case .unopenedGroup: ("多出一个“)”。", "This ) closes no group.")
    case .trailingBackslash: ("正则表达式以“\\”结尾。", "The pattern ends with a backslash.")
    case .badEscape(let text): ("不认识转义“\(text)”。", "Unknown escape sequence \(text).")
    case .backreference(let text):
      ("不支持反向引用“\(text)”。", "Backreferences such as \(text) are not supported.")
    case .lookaround(let text): ("不支持环视“\(text)”。", "Lookaround such as \(text) is not supported.")
    case .unknownGroup(let text): ("不认识分组写法“\(text)”。", "Unknown group syntax \(text).")
    case .badGroupName(let text): ("组名“\(text)”不合规则。", "Bad group name \(text).")
    case .duplicateGroupName(let text): ("组名“\(text)”重复。", "The group name \(text) is used twice.")
    case .missingOperand(let text): ("“\(text)”前面没有可重复的内容。", "Nothing stands before \(text) to repeat.")
    case .badRepetition(let text): ("重复符号“\(text)”连用。", "Bad repetition operator: \(text).")
    case .badRepeatCount(let text):
      (
        "重复次数“\(text)”不对：最多 \(Most.repetitions) 次，且先小后大。",
        "Bad repeat count \(text): at most \(Most.repetitions), the smaller number first."
      )
    case .badRange(let text): ("字符范围“\(text)”前大后小。", "Bad character range \(text).")
    case .unknownClass(let text): ("不认识字符类“\(text)”。", "Unknown character class \(text).")
    }
  }
}
