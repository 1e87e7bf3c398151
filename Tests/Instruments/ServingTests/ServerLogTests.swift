// What is written of a request: instants and counts, and no person.
import Kernel
import Logging
import Serving
import Testing

@Suite struct ServerLogTests {
  @Test func aLineTellsNoQueryNoNumberAndNoName() async throws {
    try await serving(settings()) { server in
      _ = await server.get("/households/530602199001011234?q=%E7%8E%8B%E4%BA%94&phone=13800001111")
      _ = await server.get("/echo")
      let lines = server.lines.all.joined()
      #expect(lines.contains("\"path\":\"/:x/:x\"") && lines.contains("\"path\":\"/echo\""))
      #expect(lines.contains("\"status\":404") && lines.contains("\"request\":\"made-here\""))
      #expect(lines.contains("{\"at\":\"2025-10-09T08:53:20Z\",\"level\":\"info\""))
      for secret in ["530602", "138000", "%E7", "phone", "households"] { #expect(!lines.contains(secret)) }
    }
  }

  @Test func valuesOfUnknownKeysAndLongNumbersAreBlanked() {
    let lines = Lines()
    let logger = Logger(label: "x") { label in
      LineLog(label: label, clock: .fixed(Instant(milliseconds: 0))) { lines.add($0) }
    }
    logger.info(
      "see 530602199001011234", metadata: ["name": "王五", "status": "200", "code": "no 13800001111"])
    let line = lines.all.joined()
    #expect(line.hasSuffix(",\"event\":\"see ***\",\"code\":\"no ***\",\"name\":\"-\",\"status\":200}\n"))
  }

  @Test func aProxyIsBelievedOnlyWhereItIsNamed() async throws {
    let forwarded =
      "X-Forwarded-For: 6.6.6.6, 203.0.113.9\r\nX-Forwarded-Proto: https\r\n"
      + "X-Request-ID: proxy-0001\r\n"
    try await serving(settings()) { server in
      let answer = await server.get("/", forwarded)
      #expect(answer.contains("x-request-id: made-here"))
      #expect(server.lines.all.joined().contains("\"client\":\"127.0.0.1\""))
    }
    let behind = settings {
      $0.isBehindProxy = true
      $0.proxies = ["127.0.0.1"]
    }
    try await serving(behind) { server in
      let answer = await server.get("/", forwarded)
      #expect(answer.contains("x-request-id: proxy-0001"))
      #expect(answer.lowercased().contains("strict-transport-security: max-age="))
      // The address before is what the client itself wrote.
      #expect(server.lines.all.joined().contains("\"client\":\"203.0.113.9\""))
      #expect(await server.get("/metrics").hasPrefix("HTTP/1.1 404"))
    }
  }

  @Test func metricsAreForThisMachineOrTheToken() async throws {
    try await serving(settings { $0.metricsToken = "s3cret" }) { server in
      _ = await server.get("/")
      server.office.countSignIn(false)
      let answer = await server.get("/metrics")
      #expect(answer.contains("# TYPE shouwang_requests_total counter\n"))
      #expect(answer.contains("shouwang_requests_total{class=\"look\",status=\"200\"} 1\n"))
      #expect(answer.contains("shouwang_request_seconds_bucket{class=\"look\",le=\"+Inf\"} 1\n"))
      #expect(answer.contains("shouwang_sign_ins_total{outcome=\"failed\"} 1\n"))
      // A page of elsewhere whose name was made to point to this machine.
      #expect(await server.get("/metrics", host: "evil.example").hasPrefix("HTTP/1.1 404"))
      let from = "X-Forwarded-For: 203.0.113.9\r\n"
      #expect(await server.get("/metrics", from).hasPrefix("HTTP/1.1 404"))
      #expect(
        await server.get("/metrics", from + "Authorization: Bearer s3creT\r\n").hasPrefix("HTTP/1.1 404"))
      #expect(
        await server.get("/metrics", from + "Authorization: Bearer s3cret\r\n").hasPrefix("HTTP/1.1 200"))
    }
  }
}
