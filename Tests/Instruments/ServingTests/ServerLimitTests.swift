// Slow, large, many and broken: what the server answers to clients that are no browsers.
import Hummingbird
import Kernel
import Logging
import Testing

@testable import Serving

@Suite struct ServerLimitTests {
  @Test func aPageIsServedAndNamed() async throws {
    try await serving(settings()) { server in
      let answer = await server.get("/")
      #expect(answer.hasPrefix("HTTP/1.1 200 OK") && answer.hasSuffix("home"))
      #expect(answer.contains("x-request-id: made-here"))
      #expect(!answer.lowercased().contains("strict-transport-security"))
    }
  }

  @Test func aHeadThatComesTooSlowlyIsAnsweredWith408() async throws {
    try await serving(settings { $0.limits.headMilliseconds = 100 }) { server in
      let answer = await server.ask("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
      #expect(answer.hasPrefix("HTTP/1.1 408 Request Timeout"))
      #expect(answer.lowercased().contains("connection: close"))
    }
  }

  @Test func aBodyThatComesTooSlowlyIsAnsweredWith408() async throws {
    try await serving(settings { $0.limits.bodyMilliseconds = 100 }) { server in
      let answer = await server.ask("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc")
      #expect(answer.hasPrefix("HTTP/1.1 408"))
    }
  }

  @Test func aRestingConnectionIsClosedWithoutAWord() async throws {
    try await serving(settings { $0.limits.idleMilliseconds = 100 }) { server in
      let answer = await server.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(answer.hasSuffix("home"))
    }
  }

  @Test func anAnswerThatTakesTooLongIs503() async throws {
    try await serving(settings { $0.limits.requestMilliseconds = 100 }) { server in
      let answer = await server.get("/wait")
      #expect(answer.hasPrefix("HTTP/1.1 503") && answer.lowercased().contains("retry-after: 10\r\n"))
      server.gate.release()
    }
  }

  @Test func who503TurnsAwayIsToldWhenToComeAgain() async throws {
    let shut = Problem("test.shut", .unavailable, zh: "关着", en: "shut")
    try await serving(settings(), obstacle: { shut }) { server in
      for (path, seconds) in [("/busy", 10), ("/later", 3), ("/health/ready", 10)] {
        let answer = await server.get(path).lowercased()
        #expect(answer.hasPrefix("http/1.1 503"), "\(path)")
        #expect(answer.contains("retry-after: \(seconds)\r\n"), "\(path)")
      }
      #expect(!(await server.get("/").lowercased().contains("retry-after")))
    }
  }

  @Test func aLargeHeadIs431() async throws {
    try await serving(settings { $0.limits.headBytes = 2_000 }) { server in
      let answer = await server.get("/", "X-Large: \(String(repeating: "a", count: 4_000))\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 431"))
    }
  }

