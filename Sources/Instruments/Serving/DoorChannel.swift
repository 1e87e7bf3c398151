// A connection from the socket to its requests: counted, encrypted where there is a certificate.

import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOSSL
import Synchronization

/// HTTP/1.1 in the clear.
struct PlainDoor: ServerChildChannel {
  let base: HTTP1Channel
  let crowd: Crowd

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
    let isAdmitted = crowd.enter(channel)
    return channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(AdmissionHandler(isAdmitted: isAdmitted))
    }.flatMap { base.setup(channel: channel, logger: logger) }
  }

  func handle(value: HTTP1Channel.Value, logger: Logger) async {
    await base.handle(value: value, logger: logger)
  }
}

/// TLS, then HTTP/2 or HTTP/1.1 as the client wishes. The certificate can be changed while the server runs:
/// connections that are there keep the old one.
struct SealedDoor: ServerChildChannel {
  let certificate: CertificateHolder
  let make: @Sendable (TLSConfiguration) throws -> HTTP2UpgradeChannel
  let crowd: Crowd
  let limits: ServerLimits

  func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP2UpgradeChannel.Value> {
    let isAdmitted = crowd.enter(channel)
    let limit = TimeAmount.milliseconds(Int64(limits.headMilliseconds))
    return channel.eventLoop.makeCompletedFuture { () throws -> HTTP2UpgradeChannel in
      try channel.pipeline.syncOperations.addHandler(AdmissionHandler(isAdmitted: isAdmitted))
      return try certificate.channel(make)
    }.flatMap { base in
      base.setup(channel: channel, logger: logger).flatMapThrowing { value in
        try channel.pipeline.syncOperations.addHandler(HandshakeHandler(limit: limit))
        return value
      }
    }
  }

  func handle(value: HTTP2UpgradeChannel.Value, logger: Logger) async {
    guard let base = try? certificate.channel(make) else { return }
    await base.handle(value: value, logger: logger)
  }
}
