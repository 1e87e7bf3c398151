// A place where a law is broken, with what to do about it.
import Testing

struct Breach: CustomStringConvertible, Sendable {
  let path: String
  let line: Int?
  /// What is wrong and, after it, the remedy.
  let says: String

  init(_ path: String, _ line: Int, _ says: String) { (self.path, self.line, self.says) = (path, line, says) }
  init(_ path: String, _ says: String) { (self.path, line, self.says) = (path, nil, says) }

  var description: String { line.map { "\(path):\($0): \(says)" } ?? "\(path): \(says)" }
}

/// The law is kept; else every breach is told, a line each.
func expectKept(_ breaches: [Breach], sourceLocation: SourceLocation = #_sourceLocation) {
  guard !breaches.isEmpty else { return }
  let told = breaches.map(\.description).joined(separator: "\n")
  Issue.record("\(breaches.count) breaches:\n\(told)", sourceLocation: sourceLocation)
}

/// The law finds exactly the planted breaches: each named by its path and a part of what is said.
func expectFound(
  _ breaches: [Breach], _ planted: [(path: String, part: String)],
  sourceLocation: SourceLocation = #_sourceLocation
) {
  for (path, part) in planted {
    #expect(
      breaches.contains { $0.path == path && $0.says.contains(part) },
      "nothing about '\(part)' in \(path); found: \(breaches)", sourceLocation: sourceLocation)
  }
  #expect(breaches.count == planted.count, "found: \(breaches)", sourceLocation: sourceLocation)
}
