// Fields of forms and of the command line: read into verbs, refused at the field that is wrong.

import Casework
import Foundation
import Kernel
import Monitoring
import Rules
import Testing

@Suite struct EpisodeReadingTests {
  private static let folder =
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path + "/casework"

  private func read(_ verb: String, _ fields: [String: String]) throws -> EpisodeVerb {
    let book = try ProcedureBook.load(EpisodeReadingTests.folder)
    return try EpisodeVerb.reading(verb, FieldReading { fields[$0] ?? "" }, book)
  }

  private let verification = [
    "visitedOn": "2026-03-02", "visitors": "张三", "living": "困难", "persons": "2", "income.A1": "9,000.50",
    "income.E1": "100", "claims": "", "schooled": "yes", "risks": "09 01 09", "signed": "1 2", "labour": "on",
  ]

  @Test func aVerificationIsReadByAccountAndMember() throws {
    guard case .verify(let form) = try read("verify", verification) else {
      Issue.record("a verification is read as one")
      return
    }
    #expect(form.income.amounts == ["A1": 900_050, "E1": 10_000] && form.income.net == Money(fen: 890_050))
    #expect(form.risks == [.illness, .schooling] && form.signed == [1, 2] && form.hasLabour)
    #expect(form.guarantees.isSchooled && !form.guarantees.isInsured)
  }

  @Test(arguments: [
    ("verify", "visitedOn", "2026-02-30", "monitoring.field.day"),
    ("verify", "persons", "two", "monitoring.field.number"),
    ("verify", "income.A1", "-5", "monitoring.field.money"),
    ("verify", "income.A1", "5.123", "monitoring.field.money"),
    ("verify", "income.A1", "1,2", "monitoring.field.money"),
    ("verify", "income.A1", "1,23,456", "monitoring.field.money"),
    ("verify", "income.A1", "1,234,56", "monitoring.field.money"),
    ("verify", "income.A1", ",123", "monitoring.field.money"),
    ("verify", "risks", "01 08", "monitoring.field.choice"),
    ("verify", "signed", "1 x", "monitoring.field.number"),
    ("sendBack", "to", "nowhere", "monitoring.field.choice"),
    ("terminate", "kind", "", "monitoring.field.choice"),
  ])
  func aFaultIsToldAtItsField(_ verb: String, _ field: String, _ value: String, _ code: String) throws {
    var fields = verification
    fields[field] = value
    do {
      _ = try read(verb, fields)
      Issue.record("\(field) \(value) was read")
    } catch let problem as Problem {
      #expect(problem.code == code && problem.details["field"] == field)
    }
  }

  @Test(arguments: [
    (["person.1": "7"], "words.1"), (["person.1": "7", "words.1": " "], "words.1"),
    (["person.1": "7", "words.1": "车", "person.3": "8"], "words.3"), (["words.2": "车"], "person.2"),
  ])
  func aFindingWithoutWordsOrMemberIsNotNothingFound(_ found: [String: String], _ field: String) throws {
    let problem = #expect(throws: Problem.self) {
      try read("answer", found.merging(["subject": "housing"]) { first, _ in first })
    }
    #expect(problem?.code == "monitoring.field.finding" && problem?.details["field"] == field)
    #expect(problem?.kind == .invalid)
    #expect(try read("answer", ["subject": "housing"]) == .answer("housing", []))
    let both = [ComparisonForm.Finding(person: 7, words: "车"), ComparisonForm.Finding(person: 8, words: "车")]
    #expect(
      try read("answer", ["subject": "housing", "person.2": "7 8", "words.2": "车"])
        == .answer("housing", both))
  }

  @Test func whatAChineseKeyboardWritesIsRead() throws {
    var fields = verification
    (fields["income.A1"], fields["persons"], fields["visitedOn"]) = ("１，２３４．５０", " ３ ", "２０２６-０３-０２")
    guard case .verify(let form) = try read("verify", fields) else {
      Issue.record("wide digits are digits")
      return
    }
    #expect(form.income.amounts["A1"] == 123_450 && form.persons == 3 && "\(form.visitedOn)" == "2026-03-02")
  }

  @Test func aFaultTellsWhatStandsThereAndWhatToDo() throws {
    let book = try ProcedureBook.load(EpisodeReadingTests.folder)
    func words(_ field: String, _ value: String) -> String {
      var fields = verification
      fields[field] = value
      do {
        _ = try EpisodeVerb.reading("verify", FieldReading(named: fields), book)
        return ""
      } catch { return error.message(.zh) }
    }
    #expect(words("income.A1", "1,2").contains("“1,2”不是金额"))
    #expect(words("persons", "三").contains("“三”不是整数"))
    let none = #expect(throws: Problem.self) { try read("sendBack", ["reason": "x"]) }
    #expect(none?.message(.zh) == "请选择一项。" && none?.code == "monitoring.field.choice")
  }

  @Test func numbersOfPersonsInWhatIsWrittenAreStarred() throws {
    let said = ["words": "张三 530602199003311331 电话 13800138000，户 5306020000017"]
    guard case .object(let words) = try read("object", said) else {
      Issue.record("an objection is read as one")
      return
    }
    #expect(words == "张三 530602********1331 电话 138****8000，户 5306020000017")
    #expect(FieldReading { _ in "李四 13800138000" }.text("contact") == "李四 13800138000")
    let source = ClueSource(.opinion, on: day("2026-03-01"), by: "a", note: "13800138000")
    #expect(source.note == "138****8000")
  }

  @Test func aNameThatAVerbDoesNotKnowIsRefusedBeforeItsFields() throws {
    let book = try ProcedureBook.load(EpisodeReadingTests.folder)
    let problem = #expect(throws: Problem.self) {
      try EpisodeVerb.reading("audit", FieldReading(named: ["opnion": "情况属实"]), book)
    }
    #expect(problem?.code == "monitoring.field.unknown" && problem?.details["field"] == "opnion")
    #expect(problem?.message(.en).contains("there are opinion") == true)
    #expect(throws: Problem.self) { try VisitSeen.reading(FieldReading(named: ["day": "2026-03-01"])) }
    #expect(throws: Problem.self) { try MeasureVerb.reading("start", FieldReading(named: ["words": "x"])) }
    let visit = ["on": "2026-03-01", "findings": "安好", "income": "9000", "concern": "no"]
    #expect(try VisitSeen.reading(FieldReading(named: visit)).seen.findings == "安好")
    #expect(MeasurePlan.fields.sorted() == ["amount", "due", "group", "officer", "risk", "subject", "title"])
    let verify = EpisodeVerb.fields(of: "verify")
    #expect(verify.contains("income.ACCOUNT") && verify.contains("signed") && verify.contains("risks"))
    #expect(EpisodeVerb.fields(of: "end").contains("gone.RISK") && EpisodeVerb.fields(of: "resume").isEmpty)
    #expect(EpisodeVerb.fields(of: "answer").contains("person.1"))
    _ = try EpisodeVerb.reading("verify", FieldReading(named: verification), book)
  }

  @Test func everyNameOfAVerbIsRead() throws {
    let fields = [
      "postedOn": "2026-03-05", "objection": "1", "heldOn": "2026-03-05", "meeting": "representatives",
      "entitled": "30", "present": "24", "votesFor": "20", "votesAgainst": "3", "abstained": "1",
      "announcedOn": "2026-03-12", "to": "verify", "risk": "01", "kind": "extinct", "method": "natural",
    ].merging(verification) { first, _ in first }
    for name in EpisodeVerb.names { #expect(try read(name, fields).name == name) }
    #expect(throws: Problem.self) { try read("approve", fields) }
  }
}
