// No byte of an imported store tells an identity number, a telephone or an account.

import Database
import Exchange
import Glibc
import Kernel
import Registry
import Sheets
import Testing

@Suite struct SealedStoreTests {
  private func bytes(_ path: String) -> [UInt8] {
    guard let file = fopen(path, "rb") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }

  /// Every form in which a number could stand: its digits, and the packed word from either end.
  private func forms(_ numbers: Set<String>) -> (texts: Set<[UInt8]>, words: Set<UInt64>) {
    var words: Set<UInt64> = []
    for number in numbers {
      if let id = CitizenID.read(number).id { words.formUnion([id.packed, id.packed.byteSwapped]) }
    }
    return (Set(numbers.map { Array($0.utf8) }), words)
  }

  private func found(_ numbers: Set<String>, in path: String) -> Int {
    let (texts, words) = forms(numbers)
    let lengths = Set(texts.map(\.count))
    let all = bytes(path)
    var count = 0
    for start in all.indices {
      for length in lengths where start + length <= all.count && (48...57).contains(all[start]) {
        if texts.contains(Array(all[start..<start + length])) { count += 1 }
      }
      guard start + 8 <= all.count else { continue }
      let word = all[start..<start + 8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
      if words.contains(word) { count += 1 }
    }
    return count
  }

  private static let register: (sheets: [SheetText], numbers: Set<String>) = {
    var (persons, households) = (Town.fourPersons, Town.threeHouseholds)
    households.header.append("bank_account")
    for row in households.rows.indices {
      households.rows[row]["phone"] = "1380000000\(row + 1)"
      households.rows[row]["bank_account"] = "622848000000000123\(row)"
    }
    // Rows that are refused keep what they say.
    persons.rows.append(Town.person(7, in: 99))
    households.rows.append(
      Town.household(3, ["phone": "13899999999", "hh_type": "?", "bank_account": "6228480000000009999"]))
    var numbers: Set<String> = ["13899999999", "6228480000000009999"]
    for row in persons.rows { numbers.insert(row["pid"] ?? "") }
    for row in households.rows { numbers.formUnion([row["phone"] ?? "", row["bank_account"] ?? ""]) }
    numbers.remove("")
    return ([Town.places, households, persons], numbers)
  }()

  @Test func theSearchFindsWhatIsPlain() throws {
    let desk = try Desk()
    let path = try desk.file(SealedStoreTests.register.sheets[2])
    #expect(found(SealedStoreTests.register.numbers, in: path) >= 5)
    let packed = try #require(CitizenID.read(Town.citizen(1)).id).packed
    let word = try desk.file(
      [1, 2] + (0..<8).map { UInt8(truncatingIfNeeded: packed >> UInt64($0 * 8)) }, name: "w")
    #expect(found(SealedStoreTests.register.numbers, in: word) == 1)
  }

  @Test func aNewStoreHoldsNoNumberPlainly() throws {
    let desk = try Desk()
    let paths = try SealedStoreTests.register.sheets.map { try desk.file($0) }
    let path = try desk.place("sealed.sqlite")
    let options = ImportOptions(dated: try #require(Day("2025-11-01")))
    let first = FirstImport(
      act: Act(actor: "local:clerk", at: Instant(milliseconds: 1_762_000_000_000), request: "test"),
      as: nil, ids: IDSource(seed: 1), options: options)
    let summary = try #require(
      try first.run(paths, store: path, migrations: Desk.migrations, keys: Desk.ring, asOf: options.dated))
    #expect(summary.total.refused == 2)
    for ending in ["", "-wal", ".city"] {
      #expect(found(SealedStoreTests.register.numbers, in: path + ending) == 0)
    }
    #expect(bytes(path).count > 10_000 && bytes(path + ".city").count > 100)
  }

  @Test func aStoreThatGrewRowByRowHoldsNoNumberPlainly() throws {
    let desk = try Desk(file: "grown.sqlite")
    for round in ["2025-11-01", "2025-12-01"] {
      var sheets = SealedStoreTests.register.sheets
      // The second round replaces rows, so that the history is written.
      if round == "2025-12-01" { sheets[2].rows[0]["name"] = "王" }
      if round == "2025-12-01" { sheets[1].rows[0]["hh_type"] = "T" }
      try desk.take(paths: try sheets.map { try desk.file($0) }, dated: round)
    }
    #expect(try desk.ask("SELECT COUNT(*) FROM replaced_row") != ["0"])
    let path = try desk.place("grown.sqlite")
    for ending in ["", "-wal"] { #expect(found(SealedStoreTests.register.numbers, in: path + ending) == 0) }
    #expect(bytes(path + "-wal").count + bytes(path).count > 10_000)
  }
}
