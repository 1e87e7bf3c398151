// The one door: keys that come again, places outside, and steps that fail.

import Access
import Database
import Kernel
import Testing

@Suite struct DoorTests {
  private func door(_ town: Town) -> Door {
    let dice = Dice(3)
    return Door(town.store, sealer: town.sealer, chance: { dice.roll($0) })
  }

  private func note(_ text: String, _ connection: Connection) throws(Problem) {
    try connection.runScript("CREATE TABLE IF NOT EXISTS note (text TEXT)")
    try connection.run("INSERT INTO note (text) VALUES (?)", [.text(text)])
  }

  private func notes(_ town: Town) throws -> Int64 {
    try town.store.write { (connection) throws(Problem) in
      try connection.runScript("CREATE TABLE IF NOT EXISTS note (text TEXT)")
      return try connection.number("SELECT COUNT(*) FROM note")
    }
  }

  private func run(
    _ town: Town, key: String, body: String = "b", name: String = "note.add", actor: String = "local:root",
    failing: Bool = false
  ) throws -> Answer {
    let act = Act(actor: actor, at: town.now, request: "r")
    return try door(town).run(Command(name, permission: nil, key: key, body: body), by: act, as: nil) {
      (connection) throws(Problem) in
      try note(body, connection)
      if failing { throw Problem("test.step.failed", .invalid, zh: "不行", en: "No.") }
      return Outcome(answer: "made \(body)", subject: "note")
    }
  }

  @Test func aKeyThatComesAgainIsAnsweredAndNotDoneAgain() throws {
    let town = try Town()
    let first = try run(town, key: "k")
    let second = try run(town, key: "k")
    #expect((first.text, first.isRepeated) == ("made b", false))
    #expect((second.text, second.isRepeated) == ("made b", true))
    #expect(try notes(town) == 1 && town.entries().count == 1)
  }

  @Test func aKeyStandsForOneCommandOfOneActor() throws {
    let town = try Town()
    _ = try run(town, key: "k")
    #expect(refusal { _ = try run(town, key: "k", body: "c") } == "access.command.key")
    #expect(refusal { _ = try run(town, key: "k", name: "note.remove") } == "access.command.key")
    #expect(try run(town, key: "k", actor: "local:other").isRepeated == false)
  }

  @Test func withoutAKeyTheRequestItselfIsOne() throws {
    let town = try Town()
    #expect(try run(town, key: "").isRepeated == false)
    #expect(try run(town, key: "").isRepeated)
    #expect(try notes(town) == 1)
  }

  @Test func aStepThatFailsLeavesNothingAndMayBeTriedAgain() throws {
    let town = try Town()
    #expect(refusal { _ = try run(town, key: "k", failing: true) } == "test.step.failed")
    #expect(try notes(town) == 0 && town.entries().isEmpty)
    #expect(try run(town, key: "k").isRepeated == false)
    #expect(try town.broken() == nil)
  }

  @Test(arguments: [
    ("530602001001", ""), ("530602001001002", ""), ("530602001002", "access.post.place"),
    ("530602001", "access.post.place"), ("530621001001", "access.post.place"),
  ])
  func aPlaceOutsideIsAsUnknownAsOneThatThereIsNot(_ code: String, _ told: String) throws {
    let town = try Town()
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let visitor = try town.visitor("li.si")
    let command = Command("note.add", permission: .householdEdit, place: try place(code), body: "b")
    let found = refusal {
      _ = try door(town).run(command, by: town.act("li.si"), as: visitor) { (connection) throws(Problem) in
        try note("b", connection)
        return Outcome(subject: "note")
      }
    }
    #expect(found == told)
    #expect(try notes(town) == (told.isEmpty ? 1 : 0))
  }

  private func open(
    _ town: Town, body: String = "b", permission: Permission? = nil, as visitor: Visitor? = nil
  ) throws -> DoorPass {
    let command = Command("note.addAll", permission: permission, key: "k", body: body)
    return try town.store.write { (connection) throws(Problem) in
      let act = Act(actor: "local:root", at: town.now, request: "r")
      return try DoorPass.open(command, by: act, as: visitor, county: 530_602, on: connection)
    }
  }

