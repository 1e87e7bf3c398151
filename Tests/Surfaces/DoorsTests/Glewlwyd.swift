// A provider from Debian's packages, started for a test on a free port with files of its own.
import Foundation
import FoundationNetworking
import Glibc
import Kernel

/// What went wrong with the provider itself, as it told.
struct ProviderFailure: Error { let what: String }

final class Glewlwyd {
  static let program = "/usr/bin/glewlwyd"
  static let schema = "/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3"
  static var isInstalled: Bool {
    [program, schema].allSatisfy { FileManager.default.fileExists(atPath: $0) }
  }

  let issuer: String
  private let base: String
  private let folder: String
  private let process = Process()
  private let reader = PlainReader()

  init() throws {
    var name = Array((NSTemporaryDirectory() + "/shouwang-provider-XXXXXX").utf8CString)
    guard mkdtemp(&name) != nil else { throw ProviderFailure(what: "no folder") }
    folder = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let port = try Glewlwyd.freePort()
    base = "http://localhost:\(port)/api"
    issuer = base + "/oidc"
    try settings(port).write(toFile: folder + "/conf", atomically: true, encoding: .utf8)
    let made = Process()
    made.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    made.arguments = ["sqlite3", folder + "/store", ".read \(Glewlwyd.schema)"]
    try run(made, "made")
    made.waitUntilExit()
    guard made.terminationStatus == 0 else { throw ProviderFailure(what: told("made")) }
    process.executableURL = URL(fileURLWithPath: Glewlwyd.program)
    process.arguments = ["--config-file=" + folder + "/conf"]
    try run(process, "run")
  }

  func stop() {
    if process.isRunning {
      process.terminate()
      process.waitUntilExit()
    }
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Waits until it answers, then makes keys, the client and one user.
  func begin(client: String, secret: String, redirect: String, user: String, password: String) async throws {
    var tries = 0
    while await reader.ask("GET", base + "/oidc/", nil, cookie: "").status == 0 {
      tries += 1
      guard tries < 1_000, process.isRunning else { throw ProviderFailure(what: told("run")) }
      // Nothing tells when a port of another program opens: it is asked again after a moment.
      poll(nil, 0, 20)
    }
    let admin = try await cookie(of: "admin", "password")
    try await make("/mod/plugin/", Glewlwyd.plugin(issuer), admin)
    try await make(
      "/user/?source=database",
      ["username": user, "password": password, "name": user, "enabled": true, "scope": ["openid"]], admin)
    try await make(
      "/client/?source=database",
      [
        "client_id": client, "name": client, "confidential": true, "client_secret": secret,
        "enabled": true, "redirect_uri": [redirect], "authorization_type": ["code"],
        "token_endpoint_auth_method": ["client_secret_post"], "scope": ["openid"],
      ], admin)
  }

  /// Signs somebody in there as a browser would, lets them agree, and answers where they are sent.
  func visit(_ url: String, client: String, user: String, password: String) async throws -> String {
    let cookie = try await cookie(of: user, password)
    let agreed = await reader.ask("PUT", base + "/auth/grant/" + client, ["scope": "openid"], cookie: cookie)
    guard agreed.status == 200 else { throw ProviderFailure(what: "grant \(agreed)") }
    let sent = await reader.ask("GET", url + "&g_continue", nil, cookie: cookie)
    guard sent.status == 302 else { throw ProviderFailure(what: "auth \(sent)") }
    return sent.location
  }

  private func cookie(of user: String, _ password: String) async throws -> String {
    let answer = await reader.ask(
      "POST", base + "/auth/", ["username": user, "password": password], cookie: "")
    guard answer.status == 200, !answer.cookie.isEmpty else { throw ProviderFailure(what: "\(answer)") }
    return answer.cookie
  }

  private func make(_ path: String, _ body: [String: any Sendable], _ cookie: String) async throws {
    let answer = await reader.ask("POST", base + path, body, cookie: cookie)
    guard answer.status == 200 else { throw ProviderFailure(what: "\(path) \(answer)") }
  }

  /// A child writes into files: one that outlives the test must hold no pipe of it.
  private func run(_ process: Process, _ name: String) throws {
    let path = "\(folder)/\(name).txt"
    FileManager.default.createFile(atPath: path, contents: nil)
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    process.standardInput = FileHandle.nullDevice
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
  }

  private func told(_ name: String) -> String {
    (try? String(contentsOfFile: "\(folder)/\(name).txt", encoding: .utf8)) ?? ""
  }

  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, size) == 0 && getsockname(socket, $0, &size) == 0
      }
    }
    guard isBound else { throw ProviderFailure(what: "no port") }
    return Int(in_port_t(bigEndian: address.sin_port))
  }

  private func settings(_ port: Int) -> String {
    let modules = ["user", "user_middleware", "client", "plugin"].map {
      "\($0)_module_path=\"/usr/lib/glewlwyd/\($0)\""
    }
    return """
      port=\(port)
      bind_address="127.0.0.1"
      external_url="http://localhost:\(port)"
      login_url="login.html"
      api_prefix="api"
      static_files_path="/usr/share/glewlwyd/webapp/"
      log_mode="console"
      log_level="INFO"
      cookie_domain="localhost"
      cookie_secure=0
      session_key="provider"
      session_expiration=600
      admin_scope="g_admin"
      profile_scope="g_profile"
      \(modules.joined(separator: "\n"))
      user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
      use_secure_connection=false
      secure_connection_key_file="/nowhere"
      secure_connection_pem_file="/nowhere"
      secure_connection_ca_file="/nowhere"
      hash_algorithm="SHA512"
      database = { type = "sqlite3"
        path = "\(folder)/store" };
      """ + "\n"
  }

  /// Codes alone, with PKCE by digest alone, signed by a key of this test.
  private static func plugin(_ issuer: String) -> [String: any Sendable] {
    let parameters: [String: any Sendable] = [
      "iss": issuer, "jwt-type": "ecdsa", "jwt-key-size": "256", "key": TestKey.secret,
      "cert": TestKey.open, "access-token-duration": 600, "refresh-token-duration": 600,
      "code-duration": 600, "auth-type-code-enabled": true, "auth-type-token-enabled": false,
      "auth-type-id-token-enabled": true, "auth-type-none-enabled": false,
      "auth-type-password-enabled": false, "auth-type-client-enabled": false,
      "auth-type-refresh-enabled": false, "allow-non-oidc": false, "subject-type": "public",
      "pkce-allowed": true, "pkce-method-plain-allowed": false, "pkce-required": true, "jwks-show": true,
      "request-parameter-allow": false, "name-claim": "on-demand", "email-claim": "no",
      "scope-claim": "no", "scope": [String](),
    ]
    return ["module": "oidc", "name": "oidc", "display_name": "oidc", "parameters": parameters]
  }
}

