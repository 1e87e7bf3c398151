// Files that commands write do not take the place of others unasked.

import Assembly
import Foundation
import Kernel
import Testing

@Suite struct OutputOptionsTests {
  @Test func aFileThatIsThereIsLeftAsItIs() throws {
    let folder = try WorkFolder("output")
    let path = folder.path + "/paper.pdf"
    var (asked, unasked) = (OutputOptions(), OutputOptions())
    (asked.overwrite, unasked.overwrite) = (true, false)
    try unasked.write(Array("first".utf8), to: path)
    let early = #expect(throws: Problem.self) { try unasked.demandRoom(at: path) }
    let late = #expect(throws: Problem.self) { try unasked.write([1], to: path) }
    #expect(early?.code == "program.output.exists" && early?.kind == .conflict)
    #expect(late?.code == early?.code)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "first")
    try asked.demandRoom(at: path)
    try asked.write(Array("second".utf8), to: path)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "second")
    let nowhere = #expect(throws: Problem.self) { try unasked.write([1], to: folder.path + "/no/paper.pdf") }
    #expect(nowhere?.code == "program.output.unwritable")
  }
}
