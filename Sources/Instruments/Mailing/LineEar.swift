// The ear of a connection: bytes become lines, each with whether it came encrypted.

import NIOCore
import Synchronization

/// Whether only encrypted lines count by now.
final class EarPass: Sendable {
  private let flag = Atomic<Bool>(false)

  var isSecret: Bool {
    get { flag.load(ordering: .acquiring) }
    set { flag.store(newValue, ordering: .releasing) }
  }
}

/// Lives on the loop of its connection.
final class LineEar: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer

  /// A server that goes on without a line's end is no server of mail.
  private static let mostBytes = 8_192
  private let told: AsyncStream<SMTPLine.Heard>.Continuation
  private var isSecret: Bool
  private var rest: [UInt8] = []

  init(_ told: AsyncStream<SMTPLine.Heard>.Continuation, isSecret: Bool) {
    (self.told, self.isSecret) = (told, isSecret)
  }

  /// Forgets half a line that came in the open.
  func beginSecret() {
    (isSecret, rest) = (true, [])
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    for byte in unwrapInboundIn(data).readableBytesView {
      guard byte == 0x0A else {
        rest.append(byte)
        continue
      }
      if rest.last == 0x0D { rest.removeLast() }
      told.yield(SMTPLine.Heard(text: String(decoding: rest, as: UTF8.self), isSecret: isSecret))
      rest = []
    }
    if rest.count > LineEar.mostBytes { context.close(promise: nil) }
  }

  func channelInactive(context: ChannelHandlerContext) {
    told.finish()
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    context.close(promise: nil)
  }
}