/// An answer as tests look at it; status 0 where nobody answers.
struct PlainAnswer: Sendable {
  var status = 0
  var location = ""
  /// The first cookie, as a browser would send it back.
  var cookie = ""
  var body = ""
}

/// Asks without following redirects and without keeping cookies by itself.
final class PlainReader: NSObject, URLSessionTaskDelegate {
  private var session: URLSession {
    let settings = URLSessionConfiguration.ephemeral
    settings.httpShouldSetCookies = false
    settings.httpCookieAcceptPolicy = .never
    settings.timeoutIntervalForRequest = 20
    return URLSession(configuration: settings, delegate: self, delegateQueue: nil)
  }

  func ask(_ method: String, _ url: String, _ json: [String: any Sendable]?, cookie: String) async
    -> PlainAnswer
  {
    guard let place = URL(string: url) else { return PlainAnswer() }
    var request = URLRequest(url: place)
    request.httpMethod = method
    if !cookie.isEmpty { request.setValue(cookie, forHTTPHeaderField: "cookie") }
    if let json {
      request.httpBody = try? JSONSerialization.data(withJSONObject: json)
      request.setValue("application/json", forHTTPHeaderField: "content-type")
    }
    let session = session
    defer { session.finishTasksAndInvalidate() }
    guard let (data, response) = try? await session.data(for: request),
      let head = response as? HTTPURLResponse
    else { return PlainAnswer() }
    let set = head.value(forHTTPHeaderField: "set-cookie") ?? ""
    return PlainAnswer(
      status: head.statusCode, location: head.value(forHTTPHeaderField: "location") ?? "",
      cookie: String(set.prefix { $0 != ";" }), body: String(decoding: data, as: UTF8.self))
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) { completionHandler(nil) }
}

/// Signs for nobody but tests.
enum TestKey {
  static let secret = """
    -----BEGIN PRIVATE KEY-----
    MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgZtUrIbQuZqgnYDIU
    +HmvNJu2Y1/y3fYfH59rRLqEbfyhRANCAAQPtKHhMQlF1iOVHehVQWsZpm5r57bR
    ocnw9e5iHYwoErshONNYvYl/VZ4R1uE9QuGRR9PdikVQ3dmuqWtI4wrA
    -----END PRIVATE KEY-----
    """
  static let open = """
    -----BEGIN PUBLIC KEY-----
    MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAED7Sh4TEJRdYjlR3oVUFrGaZua+e2
    0aHJ8PXuYh2MKBK7ITjTWL2Jf1WeEdbhPULhkUfT3YpFUN3ZrqlrSOMKwA==
    -----END PUBLIC KEY-----
    """
}
