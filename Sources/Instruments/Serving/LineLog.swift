// The log as lines of JSON: instants, codes, counts, and nothing that names a person.

package import Kernel
package import Logging

/// Writes each event as one line. Only values of known keys are written; all others show as `-`, so that a
/// careless message cannot carry a person's data into the log.
package struct LineLog: LogHandler {
  /// Keys whose values are numbers, codes, templates and ids of requests.
  static let told: Set<String> = [
    "request", "method", "path", "status", "ms", "bytes", "account", "client", "code", "kind", "count",
    "signal", "port", "seconds",
  ]

  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level = .info
  package var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let clock: Clock
  private let write: @Sendable (String) -> Void

  /// - Parameter write: is given one line, with its end, at a time; from any thread.
  package init(label: String, clock: Clock, write: @escaping @Sendable (String) -> Void) {
    (self.label, self.clock, self.write) = (label, clock, write)
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    let all = metadata.merging(event.metadata ?? [:]) { _, new in new }
    var line = "{\"at\":\"\(clock.now())\",\"level\":\"\(event.level)\",\"from\":\(JSONText.quoted(label))"
    line += ",\"event\":\(JSONText.quoted(LineLog.masked("\(event.message)")))"
    for (key, value) in all.sorted(by: { $0.key < $1.key }) {
      let text = LineLog.told.contains(key) ? "\(value)" : "-"
      let isNumber =
        !text.isEmpty && text.utf8.count < 11 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      line += ",\(JSONText.quoted(key)):\(isNumber ? text : JSONText.quoted(LineLog.masked(text)))"
    }
    write(line + "}\n")
  }

  /// Blanks what looks like a number of a person: eleven digits or more in a row.
  static func masked(_ text: String) -> String {
    guard mayHoldNumber(text) else { return text }
    var (masked, run) = ("", "")
    func end(_ run: String) -> String { run.count >= 11 ? "***" : run }
    for character in text {
      if character.isNumber {
        run.append(character)
      } else {
        masked += end(run)
        run = ""
        masked.append(character)
      }
    }
    return masked + end(run)
  }

  /// Most texts are short words of ASCII: whether one needs a look at each of its characters.
  private static func mayHoldNumber(_ text: String) -> Bool {
    var run = 0
    for byte in text.utf8 {
      guard byte < 0x80 else { return true }
      run = (0x30...0x39).contains(byte) ? run + 1 : 0
      if run == 11 { return true }
    }
    return false
  }
}
