// A change of keys covers what every room seals, is told once, and reaches a store that is open.
import Access
import Database
import Kernel
import Operation
import Registry
import Screening
import Synchronization
import Testing
import Vault

@Suite struct SealedValuesTests {
  private let store: Database

  private func act(_ request: String) -> Act {
    Act(actor: "local:a", at: Instant(milliseconds: 1_762_000_000_000), request: request)
  }

  static func ring(_ numbers: UInt8...) throws -> KeyRing {
    try KeyRing(
      numbers.map { (number) throws(Problem) in
        try SecretKey(number: number, bytes: [UInt8](repeating: number, count: SecretKey.size))
      })
  }

  init() throws {
    store = try Database(inMemory: "sealed")
    try store.migrate(OperationStore.migrations)
    try SealStore.unlock(store, with: SealedValuesTests.ring(1))
    let sealer = try #require(store.keys)
    // A value of the journal under the key of a person, which is itself sealed.
    let door = Door(store, sealer: sealer) { [UInt8](repeating: 5, count: $0) }
    let command = Command("note.add", permission: nil, body: "b")
    _ = try door.run(command, by: act("note"), as: nil) { _ in
      Outcome(
        subject: "1",
        changes: [FieldChange("name", from: nil, to: "王秀英", of: FieldChange.Owner("person", 4_711))])
    }
  }

  private func counts() throws -> [UInt8: Int64] {
    try store.read { (connection) throws(Problem) in try SealedValues.counts(on: connection) }
  }

  private func demandUnused(_ number: UInt8) throws {
    try store.read { (connection) throws(Problem) in try SealedValues.demandUnused(number, on: connection) }
  }

  private func rotations() throws -> Int {
    try store.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
      .count { $0.action == "key.rotate" }
  }

  private func journalled() throws -> String? {
    try store.read { (connection) throws(Problem) in
      let entry = try JournalStore.entries(on: connection).first { $0.action == "note.add" }
      let sealed = entry?.changes.split(separator: "\"").last { $0.hasPrefix("person ") }.map(String.init)
      let seal = SubjectSeal(try connection.sealer()) { [UInt8](repeating: 0, count: $0) }
      return try sealed.flatMap { (sealed) throws(Problem) in try seal.open(sealed, on: connection) }
    }
  }

  @Test func theSecretOfTheStoreAndTheKeysOfTheJournalAreCountedAndSealedAnew() throws {
    #expect(try counts() == [1: 2] && journalled() == "王秀英")
    try SealStore.unlock(store, with: SealedValuesTests.ring(1, 2))
    let problem = #expect(throws: Problem.self) { try demandUnused(1) }
    #expect(problem?.code == "operation.keys.inUse")
    let (values, isDone) = try SealedValues.rotate(store, by: act("rotate"), as: nil)
    #expect(isDone && values == 1)
    #expect(try counts() == [2: 2] && rotations() == 1)
    try demandUnused(1)
    try SealStore.unlock(store, with: SealedValuesTests.ring(2))
    #expect(try journalled() == "王秀英")
  }

