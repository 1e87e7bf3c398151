// How a provider is asked over HTTP.

import AsyncHTTPClient
package import Kernel
import NIOCore
import NIOHTTP1

/// A provider's answer. **Shape**: the whole body.
package struct ProviderAnswer: Sendable {
  package let status: Int
  package let body: String

  package init(status: Int, body: String) { (self.status, self.body) = (status, body) }
}

/// Asks a provider; tests hand in one of their own.
package protocol ProviderClient: Sendable {
  /// - Parameter form: posted as a form; nil asks with GET.
  /// **Problems**: `openid.unreachable`.
  func ask(_ url: String, form: String?) async throws(Problem) -> ProviderAnswer
}

/// Over the network, ten seconds and 1 MiB at most, without following redirects.
package struct NetworkProviderClient: ProviderClient {
  package init() {}

  package func ask(_ url: String, form: String?) async throws(Problem) -> ProviderAnswer {
    var request = HTTPClientRequest(url: url)
    request.headers.add(name: "accept", value: "application/json")
    if let form {
      request.method = .POST
      request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
      request.body = .bytes(ByteBuffer(string: form))
    }
    do {
      let answer = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
      let body = try await answer.body.collect(upTo: 1_048_576)
      return ProviderAnswer(status: Int(answer.status.code), body: String(buffer: body))
    } catch {
      throw Problem(
        "openid.unreachable", .unavailable, zh: "无法连接统一登录服务，请稍后再试，或使用本地账号登录。",
        en: "The sign-in provider cannot be reached; try again later or use a local account.",
        details: ["why": "\(type(of: error))"])
    }
  }
}
