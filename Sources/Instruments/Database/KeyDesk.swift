// The keys of a store that is open, followed while another command changes them.

package import Kernel
import Synchronization
package import Vault

/// What a look at the keys found, compared with those in use.
package enum KeyNews: Sendable {
  case same
  case newer(Sealer)
  /// The keys in use stay, though a new start might not find them.
  case doubtful(Problem)
  /// The keys in use may have been taken out: what is sealed is still read, but nothing is written.
  case refused(Problem)
}

/// Hands the keys to the connections of a store.
final class KeyDesk: Sendable {
  private struct Held {
    var sealer: Sealer?
    var renew: (@Sendable (Sealer, Connection) -> KeyNews)?
    var news = KeyNews.same
  }

  private let held = Mutex(Held())

  var sealer: Sealer? {
    get { held.withLock { $0.sealer } }
    set { held.withLock { $0.sealer = newValue } }
  }

  var trouble: Problem? {
    switch held.withLock({ $0.news }) {
    case .same, .newer: nil
    case .doubtful(let problem), .refused(let problem): problem
    }
  }

  func follow(_ renew: @escaping @Sendable (Sealer, Connection) -> KeyNews) {
    held.withLock { $0.renew = renew }
  }

  /// Gives a connection the keys, renewed where they changed.
  func unlock(_ connection: Connection) -> KeyNews {
    held.withLock { held in
      if let sealer = held.sealer, let renew = held.renew {
        // Asking reads the store, sealed values among it, with the keys there are.
        connection.keys = sealer
        held.news = renew(sealer, connection)
        if case .newer(let newer) = held.news { held.sealer = newer }
      }
      connection.keys = held.sealer
      return held.news
    }
  }
}
