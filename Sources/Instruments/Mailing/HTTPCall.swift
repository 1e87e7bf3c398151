// Telling another program something over HTTP: one signed post, or a request after a template.

import AsyncHTTPClient
import Crypto
import Foundation
package import Kernel
import NIOCore
import NIOHTTP1
import NIOPosix

package struct HTTPCall: Equatable, Sendable {
  package let method, url: String
  package let headers: [[String]]
  package let body: String

  package init(method: String, url: String, headers: [[String]], body: String) {
    (self.method, self.url, self.headers, self.body) = (method, url, headers, body)
  }

  /// JSON that the receiver can check: `x-shouwang-signature` is `sha256=` and the HMAC-SHA-256 of the time,
  /// a point and the body, in hexadecimal with small letters.
  /// - Parameter name: the same for the same message, so that what comes twice is seen as one.
  package static func signed(
    _ json: String, to url: String, secret: String, name: String, at: Instant
  ) -> HTTPCall {
    let time = String(at.milliseconds / 1_000)
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(time).\(json)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
    return HTTPCall(
      method: "POST", url: url,
      headers: [
        ["content-type", "application/json"], ["idempotency-key", name], ["x-shouwang-time", time],
        ["x-shouwang-signature", "sha256=" + hexadecimal(Array(code), small: true)],
      ], body: json)
  }

  /// **Problems**: `mailing.url`, `mailing.header`.
  package func checked() throws(Problem) -> HTTPCall {
    guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty, parts.user == nil,
      parts.scheme == "https" || parts.scheme == "http" && ["127.0.0.1", "localhost", "[::1]"].contains(host)
    else { throw MailingProblems.url }
    let words = headers.flatMap(\.self) + [method]
    guard headers.allSatisfy({ $0.count == 2 && HTTPCall.isName($0[0]) }),
      words.allSatisfy({ word in word.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
    else { throw MailingProblems.header }
    return self
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x2D, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
        default: false
        }
      }
  }

  /// Over the network, without following redirects. Every status from 200 to 299 is a yes, and nothing more
  /// of the answer is waited for, unless it has to say so in words.
  /// - Parameters:
  ///   - seconds: for all of it.
  ///   - accepted: what the answer has to hold to be a yes; empty where the status is enough.
  /// **Problems**: `mailing.away`, `mailing.setup`, `mailing.later` (worth another try), `mailing.refused`,
  /// those of `checked`.
  package func send(seconds: Int = 10, accepted: String = "") async throws(Problem) {
    let call = try checked()
    var request = HTTPClientRequest(url: call.url)
    request.method = HTTPMethod(rawValue: call.method)
    for header in call.headers { request.headers.add(name: header[0], value: header[1]) }
    if !call.body.isEmpty { request.body = .bytes(ByteBuffer(string: call.body)) }
    let (status, said): (Int, String)
    do {
      (status, said) = try await HTTPCall.answer(to: request, seconds, isHeard: !accepted.isEmpty)
    } catch {
      throw MailingProblems.away(error)
    }
    switch status {
    case 200...299:
      guard said.contains(accepted) || accepted.isEmpty else {
        throw MailingProblems.later("answer \(status) without the words of a yes")
      }
    // Too much, too slow, or broken on the other side: all that passes, and may be of this one alone.
    case 408, 425, 429, 500...599: throw MailingProblems.later("answer \(status)")
    case 300...399, 401, 403, 404, 405, 407: throw MailingProblems.setup(status)
    default: throw MailingProblems.refused(status)
    }
  }

  /// **Shape**: the status, and the beginning of the body where it is heard.
  private static func answer(
    to request: HTTPClientRequest, _ seconds: Int, isHeard: Bool
  ) async throws -> (Int, String) {
    let asking = Task {
      let answer = try await client.execute(request, timeout: .seconds(Int64(seconds)))
      guard isHeard else { return (Int(answer.status.code), "") }
      var body = ByteBuffer()
      for try await part in answer.body {
        body.writeImmutableBuffer(part)
        if body.readableBytes >= mostHeard { break }
      }
      return (Int(answer.status.code), String(buffer: body))
    }
    // The client's own limit ends with the head of the answer.
    let loop = MultiThreadedEventLoopGroup.singleton.next()
    let alarm = loop.scheduleTask(in: .seconds(Int64(seconds))) { asking.cancel() }
    defer { alarm.cancel() }
    return try await withTaskCancellationHandler {
      try await asking.value
    } onCancel: {
      asking.cancel()
    }
  }

  /// **Unit**: bytes.
  private static let mostHeard = 65_536

  private static let client = HTTPClient(
    eventLoopGroupProvider: .singleton,
    configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
}

/// A request with places to fill: `{to}`, `{text}`, `{link}`, `{secret}`, each escaped for where it stands.
package struct HTTPTemplate: Equatable, Sendable {
  private let method, url: String
  private let headers: [[String]]
  private let body: String

  /// - Parameter headers: each `Name: value`.
  package init(method: String, url: String, headers: [String], body: String) {
    (self.method, self.url, self.body) = (method, url, body)
    self.headers = headers.map { line in
      let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      return parts.count == 2 ? parts : [line]
    }
  }

  /// **Problems**: `mailing.url`, `mailing.header`.
  package func call(_ values: [String: String]) throws(Problem) -> HTTPCall {
    let isJSON = headers.contains { header in
      header.count == 2 && header[0].lowercased() == "content-type" && header[1].lowercased().contains("json")
    }
    let call = HTTPCall(
      method: method, url: HTTPTemplate.fill(url, values, percentEncoded),
      headers: headers.map { header in header.map { HTTPTemplate.fill($0, values) { $0 } } },
      body: HTTPTemplate.fill(body, values, isJSON ? HTTPTemplate.json : percentEncoded))
    return try call.checked()
  }

  /// Every place in one go, so that what is filled in is never read as a place.
  private static func fill(
    _ text: String, _ values: [String: String], _ escape: (String) -> String
  ) -> String {
    var (filled, rest) = ("", Substring(text))
    while let open = rest.firstIndex(of: "{") {
      filled += rest[..<open]
      rest = rest[open...]
      guard let close = rest.firstIndex(of: "}"),
        let value = values[String(rest[rest.index(after: open)..<close])]
      else {
        filled.append(rest.removeFirst())
        continue
      }
      filled += escape(value)
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// As it stands between the quotes of JSON.
  private static func json(_ text: String) -> String { String(JSONText.quoted(text).dropFirst().dropLast()) }
}
