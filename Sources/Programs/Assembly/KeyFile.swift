// Where the keys of a store are read and made: a file beside it, or what the operator names.

package import ArgumentParser
package import Database
import Foundation
import Glibc
package import Kernel
import Registry
import Synchronization
package import Vault

package struct KeyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "密钥文件；默认是数据库旁的 .keys 文件 / the key file; by default STORE.keys (SHOUWANG_KEYS, SHOUWANG_KEY).",
      valueName: "file"))
  package var keys: String?

  package init() {}
}

/// A ring of keys and the file that holds it.
package struct KeyFile {
  /// Nil where the environment holds the one key itself.
  package let path: String?
  package var ring: KeyRing

  /// The keys of a store. Where a store is new and nobody names keys, they are made beside it.
  /// - Parameter isNew: whether the store has no secret yet.
  /// **Problems**: `program.keys.missing`, `program.keys.readable`; those of a ring.
  static func of(store: String, named: String?, isNew: Bool) throws(Problem) -> KeyFile {
    let environment = ProcessInfo.processInfo.environment
    if named == nil, let text = environment["SHOUWANG_KEY"], !text.isEmpty {
      return KeyFile(path: nil, ring: try KeyRing(reading: "1 \(text)"))
    }
    let chosen = named ?? environment["SHOUWANG_KEYS"].flatMap { $0.isEmpty ? nil : $0 }
    let path = chosen ?? store + ".keys"
    if FileManager.default.fileExists(atPath: path) { return KeyFile(path: path, ring: try read(path)) }
    guard isNew else { throw missing(path) }
    let made = try KeyRing([SecretKey(number: 1, bytes: AdminDoor.chance(SecretKey.size))])
    let file = KeyFile(path: path, ring: made)
    try file.write(creating: true)
    writeError(
      Text(
        zh: "已生成密钥文件 \(path)。没有它，数据库里的身份证号、电话和账号无法读出：请另处保管，并与数据库分开备份。",
        en:
          "A key file was made: \(path). Without it identity numbers, telephones and accounts of this store "
          + "cannot be read. Keep it elsewhere, and back it up apart from the store.")(.zh)
        + "\n" + "Key file made: \(path). Keep it safe, and back it up apart from the store.")
    return file
  }

  /// Writes the ring in the place of the old one, for its owner alone.
  package func write(creating: Bool = false) throws(Problem) {
    guard let path else {
      throw Problem(
        "program.keys.environment", .conflict, zh: "密钥来自环境变量 SHOUWANG_KEY，不能在此更改；请改用密钥文件。",
        en: "The key comes from SHOUWANG_KEY and cannot be changed here; use a key file.")
    }
    let target = creating ? path : path + ".new"
    let descriptor = open(target, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw KeyFile.unwritten(target) }
    let bytes = Array(ring.secretText.utf8)
    let count = Glibc.write(descriptor, bytes, bytes.count)
    // Root changes the keys of a server that runs as another user.
    if !creating, let facts = try? FileManager.default.attributesOfItem(atPath: path),
      let owner = facts[.ownerAccountID] as? NSNumber, let group = facts[.groupOwnerAccountID] as? NSNumber
    {
      _ = fchown(descriptor, owner.uint32Value, group.uint32Value)
    }
    let isKept = fsync(descriptor) == 0
    close(descriptor)
    guard count == bytes.count, isKept, creating || rename(target, path) == 0 else {
      throw KeyFile.unwritten(target)
    }
  }

  fileprivate static func read(_ path: String) throws(Problem) -> KeyRing {
    // Behind links, whose own mode says nothing.
    let file = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    guard let facts = try? FileManager.default.attributesOfItem(atPath: file),
      let mode = (facts[.posixPermissions] as? NSNumber)?.intValue,
      let text = try? String(contentsOfFile: file, encoding: .utf8)
    else {
      throw Problem(
        "program.keys.unreadable", .unavailable, zh: "无法读取密钥文件 \(path)。",
        en: "The key file \(path) cannot be read.", details: ["path": path])
    }
    guard mode & 0o077 == 0 else {
      throw Problem(
        "program.keys.readable", .notPermitted, zh: "密钥文件 \(path) 别人也能读，请先运行 chmod 600。",
        en: "Others can read the key file \(path); run chmod 600 on it first.", details: ["path": path])
    }
    return try KeyRing(reading: text)
  }

  fileprivate static func missing(_ path: String) -> Problem {
    Problem(
      "program.keys.missing", .unavailable,
      zh: "找不到这个数据库的密钥文件 \(path)。请从备份取回，或用 --keys、SHOUWANG_KEYS 指定。",
      en: "The key file of this store is missing: \(path). Bring it back from its backup, or name it with "
        + "--keys or SHOUWANG_KEYS.", details: ["path": path])
  }

  private static func unwritten(_ path: String) -> Problem {
    Problem(
      "program.keys.unwritten", .unavailable, zh: "无法写入密钥文件 \(path)。",
      en: "The key file \(path) cannot be written.", details: ["path": path])
  }
}