  @Test func valuesWhoseKeyIsGoneAreCountedAndNotPassedOver() throws {
    try SealStore.unlock(store, with: SealedValuesTests.ring(1, 2))
    // The store's secret moves to the second key alone, as where a rotation was interrupted.
    #expect(
      try store.write { (connection) throws(Problem) in try SealStore.reseal(atMost: 0, on: connection) } == 0
    )
    try SealStore.unlock(store, with: SealedValuesTests.ring(2))
    let ring = try SealedValuesTests.ring(2)
    let unopened = try store.read { (connection) throws(Problem) in
      try SealedValues.unopened(by: ring, on: connection)
    }
    #expect(unopened == [1: 1])
    let problem = #expect(throws: Problem.self) {
      try SealedValues.rotate(store, by: act("rotate"), as: nil)
    }
    #expect(problem?.code == "operation.keys.missing" && problem?.details["keys"] == "1")
    #expect(problem?.message(.en).contains("put it back") == true)
    try SealStore.unlock(store, with: SealedValuesTests.ring(1, 2))
    #expect(try SealedValues.rotate(store, by: act("rotate"), as: nil).isDone && counts() == [2: 2])
  }

  @Test func anInterruptedChangeIsNotTold() throws {
    try SealStore.unlock(store, with: SealedValuesTests.ring(1, 2))
    var asked = 0
    let (values, isDone) = try SealedValues.rotate(
      store, by: act("rotate"), as: nil,
      shouldStop: {
        asked += 1
        return asked > 1
      })
    #expect(!isDone && values == 1)
    #expect(try rotations() == 0)
    #expect(try SealedValues.rotate(store, by: act("rotate"), as: nil).isDone)
    #expect(try rotations() == 1)
  }

  /// A store whose key file is `file`, which a command may change.
  private func follow(_ file: KeyFileInMemory) {
    store.followKeys { sealer, connection in
      do throws(Problem) {
        let ring = file.ring
        if ring.keys.map(\.number) == sealer.ring.keys.map(\.number) { return .same }
        let newer = try SealStore.renewed(sealer, with: ring, on: connection)
        return newer.map(KeyNews.newer) ?? .refused(SealedValuesTests.trouble)
      } catch {
        return .refused(error)
      }
    }
  }

  private static let trouble = Problem("keys.trouble", .unavailable, zh: "密钥", en: "keys")

  private func current() throws -> UInt8 {
    try store.read { (connection) throws(Problem) in try connection.sealer().ring.current.number }
  }

  @Test func anOpenStoreFollowsItsKeyFile() throws {
    let file = KeyFileInMemory(try SealedValuesTests.ring(1))
    follow(file)
    #expect(try current() == 1)
    file.ring = try SealedValuesTests.ring(1, 2)
    #expect(try current() == 2)
    _ = try SealedValues.rotate(store, by: act("rotate"), as: nil)
    #expect(try counts() == [2: 2])
    file.ring = try SealedValuesTests.ring(3)
    #expect(try current() == 2, "keys that do not open the store are not followed")
    #expect(store.keyTrouble?.code == "keys.trouble")
    let problem = #expect(throws: Problem.self) { try store.write { _ in } }
    #expect(problem?.code == "keys.trouble", "nothing is sealed with a key that may be gone")
    file.ring = try SealedValuesTests.ring(2)
    #expect(try current() == 2 && store.keyTrouble == nil)
    try store.write { _ in }
    let swapped = try KeyRing([
      SecretKey(number: 2, bytes: [UInt8](repeating: 99, count: SecretKey.size))
    ])
    #expect(try !swapped.agrees(with: SealedValuesTests.ring(1, 2)))
  }

  @Test func readsThatOpenNothingSealedDoNotLookAtTheKeys() throws {
    let asked = Mutex(0)
    store.followKeys { _, _ in
      asked.withLock { $0 += 1 }
      return .same
    }
    func count() -> Int { asked.withLock { $0 } }
    _ = try store.read { (connection) throws(Problem) in
      try connection.number("SELECT COUNT(*) FROM journal")
    }
    #expect(count() == 0)
    #expect(try current() == 1)
    #expect(count() == 1)
    try store.read { (connection) throws(Problem) in
      _ = try connection.sealer()
      _ = try connection.sealer()
    }
    #expect(count() == 2, "once in a read")
    try store.write { _ in }
    #expect(count() == 3, "each transaction that writes looks")
  }

  @Test func anIdleServerFollowsAFileThatSharesNoKeyWithItsOwn() throws {
    // Another program adds, rotates and drops while this one is asked nothing.
    let secret = try #require(store.keys)
    try SealStore.unlock(store, with: SealedValuesTests.ring(1, 2))
    _ = try SealedValues.rotate(store, by: act("rotate"), as: nil)
    store.keys = secret
    follow(KeyFileInMemory(try SealedValuesTests.ring(2)))
    let sealed = try store.write { (connection) throws(Problem) in
      try connection.sealer().seal([7], as: "new")
    }
    #expect(sealed.first == 2, "the dropped key seals nothing any more")
    #expect(try journalled() == "王秀英" && store.keyTrouble == nil)
  }
}

private final class KeyFileInMemory: Sendable {
  private let kept: Mutex<KeyRing>

  init(_ ring: KeyRing) { kept = Mutex(ring) }

  var ring: KeyRing {
    get { kept.withLock { $0 } }
    set { kept.withLock { $0 = newValue } }
  }
}
