// One request as logs, limits and counts see it.

import Synchronization

/// Made before the pages see the request. Who signed in is noted by the gate behind.
package final class Visit: Sendable {
  /// Names the request in logs, in the journal and in the reply.
  package let request: String
  /// The address of the client, behind a trusted proxy the one that the proxy tells.
  package let client: String
  /// Whether the client's side is encrypted.
  package let isSecure: Bool
  private let account = Mutex<String?>(nil)

  init(request: String, client: String, isSecure: Bool) {
    (self.request, self.client, self.isSecure) = (request, client, isSecure)
  }

  /// An account's number or name, never a person's.
  package func note(account name: String) { account.withLock { $0 = name } }

  package var notedAccount: String? { account.withLock { $0 } }
}
