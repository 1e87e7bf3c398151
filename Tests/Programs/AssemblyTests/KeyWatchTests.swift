// A server follows its key file, and says once what is wrong with it.
import Database
import Foundation
import Kernel
import Registry
import Synchronization
import Testing
import Vault

@testable import Assembly

@Suite struct KeyWatchTests {
  private static func ring(_ numbers: UInt8...) throws -> KeyRing {
    try KeyRing(
      numbers.map { (number) throws(Problem) in
        try SecretKey(number: number, bytes: [UInt8](repeating: number, count: SecretKey.size))
      })
  }

  private func write(_ text: String, mode: Int = 0o600, to path: String) throws {
    try? FileManager.default.removeItem(atPath: path)
    let isMade = FileManager.default.createFile(
      atPath: path, contents: Data(text.utf8), attributes: [.posixPermissions: mode])
    #expect(isMade)
  }

  @Test func whatIsWrongWithTheFileIsToldOnceAndNothingIsWritten() throws {
    let folder = NSTemporaryDirectory() + "shouwang-watch-\(getpid())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = folder + "/keys"
    let store = try Database(inMemory: "watch")
    try store.migrate(RegistryMigrations.all)
    try SealStore.unlock(store, with: KeyWatchTests.ring(1))
    let told = Words()
    store.followKeys(KeyWatch(path) { told.add($0) }.news)
    func written() -> String {
      do throws(Problem) {
        try store.write { _ in }
        return ""
      } catch {
        return error.code
      }
    }
    try write(KeyWatchTests.ring(1).secretText, to: path)
    #expect(written() == "" && store.keyTrouble == nil)
    for (text, mode, word) in [
      (try KeyWatchTests.ring(5).secretText, 0o600, "do not open this store"),
      ("1 nonsense", 0o600, "Line 1"),
      (try KeyWatchTests.ring(1).secretText, 0o644, "chmod 600"),
    ] {
      try write(text, mode: mode, to: path)
      #expect(written() == "program.keys.trouble" && written() == "program.keys.trouble")
      #expect(store.keyTrouble?.code == "program.keys.trouble")
      #expect(told.taken.filter { $0.contains(word) }.count == 1)
    }
    try write(KeyWatchTests.ring(1, 2).secretText, to: path)
    #expect(written() == "" && store.keyTrouble == nil && store.keys?.ring.current.number == 2)
    try FileManager.default.removeItem(atPath: path)
    #expect(written() == "" && store.keyTrouble?.code == "program.keys.trouble", "keys at hand go on")
    #expect(written() == "" && told.taken.count == 1)
  }
}

private final class Words: Sendable {
  private let words = Mutex<[String]>([])

  func add(_ word: String) { words.withLock { $0.append(word) } }

  /// What was told since the last look.
  var taken: [String] {
    words.withLock { words in
      defer { words = [] }
      return words
    }
  }
}
