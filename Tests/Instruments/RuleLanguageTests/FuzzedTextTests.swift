// Texts that the fuzzer starts from or has found are read or refused.
import Foundation
import RuleLanguage
import RuleValues
import Testing

struct FuzzedTextTests {
  private static let corpus = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Fuzzing/corpus").standardizedFileURL

  private static let texts: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: corpus.path)) ?? []
    return names.sorted()
  }()

  @Test func theCorpusIsThere() { #expect(Self.texts.count >= 20) }

  @Test(arguments: texts)
  func aTextOfTheCorpusIsReadOrRefused(name: String) throws {
    let text = try String(contentsOf: Self.corpus.appending(path: name), encoding: .utf8)
    let request = try WireRequest(["expr": text, "type_env": Self.names, "bindings": Self.values])
    switch request.answer() {
    case .value(let value): #expect(!value.description.isEmpty)
    case .refused(let complaints): #expect(!complaints.rendered(.zh).isEmpty)
    case .fault(let fault): #expect(!fault.zh.isEmpty && !fault.en.isEmpty)
    case .type, .unread: Issue.record("\(name) was neither computed nor refused")
    }
  }

  private static let names = [
    ["i", "primitive: INT64"], ["b", "primitive: BOOL"], ["s", "primitive: STRING"],
    ["list", "list_type { elem_type { primitive: INT64 } }"],
  ]

  private static var values: [String: Any] {
    [
      "i": ["t": "int", "v": "-3"], "b": ["t": "bool", "v": true],
      "s": ["t": "string", "v": "é\u{301}中😀"],
      "list": ["t": "list", "v": [["t": "int", "v": "1"], ["t": "int", "v": "2"]]],
    ]
  }
}
