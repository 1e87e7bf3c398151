// A frame file gives back what was written, and refuses whatever is damaged, cut or foreign.

import Columns
import Foundation
import Kernel
import RuleValues
import Snapshots
import Testing

@Suite struct FrameFileTests {
  /// A folder of its own that is gone when the value is.
  final class Folder {
    let path: String

    init(_ name: String) throws {
      path = NSTemporaryDirectory() + "snapshots-\(name)-\(ProcessInfo.processInfo.processIdentifier)"
      try? FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  static func sample(_ rows: Int) -> FrameSnapshot {
    let numbers = 0..<rows
    let child = Table(
      "Child", rowCount: rows * 2,
      columns: [
        "big": Column(.int64((0..<rows * 2).map { Int64($0) << 33 })),
        "day": Column.days((0..<rows * 2).map { $0 % 5 == 0 ? nil : Int32($0) }),
      ])
    let parent = Table(
      "Parent", rowCount: rows,
      columns: [
        "tiny": Column.ints(numbers.map { Int64($0 % 100) }),
        "small": Column.ints(numbers.map { $0 % 3 == 0 ? nil : Int64($0 * 300 % 30_000) }),
        "plain": Column(.int32(numbers.map { Int32($0 * 50_000) })),
        "flag": Column.bools(numbers.map { $0 % 7 == 0 ? nil : $0 % 2 == 0 }),
        "kind": Column.texts(numbers.map { $0 % 4 == 0 ? nil : "种类\($0 % 9)" }),
      ], lists: ["children": ChildList(table: "Child", counts: numbers.map { _ in 2 })],
      references: ["self": Reference(table: "Parent", rows: numbers.map { Int32($0) - 1 })])
    return FrameSnapshot(
      head: ["state": "7 ab", "empty": ""], frame: Frame(["Parent": parent, "Child": child]),
      wide: ["numbers": numbers.map { Int64($0) }, "none": []], narrow: ["homes": numbers.map { Int32($0) }],
      texts: ["names": TextColumn(numbers.map { "名\($0)" })])
  }

  private func code(_ body: () throws(Problem) -> Void) -> String? {
    do throws(Problem) {
      try body()
      return nil
    } catch {
      return error.code
    }
  }

  @Test(arguments: [0, 1, 2, 1_000, 40_000])
  func whatIsReadIsWhatWasWritten(rows: Int) throws {
    let folder = try Folder("same\(rows)")
    let sample = FrameFileTests.sample(rows)
    try FrameFile.write(sample, to: folder.path + "/a")
    let read = try FrameFile.read(folder.path + "/a")
    #expect(read.head == sample.head)
    #expect(try FrameFile.head(folder.path + "/a") == sample.head)
    #expect(read.wide == sample.wide)
    #expect(read.narrow == sample.narrow)
    #expect(read.texts == sample.texts)
    for (name, table) in sample.frame.tables {
      let other = read.frame[name]
      #expect(other.recordType == table.recordType && other.rowCount == table.rowCount)
      #expect(other.lists.mapValues(\.offsets) == table.lists.mapValues(\.offsets))
      #expect(other.references.mapValues(\.rows) == table.references.mapValues(\.rows))
      for (field, column) in table.columns {
        let same = other.columns[field]
        #expect(
          (0..<table.rowCount).allSatisfy {
            "\(same?.value(at: $0) as Any)" == "\(column.value(at: $0) as Any)"
          })
      }
    }
    try FrameFile.write(read, to: folder.path + "/b")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/a"))
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: folder.path + "/b")) == bytes, "the same bytes every time")
  }

  @Test func everyByteOfTheFileIsGuarded() throws {
    let folder = try Folder("flip")
    let path = folder.path + "/a"
    let sample = FrameFileTests.sample(20)
    try FrameFile.write(sample, to: path)
    let whole = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    var unnoticed: [Int] = []
    for place in whole.indices {
      var bytes = whole
      bytes[place] ^= 1 << UInt8(place % 8)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      if code({ () throws(Problem) in _ = try FrameFile.read(path) }) == nil { unnoticed.append(place) }
    }
    // Between sections stand zeros that nobody reads.
    #expect(unnoticed.allSatisfy { whole[$0] == 0 } && unnoticed.count < whole.count)
    for place in unnoticed {
      var bytes = whole
      bytes[place] ^= 1
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(try FrameFile.read(path).texts == sample.texts)
    }
  }

  @Test func aCutFileIsRefused() throws {
    let folder = try Folder("cut")
    let path = folder.path + "/a"
    try FrameFile.write(FrameFileTests.sample(100), to: path)
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    for length in stride(from: 0, to: whole.count, by: 61) {
      try whole.prefix(length).write(to: URL(fileURLWithPath: path))
      let told = code { () throws(Problem) in _ = try FrameFile.read(path) }
      #expect(told == (length < 64 ? "snapshots.file.foreign" : "snapshots.file.broken"), "\(length) bytes")
    }
  }

  @Test func whatIsNoFrameFileIsRefused() throws {
    let folder = try Folder("foreign")
    let path = folder.path + "/a"
    try Data(repeating: 0x41, count: 4_096).write(to: URL(fileURLWithPath: path))
    #expect(code { () throws(Problem) in _ = try FrameFile.read(path) } == "snapshots.file.foreign")
    #expect(code { () throws(Problem) in _ = try FrameFile.read(folder.path) } == "snapshots.file.unreadable")
    #expect(
      code { () throws(Problem) in _ = try FrameFile.head(path + ".none") } == "snapshots.file.unreadable")
  }

  @Test func aDraftThatWasLeftIsThrownAway() throws {
    let folder = try Folder("draft")
    let path = folder.path + "/a"
    try Data("left".utf8).write(to: URL(fileURLWithPath: path + ".tmp"))
    try FrameFile.write(FrameFileTests.sample(3), to: path)
    #expect(try FrameFile.read(path).texts == FrameFileTests.sample(3).texts)
    #expect(!FileManager.default.fileExists(atPath: path + ".tmp"))
  }

  @Test func aFolderThatIsNotThereIsTold() {
    let told = code { () throws(Problem) in
      try FrameFile.write(FrameFileTests.sample(3), to: "/none/such/a")
    }
    #expect(told == "snapshots.file.unwritable")
  }
}
