// The cookies of the doors: the session's, and one that ties forms to a browser before there is a session.

package import Hummingbird
import Kernel

/// A cookie that scripts can't read and other sites don't send.
package struct SessionCookie: Sendable {
  /// Whether the pages come over TLS.
  package let isSecure: Bool
  private let word: String
  private let seconds: Int?

  package static func session(isSecure: Bool) -> SessionCookie { SessionCookie(isSecure, "session") }
  /// What is kept while a provider vouches for the reader; ten minutes are enough for that.
  package static func provider(isSecure: Bool) -> SessionCookie { SessionCookie(isSecure, "provider", 600) }
  static func browser(isSecure: Bool) -> SessionCookie { SessionCookie(isSecure, "browser") }

  private init(_ isSecure: Bool, _ word: String, _ seconds: Int? = nil) {
    (self.isSecure, self.word, self.seconds) = (isSecure, word, seconds)
  }

  /// `__Host-` binds a cookie to this very host and to TLS.
  package var name: String { isSecure ? "__Host-\(word)" : word }

  /// The field of the answer that sets it. **Shape**: the token is of letters, digits and `-_`.
  package func setting(_ token: String) -> String {
    precondition(
      token.utf8.allSatisfy { isTokenByte($0) }, "a token is made of letters, digits and two signs")
    return "\(name)=\(token); " + (seconds.map { "Max-Age=\($0); " } ?? "") + attributes
  }

  package var clearing: String { "\(name)=; Max-Age=0; \(attributes)" }

  private var attributes: String { "Path=/; HttpOnly; SameSite=Lax" + (isSecure ? "; Secure" : "") }

  /// What the browser brought; nil for nothing, and for what can't be a token of ours.
  package func read(_ request: Request) -> String? {
    for header in request.headers[values: .cookie] {
      for pair in header.split(separator: ";") {
        let item = pair.drop { $0 == " " }
        guard item.hasPrefix(name + "=") else { continue }
        let token = item.dropFirst(name.count + 1)
        return (16...2_000).contains(token.utf8.count) && token.utf8.allSatisfy { isTokenByte($0) }
          ? String(token) : nil
      }
    }
    return nil
  }
}

private func isTokenByte(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
  default: false
  }
}