/// Notices that a key file was changed by another command, so that a server need not be started anew.
package final class KeyWatch: Sendable {
  /// What the file holds: it is read faster than its facts are.
  private typealias Mark = [UInt8]

  private struct Seen {
    /// The file whose keys are in use, and the one whose fault was told.
    var used, told: Mark?
    var isMissingTold = false
  }

  private let path: String
  private let tell: @Sendable (String) -> Void
  private let seen = Mutex(Seen())

  /// - Parameter tell: told once for each state of the file that cannot be followed.
  package init(_ path: String, tell: @escaping @Sendable (String) -> Void = { writeError($0) }) {
    (self.path, self.tell) = (path, tell)
  }

  /// A file that cannot be followed is read anew at each question, until it can.
  package func news(_ sealer: Sealer, _ connection: Connection) -> KeyNews {
    seen.withLock { seen in
      guard let mark = KeyWatch.mark(path) else {
        seen.used = nil
        if !seen.isMissingTold { tell(KeyFile.missing(path).text) }
        seen.isMissingTold = true
        return .doubtful(KeyWatch.trouble)
      }
      seen.isMissingTold = false
      if mark == seen.used { return .same }
      do throws(Problem) {
        guard let newer = try SealStore.renewed(sealer, with: KeyFile.read(path), on: connection) else {
          throw KeyWatch.other(path)
        }
        seen.used = mark
        return .newer(newer)
      } catch {
        seen.used = nil
        if seen.told != mark { tell(error.text) }
        seen.told = mark
        return .refused(KeyWatch.trouble)
      }
    }
  }

  /// Asked in every transaction. Nil where the file cannot be read.
  private static func mark(_ path: String) -> Mark? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    // Keys are some dozens of bytes each, and there are at most 255.
    return withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) { buffer in
      let count = read(descriptor, buffer.baseAddress, buffer.count)
      return count < 0 ? nil : Mark(buffer.prefix(count))
    }
  }

  private static func other(_ path: String) -> Problem {
    Problem(
      "program.keys.other", .unavailable,
      zh: "密钥文件 \(path) 已更改，其中的密钥打不开这个数据库。放回原来的密钥文件之前，不保存任何更改。",
      en:
        "The key file \(path) was changed to keys that do not open this store. Nothing is written until the "
        + "right file is back.", details: ["path": path])
  }

  /// What people on pages read: not where the file lies.
  private static let trouble = Problem(
    "program.keys.trouble", .unavailable, zh: "服务器的密钥文件有问题，请联系系统管理员。",
    en: "Something is wrong with the server's key file; please tell the system administrator.")
}

extension Problem {
  fileprivate var text: String { "\(message(.zh))\n\(message(.en))" }
}
