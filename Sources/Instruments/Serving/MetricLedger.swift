// Counts of what the server does, kept in memory and told as text for Prometheus.

package import CoreMetrics
import Synchronization

/// Every number has a name and a few labels; of one name at most 200 combinations of labels are kept, so that
/// no client can fill the memory. **Source**: Prometheus exposition format 0.0.4.
package final class MetricLedger: MetricsFactory {
  private struct Series {
    /// Of a histogram: a count for each border and one beyond; else nothing.
    var buckets: [Int] = []
    var value = 0.0
    var count = 0
  }

  private enum Kind: String { case counter, gauge, histogram }

  private struct Measure {
    let kind: Kind
    var series: [String: Series] = [:]
  }

  /// **Unit**: seconds.
  private static let borders = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  private static let mostSeries = 200
  private let measures = Mutex<[String: Measure]>([:])

  package init() {}

  package func count(_ name: String, _ labels: [(String, String)] = [], by amount: Double = 1) {
    change(name, labels, .counter) { $0.value += amount }
  }

  package func set(_ name: String, _ labels: [(String, String)] = [], to value: Double) {
    change(name, labels, .gauge) { $0.value = value }
  }

  /// - Parameter seconds: goes into a histogram.
  package func observe(_ name: String, _ labels: [(String, String)] = [], seconds: Double) {
    change(name, labels, .histogram) { series in
      if series.buckets.isEmpty {
        series.buckets = [Int](repeating: 0, count: MetricLedger.borders.count + 1)
      }
      let place = MetricLedger.borders.firstIndex { seconds <= $0 } ?? MetricLedger.borders.count
      series.buckets[place] += 1
      series.value += seconds
      series.count += 1
    }
  }

  /// **Shape**: measures by name, each with its `# TYPE`, series in the order of their labels.
  package var text: String {
    let measures = measures.withLock { $0 }
    var text = ""
    for (name, measure) in measures.sorted(by: { $0.key < $1.key }) {
      text += "# TYPE \(name) \(measure.kind.rawValue)\n"
      for (labels, series) in measure.series.sorted(by: { $0.key < $1.key }) {
        text +=
          measure.kind == .histogram
          ? MetricLedger.histogram(name, labels, series)
          : "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(MetricLedger.number(series.value))\n"
      }
    }
    return text
  }

  private func change(
    _ name: String, _ labels: [(String, String)], _ kind: Kind, _ body: (inout Series) -> Void
  ) {
    let (name, key) = (MetricLedger.name(name), MetricLedger.key(labels))
    measures.withLock { measures in
      // In its place: a copy of all series for each request would cost more than the request's own counts.
      MetricLedger.change(&measures[name, default: Measure(kind: kind)], name, key, kind, body)
    }
  }

  private static func change(
    _ measure: inout Measure, _ name: String, _ key: String, _ kind: Kind, _ body: (inout Series) -> Void
  ) {
    precondition(measure.kind == kind, "\(name) is always a \(measure.kind)")
    guard measure.series[key] != nil || measure.series.count < mostSeries else { return }
    body(&measure.series[key, default: Series()])
  }

  private static func histogram(_ name: String, _ labels: String, _ series: Series) -> String {
    let more = labels.isEmpty ? "" : labels + ","
    var (text, sum) = ("", 0)
    for (place, count) in series.buckets.enumerated() {
      sum += count
      let border = place < borders.count ? number(borders[place]) : "+Inf"
      text += "\(name)_bucket{\(more)le=\"\(border)\"} \(sum)\n"
    }
    let only = labels.isEmpty ? "" : "{\(labels)}"
    return text + "\(name)_sum\(only) \(number(series.value))\n\(name)_count\(only) \(series.count)\n"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
  }

  private static func name(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPlain) else { return text }
    return String(text.map { $0.utf8.allSatisfy(isPlain) ? $0 : "_" })
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }

  private static func key(_ labels: [(String, String)]) -> String {
    var key = ""
    for (label, value) in labels {
      if !key.isEmpty { key += "," }
      key += name(label)
      key += "=\""
      key += value.utf8.contains { $0 == 0x5C || $0 == 0x22 || $0 == 0x0A } ? escaped(value) : value
      key += "\""
    }
    return key
  }

  private static func escaped(_ value: String) -> String {
    value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }
}

/// What libraries report lands in the same ledger.
extension MetricLedger {
  private final class Reporter: CounterHandler, RecorderHandler, TimerHandler {
    let ledger: MetricLedger
    let label: String
    let dimensions: [(String, String)]

    init(_ ledger: MetricLedger, _ label: String, _ dimensions: [(String, String)]) {
      (self.ledger, self.label, self.dimensions) = (ledger, label, dimensions)
    }

    func increment(by amount: Int64) { ledger.count(label, dimensions, by: Double(amount)) }
    func reset() {}
    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { ledger.set(label, dimensions, to: value) }
    func recordNanoseconds(_ duration: Int64) {
      ledger.observe(label, dimensions, seconds: Double(duration) / 1e9)
    }
  }

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    Reporter(self, label + "_total", dimensions)
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    Reporter(self, label, dimensions)
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    Reporter(self, label + "_seconds", dimensions)
  }

  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}
}
