// A store of before there were keys is sealed in place, whole or in pieces.

import Database
import Glibc
import Kernel
import Registry
import Testing
import Vault

@Suite struct SealUpgradeTests {
  private let citizen = Register.citizen(1)

  /// A store as the first version made it: schema steps 1 to 5, plain numbers.
  private func old(at path: String) throws -> Database {
    let store = try Database(path: path)
    try store.migrate(RegistryMigrations.all.filter { $0.name != "registry-007-seals" })
    try store.write { (connection) throws(Problem) in
      try connection.run(
        """
        INSERT INTO household (county, number, place, type, resettled, phone, dated, fingerprint,
          import, line)
        VALUES (530602, 1, 530602102203001, 1, 0, '13812345678', 20393, 4711, 1, 2),
          (530602, 2, 530602102203001, 1, 0, NULL, 20393, 4712, 1, 3)
        """)
      try connection.run(
        """
        INSERT INTO person (county, id, citizen_id, id_checked, name, sex, birth, education, school_status,
          health, labour, disability_level, medical_insured, pension_insured, work_place, work_months,
          monthly_wage, dated,
          fingerprint, import, line)
        VALUES (530602, 5, ?, 1, '王秀英', 2, 3652, 1, 0, 1, 1, 0, 1, 1, 0, 0, 0, 20393, 99, 1, 2)
        """, [.int(Int64(bitPattern: citizen.packed))])
      try connection.run(
        "INSERT INTO membership VALUES (530602, 1, 530602, 5, -719162, NULL, 1)")
      try connection.run(
        """
        INSERT INTO import_file VALUES (0, 1, 'persons', 'p.csv', ?, 1, 20393, 0, 1, 1, 1, 1, '', 1)
        """, [.text(String(repeating: "a", count: 64))])
      try connection.run(
        """
        INSERT INTO quarantine (county, import, line, kind, code, column_name, value, remedy_zh, remedy_en,
          is_kept, raw) VALUES (0, 1, 7, 'persons', 'unknown', 'pid', ?, '改', 'mend', 0, ?)
        """,
        [.text(citizen.text), .text("\(citizen.text),1,13812345678")])
      try connection.run(
        "INSERT INTO replaced_row VALUES (530602, 'person', 5, 1, ?), (530602, 'household', 1, 1, ?)",
        [
          .text("{\"county\":530602,\"citizen_id\":\(citizen.packed),\"fingerprint\":1}"),
          .text("{\"household\":{\"phone\":\"13812345678\",\"fingerprint\":2},\"incomes\":[]}"),
        ])
    }
    return store
  }

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

  private func isPlain(_ path: String) -> Bool {
    let big = (0..<8).map { UInt8(truncatingIfNeeded: citizen.packed >> UInt64(56 - $0 * 8)) }
    let forms = [Array(citizen.text.utf8), Array("13812345678".utf8), big, Array(big.reversed())]
    return ["", "-wal"].contains { ending in
      let all = bytes(path + ending)
      return forms.contains { form in
        all.count >= form.count
          && (0...(all.count - form.count)).contains { all[$0..<$0 + form.count].elementsEqual(form) }
      }
    }
  }

  @Test(arguments: [1, 1_000]) func anOldStoreIsSealedAndWiped(batch: Int) throws {
    var template = Array("\(P_tmpdir)/seal-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let path = folder + "/old.sqlite"
    defer {
      for ending in ["", "-wal", "-shm"] { unlink(path + ending) }
      rmdir(folder)
    }
    let store = try old(at: path)
    #expect(isPlain(path))
    try store.migrate(RegistryMigrations.all)
    try SealStore.unlock(store, with: try Register.ring())
    try SealUpgradeStore.run(store, batch: batch)
    #expect(!isPlain(path))
    let (known, phone, rows, isDone) = try store.read { (connection) throws(Problem) in
      (
        try HouseholdQueryStore.byCitizen(citizen, on: connection).map(\.number),
        try HouseholdQueryStore.byPhone("13812345678", on: connection).map(\.number),
        try ImportStore.quarantined(naming: [citizen.text], limit: 9, on: connection),
        try !SealStore.isPlain(on: connection)
      )
    }
    #expect((known, phone, isDone) == ([1], [1], true))
    #expect(rows.map(\.raw) == ["\(citizen.text),1,13812345678"])
    #expect(rows.map(\.maskedValue) == [citizen.masked])
    let counts = try store.read { (connection) throws(Problem) in try SealStore.counts(on: connection) }
    #expect(counts[1] == 6)
  }
}
