// Sentences filled with numbers: what is not known is said to be so, never nought.

import Indicators
import Kernel
import Registry

extension BriefingWords {
  /// The sentences of a paragraph, one behind the other.
  mutating func paragraph(_ sentences: [BriefingSentence]) -> [BriefingPiece] {
    var pieces: [BriefingPiece] = []
    for sentence in sentences {
      if language == .en, !pieces.isEmpty { pieces.append(.words(" ")) }
      pieces += tell(sentence.wordings, sentence.about, sentence.order)
    }
    return joined(pieces)
  }

  private mutating func tell(
    _ wordings: [BriefingWording], _ item: BriefingItem?, _ order: BriefingOrder?
  ) -> [BriefingPiece] {
    let values = values(item, order)
    guard let wording = wordings.first(where: { $0.condition?.holds(values) ?? true }) else { return [] }
    var pieces: [BriefingPiece] = []
    for part in wording.parts(language) {
      switch part {
      case .words(let words): pieces.append(.words(words))
      case .gap(let gap, let other): pieces += fill(gap, other ?? item, order)
      case .phrase(let name, let other):
        pieces += tell(facts.book.phrases[name] ?? [], other ?? item, nil)
      }
    }
    return pieces
  }

  private mutating func fill(
    _ gap: BriefingGap, _ item: BriefingItem?, _ order: BriefingOrder?
  ) -> [BriefingPiece] {
    switch gap {
    case .place: return [.words(facts.place.name)]
    case .period: return [.words(facts.period.title(language))]
    case .day: return [.words(written(facts.now.day))]
    case .before_day: return [.words(written(facts.before.day))]
    case .places: return [.words("\(facts.children.count)")]
    default:
      guard let item else { preconditionFailure("a gap of an item stands where there is one") }
      return fill(gap, of: item, order)
    }
  }

  private mutating func fill(
    _ gap: BriefingGap, of item: BriefingItem, _ order: BriefingOrder?
  ) -> [BriefingPiece] {
    let target = facts.book.target(item)
    switch gap {
    case .value: return number(facts.reading(item).exact.flatMap { sentence($0, item) }, item)
    case .before:
      return number(facts.reading(item, isBefore: true).exact.flatMap { sentence($0, item) }, item)
    case .change: return number(facts.change(item).flatMap { distance($0, item) }, item)
    case .target: return [.words(target.flatMap { limit($0) }.map { withUnit($0, item) } ?? unknown)]
    case .gap:
      let gap = target.flatMap { target in facts.reading(item).exact?.minus(target.limit) }
      return number(gap.flatMap { distance($0, item) }, item)
    case .missed: return number(target.flatMap { facts.missed($0) }.map { "\($0)" }, item)
    case .missed_names: return [.words(target.map { names(facts.missing($0)) } ?? unknown)]
    case .best, .worst:
      let end = end(item, order, gap == .best)
      return [.words(end.map { names($0.map(\.place)) } ?? unknown)]
    case .best_value, .worst_value:
      guard let first = end(item, order, gap == .best_value)?.first, let exact = first.reading.exact,
        let text = sentence(exact, item)
      else { return [.words(unknown)] }
      return [.number(text, source: source(item, at: first.place.code))]
    case .place, .period, .day, .before_day, .places:
      preconditionFailure("these gaps are of no item")
    }
  }

  /// The places at one end of a ranking, equal ones together; nil where nothing is ranked.
  private func end(_ item: BriefingItem, _ order: BriefingOrder?, _ isBest: Bool) -> [RankedPlace]? {
    guard let order else { return nil }
    let ranked = facts.ranking(item, order).filter { $0.rank != nil }
    guard let end = isBest ? ranked.first?.rank : ranked.last?.rank else { return nil }
    return ranked.filter { $0.rank == end }
  }

  private mutating func number(_ text: String?, _ item: BriefingItem) -> [BriefingPiece] {
    let source = source(item)
    return [.number(text ?? unknown, source: source)]
  }

  private var unknown: String { say("不明", "not known") }

  /// The first few names; how many more there are.
  func names(_ places: [Place]) -> String {
    let named = places.prefix(5).map(\.name).joined(separator: say("、", ", "))
    guard places.count > 5 else { return named }
    return named + say("等\(places.count)个地区", " and \(places.count - 5) more")
  }

  private func written(_ day: Day) -> String {
    language == .zh ? "\(day.year)年\(day.month)月\(day.dayOfMonth)日" : day.description
  }

  /// Words that follow one another are one piece.
  private func joined(_ pieces: [BriefingPiece]) -> [BriefingPiece] {
    pieces.reduce(into: []) { all, piece in
      if case .words(let more) = piece, case .words(let words)? = all.last {
        all[all.count - 1] = .words(words + more)
      } else {
        all.append(piece)
      }
    }
  }
}
