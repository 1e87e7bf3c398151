// Handing a mail to a server: greeting, encryption, sign-in, and the mail.

import Foundation
package import Kernel
import NIOSSL

/// Where mail is handed in.
package struct SMTPServer: Equatable, Sendable {
  package enum Security: String, CaseIterable, Sendable {
    /// Encrypted from the first byte (port 465), after a word in the open (587), or never.
    case tls, starttls, none
  }

  package let host: String
  package let port: Int
  package let security: Security
  /// Empty where nobody has to sign in.
  package let user, password: String
  /// Who signed the server's certificate, as PEM; empty for those that the machine trusts.
  package let authority: String
  /// **Unit**: seconds for all of one mail.
  package let seconds: Int

  package init(
    host: String, port: Int, security: Security, user: String = "", password: String = "",
    authority: String = "", seconds: Int = 30
  ) {
    (self.host, self.port, self.security) = (host, port, security)
    (self.user, self.password, self.authority, self.seconds) = (user, password, authority, seconds)
  }
}

package struct SMTPClient: Sendable {
  private let server: SMTPServer

  package init(_ server: SMTPServer) { self.server = server }

  /// **Problems**: `mailing.authority` where what signed the server's certificate cannot be read.
  package func check() throws(Problem) {
    if server.authority.isEmpty { return }
    guard let known = try? NIOSSLCertificate.fromPEMBytes(Array(server.authority.utf8)), !known.isEmpty else {
      throw MailingProblems.authority
    }
  }

  /// Hands one mail in. What the server takes is its to deliver.
  /// **Problems**: `mailing.away` (worth another try), `mailing.later` (this one is), `mailing.refused` for
  /// the address or the mail,
  /// `mailing.plain`, those of the mail.
  /// **Source**: RFC 5321, RFC 3207, RFC 4954.
  package func send(_ mail: Mail) async throws(Problem) {
    let lines = try mail.lines()
    let line = try await SMTPLine.open(server)
    do throws(Problem) {
      try await talk(mail, lines, over: line)
      line.close()
    } catch {
      line.close()
      throw error
    }
  }

  private func talk(_ mail: Mail, _ lines: [String], over line: SMTPLine) async throws(Problem) {
    _ = try await line.answer(220...220)
    var offered = try await hello(line)
    if server.security == .starttls {
      guard offered.contains("STARTTLS") else { throw MailingProblems.away("no STARTTLS") }
      _ = try await line.ask("STARTTLS", for: 220...220)
      try await line.encrypt(server)
      offered = try await hello(line)
    }
    if !server.user.isEmpty { try await signIn(offered, line) }
    _ = try await line.ask("MAIL FROM:<\(mail.from)>", for: 250...250)
    _ = try await line.ask("RCPT TO:<\(mail.to)>", for: 250...252, mayRefuse: true)
    _ = try await line.ask("DATA", for: 354...354)
    // A line that begins with a point gets a second one, so that none ends the mail.
    let stuffed = lines.map { $0.hasPrefix(".") ? "." + $0 : $0 }
    _ = try await line.ask(stuffed.joined(separator: "\r\n") + "\r\n.", for: 250...250, mayRefuse: true)
    line.say("QUIT")
  }

  /// What the server offers, in capitals.
  private func hello(_ line: SMTPLine) async throws(Problem) -> [String] {
    try await line.ask("EHLO [127.0.0.1]", for: 250...250).map { $0.uppercased() }
  }

  private func signIn(_ offered: [String], _ line: SMTPLine) async throws(Problem) {
    guard server.security != .none else { throw MailingProblems.plainPassword }
    let ways = offered.first { $0.hasPrefix("AUTH ") }?.split(separator: " ").map(String.init) ?? []
    if ways.contains("PLAIN") {
      let words = "\0\(server.user)\0\(server.password)"
      _ = try await line.ask("AUTH PLAIN \(SMTPClient.base64(words))", for: 235...235)
    } else if ways.contains("LOGIN") {
      _ = try await line.ask("AUTH LOGIN", for: 334...334)
      _ = try await line.ask(SMTPClient.base64(server.user), for: 334...334)
      _ = try await line.ask(SMTPClient.base64(server.password), for: 235...235)
    } else {
      throw MailingProblems.away("no way to sign in")
    }
  }

  private static func base64(_ text: String) -> String { Data(text.utf8).base64EncodedString() }
}
