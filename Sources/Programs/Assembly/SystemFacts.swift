// What the system administrator sees of the system.

import Access
import Database
import Doors
import Foundation
import Kernel
import Operation
import Registry
import Screening

enum SystemFacts {
  /// How old a backup, or a look at the journal's chain, may be before somebody has to act.
  private static let daysMost = 7

  /// - Parameter isWhole: whether to count the sealed values too, which looks at every row of the register.
  static func read(_ keeper: Doorkeeper, at now: Instant, isWhole: Bool) throws(Problem) -> [SystemFact] {
    try keeper.database.read { (connection) throws(Problem) in
      let path = keeper.database.path ?? ""
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      return [
        SystemFact(Text(zh: "版本", en: "version"), Settings.version),
        SystemFact(Text(zh: "数据库大小", en: "size of the store"), "\(grouped(size / 1_048_576)) MiB"),
      ] + (try register(connection))
        + (try safety(connection, now)) + (try keys(keeper, isWhole: isWhole, connection))
    }
  }

  private static func register(_ connection: Connection) throws(Problem) -> [SystemFact] {
    let run = try ScreeningStore.lastRun(on: connection)
    let imported = try ImportStore.all(on: connection).compactMap(\.finishedAt).max()
    return [
      SystemFact(
        Text(zh: "最近一次导入", en: "last import"), imported.map { "\($0)" } ?? "-", isFine: imported != nil),
      SystemFact(
        Text(zh: "最近一次筛查", en: "last screening"), run.map { "\($0.asOf)" } ?? "-", isFine: run != nil),
      SystemFact(Text(zh: "筛查所用规则的版本", en: "version of its rules"), run?.rules ?? "-"),
    ]
  }

  private static func safety(_ connection: Connection, _ now: Instant) throws(Problem) -> [SystemFact] {
    let check = try JournalCheck.last(on: connection)
    let backup = try BackupRecord.last(on: connection)
    func isRecent(_ instant: Instant?) -> Bool {
      instant.map { now.milliseconds - $0.milliseconds <= Int64(daysMost) * 86_400_000 } ?? false
    }
    let state = check.map { $0.isWhole ? "\($0.at)" : "\($0.at) !" }
    return [
      SystemFact(
        Text(zh: "日志条数", en: "entries of the journal"), grouped(Int(try JournalStore.count(on: connection)))),
      SystemFact(
        Text(zh: "日志链最近一次核对", en: "chain of the journal checked"), state ?? "-",
        isFine: check?.isWhole == true && isRecent(check?.at)),
      SystemFact(
        Text(zh: "最近一次备份", en: "last backup"), backup.map { "\($0.at)  \($0.path)" } ?? "-",
        isFine: isRecent(backup?.at)),
    ]
  }

  private static func keys(
    _ keeper: Doorkeeper, isWhole: Bool, _ connection: Connection
  ) throws(Problem) -> [SystemFact] {
    let numbers = keeper.keyNumbers
    // Two keys at hand mean that a change of keys was begun and not ended.
    let known = SystemFact(
      Text(zh: "密钥编号", en: "numbers of the keys"), numbers.map(String.init).joined(separator: ", "),
      isFine: numbers.count == 1)
    guard isWhole else { return [known] }
    let sealed = try SealedValues.counts(on: connection)
    let counts = sealed.sorted { $0.key < $1.key }.map { "\($0.key): \(grouped(Int($0.value)))" }
    return [
      known,
      SystemFact(
        Text(zh: "各密钥封存的值", en: "values sealed by each key"), counts.joined(separator: "; "),
        isFine: sealed.keys.allSatisfy { $0 == numbers.last }),
    ]
  }
}
