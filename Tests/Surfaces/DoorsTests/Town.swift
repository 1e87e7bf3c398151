// A town with a doorkeeper, and browsers that visit its pages without a socket.
import Access
import Database
import Doors
import Entrance
import Foundation
import Hummingbird
import Kernel
import OpenID
import Pages
import Synchronization
import Testing
import Vault

struct TownContext: CallerContext {
  typealias Source = TownSource

  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: TownSource) { coreContext = CoreRequestContextStorage(source: source) }
}

struct TownSource: RequestContextSource {
  let logger = Application(router: Router()).logger
}

/// Time and chance of a test, in its own hand.
final class Watch: Sendable {
  private let state = Mutex((now: Int64(1_767_232_800_000), random: SeededRandom(seed: 7)))

  var clock: Clock { Clock { self.now } }
  var now: Instant { state.withLock { Instant(milliseconds: $0.now) } }

  func pass(minutes: Int64) { state.withLock { $0.now += minutes * 60_000 } }

  func chance(_ count: Int) -> [UInt8] {
    state.withLock { state in (0..<count).map { _ in UInt8(truncatingIfNeeded: state.random.next()) } }
  }
}

/// Who tried to come in, in their order: whether they did.
final class Tries: Sendable {
  private let kept = Mutex<[Bool]>([])

  func add(_ isIn: Bool) { kept.withLock { $0.append(isIn) } }
  var all: [Bool] { kept.withLock { $0 } }
}

struct Town {
  static let password = "Blue-Bridge-42"
  static let city = PlaceCode("5306")

  let watch = Watch()
  let keeper: Doorkeeper
  let isSecure: Bool
  private let providers: [SignInProvider]
  private let told = Tries()

  init(
    isSecure: Bool = false, issuer: String = FakeProvider.issuer, secret: String = "s",
    provider: (any ProviderClient)? = nil
  ) throws {
    let database = try Database(inMemory: "town")
    try database.migrate(AccessMigrations.all)
    let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../access").path
    var settings = AccessSettings()
    settings.passwordCost = PasswordHash.Cost(logN: 4)
    let ring = try KeyRing([SecretKey(number: 1, bytes: [UInt8](repeating: 9, count: 32))])
    let watch = watch
    self.isSecure = isSecure
    providers =
      provider.map { provider in
        [
          .openID(
            title: Text(zh: "统一登录", en: "the provider"), issuer: issuer, client: "shouwang",
            secret: secret, origin: "https://town.example", sealer: Sealer(ring),
            chance: { watch.chance($0) }, over: provider)
        ]
      } ?? []
    keeper = Doorkeeper(
      database, book: try RoleBook.load(root), settings: settings, sealer: Sealer(ring),
      chance: { watch.chance($0) },
      hasPlace: { (place, _, _) throws(Problem) in place.short.hasPrefix("5306") })
  }

  var tries: [Bool] { told.all }

  var act: Act { Act(actor: "local:test", at: watch.now, request: "test-\(watch.chance(4))") }

  /// An account with a password, and a post where a role is given.
  @discardableResult
  func person(_ login: String, _ name: String, role: String? = nil, at place: String = "530627") throws
    -> Account
  {
    let new = try keeper.createAccount(login: login, name: name, by: act, as: nil)
    let link = try #require(new.link)
    try keeper.setPassword(Town.password, link: link.secretText, by: act)
    if let role {
      _ = try keeper.appoint(
        Appointment(
          account: new.id, role: role, place: try #require(PlaceCode(place)), from: watch.now.day()), by: act,
        as: nil)
    }
    return try keeper.account(login: login)
  }

  func router() -> Router<TownContext> {
    let watch = watch
    let desk = DoorDesk(
      keeper, providers: providers,
      placeName: { (place, _) throws(Problem) in "Place \(place.short)" },
      onSignIn: { [told] in told.add($0) })
    let gate = Gate<TownContext>(desk, clock: watch.clock, isSecure: isSecure, chance: { watch.chance($0) })
    let doors = Doors(
      desk, brand: Text(zh: "守望", en: "Shouwang"), isSecure: isSecure, origin: "https://town.example")
    return gatedRouter(doors, gate: gate) { request, context in
      let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
      if case .asset(let name) = address, let file = asset(name) { return file }
      _ = try admit(address, context.caller)
      return reply(HTML(escaping: "page \(address.link)"))
    }
  }
}

struct Visit {
  let status: Int
  let headers: HTTPFields
  let text: String