  /// Requests that two readers could take for different ones.
  @Test(arguments: [
    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n",
    "GET / HTTP/1.1\r\n", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n",
    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n",
    "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
    "GET / HTTP/1.1\r\nHost : localhost\r\n", "GET / HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n",
  ])
  func anAmbiguousRequestIs400(head: String) async throws {
    try await serving(settings()) { server in
      let answer = await server.ask(head + "Connection: close\r\n\r\n")
      #expect(answer.hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func aPercentCodeDoesNotLeaveTheLimitOfSignIns() async throws {
    let once = settings { $0.rates.signIn = .init(burst: 1, perMinute: 1) }
    try await serving(once) { server in
      func post(_ path: String) async -> String {
        await server.ask(
          "POST \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
      }
      #expect(!(await post("/sign-in")).hasPrefix("HTTP/1.1 429"))
      for path in ["/sign-in", "/%73ign-in", "/sign%2Din", "/sign-in/c%6fde"] {
        #expect(await post(path).hasPrefix("HTTP/1.1 429"))
      }
      #expect(!(await post("/echo")).hasPrefix("HTTP/1.1 429"))
    }
  }

  @Test func aBrokenRequestIs400() async throws {
    try await serving(settings()) { server in
      #expect(await server.ask("NO GOOD\r\n\r\n").hasPrefix("HTTP/1.1 400"))
    }
  }

  @Test func aLargeBodyIs413WhetherAnnouncedOrNot() async throws {
    let few = settings {
      $0.limits.bodyBytes = 10
      $0.limits.uploadBytes = { $0.hasPrefix("/echo/large") ? 100 : nil }
    }
    try await serving(few) { server in
      let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
      #expect(await server.ask(head + "Content-Length: 10\r\n\r\n0123456789").hasSuffix("took 10"))
      #expect(await server.ask(head + "Content-Length: 11\r\n\r\n0123456789a").hasPrefix("HTTP/1.1 413"))
      let chunks = "Transfer-Encoding: chunked\r\n\r\nb\r\n0123456789a\r\n0\r\n\r\n"
      #expect(await server.ask(head + chunks).hasPrefix("HTTP/1.1 413"))
      #expect(few.limits.bodyBytes(for: "/echo/large/x") == 100)
    }
  }

  /// All clients of a test come from one address.
  @Test(arguments: [(1, 512), (512, 1)])
  func oneClientTooManyIs503AndALeftPlaceIsFree(most: Int, mostOfOne: Int) async throws {
    let few = settings { ($0.limits.connections, $0.limits.connectionsOfOne) = (most, mostOfOne) }
    try await serving(few) { server in
      let first = try #require(RawClient(port: server.port))
      let answered = await onThread {
        first.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        return first.read(until: "home")
      }
      #expect(answered.hasPrefix("HTTP/1.1 200"))
      #expect(await server.get("/").hasPrefix("HTTP/1.1 503"))
      first.close()
      // The server learns of the end of the first one some moments later.
      var answer = ""
      for _ in 0..<200 where !answer.hasPrefix("HTTP/1.1 200") { answer = await server.get("/") }
      #expect(answer.hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func aForeignHostIsRefusedAndAPublishedOneServed() async throws {
    try await serving(settings { $0.names = ["watch.example"] }) { server in
      #expect(await server.get("/", host: "evil.example").hasPrefix("HTTP/1.1 403"))
      #expect(await server.get("/", host: "Watch.example:8443").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func whoAsksTooOftenIsToldWhenToComeBack() async throws {
    try await serving(settings { $0.rates.look = .init(burst: 2, perMinute: 2) }) { server in
      #expect(await server.get("/").hasPrefix("HTTP/1.1 200"))
      #expect(await server.get("/").hasPrefix("HTTP/1.1 200"))
      let answer = await server.get("/")
      #expect(answer.hasPrefix("HTTP/1.1 429") && answer.lowercased().contains("retry-after: 30\r\n"))
      #expect(await server.get("/health/live").hasPrefix("HTTP/1.1 200"))
    }
  }

  @Test func aRunningRequestIsAnsweredBeforeTheServerStops() async throws {
    let marks = Lines()
    try await serving(settings(), stopped: { marks.add("stopped") }) { server in
      async let answer = server.get("/wait")
      var entered = server.entered.makeAsyncIterator()
      _ = await entered.next()
      server.stop.release()
      #expect(marks.all.isEmpty)
      server.gate.release()
      #expect(await answer.hasSuffix("waited"))
    }
    #expect(marks.all == ["stopped"])
  }

  @Test func clientsThatSendByteByByteStopNobody() async throws {
    let limits = settings {
      $0.limits.headMilliseconds = 400
      $0.limits.bodyMilliseconds = 400
    }
    try await serving(limits) { server in
      let slow = (0..<20).map { number -> (client: RawClient?, text: [UInt8]) in
        let head = "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n"
        // One half never ends its head, the other its body.
        let client = RawClient(port: server.port)
        client?.send(number.isMultiple(of: 2) ? head : head + "\r\n")
        return (client, Array("x-a: bbbbbbbb".utf8))
      }
      #expect(slow.allSatisfy { $0.client != nil })
      // Between two bytes of each of them somebody else is served.
      for place in 0..<8 {
        for (client, text) in slow { client?.send(String(UnicodeScalar(text[place]))) }
        #expect(await server.get("/").hasSuffix("home"))
      }
      // A byte now and then buys no time: all are shown the door.
      for (client, _) in slow {
        let answer = await onThread { client?.rest() ?? "" }
        #expect(answer.hasPrefix("HTTP/1.1 408"))
        client?.close()
      }
      #expect(await server.get("/").hasSuffix("home"))
    }
  }

  @Test func anAccountThatAsksTooOftenIsRefusedFromAnyAddress() async throws {
    let limits = settings { $0.rates.look = .init(burst: 2, perMinute: 60) }
    try await serving(limits) { server in
      let request = Request(
        head: HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/me"),
        body: RequestBody(buffer: ByteBuffer()))
      let answers = (0..<3).map { _ in server.office.refusal(ofAccount: "7", request) }
      #expect(answers[0] == nil && answers[1] == nil)
      #expect(answers[2]?.status.code == 429 && answers[2]?.headers[.retryAfter] == "1")
      #expect(server.office.refusal(ofAccount: "8", request) == nil)
      // Addresses have buckets of their own.
      #expect(await server.get("/").hasSuffix("home"))
    }
  }

  @Test func aBrowserThatAsksTooOftenIsShownAPage() {
    let office = ServerOffice(
      settings { $0.rates.look = .init(burst: 1, perMinute: 2) }, clock: .fixed(Instant(milliseconds: 0)),
      logger: Logger(label: "serving"), newRequest: { "r" },
      page: { _, status, text in
        Response(
          status: .init(code: status), headers: [.contentType: "text/html"],
          body: .init(byteBuffer: ByteBuffer(string: text.en)))
      })
    let request = Request(
      head: HTTPRequest(method: .get, scheme: "http", authority: "localhost", path: "/me"),
      body: RequestBody(buffer: ByteBuffer()))
    #expect(office.refusal(ofAccount: "7", request) == nil)
    let answer = office.refusal(ofAccount: "7", request)
    #expect(answer?.status.code == 429 && answer?.headers[.contentType] == "text/html")
    #expect(answer?.headers[.retryAfter] == "30")
  }

  @Test func comingBackFromAProviderCountsAsSigningIn() {
    let office = ServerOffice(
      settings(), clock: .fixed(Instant(milliseconds: 0)), logger: Logger(label: "serving"),
      signInPaths: ["/sign-in"], comingPaths: ["/sign-in/back"], newRequest: { "r" })
    func kind(_ method: HTTPRequest.Method, _ path: String) -> RateClass {
      office.rateClass(HTTPRequest(method: method, scheme: nil, authority: nil, path: path))
    }
    #expect(kind(.get, "/sign-in/back/openid?code=a") == .signIn && kind(.get, "/sign-in") == .look)
    #expect(kind(.post, "/sign-in") == .signIn && kind(.post, "/posts") == .change)
  }
}
