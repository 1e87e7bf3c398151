// Telling another program something: the template, the signature, and what an answer means.

import Crypto
import Foundation
import Kernel
import Mailing
import NIOCore
import NIOPosix
import Synchronization
import Testing

@Suite struct HTTPCallTests {
  private static let words = "今天到期 2 项 & \"更多\"\n{to}"

  @Test func whatIsFilledInIsEscapedForWhereItStands() throws {
    let template = HTTPTemplate(
      method: "POST", url: "https://sms.example/send?to={to}",
      headers: ["Content-Type: application/json", "Authorization: Bearer {secret}"],
      body: "{\"to\":\"{to}\",\"text\":\"{text}\",\"kept\":{\"a\":1}}")
    let call = try template.call(["to": "+8613800001234", "text": Self.words, "secret": "s"])
    #expect(call.url == "https://sms.example/send?to=%2B8613800001234")
    #expect(call.headers == [["Content-Type", "application/json"], ["Authorization", "Bearer s"]])
    let json = try JSONSerialization.jsonObject(with: Data(call.body.utf8)) as? [String: Any]
    #expect(json?["text"] as? String == Self.words && json?["to"] as? String == "+8613800001234")
    let form = HTTPTemplate(
      method: "POST", url: "https://sms.example/", headers: [], body: "text={text}&to={to}")
    let body = try form.call(["to": "1", "text": "a&to=2 中"]).body
    #expect(body == "text=a%26to%3D2%20%E4%B8%AD&to=1")
  }

  @Test func whatIsNotSafeIsNotSent() {
    for (url, header, code) in [
      ("http://sms.example/", "A: b", "mailing.url"), ("ftp://sms.example/", "A: b", "mailing.url"),
      ("https://a:b@sms.example/", "A: b", "mailing.url"),
      ("https://sms.example/", "nothing", "mailing.header"),
      ("https://sms.example/", "Bad Name: b", "mailing.header"),
      ("https://sms.example/", "A: {text}", "mailing.header"),
    ] {
      let template = HTTPTemplate(method: "POST", url: url, headers: [header], body: "")
      let problem = #expect(throws: Problem.self) { try template.call(["text": "x\r\nB: c"]) }
      #expect(problem?.code == code, "\(url) \(header)")
    }
  }

  @Test func theReceiverCanCheckWhoSpoke() {
    let at = Instant(milliseconds: 1_773_309_600_999)
    let call = HTTPCall.signed("{}", to: "https://hook.example/", secret: "k", name: "message-1", at: at)
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("1773309600.{}".utf8), using: SymmetricKey(data: Data("k".utf8)))
    let headers = Dictionary(uniqueKeysWithValues: call.headers.map { ($0[0], $0[1]) })
    #expect(headers["x-shouwang-signature"] == "sha256=" + hexadecimal(Array(code), small: true))
    #expect(headers["x-shouwang-time"] == "1773309600" && headers["idempotency-key"] == "message-1")
  }

  @Test(
    arguments: [
      (200, nil), (204, nil), (302, "mailing.setup"), (401, "mailing.setup"), (404, "mailing.setup"),
      (400, "mailing.refused"), (422, "mailing.refused"), (408, "mailing.later"), (429, "mailing.later"),
      (500, "mailing.later"), (503, "mailing.later"),
    ] as [(Int, String?)])
  func anAnswerMeans(_ status: Int, _ expected: String?) async throws {
    let server = try await SmallWebServer(status)
    let call = HTTPCall.signed(
      "{\"a\":1}", to: "http://127.0.0.1:\(server.port)/hook", secret: "k", name: "n",
      at: Instant(milliseconds: 0))
    var code: String?
    do throws(Problem) { try await call.send(seconds: 120) } catch { code = error.code }
    #expect(code == expected)
    #expect(server.heard.contains("POST /hook") && server.heard.hasSuffix("{\"a\":1}"))
    await server.close()
  }

  @Test(
    arguments: [
      ("{\"code\":0}", nil), ("{\"code\":15,\"text\":\"no money\"}", "mailing.later"), ("", "mailing.later"),
    ] as [(String, String?)])
  func aYesMayHaveToBeSaidInWords(_ said: String, _ expected: String?) async throws {
    let server = try await SmallWebServer(200, saying: said, length: said.utf8.count)
    let call = HTTPCall(method: "POST", url: "http://127.0.0.1:\(server.port)/", headers: [], body: "{}")
    var code: String?
    do throws(Problem) {
      try await call.send(seconds: 120, accepted: "\"code\":0")
    } catch { code = error.code }
    #expect(code == expected)
    await server.close()
  }

  @Test func anAnswerThatNeverEndsHoldsNobodyUp() async throws {
    let server = try await SmallWebServer(200, saying: "half", length: 100)
    let call = HTTPCall(method: "POST", url: "http://127.0.0.1:\(server.port)/", headers: [], body: "{}")
    try await call.send(seconds: 120)
    let slow = await #expect(throws: Problem.self) { try await call.send(seconds: 1, accepted: "yes") }
    #expect(slow?.code == "mailing.away")
    await server.close()
  }

  @Test func whoIsAwayIsToldSo() async throws {
    let server = try await SmallWebServer(200, isMute: true)
    let url = "http://127.0.0.1:\(server.port)/"
    let call = HTTPCall(method: "GET", url: url, headers: [], body: "")
    let slow = await #expect(throws: Problem.self) { try await call.send(seconds: 1) }
    #expect(slow?.code == "mailing.away")
    await server.close()
    let gone = await #expect(throws: Problem.self) { try await call.send(seconds: 1) }
    #expect(gone?.code == "mailing.away")
  }
}

/// A web server on this machine that gives one answer to all, and keeps what it hears.
final class SmallWebServer: Sendable {
  private let channel: any Channel
  private let words: Words

  private final class Words: Sendable {
    let text = Mutex("")
  }

  var port: Int { channel.localAddress?.port ?? 0 }
  var heard: String { words.text.withLock(\.self) }

  /// - Parameter length: as the answer claims; the line stays open where more is claimed than is said.
  init(_ status: Int, isMute: Bool = false, saying said: String = "", length: Int = 0) async throws {
    let words = Words()
    let answer = "HTTP/1.1 \(status) so\r\nContent-Length: \(length)\r\nConnection: close\r\n\r\n" + said
    self.words = words
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.addHandler(Ear(answer, isMute, words))
        }
      }.bind(host: "127.0.0.1", port: 0).get()
  }

  func close() async { try? await channel.close() }

  private final class Ear: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private let answer: String
    private let isMute: Bool
    private let words: Words

    init(_ answer: String, _ isMute: Bool, _ words: Words) {
      (self.answer, self.isMute, self.words) = (answer, isMute, words)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      let text = words.text.withLock { text in
        text += String(buffer: unwrapInboundIn(data))
        return text
      }
      // The body of these requests ends with a brace.
      guard !isMute, text.hasSuffix("}") else { return }
      context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: answer)), promise: nil)
    }
  }
}