  var location: String { headers[.location] ?? "" }

  /// The value of a form's field, as the page holds it.
  func field(_ name: String) -> String {
    guard let start = text.firstRange(of: "name=\"\(name)\" value=\"")?.upperBound else { return "" }
    return String(text[start...].prefix { $0 != "\"" })
  }

  /// The paths of one-time links on the page.
  var oneTimeLinks: [String] {
    text.split(separator: "https://town.example").dropFirst().map { String($0.prefix { $0 != "<" }) }
  }
}

/// Keeps cookies, follows nothing by itself.
final class Browser {
  let town: Town
  var cookies: [String: String] = [:]

  init(_ town: Town) { self.town = town }

  func get(_ path: String, _ more: HTTPFields = [:]) async throws -> Visit {
    try await ask(.get, path, more, "")
  }

  /// Sends a form as the page at the path would: its token and key are taken from there.
  func send(_ path: String, _ fields: [String: String], page: String? = nil) async throws -> Visit {
    let form = try await get(page ?? path)
    var all = ["token": form.field("token"), "key": form.field("key")]
    for (name, value) in fields { all[name] = value }
    return try await post(path, all)
  }

  func post(_ path: String, _ fields: [String: String], _ more: HTTPFields = [:]) async throws -> Visit {
    let body = fields.map { PageQuery.encoded($0.key) + "=" + PageQuery.encoded($0.value) }
    return try await raw(path, body.joined(separator: "&"), more)
  }

  func raw(_ path: String, _ body: String, _ more: HTTPFields = [:]) async throws -> Visit {
    var headers: HTTPFields = [
      .contentType: "application/x-www-form-urlencoded", .origin: "http://town.example",
    ]
    for field in more { headers[field.name] = field.value }
    return try await ask(.post, path, headers, body)
  }

  @discardableResult
  func signIn(_ login: String, _ password: String = Town.password, next: String = "") async throws -> Visit {
    let path = next.isEmpty ? "/sign-in" : "/sign-in?next=" + PageQuery.encoded(next)
    return try await send(path, ["login": login, "password": password])
  }

  private func ask(_ method: HTTPRequest.Method, _ path: String, _ more: HTTPFields, _ body: String)
    async throws -> Visit
  {
    var headers = more
    let jar = cookies.map { "\($0.key)=\($0.value)" }.sorted()
    if !jar.isEmpty { headers[.cookie] = jar.joined(separator: "; ") }
    let head = HTTPRequest(
      method: method, scheme: "http", authority: "town.example", path: path, headerFields: headers)
    let response = try await town.router().buildResponder().respond(
      to: Request(head: head, body: RequestBody(buffer: ByteBuffer(string: body))),
      context: TownContext(source: TownSource()))
    for cookie in response.headers[values: .setCookie] {
      let pair = cookie.prefix { $0 != ";" }.split(
        separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if cookie.contains("Max-Age=0") {
        cookies[String(pair[0])] = nil
      } else {
        cookies[String(pair[0])] = String(pair[1])
      }
    }
    let collector = Collector()
    try await response.body.write(collector)
    return Visit(status: Int(response.status.code), headers: response.headers, text: collector.text)
  }
}

private final class Collector: ResponseBodyWriter {
  var text = ""

  func write(_ buffer: ByteBuffer) async throws { text += String(buffer: buffer) }
  func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
