// How many connections there are, and which of them came when there were too many.

import NIOCore
import Synchronization

/// Shared by all connections of a server.
final class Crowd: Sendable {
  let most: Int
  private let present = Atomic<Int>(0)

  init(most: Int) { self.most = most }

  var count: Int { present.load(ordering: .relaxed) }

  /// Counts a connection until it closes; false where it is one too many.
  func enter(_ channel: any Channel) -> Bool {
    let count = present.add(1, ordering: .relaxed).newValue
    channel.closeFuture.whenComplete { _ in self.present.subtract(1, ordering: .relaxed) }
    return count <= most
  }
}

/// Stands at the socket and remembers whether the connection is one too many.
final class AdmissionHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  let isAdmitted: Bool

  init(isAdmitted: Bool) { self.isAdmitted = isAdmitted }

  /// What the handlers of a request find at their connection, or at the one that a stream belongs to.
  static func isAdmitted(_ channel: any Channel) -> Bool {
    for place in [channel, channel.parent].compactMap({ $0 }) {
      if place.eventLoop.inEventLoop,
        let handler = try? place.pipeline.syncOperations.handler(type: AdmissionHandler.self)
      {
        return handler.isAdmitted
      }
    }
    return true
  }
}
