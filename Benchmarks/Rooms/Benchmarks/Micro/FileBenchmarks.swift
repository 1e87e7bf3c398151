// Files of many rows: a table filled page by page, and columns written and read again.

import Columns
import Database
import Foundation
import Kernel
import Snapshots

func fileBenchmarks() {
  measure("database-fill", items: 200_000, on: { personRows(200_000) }) { rows in
    let path = TemporaryPlace.file("store.sqlite")
    defer { TemporaryPlace.remove(path) }
    return try Database.assemble(path: path, migrations: [persons]) { (file) throws(Problem) in
      let table = try file.table("person")
      for row in rows {
        for number in row.numbers { table.append(number) }
        table.append(row.name)
        table.endRow()
      }
      return table.rowCount
    }
  }
  // What the disk takes is no CPU time, but what the kernel does for a file is, and it varies.
  measure("snapshot-write", items: 1_000_000, within: 50, on: { personFrame(1_000_000) }) { snapshot in
    let path = TemporaryPlace.file("written.frame")
    defer { TemporaryPlace.remove(path) }
    try FrameFile.write(snapshot, to: path)
    return snapshot.frame.tables.count
  }
  measure("snapshot-read", items: 1_000_000, within: 150, on: { try Written(personFrame(1_000_000)) }) {
    try FrameFile.read($0.path).frame["person"].rowCount
  }
}

private let persons = Migration(
  "001-person",
  """
  CREATE TABLE person (
    county BIGINT NOT NULL,
    id BIGINT NOT NULL,
    citizen_id BIGINT NOT NULL,
    sex INTEGER NOT NULL,
    birth INTEGER NOT NULL,
    education INTEGER NOT NULL,
    health INTEGER NOT NULL,
    labour INTEGER NOT NULL,
    work_months INTEGER NOT NULL,
    monthly_wage BIGINT NOT NULL,
    fingerprint BIGINT NOT NULL,
    import BIGINT NOT NULL,
    line BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (county, id)
  ) WITHOUT ROWID;
  """)

private struct PersonRow {
  let numbers: [Int64]
  let name: String
}

private func personRows(_ count: Int) -> [PersonRow] {
  var random = SeededRandom(seed: 20_251_031)
  let names = ["王秀英", "李强", "欧阳小明", "张伟", "阿依古丽"]
  return (0..<count).map { row in
    let citizen = Int64(bitPattern: random.next() >> 4)
    let codes = [2, 20_000, 10, 4, 4, 13, 900_000].map { Int64(random.below($0)) }
    let numbers = [500_101, 10_000 + Int64(row), citizen] + codes + [~citizen, 1, Int64(row + 2)]
    return PersonRow(numbers: numbers, name: names[random.below(names.count)])
  }
}

private func personFrame(_ rows: Int) -> FrameSnapshot {
  var random = SeededRandom(seed: 20_251_031)
  let ages = (0..<rows).map { _ in Int8(random.below(95)) }
  let births = (0..<rows).map { _ in Int32(random.below(20_000)) }
  let wages = (0..<rows).map { _ in Int32(random.below(900_000)) }
  let citizens = (0..<rows).map { _ in Int64(bitPattern: random.next() >> 4) }
  let gone = (0..<rows).map { _ in UInt8(random.below(50) == 0 ? 1 : 0) }
  let columns = [
    "age": Column(.int8(ages)), "birth": Column(.day(births)), "citizen": Column(.int64(citizens)),
    "wage": Column(.int32(wages), missing: gone),
  ]
  let names = TextColumn((0..<rows).lazy.map { "王\($0 % 5_000)" })
  return FrameSnapshot(
    head: ["state": "benchmark"], frame: Frame(["person": Table("person", rowCount: rows, columns: columns)]),
    texts: ["names": names])
}

/// A snapshot in a file that is removed when nobody reads it any more.
private final class Written {
  let path = TemporaryPlace.file("read.frame")

  init(_ snapshot: FrameSnapshot) throws { try FrameFile.write(snapshot, to: path) }

  deinit { TemporaryPlace.remove(path) }
}
