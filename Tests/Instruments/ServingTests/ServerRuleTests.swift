// Rules of the server that need no socket.
import Kernel
import Testing

@testable import Serving

@Suite struct ServerRuleTests {
  @Test(arguments: ["0.0.0.0", "::", "192.168.1.4", "example.org"])
  func anOpenAddressNeedsEncryption(host: String) throws {
    var settings = ServerSettings()
    settings.host = host
    let problem = #expect(throws: Problem.self) { try settings.check() }
    #expect(problem?.code == "serving.address.open")
    settings.certificate = CertificateFiles(chain: "a", key: "b")
    try settings.check()
    settings.certificate = nil
    settings.isBehindProxy = true
    #expect(throws: Problem.self) { try settings.check() }
    settings.proxies = ["10.0.0.1"]
    try settings.check()
  }

  @Test(arguments: [
    ("localhost", true), ("LOCALHOST:80", true), ("127.0.0.1:9", true), ("[::1]:8080", true), ("[::1]", true),
    ("watch.example:8443", true), ("evil.example", false), ("evil.example:8080", false),
    ("localhost.evil.example", false), ("10.0.0.1", false), ("127.0.0.1:8080@evil.example", false),
    ("", false),
  ])
  func onlyNamesOfThisServerAreServed(authority: String, isServed: Bool) {
    var settings = ServerSettings()
    settings.names = ["Watch.example"]
    #expect(settings.serves(authority) == isServed)
  }

  @Test func theAddressOfTheServerCanBeTyped() {
    var settings = ServerSettings()
    settings.host = "127.0.0.1"
    #expect(settings.url(port: 8080) == "http://127.0.0.1:8080/")
    settings.host = "::1"
    #expect(settings.url(port: 1) == "http://[::1]:1/")
  }

  @Test func aBucketFillsWithTime() {
    var rules = RateRules()
    rules.signIn = .init(burst: 2, perMinute: 6)
    var limiter = RateLimiter(rules)
    func at(_ seconds: Int64) -> Instant { Instant(milliseconds: seconds * 1_000) }
    #expect(limiter.take("a", .signIn, at: at(0)) == nil)
    #expect(limiter.take("a", .signIn, at: at(0)) == nil)
    #expect(limiter.take("a", .signIn, at: at(0)) == 10)
    #expect(limiter.take("a", .signIn, at: at(4)) == 6)
    #expect(limiter.take("b", .signIn, at: at(4)) == nil)
    #expect(limiter.take("a", .look, at: at(4)) == nil)
    #expect(limiter.take("a", .signIn, at: at(10)) == nil)
    #expect(limiter.take("a", .signIn, at: at(10)) == 10)
    // A clock that goes back takes nothing and gives nothing.
    #expect(limiter.take("a", .signIn, at: at(5)) == 10)
  }

  @Test func aFloodOfAddressesDoesNotFillTheMemory() {
    var limiter = RateLimiter(RateRules(), most: 100)
    for number in 0..<10_000 {
      _ = limiter.take(
        "10.0.\(number / 256).\(number % 256)", .look, at: Instant(milliseconds: Int64(number)))
    }
    #expect(limiter.count <= 100 && limiter.count > 25)
  }

  @Test func aCertificateThatCannotBeReadIsNamed() {
    let files = CertificateFiles(chain: "/nowhere/chain.pem", key: "/nowhere/key.pem")
    let problem = #expect(throws: Problem.self) { try CertificateHolder(files) }
    #expect(problem?.code == "serving.certificate" && problem?.message.en.contains("chain.pem") == true)
  }

  @Test func labelsAreBoundedAndEscaped() {
    let ledger = MetricLedger()
    for number in 0..<500 { ledger.count("asked", [("who", "\(number)")]) }
    #expect(ledger.text.split(separator: "\n").count == 201)
    ledger.set("size bytes", [("path", "a\"b\nc")], to: 1.5)
    #expect(ledger.text.contains("size_bytes{path=\"a\\\"b\\nc\"} 1.5\n"))
  }

  @Test func photosMayBeLargerAndComeMoreSlowly() {
    var limits = ServerLimits()
    limits.uploadBytes = { $0.hasPrefix("/evidence/") ? 64 << 20 : nil }
    #expect(limits.bodyBytes(for: "/evidence/visit/530602-1") == 64 << 20)
    #expect(limits.bodyBytes(for: "/clues") == limits.bodyBytes)
    #expect(limits.bodyMilliseconds(for: "/evidence/visit/530602-1") == 300_000)
    #expect(limits.bodyMilliseconds(for: "/evidence") == 60_000)
    limits.bodyMilliseconds = 600_000
    #expect(limits.bodyMilliseconds(for: "/evidence/visit/530602-1") == 600_000)
  }
}
