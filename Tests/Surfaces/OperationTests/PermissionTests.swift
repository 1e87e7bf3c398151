// What the machine's owner does on the machine itself is asked of a visitor as a permission.
import Access
import Database
import Kernel
import Operation
import Registry
import Screening
import Testing

@Suite struct PermissionTests {
  private let store: Database
  private let act = Act(actor: "li.si", at: Instant(milliseconds: 1_762_000_000_000), request: "r")

  init() throws {
    store = try Database(inMemory: "permission")
    try store.migrate(OperationStore.migrations)
    try SealStore.unlock(store, with: SealedValuesTests.ring(1))
  }

  private func visitor(_ permissions: Permission...) throws -> Visitor {
    let role = Role(
      name: "office", title: Text(zh: "办公室", en: "office"), levels: [.city], permissions: Set(permissions))
    return Visitor(
      account: "li.si", name: "李四", post: PostID(number: 1), role: role,
      place: try #require(PlaceCode("5306")))
  }

  private func code(_ work: () throws -> Void) -> String? {
    do { try work() } catch { return (error as? Problem)?.code ?? "\(error)" }
    return nil
  }

  private func entries() throws -> Int {
    try store.read { (connection) throws(Problem) in try JournalStore.entries(on: connection).count }
  }

  @Test func whoMayNotIsRefusedAndNothingIsDone() throws {
    let visitor = try visitor(.systemRead)
    let missing = "access.permission.missing"
    #expect(code { _ = try SealedValues.rotate(store, by: act, as: visitor) } == missing)
    #expect(code { _ = try Retention.run(RetentionPeriods(), in: store, by: act, as: visitor) } == missing)
    #expect(code { try erase(as: visitor) } == missing)
    #expect(code { try erase(as: nil) } == "access.visitor.none")
    #expect(try entries() == 0)
  }

  @Test func whoMayIsLetIn() throws {
    let keeper = try visitor(.systemManage)
    #expect(code { _ = try SealedValues.rotate(store, by: act, as: keeper) } == nil)
    #expect(try entries() == 1)
    let eraser = try visitor(.personErase)
    #expect(code { try erase(as: eraser) } == "access.command.key", "the request is the key")
  }

  @Test func aRotationThatIsAskedForAgainIsAnswered() throws {
    let visitor = try visitor(.systemManage)
    let first = try SealedValues.rotate(store, by: act, as: visitor)
    let again = try SealedValues.rotate(store, by: act, as: visitor)
    #expect(first.values == again.values && first.isDone && again.isDone)
    #expect(try entries() == 1)
  }

  private func erase(as visitor: Visitor?) throws {
    try store.write { (connection) throws(Problem) in
      try Erasure.erase(
        PersonID(number: 1), because: "asked for", by: act, as: visitor, on: connection)
    }
  }
}
