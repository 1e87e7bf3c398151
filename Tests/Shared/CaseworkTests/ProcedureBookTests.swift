// The files of procedures: read as they are, and refused with the line of the fault.

import Casework
import Kernel
import Rules
import Testing

@Suite struct ProcedureBookTests {
  @Test func theFilesOfTheProgramAreSound() throws {
    let book = try Procedures.book()
    #expect(book.totalDays == 15 && book.noticeDays == 5)
    #expect(book.identification.values.reduce(0, +) == book.totalDays)
    #expect(book.measureGroups.count == 14)
    #expect(
      book.incomeAccounts.count == 24 && book.incomeAccounts.count { IncomeAccount.isCost($0.code) } == 4)
    // Every risk of the national form has something that answers it.
    for risk in RuleCause.allCases { #expect(!book.suggestions(for: risk).isEmpty, "\(risk)") }
  }

  @Test func theLineIsThatOfTheYearOrTheLastOneBefore() throws {
    let book = try Procedures.book()
    #expect(book.line(on: day("2019-12-31")) == nil)
    #expect(book.line(on: day("2021-06-01"))?.amount == Money(yuan: 6_000))
    #expect(book.line(on: day("2025-01-01"))?.amount == Money(yuan: 8_700))
    #expect(book.line(on: day("2027-01-01"))?.year == 2025)
  }

  @Test(arguments: [
    ("total_days: 15", "total_days: soon", "monitoring.yaml:5:"),
    ("total_days: 15", "total_weeks: 2", "monitoring.yaml:5:"),
    ("total_days: 15", "total_days: 0", "monitoring.yaml:5:"),
    ("quorum: 2/3", "quorum: 3/2", "monitoring.yaml:23:"),
    ("notice: 5, audit: 1", "notice: 4, audit: 1", "monitoring.yaml:9:"),
    ("{ year: 2022", "{ year: 2019", "monitoring.yaml:38:"),
    ("audit: 1, decide: 1", "decide: 1", "monitoring.yaml:9:"), ("most_risks: 5", "most_risks: [5", ""),
    ("visits_by: 25", "visits_by: 32", "monitoring.yaml:29:"),
  ])
  func aFaultIsToldWithItsLine(_ old: String, _ new: String, _ place: String) throws {
    do {
      _ = try Procedures.book(replacing: old, by: new)
      Issue.record("\(new) was read")
    } catch let problem as Problem {
      #expect(problem.code == "casework.file.invalid")
      #expect(problem.message.en.contains(place), "\(problem.message.en)")
    }
  }

  @Test func sharesAreComparedWithoutRounding() throws {
    let share = try #require(Share("2/3"))
    #expect(share.isReached(by: 20, of: 30) && !share.isReached(by: 19, of: 30))
    #expect(!share.isExceeded(by: 20, of: 30) && share.isExceeded(by: 21, of: 30))
    #expect(Share("3/2") == nil && Share("1/0") == nil && Share("half") == nil)
  }
}
