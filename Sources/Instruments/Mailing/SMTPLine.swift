// A connection to a mail server, line by line, that ends after its time.

import Kernel
import NIOCore
import NIOPosix
import NIOSSL

struct SMTPLine: Sendable {
  /// A line, and whether it came encrypted.
  struct Heard: Sendable {
    let text: String
    let isSecret: Bool
  }

  private let channel: any Channel
  private let heard: AsyncStream<Heard>
  private let ear: EarPass
  private let alarm: Scheduled<Void>

  static func open(_ server: SMTPServer) async throws(Problem) -> SMTPLine {
    let (heard, told) = AsyncStream.makeStream(of: Heard.self)
    let ear = EarPass()
    do {
      let context = server.security == .tls ? try context(server) : nil
      let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
        .connectTimeout(.seconds(Int64(server.seconds)))
        .channelInitializer { channel in
          channel.eventLoop.makeCompletedFuture {
            if let context {
              try channel.pipeline.syncOperations.addHandler(tls(context, server))
            }
            try channel.pipeline.syncOperations.addHandler(LineEar(told, isSecret: context != nil))
          }
        }.connect(host: server.host, port: server.port).get()
      let alarm = channel.eventLoop.scheduleTask(in: .seconds(Int64(server.seconds))) {
        channel.close(promise: nil)
      }
      return SMTPLine(channel: channel, heard: heard, ear: ear, alarm: alarm)
    } catch {
      throw MailingProblems.away(error)
    }
  }

  func close() {
    alarm.cancel()
    channel.close(promise: nil)
  }

  /// Says something without waiting for an answer.
  func say(_ text: String) {
    channel.writeAndFlush(ByteBuffer(string: text + "\r\n"), promise: nil)
  }

  /// - Parameters:
  ///   - codes: those that are a yes.
  ///   - mayRefuse: whether a no is about this mail, and not about the server.
  /// **Shape**: the answer's lines without their codes.
  func ask(
    _ text: String, for codes: ClosedRange<Int>, mayRefuse: Bool = false
  ) async throws(Problem) -> [String] {
    do { try await channel.writeAndFlush(ByteBuffer(string: text + "\r\n")).get() } catch {
      throw MailingProblems.away(error)
    }
    return try await answer(codes, mayRefuse: mayRefuse)
  }

  func answer(_ codes: ClosedRange<Int>, mayRefuse: Bool = false) async throws(Problem) -> [String] {
    var lines: [String] = []
    for await line in heard {
      // What somebody between says before the encryption counts for nothing after it.
      guard line.isSecret || !ear.isSecret else { throw MailingProblems.away("an answer in the open") }
      guard let found = Int(line.text.prefix(3)), line.text.utf8.count >= 3, lines.count < 100 else {
        throw MailingProblems.away("no answer of SMTP")
      }
      lines.append(String(line.text.dropFirst(4)))
      if line.text.dropFirst(3).first == "-" { continue }
      if codes.contains(found) { return lines }
      if mayRefuse, (500...599).contains(found) { throw MailingProblems.refused(found) }
      // 421 says that the server goes; every other no for now is about this mail.
      if mayRefuse, found != 421 { throw MailingProblems.later("answer \(found)") }
      throw MailingProblems.away("answer \(found)")
    }
    throw MailingProblems.away("the connection ended")
  }

  /// Everything from now on is encrypted, and the server is who it says.
  func encrypt(_ server: SMTPServer) async throws(Problem) {
    ear.isSecret = true
    do {
      let context = try SMTPLine.context(server)
      try await channel.eventLoop.submit { [channel] in
        try channel.pipeline.syncOperations.handler(type: LineEar.self).beginSecret()
        try channel.pipeline.syncOperations.addHandler(SMTPLine.tls(context, server), position: .first)
      }.get()
    } catch {
      throw MailingProblems.away(error)
    }
  }

  private static func context(_ server: SMTPServer) throws -> NIOSSLContext {
    var configuration = TLSConfiguration.makeClientConfiguration()
    if !server.authority.isEmpty {
      configuration.trustRoots = .certificates(
        try NIOSSLCertificate.fromPEMBytes(Array(server.authority.utf8)))
    }
    return try NIOSSLContext(configuration: configuration)
  }

  private static func tls(_ context: NIOSSLContext, _ server: SMTPServer) throws -> NIOSSLClientHandler {
    // A bare address has no name to be asked for; its certificate has to hold the address.
    let isAddress = (try? SocketAddress(ipAddress: server.host, port: server.port)) != nil
    return try NIOSSLClientHandler(context: context, serverHostname: isAddress ? nil : server.host)
  }
}