  private func add(_ text: String, _ pass: DoorPass, isLast: Bool = false, _ town: Town) throws {
    try town.store.write { (connection) throws(Problem) in
      try note(text, connection)
      try pass.note("note.add", Outcome(subject: text), on: connection)
      if isLast { _ = try pass.end("made all", on: connection) }
    }
  }

  @Test func aLongCommandGoesOnUnderItsKeyUntilItsEnd() throws {
    let town = try Town()
    let first = try open(town)
    #expect(first.answer == nil)
    try add("one", first, town)
    let second = try open(town)
    #expect(second.answer == nil, "what was interrupted has no answer")
    try add("two", second, isLast: true, town)
    let answer = try #require(try open(town).answer)
    #expect(answer.text == "made all" && answer.isRepeated)
    #expect(try town.entries().map(\.subject) == ["one", "two"])
    #expect(try town.entries().allSatisfy { $0.county == 530_602 && $0.action == "note.add" })
    #expect(try notes(town) == 2 && town.broken() == nil)
  }

  @Test func anOpenKeyIsRefusedToAnotherCommand() throws {
    let town = try Town()
    _ = try open(town)
    #expect(refusal { _ = try open(town, body: "c") } == "access.command.key")
    #expect(refusal { _ = try run(town, key: "k") } == "access.command.key")
    try add("one", try open(town), isLast: true, town)
    #expect(refusal { _ = try open(town, body: "c") } == "access.command.key")
  }

  @Test func aPartThatFailsIsNotTold() throws {
    let town = try Town()
    let pass = try open(town)
    #expect(
      refusal {
        try town.store.write { (connection) throws(Problem) in
          try note("one", connection)
          try pass.note("note.add", Outcome(subject: "one"), on: connection)
          throw Problem("test.step.failed", .invalid, zh: "不行", en: "No.")
        }
      } == "test.step.failed")
    #expect(try notes(town) == 0 && town.entries().isEmpty)
    #expect(try open(town).answer == nil)
  }

  @Test func aLongCommandAsksForItsPermission() throws {
    let town = try Town()
    try town.settle("li.si", as: "village", at: place("530602001001"))
    let visitor = try town.visitor("li.si")
    #expect(
      refusal { _ = try open(town, permission: .dataImport, as: visitor) } == "access.permission.missing")
    #expect(refusal { _ = try open(town, permission: .dataImport) }.isEmpty, "nobody is asked on the machine")
    #expect(refusal { _ = try open(town, permission: .householdEdit, as: visitor) }.isEmpty)
  }

  @Test func aCommandIsRunInsideAnotherTransaction() throws {
    let town = try Town()
    func run() throws -> Answer {
      try town.store.write { (connection) throws(Problem) in
        let act = Act(actor: "local:root", at: town.now, request: "r")
        return try Door.run(
          Command("note.add", permission: .dataImport, body: "b"), by: act, as: nil, on: connection
        ) { (connection) throws(Problem) in
          try note("b", connection)
          return Outcome(answer: "made", subject: "note", reason: "asked for")
        }
      }
    }
    #expect(try [run(), run()].map(\.isRepeated) == [false, true])
    #expect(try notes(town) == 1 && town.entries().map(\.reason) == ["asked for"])
  }

  @Test func aCreatedAccountIsNotMadeTwiceAndItsLinkIsShownOnce() throws {
    let town = try Town()
    func create(_ login: String) throws -> NewAccount {
      try town.keeper.createAccount(login: login, name: "N", key: "form-1", by: town.act(), as: nil)
    }
    let first = try create("li.si")
    let second = try create("li.si")
    #expect(first.id == second.id && first.link != nil && second.link == nil)
    #expect(refusal { _ = try create("wang.wu") } == "access.command.key")
    #expect(try town.keeper.accounts(at: town.now, as: nil).map(\.login) == ["li.si"])
  }

  @Test func anAnswerIsKeptForSomeDays() throws {
    let town = try Town()
    try town.settle("li.si")
    _ = try run(town, key: "k")
    town.later(seconds: 7 * 86_400)
    _ = try town.signIn("li.si")
    #expect(try run(town, key: "k").isRepeated)
    town.later(seconds: 1)
    _ = try town.signIn("li.si")
    #expect(try run(town, key: "k").isRepeated == false)
  }
}
