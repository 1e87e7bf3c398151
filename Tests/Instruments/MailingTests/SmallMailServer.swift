// A small mail server on this machine: it says what its script says, and keeps what it hears.

import Foundation
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// How the server behaves.
struct MailScript: Sendable {
  var offers = ["AUTH PLAIN LOGIN"]
  /// What it answers to a word, instead of yes.
  var answers: [String: String] = [:]
  /// Its own certificate, for a server that encrypts: after STARTTLS, or from the first byte.
  var context: NIOSSLContext?
  var isSecretAtOnce = false
  /// Says nothing at all.
  var isMute = false
}

final class SmallMailServer: Sendable {
  private let channel: any Channel
  private let heardLines: HeardLines

  var port: Int { channel.localAddress?.port ?? 0 }
  var lines: [String] { heardLines.lines }
  /// The mails that were taken, header and text, points doubled as they came.
  var mails: [String] { heardLines.mails }

  init(_ script: MailScript = MailScript()) async throws {
    let heard = HeardLines()
    heardLines = heard
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if let context = script.context, script.isSecretAtOnce {
            try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
          }
          try channel.pipeline.syncOperations.addHandler(MailEar(script, heard))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async { try? await channel.close() }
}

final class HeardLines: Sendable {
  private let state = Mutex<(lines: [String], mails: [String])>(([], []))

  var lines: [String] { state.withLock(\.lines) }
  var mails: [String] { state.withLock(\.mails) }
  func hear(_ line: String) { state.withLock { $0.lines.append(line) } }
  func take(_ mail: String) { state.withLock { $0.mails.append(mail) } }
}

private final class MailEar: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private let script: MailScript
  private let heard: HeardLines
  private var rest = ""
  /// The lines of the mail that comes now; nil between mails.
  private var mail: [String]?

  init(_ script: MailScript, _ heard: HeardLines) { (self.script, self.heard) = (script, heard) }

  func channelActive(context: ChannelHandlerContext) {
    if !script.isMute { say("220 here", context) }
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    if script.isMute { return }
    rest += String(buffer: unwrapInboundIn(data))
    while let end = rest.firstIndex(of: "\r\n") {
      let line = String(rest[..<end])
      rest = String(rest[rest.index(after: end)...])
      hear(line, context)
    }
  }

  private func hear(_ line: String, _ context: ChannelHandlerContext) {
    if mail != nil { return take(line, context) }
    heard.hear(line)
    let word = line.split(separator: " ").first.map { $0.uppercased() } ?? ""
    if let answer = script.answers[word] { return say(answer, context) }
    switch word {
    case "EHLO": say((["250-here"] + script.offers.map { "250-\($0)" } + ["250 SIZE 1000000"]), context)
    case "STARTTLS":
      say("220 go on", context)
      guard let tls = script.context else { return }
      try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
    case "DATA":
      mail = []
      say("354 tell", context)
    case "AUTH": say(line == "AUTH LOGIN" ? "334 VXNlcm5hbWU6" : "235 come in", context)
    case "MAIL", "RCPT": say("250 yes", context)
    case "QUIT": say("221 goodbye", context)
    // The two answers of AUTH LOGIN.
    case "HEAD": say("500 no", context)
    default: say(line == "aGVhZA==" ? "334 UGFzc3dvcmQ6" : "235 come in", context)
    }
  }

  private func take(_ line: String, _ context: ChannelHandlerContext) {
    guard line == "." else {
      mail?.append(line)
      return
    }
    heard.take((mail ?? []).joined(separator: "\n"))
    mail = nil
    say(script.answers["."] ?? "250 taken", context)
  }

  private func say(_ line: String, _ context: ChannelHandlerContext) { say([line], context) }

  private func say(_ lines: [String], _ context: ChannelHandlerContext) {
    let text = lines.map { $0 + "\r\n" }.joined()
    context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
  }
}
