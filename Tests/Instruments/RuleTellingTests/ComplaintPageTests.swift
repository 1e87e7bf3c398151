// Every complaint has an example that gives it and a text that mends it, and their page is fresh.
import Foundation
import RuleLanguage
import RuleTelling
import RuleValues
import Testing

struct ComplaintPageTests {
  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../docs/COMPLAINTS.md").standardizedFileURL.path

  @Test func everyCodeHasOneExampleInItsOrder() {
    #expect(ComplaintExample.complaints.map(\.code) == Complaint.Kind.allCases.map(\.code))
    #expect(ComplaintExample.faults.map(\.code) == EvaluationFault.Reason.Kind.allCases.map(\.code))
    let codes = (ComplaintExample.complaints + ComplaintExample.faults).map(\.code)
    #expect(Set(codes).count == codes.count)
  }

  @Test(arguments: ComplaintExample.complaints.map(\.code))
  func aRefusedExampleGivesItsComplaintAndNoOther(code: String) throws {
    let example = try #require(ComplaintExample.complaints.first { $0.code == code })
    #expect(throws: Complaints.self) { try check(example.wrong, example) }
    do {
      _ = try check(example.wrong, example)
    } catch let complaints as Complaints {
      #expect(complaints.all.map(\.code) == [code], "\(complaints.rendered(.en))")
      for complaint in complaints.all {
        #expect(complaint.sentence.zh.last == "。" && complaint.sentence.en.last == ".")
        #expect(complaint.sentence.zh != complaint.sentence.en)
      }
    }
    #expect(throws: Never.self) { try check(example.right, example) }
  }

  @Test(arguments: ComplaintExample.faults.map(\.code))
  func aFailingExampleEndsInItsFaultAndTheMendedOneInAValue(code: String) throws {
    let example = try #require(ComplaintExample.faults.first { $0.code == code })
    // What runs too long is refused before it runs; without a limit it shows what happens then.
    let wrong = try Checker.check(example.wrong, vocabulary: Bookshelf.vocabulary, most: .max)
    switch Bookshelf.run(wrong) {
    case .success(let value): Issue.record("\(example.wrong) gives \(value)")
    case .failure(let fault):
      #expect(fault.code == code)
      #expect(fault.zh.last == "。" && fault.en.last == ".")
    }
    guard case .success = Bookshelf.run(try check(example.right, example)) else {
      Issue.record("\(example.right) ends in a fault")
      return
    }
  }

  @Test func thePageInTheDocumentsIsUpToDate() throws {
    let written = try String(contentsOfFile: Self.page, encoding: .utf8)
    let isFresh = written == complaintPage()
    #expect(isFresh, "docs/COMPLAINTS.md is stale; write it anew with `shouwang rules complaints`")
  }

  private func check(_ text: String, _ example: ComplaintExample) throws -> CheckedRule {
    try Checker.check(text, vocabulary: Bookshelf.vocabulary, expecting: example.expecting)
  }
}
