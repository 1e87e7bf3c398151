// The files of roles: what is read, what is refused, and who may what.

import Access
import Foundation
import Kernel
import Testing

@Suite struct RoleBookTests {
  private func folder(_ roles: String, _ subjects: String = RoleBookTests.subjects) throws -> String {
    let folder =
      NSTemporaryDirectory() + "roles-"
      + Digest.hex(Array(Digest.of(Array((roles + subjects).utf8)).prefix(8)))
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try roles.write(toFile: folder + "/roles.yaml", atomically: true, encoding: .utf8)
    try subjects.write(toFile: folder + "/subjects.yaml", atomically: true, encoding: .utf8)
    return folder
  }

  private static let subjects =
    "water:\n  title: { zh: 水, en: water }\n  feeds: [water]\n  causes: [\"11\"]\n"
  private static let title = "  title: { zh: 村, en: village }\n"

  @Test func theRolesOfTheHouseAreRead() throws {
    let book = try RoleBook.load(Town.access)
    #expect(book.role("village")?.levels == [.village])
    #expect(book.role("county_department")?.hasSubject == true)
    #expect(book.subject("water")?.causes == ["11"])
    #expect(book.systemAdministrator?.name == "system_administrator")
    #expect(book.securityAdministrator?.name == "security_administrator")
    #expect(book.auditor?.name == "auditor")
    let guardians = book.roles.filter(\.isGuardian)
    #expect(guardians.count == 3 && guardians.allSatisfy { $0.needsCode })
  }

  @Test func whoMayWhatIsAsTheGoldenTableSays() throws {
    let path = Town.access + "/../Tests/Golden/roles.txt"
    let golden = try String(contentsOfFile: path, encoding: .utf8)
    let table = try RoleBook.load(Town.access).table
    #expect(table == golden, "roles.txt should say:\n\(table)")
  }

  @Test(arguments: [
    ("a: [", 0, "no YAML"), ("- a\n", 0, "mapping"),
    ("Village:\n" + title + "  levels: [village]\n  permissions: [place.read]\n", 1, "small letters"),
    ("v:\n  levels: [village]\n  permissions: [place.read]\n", 1, "lacks a title"),
    ("v:\n  title: { zh: 村 }\n  levels: [village]\n  permissions: [place.read]\n", 2, "lacks a title"),
    ("v:\n" + title + "  permissions: [place.read]\n", 1, "list levels"),
    ("v:\n" + title + "  levels: [hamlet]\n  permissions: [place.read]\n", 3, "a level is"),
    ("v:\n" + title + "  levels: [village]\n  permissions: [place.fly]\n", 4, "no permission place.fly"),
    ("v:\n" + title + "  levels: [village]\n  permissions: []\n", 4, "list permissions"),
    ("v:\n" + title + "  levels: [village]\n  permissions: [place.read, journal.read]\n", 4, "mixes"),
    (
      "v:\n" + title + "  levels: [village]\n  permissions: [place.read]\n  needs_code: maybe\n", 5,
      "true or false"
    ),
    (
      "v:\n" + title + "  levels: [village]\n  permissions: [place.read]\n  colour: red\n", 5,
      "key colour is unknown"
    ),
  ])
  func aFaultyFileIsRefusedWithItsLine(_ roles: String, _ line: Int, _ words: String) throws {
    let folder = try folder(roles)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let problem = #expect(throws: Problem.self) { _ = try RoleBook.load(folder) }
    #expect(problem?.code == "access.roles.invalid")
    #expect(problem?.message.en.contains(words) == true, "\(problem?.message.en ?? "")")
    #expect(line == 0 || problem?.details["line"] == String(line), "\(problem?.message.en ?? "")")
  }

  @Test(arguments: [("[Water!]", "[\"11\"]", "small letters"), ("[water]", "[\"111\"]", "two digits")])
  func aFaultySubjectIsRefused(_ feeds: String, _ causes: String, _ words: String) throws {
    let roles = "v:\n" + RoleBookTests.title + "  levels: [village]\n  permissions: [place.read]\n"
    let subjects = "water:\n  title: { zh: 水, en: water }\n  feeds: \(feeds)\n  causes: \(causes)\n"
    let folder = try folder(roles, subjects)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let problem = #expect(throws: Problem.self) { _ = try RoleBook.load(folder) }
    #expect(problem?.message.en.contains(words) == true)
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let problem = #expect(throws: Problem.self) { _ = try RoleBook.load("/nowhere/at/all") }
    #expect(problem?.code == "access.file.unreadable")
  }
}
