// Where the server listens, by what certificate, and whom it believes.

package import Kernel

/// The files of a certificate, in PEM.
package struct CertificateFiles: Equatable, Sendable {
  /// The certificate and those that vouch for it, one behind the other.
  package let chain: String
  package let key: String

  package init(chain: String, key: String) { (self.chain, self.key) = (chain, key) }
}

package struct ServerSettings: Sendable {
  package var host = "127.0.0.1"
  /// 0 lets the system choose.
  package var port = 8_080
  /// With it the server speaks TLS, HTTP/2 and HTTP/1.1; without it HTTP/1.1 in the clear.
  package var certificate: CertificateFiles?
  /// Whether a proxy that speaks TLS stands before the server.
  package var isBehindProxy = false
  /// The addresses from which `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Request-ID` are believed.
  package var proxies: Set<String> = []
  /// The names under which clients may ask, without port; this machine's own names are always among them.
  package var names: Set<String> = []
  package var limits = ServerLimits()
  package var rates = RateRules()
  /// Opens `/metrics` to whom is not on this machine.
  package var metricsToken: String?
  /// How long running requests may take when the server is told to stop.
  package var shutdownSeconds = 20

  package init() {}

  /// **Problems**: `serving.address.open` where the address can be reached from other machines and nothing
  /// encrypts; `serving.port`; `serving.proxies.none` where a proxy is announced and no address is given.
  package func check() throws(Problem) {
    guard (0...65_535).contains(port) else {
      throw Problem(
        "serving.port", .invalid, zh: "端口应为 0 至 65535。", en: "A port is a number from 0 to 65535.")
    }
    guard !isBehindProxy || !proxies.isEmpty else {
      throw Problem(
        "serving.proxies.none", .invalid, zh: "已设置 behind_proxy，还需在 proxies 中写明代理的地址。",
        en: "behind_proxy is set: name the proxy's addresses in proxies.")
    }
    guard certificate != nil || isBehindProxy || ServerSettings.isLoopback(host) else {
      throw Problem(
        "serving.address.open", .notPermitted,
        zh: "地址“\(host)”可从其他机器访问，但没有加密：请设置证书（certificate、certificate_key），"
          + "或在加密的代理之后设置 behind_proxy。",
        en:
          "The address \(host) can be reached from other machines and nothing encrypts: set certificate and "
          + "certificate_key, or behind_proxy where a proxy encrypts.",
        details: ["host": host])
    }
  }

  /// The address to type into a browser.
  package func url(port: Int) -> String {
    let name = host.contains(":") ? "[\(host)]" : host
    return "\(certificate == nil ? "http" : "https")://\(name):\(port)/"
  }

  /// Whether only this machine reaches an address or a name.
  package static func isLoopback(_ host: String) -> Bool {
    ["localhost", "::1", "[::1]", "127.0.0.1"].contains(host.lowercased())
  }

  /// Whether a request that names `authority` (`host:port`) is meant for this server.
  func serves(_ authority: String) -> Bool {
    var host = Substring(authority)
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]"),
      host[colon...].dropFirst().allSatisfy({ $0.isASCII && $0.isNumber })
    {
      host = host[..<colon]
    }
    let name = host.lowercased()
    return ServerSettings.isLoopback(name) || names.contains { $0.lowercased() == name }
  }

  /// Where a request came from: behind proxies, the last address that none of them has.
  func client(peer: String, forwarded: [String]) -> String {
    guard isBehindProxy, proxies.contains(peer) else { return peer }
    let steps = forwarded.flatMap { $0.split(separator: ",") }.map { ServerSettings.bare(String($0)) }
    return steps.last { !proxies.contains($0) } ?? peer
  }

  private static func bare(_ text: String) -> String {
    let plain = text.split(separator: " ").joined()
    // Anything that is no address is not carried into logs.
    return plain.utf8.count <= 45 && plain.allSatisfy { $0.isHexDigit || $0 == "." || $0 == ":" }
      && !plain.isEmpty
      ? plain : "unknown"
  }
}
