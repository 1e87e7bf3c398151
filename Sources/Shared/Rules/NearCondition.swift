// What a near miss lacks, in words: the value, the threshold, and how far the one is from the other.

package import Kernel

/// A condition with its value now, the threshold, and how far the one is from the other, in words.
package struct NearCondition: Sendable {
  package let sentence: Text
  package let subject: Text
  package let value: Text
  package let threshold: Text
  package let distance: Text
  /// Whether the value must rise; else it must fall.
  package let rises: Bool
  /// The distance as a share of the threshold; 0 between days.
  package let share: Double
  /// As the rule or the fact says it.
  package let source: String
}

extension Text {
  /// The same with whom or what it speaks of in front.
  fileprivate func about(_ name: Text?) -> Text {
    guard let name else { return self }
    return Text(zh: "\(name.zh)：\(zh)", en: "\(name.en), \(en)")
  }
}

extension NearCondition {
  /// The same with whom or what it speaks of in front.
  package func about(_ name: Text?) -> NearCondition {
    NearCondition(
      sentence: sentence.about(name), subject: subject.about(name), value: value, threshold: threshold,
      distance: distance, rises: rises, share: share, source: source)
  }
}
