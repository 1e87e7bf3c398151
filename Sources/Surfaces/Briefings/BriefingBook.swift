// Which briefings there are, as their files say: for whom, how often, and of what they are made.

package import Indicators
package import Kernel
package import Rules

/// A number that a briefing can name: a figure of the city, or a count of casework.
enum BriefingItem: Hashable, Sendable {
  case figure(String)
  case count(CaseCount)

  var code: String {
    switch self {
    case .figure(let code): code
    case .count(let count): count.rawValue
    }
  }
}

/// Which end of a ranking is good, and what rates are rates of: few of these make no rank.
struct BriefingOrder: Sendable {
  let isHighGood: Bool
  let base: BriefingItem
}

/// One wording of a sentence. The first holds whose condition does; one without condition always.
struct BriefingWording: Sendable {
  let condition: BriefingCondition?
  let text: (zh: [TemplatePart], en: [TemplatePart])

  func parts(_ language: Language) -> [TemplatePart] { language == .zh ? text.zh : text.en }
}

struct BriefingSentence: Sendable {
  let about: BriefingItem?
  let order: BriefingOrder?
  let wordings: [BriefingWording]
}

/// What has to be reached.
package struct BriefingTarget: Sendable {
  let figure: String
  let limit: Fraction
  let isFloor: Bool

  package init(figure: String, limit: Fraction, isFloor: Bool) {
    (self.figure, self.limit, self.isFloor) = (figure, limit, isFloor)
  }

  func isMet(by value: Fraction) -> Bool {
    let gap = isFloor ? value.minus(limit) : limit.minus(value)
    return gap.map { !$0.isNegative } ?? false
  }
}

/// One part of a briefing below its heading.
struct BriefingSection: Sendable {
  enum Chart: Sendable {
    case trend(BriefingItem)
    /// Sub-places by their value.
    case bars(BriefingItem, BriefingOrder)
    /// What each sub-place adds to the change of the whole.
    case changes(BriefingItem)
  }

  enum Content: Sendable {
    case narrative([BriefingSentence])
    case table([BriefingItem])
    case ranking(BriefingItem, BriefingOrder)
    case chart(Chart)
    case channels
    /// Targets missed by sub-places, late clues, numbers that cannot be told.
    case problems([BriefingItem], base: BriefingItem)
    /// Rows to be filled in by hand.
    case tasks(Int)
    case signatures([Text])
  }

  let heading: Text?
  let content: Content
}

package struct BriefingKind: Sendable {
  package let code: String
  let order: Int
  /// What lists call it, and its title with the place's name and the period put in.
  package let title: Text
  let head: Text
  package let cadence: BriefingCadence
  package let levels: [PlaceLevel]
  /// The line of work whose analysis it is; nil for those of a whole place.
  package let line: String?
  let sections: [BriefingSection]
}

package struct BriefingBook: Sendable {
  /// In their order.
  package let kinds: [BriefingKind]
  /// Wordings that sentences share, by name.
  let phrases: [String: [BriefingWording]]
  let targets: [BriefingTarget]
  /// Rates over fewer are marked and take no rank.
  let smallNumber: Int

  package func kind(_ code: String) -> BriefingKind? { kinds.first { $0.code == code } }

  func target(_ item: BriefingItem) -> BriefingTarget? {
    if case .figure(let code) = item { return targets.first { $0.figure == code } }
    return nil
  }
}
