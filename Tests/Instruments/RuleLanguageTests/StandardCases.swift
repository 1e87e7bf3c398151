// Reads the cases of the language's own suite, where they are at hand.
import Foundation
import RuleLanguage
import RuleValues
import Testing

struct StandardCase: Sendable, CustomTestStringConvertible {
  let file: String
  let path: String
  let needsMessages: Bool
  let request: WireRequest
  /// Nil where a fault is expected, or where only the check counts.
  let expected: Value?
  let wantsFault: Bool

  var testDescription: String { path }

  /// Empty where the suite is not at hand.
  static let all: [StandardCase] = {
    guard let lines = try? String(contentsOf: suite, encoding: .utf8) else { return [] }
    return lines.split(whereSeparator: \.isNewline).compactMap { line in
      let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      return object.flatMap(StandardCase.init)
    }
  }()

  private static let suite = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../../shared/reference/cel/cases.jsonl").standardizedFileURL

  private init?(_ json: [String: Any]) {
    guard let file = json["file"] as? String, let section = json["section"] as? String,
      let name = json["name"] as? String, let request = try? WireRequest(json),
      let expect = json["expect"] as? [String: Any]
    else { return nil }
    (self.file, self.request) = (file, request)
    path = "\(file)/\(section)/\(name)"
    needsMessages = json["proto"] as? Bool ?? false
    wantsFault = expect["error"] != nil
    expected = expect["value"].flatMap(Value.init(tagged:))
  }

  var isPassed: Bool {
    switch request.answer() {
    case .value(let value): expected.map { value.isExactly($0) } ?? false
    case .type: !wantsFault
    case .refused, .fault: wantsFault
    case .unread: false
    }
  }
}

extension Value {
  /// Equal and of the same type all through; a NaN is itself.
  fileprivate func isExactly(_ other: Value) -> Bool {
    switch (self, other) {
    case (.list(let left), .list(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.isExactly($1) }
    case (.map(let left), .map(let right)):
      left.count == right.count
        && left.entries.allSatisfy { entry in right[entry.key].map { entry.value.isExactly($0) } ?? false }
    case (.double(let left), .double(let right)) where left.isNaN: right.isNaN
    default: typeName == other.typeName && self == other
    }
  }
}
