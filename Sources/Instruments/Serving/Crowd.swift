// How many connections there are, and which of them came when there were too many.

import NIOCore
import Synchronization

/// Shared by all connections of a server.
final class Crowd: Sendable {
  private struct Present {
    var all = 0
    var byAddress: [String: Int] = [:]
  }

  private let most: Int
  private let mostOfOne: Int
  private let present = Mutex(Present())

  /// - Parameter mostOfOne: of one address, so that none can keep all others out.
  init(most: Int, mostOfOne: Int) { (self.most, self.mostOfOne) = (most, mostOfOne) }

  /// Counts a connection until it closes; false where it is one too many.
  func enter(_ channel: any Channel) -> Bool {
    let address = channel.remoteAddress?.ipAddress ?? ""
    let (all, own) = present.withLock { present in
      present.all += 1
      present.byAddress[address, default: 0] += 1
      return (present.all, present.byAddress[address, default: 0])
    }
    channel.closeFuture.whenComplete { _ in self.leave(address) }
    return all <= most && own <= mostOfOne
  }

  private func leave(_ address: String) {
    present.withLock { present in
      present.all -= 1
      let left = present.byAddress[address, default: 1] - 1
      present.byAddress[address] = left > 0 ? left : nil
    }
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
