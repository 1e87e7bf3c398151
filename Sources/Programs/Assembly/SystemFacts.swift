// What the system administrator sees of the system.

import Access
import Database
import Doors
import Foundation
import Kernel
import Operation
import Screening

enum SystemFacts {
  static func read(_ database: Database) throws(Problem) -> [SystemFact] {
    try database.read { (connection) throws(Problem) in
      let run = try ScreeningStore.lastRun(on: connection)
      let sealed = try SealedValues.counts(on: connection)
      let keys = sealed.sorted { $0.key < $1.key }.map { "\($0.key): \(grouped(Int($0.value)))" }
      let path = database.path ?? ""
      let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int) ?? 0
      return [
        SystemFact(Text(zh: "版本", en: "version"), Settings.version),
        SystemFact(Text(zh: "数据库大小", en: "size of the store"), "\(grouped(size / 1_048_576)) MiB"),
        SystemFact(
          Text(zh: "最近一次筛查", en: "last screening"), run.map { "\($0.asOf)" } ?? "-", isFine: run != nil),
        SystemFact(
          Text(zh: "日志条数", en: "entries of the journal"),
          grouped(Int(try JournalStore.count(on: connection)))),
        SystemFact(
          Text(zh: "各密钥封存的值", en: "values sealed by each key"), keys.joined(separator: "; "),
          isFine: sealed.count <= 1),
      ]
    }
  }
}
