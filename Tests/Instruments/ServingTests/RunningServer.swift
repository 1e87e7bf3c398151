// A server on a port of the system's choice, with the pages of a test, for as long as a body runs.
import Foundation
import Hummingbird
import Kernel
import Logging
import Serving
import Synchronization

/// Lets an answer wait until the test says so.
final class Gate: Sendable {
  let stream: AsyncStream<Void>
  private let open: AsyncStream<Void>.Continuation

  init() { (stream, open) = AsyncStream.makeStream(of: Void.self) }

  func release() { open.finish() }
  func pass() async { for await _ in stream {} }
}

final class Lines: Sendable {
  private let kept = Mutex<[String]>([])

  func add(_ line: String) { kept.withLock { $0.append(line) } }
  var all: [String] { kept.withLock { $0 } }
}

struct RunningServer {
  let port: Int
  let lines: Lines
  let gate: Gate
  let office: ServerOffice
  let entered: AsyncStream<Void>
  let stop: Gate

  /// One request on a connection of its own.
  func ask(_ text: String) async -> String {
    let port = port
    return await onThread {
      guard let client = RawClient(port: port) else { return "" }
      defer { client.close() }
      client.send(text)
      return client.rest()
    }
  }

  func get(_ path: String, _ headers: String = "", host: String = "localhost") async -> String {
    await ask("GET \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\(headers)\r\n")
  }
}

/// Runs what blocks on a thread of its own: the few threads of tasks belong to the server.
func onThread(_ work: @escaping @Sendable () -> String) async -> String {
  await withCheckedContinuation { continuation in
    Thread.detachNewThread { continuation.resume(returning: work()) }
  }
}

/// Runs a server and hands it to the body; afterwards the server is told to stop and has stopped.
func serving(
  _ settings: ServerSettings, obstacle: @escaping @Sendable () -> Problem? = { nil },
  stopped: @escaping @Sendable () -> Void = {},
  _ body: @escaping @Sendable (RunningServer) async throws -> Void
) async throws {
  let (lines, gate, stop) = (Lines(), Gate(), Gate())
  let (entered, enter) = AsyncStream.makeStream(of: Void.self)
  let (ports, tell) = AsyncStream.makeStream(of: Int.self)
  let instant = Instant(milliseconds: 1_760_000_000_000)
  let logger = Logger(label: "serving") { label in
    LineLog(label: label, clock: .fixed(instant)) { lines.add($0) }
  }
  let office = ServerOffice(
    settings, clock: .fixed(instant), logger: logger, template: PathTemplate(words: ["echo", "wait"]),
    newRequest: { "made-here" }, obstacle: obstacle)
  let router = Router()
  router.get("/") { _, _ in "home" }
  router.get("/busy") { _, _ in Response(status: .serviceUnavailable) }
  router.get("/later") { _, _ in Response(status: .serviceUnavailable, headers: [.retryAfter: "3"]) }
  router.post("/echo") { request, context in
    let bytes = try await request.body.collect(upTo: 10_000_000)
    return "took \(bytes.readableBytes)"
  }
  router.get("/wait") { _, _ in
    enter.yield()
    await gate.pass()
    return "waited"
  }
  let responder = ServedResponder(router.buildResponder(), office: office)
  try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { tell.finish() }
      try await runServer(
        responder, office: office, onRunning: { tell.yield($0) }, untilEnd: { await stop.pass() },
        stopped: stopped)
    }
    for await port in ports {
      let server = RunningServer(
        port: port, lines: lines, gate: gate, office: office, entered: entered, stop: stop)
      do {
        try await body(server)
      } catch {
        gate.release()
        stop.release()
        throw error
      }
      break
    }
    gate.release()
    stop.release()
    try await group.waitForAll()
  }
}

func settings(_ change: (inout ServerSettings) -> Void = { _ in }) -> ServerSettings {
  var settings = ServerSettings()
  settings.port = 0
  settings.shutdownSeconds = 5
  change(&settings)
  return settings
}
