// The procedures name lines of work that there are.
import Casework
import Foundation
import Kernel
import Testing

@testable import Assembly

@Suite struct MonitoringDoorTests {
  @Test func aComparisonNamesLinesOfWorkThatThereAre() throws {
    var folder = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { folder.deleteLastPathComponent() }
    let book = try ProcedureBook.load(folder.path + "/casework")
    try MonitoringDoor.check(book, subjects: book.comparedWith)
    let others = book.comparedWith.map { $0 == "housing" ? "housings" : $0 }
    let problem = #expect(throws: Problem.self) { try MonitoringDoor.check(book, subjects: others) }
    #expect(problem?.code == "program.casework.subject" && problem?.details["subject"] == "housing")
    #expect(problem?.message(.en).contains("did you mean housings?") == true)
  }
}
