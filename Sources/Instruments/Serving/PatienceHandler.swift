// The time that one client may take: for the head, the body, the answer, and between requests.

import Hummingbird
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Answers what comes too slowly, is too large to be read or comes from one client too many, then closes.
final class PatienceHandler: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = HTTPRequestPart
  typealias InboundOut = HTTPRequestPart
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  private enum Wait { case firstHead, nextHead, body, nothing }

  private let limits: ServerLimits
  private var isBegun = false
  private var isAdmitted = true
  /// A stream of HTTP/2, whose connection goes on.
  private var isStream = false
  private var wait = Wait.nothing
  /// Of the request that comes now.
  private var bodyMilliseconds: Int
  private var reading: Scheduled<Void>?
  private var answering: Scheduled<Void>?
  /// Requests whose answer has not ended.
  private var open = 0
  private var isAnswerBegun = false
  private var closesBehindAnswer = false
  /// After the last answer of the connection: what still comes is thrown away.
  private var isDone = false

  init(_ limits: ServerLimits) { (self.limits, bodyMilliseconds) = (limits, limits.bodyMilliseconds) }

  func handlerAdded(context: ChannelHandlerContext) {
    if context.channel.isActive { begin(context) }
  }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { cancel() }

  func channelInactive(context: ChannelHandlerContext) {
    isDone = true
    cancel()
    context.fireChannelInactive()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if isDone { return }
    switch unwrapInboundIn(data) {
    case .head(let head):
      guard isAdmitted else { return refuse(.crowded, context) }
      open += 1
      bodyMilliseconds = limits.bodyMilliseconds(for: head.path ?? "")
      expect(.body, context)
      if answering == nil { limitAnswer(context) }
    case .body: break
    case .end: expect(.nothing, context)
    }
    context.fireChannelRead(data)
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    context.fireChannelReadComplete()
    // Nobody behind reads on, and the end of the other side would not be seen.
    if isDone { context.read() }
  }

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard !isDone else {
      promise?.fail(ChannelError.ioOnClosedChannel)
      return
    }
    switch unwrapOutboundIn(data) {
    case .head(let head):
      isAnswerBegun = true
      closesBehindAnswer = head.headerFields[.connection] == "close"
      context.write(data, promise: promise)
    case .body: context.write(data, promise: promise)
    case .end:
      context.write(data, promise: promise)
      answered(context)
    }
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    switch error as? HTTPParserError {
    case nil: context.fireErrorCaught(error)
    case .headerOverflow?: refuse(.largeHead, context)
    default: refuse(.broken, context)
    }
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if isDone, case ChannelEvent.inputClosed = event { context.close(promise: nil) }
    context.fireUserInboundEventTriggered(event)
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard !isBegun else { return }
    isBegun = true
    isStream = context.channel.parent?.parent != nil
    isAdmitted = AdmissionHandler.isAdmitted(context.channel)
    expect(.firstHead, context)
  }

  private func answered(_ context: ChannelHandlerContext) {
    isAnswerBegun = false
    open = max(0, open - 1)
    answering?.cancel()
    answering = nil
    if closesBehindAnswer { return finish(context) }
    if open > 0 {
      limitAnswer(context)
    } else if wait == .nothing, !isStream {
      expect(.nextHead, context)
    }
  }

  private func expect(_ wait: Wait, _ context: ChannelHandlerContext) {
    reading?.cancel()
    reading = nil
    self.wait = wait
    let milliseconds: Int
    switch wait {
    case .firstHead: milliseconds = limits.headMilliseconds
    case .nextHead: milliseconds = limits.idleMilliseconds
    case .body: milliseconds = bodyMilliseconds
    case .nothing: return
    }
    reading = schedule(milliseconds, context) { handler, context in
      if handler.wait == .nextHead { return handler.finish(context) }
      handler.refuse(.slowHead, context)
    }
  }

  private func limitAnswer(_ context: ChannelHandlerContext) {
    // What a slow body may take longer does not shorten the time for its answer.
    let longer = max(0, bodyMilliseconds - limits.bodyMilliseconds)
    answering = schedule(limits.requestMilliseconds + longer, context) { handler, context in
      handler.refuse(.slowAnswer, context)
    }
  }

  private func schedule(
    _ milliseconds: Int, _ context: ChannelHandlerContext,
    _ work: @escaping @Sendable (PatienceHandler, ChannelHandlerContext) -> Void
  ) -> Scheduled<Void> {
    let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
    return context.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {
      let (handler, context) = bound.value
      if !handler.isDone { work(handler, context) }
    }
  }

  private func refuse(_ refusal: Refusal, _ context: ChannelHandlerContext) {
    guard !isDone else { return }
    // Half an answer cannot be taken back.
    if isAnswerBegun {
      isDone = true
      cancel()
      return context.close(promise: nil)
    }
    let text = ByteBuffer(string: refusal.text)
    var head = HTTPResponse(status: refusal.status)
    head.headerFields[.contentType] = "text/plain; charset=utf-8"
    head.headerFields[.contentLength] = String(text.readableBytes)
    if refusal.status == .serviceUnavailable {
      head.headerFields[.retryAfter] = String(ServerOffice.retrySeconds)
    }
    if !isStream { head.headerFields[.connection] = "close" }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
    context.write(wrapOutboundOut(.body(text)), promise: nil)
    context.write(wrapOutboundOut(.end(nil)), promise: nil)
    finish(context)
  }

  /// Ends this side, and the whole when the other side has ended too or a second has passed: closed at once,
  /// a client that still sends would lose the answer.
  private func finish(_ context: ChannelHandlerContext) {
    isDone = true
    cancel()
    context.flush()
    if isStream {
      // The end of the answer ends the stream; what the client still sends is not waited for.
      return context.close(promise: nil)
    }
    context.close(mode: .output, promise: nil)
    let channel = context.channel
    let last = context.eventLoop.scheduleTask(in: .seconds(1)) { channel.close(promise: nil) }
    channel.closeFuture.whenComplete { _ in last.cancel() }
    context.read()
  }

  private func cancel() {
    reading?.cancel()
    answering?.cancel()
    (reading, answering) = (nil, nil)
  }
}
