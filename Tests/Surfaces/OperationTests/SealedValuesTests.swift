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

  @Test func anOpenStoreFollowsItsKeyFile() throws {
    let file = Mutex(try SealedValuesTests.ring(1))
    store.followKeys { sealer in
      let ring = file.withLock { $0 }
      let isSame = ring.keys.map(\.number) == sealer.ring.keys.map(\.number)
      return isSame || !ring.continues(sealer.ring) ? nil : sealer.renewed(with: ring)
    }
    func current() throws -> UInt8 {
      try store.read { (connection) throws(Problem) in try connection.sealer().ring.current.number }
    }
    #expect(try current() == 1)
    let newer = try SealedValuesTests.ring(1, 2)
    file.withLock { $0 = newer }
    #expect(try current() == 2)
    _ = try SealedValues.rotate(store, by: act("rotate"), as: nil)
    #expect(try counts() == [2: 2])
    let other = try SealedValuesTests.ring(3)
    file.withLock { $0 = other }
    #expect(try current() == 2, "keys that share none with those before are not followed")
    let swapped = try KeyRing([
      SecretKey(number: 2, bytes: [UInt8](repeating: 99, count: SecretKey.size))
    ])
    #expect(try !swapped.continues(SealedValuesTests.ring(1, 2)))
  }
}
