// Requests that come in pieces are answered line by line.
import Testing

@testable import Workbench

@Suite struct RequestLinesTests {
  private func answers(_ pieces: [String]) -> [String] {
    var (lines, answers) = (RequestLines(), [String]())
    for piece in pieces { lines.take(ArraySlice(piece.utf8)) { answers.append($0) } }
    lines.finish { answers.append($0) }
    return answers
  }

  @Test func aLineIsAnsweredWhereItEndsHoweverItIsCut() {
    let whole = answers(["{\"expr\":\"1 + 2\"}\n{\"expr\":\"true\"}"])
    #expect(whole == [#"{"value":{"t":"int","v":"3"}}"#, #"{"value":{"t":"bool","v":true}}"#])
    #expect(answers(["{\"expr\":", "\"1 + 2\"}\n{\"ex", "pr\":\"true\"}"]) == whole)
  }

  @Test func nothingIsAnsweredBeforeTheLineEnds() {
    var (lines, count) = (RequestLines(), 0)
    lines.take(ArraySlice("{\"expr\":\"1\"}".utf8)) { _ in count += 1 }
    #expect(count == 0)
    lines.take(ArraySlice("\n\n".utf8)) { _ in count += 1 }
    #expect(count == 1, "an empty line is passed over")
  }
}
