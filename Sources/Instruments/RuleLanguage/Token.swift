// The words that the lexer cuts a text into.

import RuleValues

struct Token: Sendable {
  enum Kind: Sendable {
    /// A name, a keyword or a reserved word.
    case word(String)
    /// A field name in backquotes.
    case quoted(String)
    case symbol(Symbol)
    /// A whole number without sign: the parser knows whether a minus belongs to it.
    case integer(UInt64)
    case literal(Value)
    /// Text that the lexer has complained of already; it stands for some expression.
    case broken
    case end
  }

  let kind: Kind
  let span: Span

  func `is`(_ symbol: Symbol) -> Bool {
    if case .symbol(symbol) = kind { true } else { false }
  }

  func `is`(word: String) -> Bool {
    if case .word(word) = kind { true } else { false }
  }
}

enum Symbol: String, Sendable, CaseIterable {
  case and = "&&", or = "||", equals = "==", notEquals = "!=", lessOrEqual = "<=", greaterOrEqual = ">="
  case less = "<", greater = ">", not = "!", plus = "+", minus = "-", times = "*", divide = "/", modulo = "%"
  case question = "?", colon = ":", dot = ".", comma = ","
  case openParenthesis = "(", closeParenthesis = ")", openBracket = "[", closeBracket = "]"
  case openBrace = "{", closeBrace = "}"

  /// The symbol that closes what this one opens.
  var closer: Symbol? {
    switch self {
    case .openParenthesis: .closeParenthesis
    case .openBracket: .closeBracket
    case .openBrace: .closeBrace
    default: nil
    }
  }

  var isCloser: Bool { self == .closeParenthesis || self == .closeBracket || self == .closeBrace }

  static let long: [Symbol] = allCases.filter { $0.rawValue.utf8.count == 2 }
  static let short: [UInt8: Symbol] = Dictionary(
    uniqueKeysWithValues: allCases.filter { $0.rawValue.utf8.count == 1 }.map {
      ($0.rawValue.utf8.first ?? 0, $0)
    })
}

/// Words that can't be names: those that mean something, and those kept for later by the standard.
enum Words {
  static let keywords: Set<String> = ["true", "false", "null", "in"]
  static let reserved: Set<String> = [
    "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
    "namespace", "return", "var", "void", "while",
  ]

  static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first.startsName else { return false }
    return text.utf8.allSatisfy(\.continuesName)
  }
}
