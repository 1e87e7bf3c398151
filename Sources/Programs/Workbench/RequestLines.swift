// Requests to the rule language as bytes that come piece by piece, one request a line.

import Kernel
import RuleLanguage
import RuleValues

/// A line that is no request is answered as well; a line without anything on it is passed over.
struct RequestLines {
  /// The line that has begun and not ended yet.
  private var begun: [UInt8] = []

  /// Answers the lines that end in these bytes, in order.
  mutating func take(_ bytes: ArraySlice<UInt8>, _ tell: (String) throws -> Void) rethrows {
    var rest = bytes
    while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
      begun += rest[..<end]
      rest = rest[(end + 1)...]
      try finish(tell)
    }
    begun += rest
  }

  /// Answers what has begun: behind the last byte a line may lack its end.
  mutating func finish(_ tell: (String) throws -> Void) rethrows {
    defer { begun.removeAll(keepingCapacity: true) }
    if let answer = Self.answer(begun) { try tell(answer) }
  }

  private static func answer(_ line: [UInt8]) -> String? {
    guard let text = String(validating: line, as: UTF8.self) else {
      return refusal(Wording(zh: "这一行不是 UTF-8 文本。", en: "The line is no UTF-8 text."))
    }
    if text.allSatisfy(\.isWhitespace) { return nil }
    do {
      return try WireRequest(json: text).answer().json
    } catch {
      return refusal(error.words)
    }
  }

  /// English as all of the answers are, which are made for programs.
  private static func refusal(_ words: Wording) -> String { "{\"error\":[\(JSONText.quoted(words.en))]}" }
}
