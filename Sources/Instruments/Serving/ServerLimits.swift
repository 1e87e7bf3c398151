// How much and how long a client may take before it is answered with a refusal.

/// **Unit**: bytes, milliseconds, connections.
package struct ServerLimits: Sendable {
  /// All header fields of a request together; more is answered with 431.
  package var headBytes = 16_384
  /// The body of a request; more is answered with 413.
  package var bodyBytes = 1_048_576
  /// Larger bodies, by the path of their request; nil for all others.
  package var uploadBytes: @Sendable (_ path: String) -> Int? = { _ in nil }
  /// From the first byte that could come to the end of the head; then 408.
  package var headMilliseconds = 10_000
  /// From the head to the end of the body; then 408.
  package var bodyMilliseconds = 60_000
  /// The same for larger bodies: photos come slowly from where the network is thin.
  package var uploadMilliseconds = 300_000
  /// How long a connection may rest between two requests.
  package var idleMilliseconds = 60_000
  /// From the head to the end of the answer; then 503.
  package var requestMilliseconds = 120_000
  /// Connections at one time; the next ones are answered with 503, and beyond twice as many nobody is let in.
  package var connections = 2_048
  /// Of these, how many one address may have; not counted behind a proxy, whose connections are everybody's.
  package var connectionsOfOne = 512

  package init() {}

  /// How long the body of a request to a path may take.
  func bodyMilliseconds(for path: String) -> Int {
    uploadBytes(path) == nil ? bodyMilliseconds : max(bodyMilliseconds, uploadMilliseconds)
  }

  /// What a request to a path may carry.
  package func bodyBytes(for path: String) -> Int { uploadBytes(path) ?? bodyBytes }
}
