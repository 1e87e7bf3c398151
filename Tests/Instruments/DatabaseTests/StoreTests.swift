// One body on a store in memory and on a store in a file: transactions, constraints, values.
import Database
import Kernel
import Testing

@Suite struct StoreTests {
  @Test func aNewStoreAnswersAQuestion() throws {
    let store = try Database(inMemory: "store-tests")
    let answer = try store.read { (connection) throws(Problem) in try connection.number("SELECT 42") }
    #expect(answer == 42)
  }
}
