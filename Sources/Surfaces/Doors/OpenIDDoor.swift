// Sign-in by a provider at the door: what the browser keeps meanwhile is sealed, and used once.

package import Kernel
package import OpenID
import Pages
import Synchronization
package import Vault

extension SignInProvider {
  /// Sign-in by OpenID Connect.
  /// - Parameters:
  ///   - name: stands in the addresses of the doors.
  ///   - origin: the address under which people find the pages, without a slash at its end.
  ///   - secret: the client's, empty for none.
  package static func openID(
    _ name: String = "openid", title: Text, issuer: String, client: String, secret: String, origin: String,
    sealer: Sealer, chance: @escaping @Sendable (Int) -> [UInt8],
    over network: any ProviderClient = NetworkProviderClient()
  ) -> SignInProvider {
    let settings = OpenIDSettings(
      issuer: issuer, clientID: client, clientSecret: secret,
      redirect: origin + PageAddress.door(.openIDReturn(name)).link)
    let provider = OpenIDProvider(settings, client: network)
    let box = KeptSignIns(sealer, context: "openid.pending \(name) \(issuer)")
    return SignInProvider(
      name: name, title: title,
      begin: { (instant, next) async throws(Problem) in
        let (url, pending) = try await provider.begin(random: chance(96))
        return (url, box.seal(pending, next: next, at: instant))
      },
      finish: { (query, kept, instant) async throws(Problem) in
        let (pending, next) = try box.open(kept, at: instant)
        let names = try PageQuery(reading: query).items
        let read = Dictionary(names.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        // What is not for this sign-in does not use it up.
        if read["state"] == pending.state { try box.use(pending, at: instant) }
        let identity = try await provider.finish(read, pending, at: instant)
        return VouchedIdentity(issuer: identity.issuer, subject: identity.subject, next: next)
      })
  }
}

/// Who comes back from a provider, and where they wanted to go.
package struct VouchedIdentity: Sendable, Equatable {
  let issuer: String
  let subject: String
  let next: String

  package init(issuer: String, subject: String, next: String = "") {
    (self.issuer, self.subject, self.next) = (issuer, subject, next)
  }
}

/// Sign-ins that have begun. They are with the browsers, so that nobody can fill the server with them.
private final class KeptSignIns: Sendable {
  private static let milliseconds: Int64 = 600_000
  private static let most = 20_000

  private let sealer: Sealer
  private let context: String
  /// States that came back, with the instant from which their sign-in is too old anyway.
  private let used = Mutex<[String: Int64]>([:])

  init(_ sealer: Sealer, context: String) { (self.sealer, self.context) = (sealer, context) }

  /// **Shape**: letters and digits, of a size that a cookie holds; a long way to go on to is dropped.
  func seal(_ pending: PendingSignIn, next: String, at instant: Instant) -> String {
    let next = next.utf8.count <= 300 ? next : ""
    let parts = [String(instant.milliseconds), pending.state, pending.nonce, pending.verifier, next]
    let sealed = sealer.seal(Array(parts.joined(separator: "\n").utf8), as: context)
    return sealed.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// **Problems**: `doors.provider.stale` for what is older than ten minutes, or was not kept by this server.
  func open(_ kept: String, at instant: Instant) throws(Problem) -> (pending: PendingSignIn, next: String) {
    guard let sealed = KeptSignIns.bytes(kept), let plain = try? sealer.open(sealed, as: context) else {
      throw KeptSignIns.stale
    }
    let parts = String(decoding: plain, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 5, let begun = Int64(parts[0]),
      (0..<KeptSignIns.milliseconds).contains(instant.milliseconds - begun)
    else { throw KeptSignIns.stale }
    return (PendingSignIn(state: parts[1], nonce: parts[2], verifier: parts[3]), parts[4])
  }

  /// **Problems**: `doors.provider.stale` for one that came back before.
  func use(_ pending: PendingSignIn, at instant: Instant) throws(Problem) {
    let now = instant.milliseconds
    let isFresh = used.withLock { used in
      if used.count >= KeptSignIns.most { used = used.filter { $0.value > now } }
      // So many in ten minutes are no people: better nobody comes in than somebody twice.
      guard used.count < KeptSignIns.most, used[pending.state] == nil else { return false }
      used[pending.state] = now + KeptSignIns.milliseconds
      return true
    }
    guard isFresh else { throw KeptSignIns.stale }
  }

  private static func bytes(_ text: String) -> [UInt8]? {
    let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[place], let low = digits[place + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    return bytes
  }

  private static let stale = Problem(
    "doors.provider.stale", .notPermitted, zh: "登录过程已过期或不是从这里开始的，请重新登录。",
    en: "This sign-in has expired or did not begin here; please sign in again.")
}
