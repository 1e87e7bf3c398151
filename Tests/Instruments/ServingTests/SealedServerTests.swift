// TLS with a certificate made for the test: HTTP/2 and HTTP/1.1 by the client's wish, and a new certificate.
import Foundation
import Kernel
import Serving
import Testing

private enum Tools {
  static let areThere = ["/usr/bin/openssl", "/usr/bin/curl"].allSatisfy {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  /// Runs a tool with its output in a file.
  static func run(_ tool: String, _ arguments: [String], into file: String) throws {
    FileManager.default.createFile(atPath: file, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: tool)
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(forWritingAtPath: file)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  static func certificate(_ name: String, in folder: String) throws -> CertificateFiles {
    let files = CertificateFiles(chain: folder + "/chain.pem", key: folder + "/key.pem")
    try run(
      "/usr/bin/openssl",
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
        "-subj", "/CN=\(name)", "-keyout", files.key, "-out", files.chain,
      ], into: folder + "/openssl.log")
    return files
  }
}

@Suite(.enabled(if: Tools.areThere, "openssl and curl are not installed"))
struct SealedServerTests {
  @Test func aClientChoosesItsVersionAndIsToldToStayEncrypted() async throws {
    let folder = NSTemporaryDirectory() + "shouwang-tls-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let files = try Tools.certificate("one.example", in: folder)
    try await serving(settings { $0.certificate = files }) { server in
      for (wish, line) in [("--http2", "HTTP/2 200"), ("--http1.1", "HTTP/1.1 200")] {
        let answer = await onThread {
          let file = folder + "/curl\(wish).log"
          let url = "https://localhost:\(server.port)/"
          try? Tools.run("/usr/bin/curl", ["-s", "-k", "-i", "--max-time", "10", wish, url], into: file)
          return (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        }
        #expect(answer.hasPrefix(line) && answer.hasSuffix("home"))
        #expect(answer.lowercased().contains("strict-transport-security: max-age=31536000"))
      }
      let slow = await server.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
      #expect(!slow.contains("home"), "nothing is served in the clear on an encrypted port")
    }
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func aHandshakeThatDoesNotComeIsEnded() async throws {
    let folder = NSTemporaryDirectory() + "shouwang-tls2-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let files = try Tools.certificate("one.example", in: folder)
    let short = settings {
      $0.certificate = files
      $0.limits.headMilliseconds = 100
    }
    try await serving(short) { server in #expect(await server.ask("") == "") }
    try FileManager.default.removeItem(atPath: folder)
  }

  @Test func aBrokenNewCertificateLeavesTheOldOne() throws {
    let folder = NSTemporaryDirectory() + "shouwang-tls3-\(ProcessInfo.processInfo.processIdentifier)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let files = try Tools.certificate("one.example", in: folder)
    let holder = try CertificateHolder(files)
    try "no key".write(toFile: files.key, atomically: true, encoding: .utf8)
    #expect(throws: Problem.self) { try holder.reload() }
    _ = try Tools.certificate("two.example", in: folder)
    try holder.reload()
    try FileManager.default.removeItem(atPath: folder)
  }
}
