// A mail handed to a server on this machine: what is said, what is refused, what is tried again.

import Foundation
import Kernel
import Mailing
import NIOSSL
import Testing

@Suite struct SMTPClientTests {
  private func send(
    _ script: MailScript, security: SMTPServer.Security = .none, user: String = "", seconds: Int = 120,
    authority: String = "", _ mail: Mail = MailTests.mail()
  ) async throws -> (code: String?, server: SmallMailServer) {
    let server = try await SmallMailServer(script)
    let client = SMTPClient(
      SMTPServer(
        host: "localhost", port: server.port, security: security, user: user, password: "secret word",
        authority: authority, seconds: seconds))
    do throws(Problem) {
      try await client.send(mail)
      return (nil, server)
    } catch { return (error.code, server) }
  }

  @Test func aMailIsTaken() async throws {
    let (code, server) = try await send(MailScript())
    #expect(code == nil)
    #expect(
      Array(server.lines.prefix(4)) == [
        "EHLO [127.0.0.1]", "MAIL FROM:<watch@example.cn>", "RCPT TO:<head@example.cn>", "DATA",
      ])
    #expect(server.mails.count == 1 && server.mails[0].contains("To: <head@example.cn>"))
    await server.close()
  }

  @Test(arguments: [
    ("MAIL", "451 later", "mailing.away"), ("MAIL", "550 no", "mailing.away"),
    ("RCPT", "450 full", "mailing.later"), ("RCPT", "550 unknown", "mailing.refused"),
    ("RCPT", "421 going", "mailing.away"),
    (".", "554 spam", "mailing.refused"), (".", "452 full", "mailing.later"),
    ("EHLO", "502 what", "mailing.away"),
    ("DATA", "garbage", "mailing.away"),
  ])
  func whatIsNoForGoodIsNotTriedAgain(_ word: String, _ answer: String, _ expected: String) async throws {
    let (code, server) = try await send(MailScript(answers: [word: answer]))
    #expect(code == expected)
    await server.close()
  }

  @Test func aMailThatIsHandedOnIsTaken() async throws {
    let (code, server) = try await send(MailScript(answers: ["RCPT": "251 will go on"]))
    #expect(code == nil && server.mails.count == 1)
    await server.close()
  }

  @Test func whatSignedTheServerHasToBeReadable() {
    let server = SMTPServer(host: "a", port: 25, security: .tls, authority: "no PEM")
    let problem = #expect(throws: Problem.self) { try SMTPClient(server).check() }
    #expect(problem?.code == "mailing.authority")
  }

  @Test func aServerThatSaysNothingIsLeft() async throws {
    let (code, server) = try await send(MailScript(isMute: true), seconds: 1)
    #expect(code == "mailing.away")
    await server.close()
    let gone = SMTPClient(SMTPServer(host: "127.0.0.1", port: server.port, security: .none))
    await #expect(throws: Problem.self) { try await gone.send(MailTests.mail()) }
  }

  @Test func noPasswordGoesOverAnOpenLine() async throws {
    let (code, server) = try await send(MailScript(), user: "head")
    #expect(code == "mailing.plain" && !server.lines.contains { $0.hasPrefix("AUTH") })
    await server.close()
    // Nor where the word that begins the encryption is kept from us.
    let (other, stripped) = try await send(MailScript(), security: .starttls, user: "head")
    #expect(other == "mailing.away" && stripped.lines == ["EHLO [127.0.0.1]"])
    await stripped.close()
  }

  // MARK: encrypted

  @Test(.enabled(if: Certificate.canBeMade, "openssl is not installed"))
  func aPasswordGoesOverAnEncryptedLine() async throws {
    let certificate = try Certificate.make("known")
    for (isAtOnce, ways) in [(false, "AUTH PLAIN LOGIN"), (true, "AUTH PLAIN"), (true, "AUTH LOGIN")] {
      let script = MailScript(
        offers: isAtOnce ? [ways] : ["STARTTLS", ways], context: certificate.context,
        isSecretAtOnce: isAtOnce)
      let (code, server) = try await send(
        script, security: isAtOnce ? .tls : .starttls, user: "head", authority: certificate.pem)
      #expect(code == nil && server.mails.count == 1, "\(ways)")
      let words = ways.hasSuffix("LOGIN") && isAtOnce ? "AUTH LOGIN" : "AUTH PLAIN AGhlYWQAc2VjcmV0IHdvcmQ="
      #expect(server.lines.contains(words))
      await server.close()
    }
  }

  @Test(.enabled(if: Certificate.canBeMade, "openssl is not installed"))
  func aStrangersCertificateIsNotBelieved() async throws {
    let certificate = try Certificate.make("stranger")
    for security in [SMTPServer.Security.tls, .starttls] {
      let script = MailScript(
        offers: ["STARTTLS", "AUTH PLAIN"], context: certificate.context, isSecretAtOnce: security == .tls)
      let (code, server) = try await send(script, security: security, user: "head")
      #expect(code == "mailing.away" && !server.lines.contains { $0.hasPrefix("AUTH") })
      await server.close()
    }
  }
}

/// A certificate of `localhost`, made for the test.
struct Certificate {
  let pem: String
  let context: NIOSSLContext

  static let canBeMade = FileManager.default.isExecutableFile(atPath: "/usr/bin/openssl")

  static func make(_ use: String) throws -> Certificate {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "mailing-\(use)-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (chain, key) = (folder.path + "/chain.pem", folder.path + "/key.pem")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
      "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", chain,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    let configuration = TLSConfiguration.makeServerConfiguration(
      certificateChain: try NIOSSLCertificate.fromPEMFile(chain).map { .certificate($0) },
      privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
    return Certificate(
      pem: try String(contentsOfFile: chain, encoding: .utf8),
      context: try NIOSSLContext(configuration: configuration))
  }
}
