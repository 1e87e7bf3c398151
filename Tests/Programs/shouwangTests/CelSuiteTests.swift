// The cases of the language's own suite, sent through the built program in one run.
import Foundation
import RuleLanguage
import RuleValues
import Testing

private enum Suite {
  /// Empty where the suite is not at hand.
  static let lines: [String] = {
    let path = Project.root + "/../shared/reference/cel/cases.jsonl"
    let text = try? String(contentsOfFile: path, encoding: .utf8)
    return (text ?? "").split(whereSeparator: \.isNewline).map(String.init)
  }()
}

@Suite(
  .enabled(if: Program.isBuilt, "the program is not built beside the tests"),
  .enabled(if: !Suite.lines.isEmpty, "the suite of the standard is not beside the project"))
struct CelSuiteTests {
  @Test func theProgramAnswersEveryCaseAsTheRoomDoes() throws {
    let input = Data((Suite.lines.joined(separator: "\n") + "\n").utf8)
    let answer = try Program.run(["cel", "eval", "--json"], reading: input, in: WorkFolder("cel-suite"))
    #expect(answer.status == 0)
    let answers = answer.out.split(separator: "\n").map(String.init)
    try #require(answers.count == Suite.lines.count)
    let differing = try zip(Suite.lines, answers).filter { line, answer in
      try WireRequest(json: line).answer().json != answer
    }
    #expect(differing.isEmpty, "\(differing.first?.0 ?? "") gave \(differing.first?.1 ?? "")")
    let passed = try zip(Suite.lines, answers).count { line, answer in try isRight(answer, for: line) }
    #expect(passed >= 1_240, "\(passed) of \(answers.count) cases pass")
  }

  private func isRight(_ answer: String, for line: String) throws -> Bool {
    let answer = try object(answer)
    let expected = try #require(object(line)["expect"] as? [String: Any])
    if expected["error"] != nil { return answer["error"] != nil }
    if answer["type"] != nil { return true }
    guard let given = answer["value"].flatMap(Value.init(tagged:)),
      let wanted = expected["value"].flatMap(Value.init(tagged:))
    else { return false }
    return given.description == wanted.description || given.typeName == wanted.typeName && given == wanted
  }

  private func object(_ json: String) throws -> [String: Any] {
    try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }
}
