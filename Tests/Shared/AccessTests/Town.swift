// A small town with accounts, for the tests of doors.

import Access
import Database
import Kernel
import Testing
import Vault

/// Chance that repeats itself in every run.
final class Dice: @unchecked Sendable {
  // Tests are single-threaded in each town.
  private var random: SeededRandom

  init(_ seed: UInt64) { random = SeededRandom(seed: seed) }

  func roll(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) } }
}

/// Cases that a post keeps open.
struct Cases: OpenWork {
  let noun = "case"

  func move(from: PostID, to: PostID, by act: Act, on connection: Connection) throws(Problem) -> Int { 3 }
}

/// A store, its door, and a clock that the test turns.
final class Town {
  static let password = "Correct horse 7!"
  static let start = Instant(milliseconds: 1_800_000_000_000)

  let store: Database
  let keeper: Doorkeeper
  let sealer: Sealer
  var now = Town.start
  private var requests = 0

  init(_ change: (inout AccessSettings) -> Void = { _ in }) throws {
    let store = try Database(inMemory: "town")
    try store.migrate(AccessMigrations.all)
    self.store = store
    var settings = AccessSettings()
    settings.passwordCost = PasswordHash.Cost(logN: 2)
    change(&settings)
    let dice = Dice(7)
    sealer = Sealer(try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 9, count: 32))]))
    keeper = Doorkeeper(
      store, book: try RoleBook.load(Town.access), settings: settings, sealer: sealer,
      chance: { dice.roll($0) },
      hasPlace: { (place, _, _) throws(Problem) in place.ancestor(at: .city) == city },
      openWork: [Cases()])
  }

  /// The folder of roles of this tree.
  static var access: String {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(4)
    return "/" + parts.joined(separator: "/") + "/access"
  }

  func later(seconds: Int64) { now = Instant(milliseconds: now.milliseconds + seconds * 1_000) }

  func act(_ actor: String = "local:root", client: String = "") -> Act {
    requests += 1
    return Act(actor: actor, at: now, request: "request-\(requests)", client: client)
  }

  /// An account with a password.
  @discardableResult
  func settle(_ login: String) throws -> AccountID {
    let made = try keeper.createAccount(login: login, name: "Name of \(login)", by: act(), as: nil)
    let link = try #require(made.link)
    try keeper.setPassword(Town.password, link: link.secretText, by: act(""))
    return made.id
  }

  /// An account with a post.
  @discardableResult
  func settle(_ login: String, as role: String, at place: PlaceCode, subject: String? = nil) throws
    -> AccountID
  {
    let id = try settle(login)
    try appoint(id, role, place, subject: subject)
    return id
  }

  @discardableResult
  func appoint(
    _ id: AccountID, _ role: String, _ place: PlaceCode, subject: String? = nil, from: Day? = nil,
    until: Day? = nil, as visitor: Visitor? = nil
  ) throws -> PostID {
    let wish = Appointment(
      account: id, role: role, place: place, subject: subject, from: from ?? now.day(), until: until)
    return try keeper.appoint(wish, by: act(visitor?.account ?? "local:root"), as: visitor)
  }

  func signIn(_ login: String, _ password: String = Town.password, client: String = "") throws -> NewSession {
    try keeper.signIn(name: login, password: password, by: act("", client: client), agent: "Browser")
  }

  func visitor(_ login: String) throws -> Visitor {
    try #require(try keeper.visitors(of: keeper.account(login: login).id, on: now.day()).first)
  }

  func entries() throws -> [JournalEntry] {
    try store.read { (connection) throws(Problem) in try JournalStore.entries(on: connection) }
  }

  func broken() throws -> JournalBreak? {
    try store.read { (connection) throws(Problem) in try JournalStore.firstBroken(on: connection) }
  }
}

func place(_ text: String) throws -> PlaceCode { try #require(PlaceCode(text)) }

let city = {
  guard let city = PlaceCode("5306") else { preconditionFailure("the city's code is one") }
  return city
}()

/// The code with which something is refused, empty where it is not.
func refusal(_ work: () throws -> Void) -> String {
  do { try work() } catch let problem as Problem { return problem.code } catch { return "\(error)" }
  return ""
}
