// The rule language on the command line: values, complaints, and requests that come line by line.
import Foundation
import Testing

@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct CelCommandTests {
  struct Said: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let status: Int32
    let text: String

    init(_ arguments: String..., gives status: Int32, _ text: String) {
      (self.arguments, self.status, self.text) = (arguments, status, text)
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let said = [
    Said("eval", "[1, 2].map(x, x * 2) + [6u]", gives: 1, "1:22: "),
    Said("eval", "[1, 2].map(x, x * 2)", gives: 0, "[2, 4]\n"),
    Said("eval", "income < line", "--set", "income=790000", "--set", "line = 810000", gives: 0, "true\n"),
    Said(
      "eval", "1 + 1 / 0", "--lang", "en", gives: 1,
      "1:5: Division by zero; ask first, as in n != 0 && x / n > 5.\n  1 + 1 / 0\n      ^^^^^\n"),
    Said("eval", "1 / 0", gives: 1, "除数为零"),
    Said("eval", "1 + 1", "--json", gives: 0, #"{"value":{"t":"int","v":"2"}}"# + "\n"),
    Said("eval", "1 +", "--json", gives: 1, #"{"error":["#),
    Said("eval", "a", "--set", "a=1 +", gives: 1, "1:4: "),
    Said("eval", "a", "--set", "a", gives: 65, "--set"),
    Said("eval", gives: 64, "--json"),
    Said("check", "((1 + 2)) * 3 > 8", gives: 0, "类型：bool\n写法：(1 + 2) * 3 > 8\n"),
    Said("check", "a.size()", "--set", "a=[1]", "--lang", "en", gives: 0, "type: int\n"),
    Said("check", "1 + 1", "--json", gives: 0, #"{"type":"int","normal":"1 + 1"}"# + "\n"),
    Said("check", "incom < b", "--set", "income=1", "--lang", "en", gives: 1, "Did you mean income?"),
    Said("check", "incom < b", "--lang", "en", gives: 1, "1:9: "),
  ]

  @Test(arguments: said)
  func anExpressionGivesItsValueOrAllThatIsWrongWithIt(_ said: Said) throws {
    let folder = try WorkFolder(
      "cel-\(said.testDescription.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFFFF)")
    let answer = try Program.run(["cel"] + said.arguments, in: folder)
    #expect(answer.status == said.status)
    #expect((answer.out + answer.err).contains(said.text), "\(answer.out)\(answer.err)")
    #expect((said.status == 0) == answer.err.isEmpty || said.arguments.contains("--json"))
  }

  @Test func aLineThatIsNoRequestIsAnsweredOnItsLineAndTheRestGoesOn() throws {
    let lines = [
      #"{"expr":"x + 1","bindings":{"x":{"t":"int","v":"4"}}}"#, "", "nonsense", " \r", "[1]", "{}",
      #"{"expr":"[1]","check_only":true}"#, #"{"expr":"1 +"}"#, #"{"expr":"'é'"}"#,
    ]
    let input = Data(lines.joined(separator: "\n").utf8) + [10, 0xFF, 0xFE, 10] + Data(#"{"expr":"1"}"#.utf8)
    let answer = try Program.run(["cel", "eval", "--json"], reading: input, in: WorkFolder("cel-lines"))
    #expect(answer.status == 0)
    #expect(
      answer.out.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) == [
        #"{"value":{"t":"int","v":"5"}}"#, #"{"error":["The line is no JSON object."]}"#,
        #"{"error":["The line is no JSON object."]}"#, #"{"error":["The text expr is missing."]}"#,
        #"{"type":"list(int)"}"#,
        #"{"error":["A value (a number, text, a name or a bracket) should stand here, "#
          + #"not the end of the text."]}"#,
        #"{"value":{"t":"string","v":"é"}}"#, #"{"error":["The line is no UTF-8 text."]}"#,
        #"{"value":{"t":"int","v":"1"}}"#, "",
      ])
  }

  @Test(.timeLimit(.minutes(1))) func aRequestIsAnsweredBeforeTheNextIsAsked() throws {
    let (questions, answers) = (Pipe(), Pipe())
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["cel", "eval", "--json"]
    (process.standardInput, process.standardOutput) = (questions, answers)
    process.standardError = FileHandle.nullDevice
    try process.run()
    for number in 1...3 {
      try questions.fileHandleForWriting.write(contentsOf: Data("{\"expr\":\"\(number) + 1\"}\n".utf8))
      let answer = String(decoding: answers.fileHandleForReading.availableData, as: UTF8.self)
      #expect(answer == "{\"value\":{\"t\":\"int\",\"v\":\"\(number + 1)\"}}\n")
    }
    try questions.fileHandleForWriting.close()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
