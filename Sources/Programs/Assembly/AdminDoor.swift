// How the command line comes to the accounts of a store: its keys, its roles, and chance.

package import Access
package import Database
import Foundation
import Glibc
package import Kernel
import LedgerTruth
import Registry
import Responsibility
import Vault

/// Who runs these on the machine itself needs no account; the journal names them `local:`.
package enum AdminDoor {
  /// Fresh random bytes of the system.
  package static let chance: @Sendable (Int) -> [UInt8] = { count in
    var source = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: 0...255, using: &source) }
  }

  /// `SHOUWANG_ACCESS`, `access` in the working folder, or in a folder above the program.
  package static func roles() throws(Problem) -> RoleBook {
    guard let folder = Settings.accessFolder else {
      throw Problem(
        "program.access.missing", .notFound, zh: "找不到角色目录 access，请用环境变量 SHOUWANG_ACCESS 指定。",
        en: "No folder of roles was found; name it by SHOUWANG_ACCESS.")
    }
    return try RoleBook.load(folder)
  }

  package static func keeper(
    of database: Database, store: StoreOptions, settings: AccessSettings = AccessSettings()
  ) throws(Problem) -> Doorkeeper {
    Doorkeeper(
      database, book: try roles(), settings: settings, sealer: Sealer(try store.keyFile().ring),
      chance: chance,
      hasPlace: { (place, day, connection) throws(Problem) in
        try PlaceStore.place(place, asOf: day, on: connection) != nil
      }, openWork: [LedgerHandOver(), DutyHandOver()])
  }

  package static func act() -> Act { Settings.act("admin") }

  /// The city of a store, where it has one alone.
  package static func city(of database: Database, named: String?) throws(Problem) -> PlaceCode {
    if let named {
      guard let code = PlaceCode(named) else { throw unreadable(place: named) }
      return code
    }
    let cities = try database.read { (connection) throws(Problem) in
      try PlaceStore.cities(asOf: Settings.today, on: connection)
    }
    guard cities.count == 1 else {
      throw Problem(
        "program.admin.city", .invalid, zh: "登记册中有 \(cities.count) 个市，请写明地方代码（没有就先导入 regions.csv）。",
        en: "The register has \(cities.count) cities; name the code of one (where there is none, import "
          + "regions.csv first).")
    }
    return cities[0].code
  }

  package static func unreadable(place: String) -> Problem {
    Problem(
      "program.admin.place", .invalid, zh: "“\(place)”不是地方代码，应为 4、6、9、12 或 15 位数字。",
      en: "\(place) is no code of a place: 4, 6, 9, 12 or 15 digits.", details: ["place": place])
  }
}

/// A file that its owner alone may read.
package enum SecretFile {
  /// **Problems**: `program.secret.unwritten`, also where there is such a file already.
  package static func write(_ text: String, to path: String) throws(Problem) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    let bytes = Array(text.utf8)
    guard descriptor >= 0 else { throw unwritten(path) }
    let count = Glibc.write(descriptor, bytes, bytes.count)
    let isKept = fsync(descriptor) == 0
    close(descriptor)
    guard count == bytes.count, isKept else { throw unwritten(path) }
  }

  /// Says on the error stream that everybody on the machine can read a secret. **Shape**: whether it did.
  @discardableResult
  package static func warnOfReaders(_ path: String) -> Bool {
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let facts = try? FileManager.default.attributesOfItem(atPath: file)
    guard let mode = (facts?[.posixPermissions] as? NSNumber)?.intValue, mode & 0o007 != 0 else {
      return false
    }
    writeError(
      "警告：本机上的任何人都能读取私钥文件 \(path)，请运行 chmod o= / "
        + "warning: everybody on this machine can read the private key \(path); run chmod o= on it")
    return true
  }

  package static func unwritten(_ path: String) -> Problem {
    Problem(
      "program.secret.unwritten", .unavailable, zh: "无法写入文件 \(path)。",
      en: "The file \(path) cannot be written.",
      details: ["path": path])
  }
}
