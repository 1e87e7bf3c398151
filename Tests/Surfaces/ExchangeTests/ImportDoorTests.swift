// An import walks through the door: its key, its permission, and one transaction for each of its parts.

import Access
import Exchange
import Glibc
import Kernel
import Registry
import Sheets
import Testing

@Suite struct ImportDoorTests {
  private static func visitor(_ permissions: Permission...) throws -> Visitor {
    let office = Role(
      name: "office", title: Text(zh: "办公室", en: "office"), levels: [.city], permissions: Set(permissions))
    return Visitor(
      account: "li.si", name: "李四", post: PostID(number: 1), role: office,
      place: try #require(PlaceCode("5306")))
  }

  private func actions(_ desk: Desk) throws -> [String] {
    try desk.ask("SELECT action || ' ' || subject FROM journal ORDER BY sequence")
  }

  private func open(_ desk: Desk) throws -> [String] {
    try desk.ask("SELECT key || ' ' || is_open || ' ' || answer FROM command_answer ORDER BY key")
  }

  @Test func aKeyThatComesAgainIsAnsweredByTheFirstImport() throws {
    let desk = try Desk()
    let paths = try [Town.places, Town.threeHouseholds].map { try desk.file($0) }
    let first = try desk.take(paths: paths, key: "form-1")
    let told = try actions(desk)
    let again = try desk.take(paths: paths, key: "form-1")
    #expect(again.files.map(\.number) == first.files.map(\.number))
    #expect(again.files.allSatisfy { $0.isRepeated })
    #expect(try actions(desk) == told && told.count == 4)
    #expect(try open(desk) == ["form-1 1 0 1", "form-1 2 0 2"])
  }

  @Test func anotherSheetUnderTheSameKeyIsRefused() throws {
    let desk = try Desk()
    try desk.take(paths: [desk.file(Town.places)], key: "form-1")
    let before = try StoreDump.text(of: desk.store)
    let other = try desk.file(Town.threeHouseholds)
    let told = try problem { try desk.take(paths: [other], key: "form-1") }
    #expect(told.code == "access.command.key")
    let day = try problem {
      try desk.take(paths: [desk.file(Town.places)], dated: "2025-11-02", key: "form-1")
    }
    #expect(day.code == "access.command.key", "another day is another import")
    #expect(try StoreDump.text(of: desk.store) == before)
  }

  @Test func aVisitorNeedsThePermissionToImport() throws {
    let desk = try Desk()
    let path = try desk.file(Town.places)
    let before = try StoreDump.text(of: desk.store)
    let told = try problem { try desk.take(paths: [path], as: Self.visitor(.placeRead, .householdEdit)) }
    #expect(told.code == "access.permission.missing" && told.kind == .notPermitted)
    #expect(try StoreDump.text(of: desk.store) == before)
    #expect(outcomes(try desk.take(paths: [path], as: Self.visitor(.dataImport)).total)[0] == 10)
  }

  @Test func soDoesTheFirstImport() throws {
    let desk = try Desk()
    let paths = try MessyRegister(seed: 3, share: 0).files.map { try desk.file($0.bytes, name: $0.name) }
    let path = try desk.place("first.sqlite")
    let options = ImportOptions(dated: try #require(Day("2025-11-01")))
    let first = FirstImport(
      act: Act(actor: "li.si", at: Instant(milliseconds: 0), request: "r"), as: try Self.visitor(.placeRead),
      ids: IDSource(seed: 1), options: options)
    let told = try problem {
      _ = try first.run(
        paths, store: path, migrations: Desk.migrations, keys: Desk.ring, asOf: options.dated)
    }
    #expect(told.code == "access.permission.missing")
    #expect(access(path, F_OK) != 0, "nothing was made")
  }

  @Test func anInterruptedImportGoesOnUnderItsKey() throws {
    let desk = try Desk()
    let path = try desk.file(Town.places)
    _ = try problem { try desk.take(paths: [path], chunk: 4, stopAfter: 1, key: "form-1") }
    #expect(try open(desk) == ["form-1 1 1 "])
    let other = try desk.file(Town.threeHouseholds)
    let told = try problem { try desk.take(paths: [other], key: "form-1") }
    #expect(told.code == "access.command.key")
    try desk.take(paths: [path], chunk: 4, key: "form-1")
    #expect(try open(desk) == ["form-1 1 0 1"])
    #expect(
      try actions(desk) == ["import.begin 1", "import.advance 1", "import.advance 1", "import.finish 1"])
    #expect(try desk.journalIsWhole())
  }

  @Test func withoutAKeyTheSheetItselfIsOne() throws {
    let desk = try Desk.settled()
    let bills = try desk.file(try Town.medical([Town.bill(1), Town.bill(2, of: 8)]))
    func keys() throws -> Int { try open(desk).count { $0.contains("import medical ") } }
    try desk.take(paths: [bills])
    let (count, told) = (try keys(), try actions(desk))
    try desk.take(paths: [bills])
    #expect(try keys() == count && actions(desk) == told)
    try desk.take(Town.persons([Town.person(8, in: 2)]))
    try desk.take(paths: [bills])
    #expect(try keys() == count + 1, "once the register has changed, a second try is another command")
    #expect(try open(desk).allSatisfy { !$0.contains(" 1 ") })
    #expect(try desk.ask("SELECT COUNT(*) FROM medical_bill") == ["2"])
  }
}
