// Which rows of every table a run over some rows of the subject needs.

extension Machine {
  /// The rows of each pass's root: the subject's own, or those that are referred to.
  func rangesOfPasses(_ rows: Range<Int>) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    for (number, domain) in graph.domains.enumerated() {
      switch domain.origin {
      case .subject: ranges.append(rows)
      case .list(let parent, _):
        guard let offsets = pinned.offsets[number] else { preconditionFailure("a list has offsets") }
        ranges.append(Int(offsets[ranges[parent].lowerBound])..<Int(offsets[ranges[parent].upperBound]))
      case .reference(let from, let name): ranges.append(referred(from, name, ranges[from]))
      }
    }
    return schedule.passes.map { ranges[$0.root] }
  }

  /// From the first to the last row that some rows refer to; empty where none refers to any.
  private func referred(_ from: Int, _ name: String, _ rows: Range<Int>) -> Range<Int> {
    guard let number = graph.references.firstIndex(of: FieldName(domain: from, name: name)) else {
      preconditionFailure("a domain behind a reference has one")
    }
    let targets = pinned.references[number]
    var (low, high) = (Int32.max, Int32(-1))
    for row in rows where targets[row] >= 0 {
      (low, high) = (min(low, targets[row]), max(high, targets[row]))
    }
    return high < 0 ? 0..<0 : Int(low)..<Int(high) + 1
  }
}
