// The known name that is nearest to a misspelt one.

import RuleValues

enum NearestName {
  /// Nil where nothing is near enough to be meant; of equally near names the first in the alphabet.
  static func of(_ wrong: String, among known: some Sequence<String>) -> String? {
    // Nobody misspells a name that long, and comparing two takes as long as both multiplied.
    guard wrong.utf8.count <= 100 else { return nil }
    let wrong = Array(wrong.lowercased().utf8)
    let limit = max(1, wrong.count / 3)
    var best: (distance: Int, name: String)?
    for name in known {
      let other = Array(name.lowercased().utf8)
      guard abs(other.count - wrong.count) <= limit else { continue }
      let distance = distance(wrong, other)
      guard distance <= limit, (distance, name) < (best?.distance ?? .max, best?.name ?? "") else { continue }
      best = (distance, name)
    }
    return best?.name
  }

  /// Letters changed, missing, added, or swapped with their neighbour.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
    var before: [Int] = []
    var last = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var next = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, next[column] + 1, last[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        next.append(cost)
      }
      (before, last) = (last, next)
    }
    return last[right.count]
  }
}

/// A name of the vocabulary that may have been meant, with what it stands for.
struct NearName: Sendable {
  let name: String
  let zh: String
  let en: String

  /// `是否指 income（人均纯收入）？`
  var hint: Wording { Self.hint([self]) }

  /// One question about all the names: `是否指 income（人均纯收入）或 wage（工资）？`
  static func hint(_ names: [NearName]) -> Wording {
    let (zh, en) = (names.map(\.shown.zh), names.map(\.shown.en))
    return Wording(
      zh: "是否指 \(zh.joined(separator: "、"))？", en: "Did you mean \(en.joined(separator: " or "))?")
  }

  /// The name with what it is called, without what explains it further.
  var shown: Wording {
    let (zh, en) = (Self.head(zh), Self.head(en))
    let saysMore = !en.isEmpty && en != name && !name.hasSuffix("." + en)
    return Wording(zh: zh.isEmpty ? name : "\(name)（\(zh)）", en: saysMore ? "\(name) (\(en))" : name)
  }

  /// What stands before the first comma or bracket.
  static func head(_ words: String) -> String {
    let head = words.prefix { !"，,（(；;".contains($0) }
    return String(head.last == " " ? head.dropLast() : head)
  }
}
