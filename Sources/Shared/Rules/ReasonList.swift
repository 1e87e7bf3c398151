// The reasons of a finding: few and telling, the decisive comparison first.

package import Kernel
import RuleLanguage
package import RuleTelling
package import RuleValues

/// A condition that decided, in words.
package struct ExplainedReason: Sendable {
  package let words: Text
  /// As the rule or the fact says it.
  package let source: String
}

package struct ReasonList {
  let words: ConditionWords
  /// How people call a row that a macro was at; nil for a row that needs no name.
  let name: (Value) -> Text?

  /// More than this nobody reads.
  static let most = 6
  private static let mostTails = 3

  /// - Parameter name: How people call a row that a macro was at; nil for a row that needs no name.
  package init(words: ConditionWords, name: @escaping (Value) -> Text?) {
    (self.words, self.name) = (words, name)
  }

  /// **Shape**: at most six, the decisive comparison first.
  package func reasons(_ reason: Reason) -> [ExplainedReason] {
    reduced(conditions(reason, [])).sorted { rank($0) < rank($1) }.prefix(ReasonList.most)
      .map { ExplainedReason(words: $0.words, source: $0.source) }
  }

  /// Conditions from the top down; what is not a condition is a way to one. A fact of yes or no is told
  /// itself, with the values that it rests on.
  private func conditions(_ reason: Reason, _ around: [Text]) -> [ToldCondition] {
    let rows = reason.element.flatMap(name).map { around.last == $0 ? around : around + [$0] } ?? around
    let about = rows.isEmpty ? nil : ReasonList.joined(rows)
    func below() -> [ToldCondition] { reason.because.flatMap { conditions($0, rows) } }
    guard case .bool = reason.value else { return [] }
    switch reason.trace.parts {
    case .derived:
      var claim = words.told(reason.trace, about: about)
      if !claim.isTrivial {
        claim.tails = Array(unique(reduced(below()).map(\.head)).prefix(ReasonList.mostTails))
      }
      return [claim]
    case .negation(let operand):
      if case .none = operand.parts { return [words.told(operand, about: about)] }
      return below()
    case .junction, .choice, .loop, .same: return below()
    case .none, .comparison, .operands: return [words.told(reason.trace, about: about)]
    }
  }

  package static func joined(_ rows: [Text]) -> Text {
    Text(zh: rows.map(\.zh).joined(separator: "，"), en: rows.map(\.en).joined(separator: ", "))
  }

  /// A measure with its threshold decides; an age or a day is what else has to be true.
  private func rank(_ condition: ToldCondition) -> Int {
    guard let solved = condition.solved, !condition.tails.isEmpty else { return 1 }
    return solved.isAge || solved.isDay ? 2 : 0
  }

  private func reduced(_ all: [ToldCondition]) -> [ToldCondition] {
    var kept: [ToldCondition] = []
    for condition in all where !kept.contains(where: { $0.words == condition.words }) {
      kept.append(condition)
    }
    kept = kept.filter { one in
      !kept.contains { other in
        guard other.about == one.about, let tight = other.solved, let loose = one.solved else { return false }
        return tight.isTighter(than: loose)
      }
    }
    kept = ReasonList.telling(kept)
    return merged(kept)
  }

  /// Without what only makes sure that others can be computed, as far as there are others.
  static func telling(_ all: [ToldCondition]) -> [ToldCondition] {
    func isGuard(_ one: ToldCondition) -> Bool { one.present != nil || one.solved?.isGuard == true }
    let used = all.filter { !isGuard($0) }.reduce(into: Set<Fact.Key>()) { $0.formUnion($1.uses) }
    let kept = all.filter { one in
      guard isGuard(one) else { return true }
      return one.uses.isDisjoint(with: used)
    }
    let plain = kept.filter { !$0.isTrivial && $0.isPlain && !(isGuard($0) && $0.solved?.isDay == true) }
    return plain.isEmpty ? kept : plain
  }

  /// Two thresholds of one value in one sentence: `年龄 36 周岁，已满 18 周岁，且不超过 59 周岁`.
  private func merged(_ all: [ToldCondition]) -> [ToldCondition] {
    var kept: [ToldCondition] = []
    for condition in all {
      let place = kept.firstIndex {
        $0.head == condition.head && $0.about == condition.about && $0.solved != nil
          && condition.solved != nil
      }
      guard let place else {
        kept.append(condition)
        continue
      }
      kept[place].tails = unique(kept[place].tails + condition.tails)
    }
    return kept
  }
}
