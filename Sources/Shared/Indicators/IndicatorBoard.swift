// What every figure comes to in every place on one day.

package import Kernel

/// What a figure comes to in a place.
package struct IndicatorValue: Sendable, Equatable {
  /// Why there is no number.
  package enum Untold: String, Sendable {
    /// The ledger that it counts has no row in the whole city.
    case noRows
    /// Of nobody in the population it can be told.
    case nobodyKnown
    /// Of so many it cannot be told that the others do not speak for them.
    case mostUnknown
    /// It reads what the register keeps as it is now only, and the day is past and was not kept.
    case onlyNow
    /// There is nothing to divide by.
    case nothingToDivideBy
    /// Nobody stated a value of the place on or before the day.
    case noReference
    /// The numbers are too large to be computed with.
    case tooLarge
    /// A figure that it reads has no number.
    case partMissing
  }

  /// Exact, in the unit of the figure; nil where it cannot be told.
  package let exact: Fraction?
  package let untold: Untold?
  /// Of a count, a sum or a share: what stands above and below the line. **Unit**: rows, or fen.
  package let above: Int64?
  package let below: Int64?
  /// Rows behind the number, and rows that could not be judged.
  package let rows: Int
  package let unknown: Int

  package init(
    exact: Fraction?, untold: Untold?, above: Int64? = nil, below: Int64? = nil, rows: Int, unknown: Int
  ) {
    (self.exact, self.untold, self.above, self.below) = (exact, untold, above, below)
    (self.rows, self.unknown) = (rows, unknown)
  }

  /// The number with the decimals of its figure, rounded here and nowhere before.
  package func text(_ indicator: Indicator) -> String? { exact?.text(indicator.decimals) }
}

package struct IndicatorBoard: Sendable {
  package let book: IndicatorBook
  let slots: [IndicatorEvaluator.Slot]
  package let asOf: Day
  package internal(set) var tally: IndicatorTally
  let series: [ReferenceSeries]
  /// Record types without a row in the whole city.
  var emptyRecords: Set<String>
  /// Figures that would tell the present of a day that is past.
  private var onlyNow: Set<String> = []
  /// What was told at the close of the day, and has been printed since.
  package private(set) var kept: KeptBoard?

  init(
    book: IndicatorBook, slots: [IndicatorEvaluator.Slot], asOf: Day, tally: IndicatorTally,
    series: [ReferenceSeries], emptyRecords: Set<String>
  ) {
    (self.book, self.slots, self.asOf, self.tally) = (book, slots, asOf, tally)
    (self.series, self.emptyRecords) = (series, emptyRecords)
  }

  /// The same, told on a later day, for which the register stands: what it keeps as it is now only is of
  /// that day and tells nothing of the days before. Nil where no day is known.
  package func told(on present: Day?) -> IndicatorBoard {
    guard let present, asOf < present else { return self }
    var board = self
    board.onlyNow = Set(book.indicators.filter { !book.isToldOfPast($0) }.map(\.code))
    return board
  }

  /// The same with what was kept of the day in place of what is counted now: a number that was told stays as
  /// it was told. What was kept by other definitions is left aside.
  package func keeping(_ kept: KeptBoard?) -> IndicatorBoard {
    var board = self
    board.kept = kept.flatMap { $0.day == asOf && $0.figures == book.fingerprint ? $0 : nil }
    return board
  }

  /// As it was kept, else as it is counted.
  package func value(_ indicator: Indicator, at place: PlaceCode) -> IndicatorValue {
    kept?.value(indicator, at: place) ?? counted(indicator, at: place)
  }

  /// From the register as it stands, whatever was kept.
  package func counted(_ indicator: Indicator, at place: PlaceCode) -> IndicatorValue {
    if onlyNow.contains(indicator.code) {
      return IndicatorValue(exact: nil, untold: .onlyNow, rows: 0, unknown: 0)
    }
    return value(indicator, at: place, .now)
  }

  private func value(
    _ indicator: Indicator, at place: PlaceCode, _ moment: IndicatorMoment
  ) -> IndicatorValue {
    switch indicator.reading {
    case .sum(let term): counted(indicator, term, of: nil, place, moment)
    case .share(let term, let whole): counted(indicator, term, of: whole, place, moment)
    case .reference(let name): reference(name, place, moment.day(asOf: asOf))
    case .difference(let code, let less): joined(indicator, [code, less], place, moment) { $0.minus($1) }
    case .quotient(let code, let per):
      joined(indicator, [code, per], place, moment) {
        $0.divided(by: $1).flatMap { indicator.unit == .percent ? $0.times(100) : $0 }
      }
    case .growth(let code, let since):
      joined(indicator, [code], place, moment, since: since) { now, before in
        now.minus(before)?.divided(by: before)?.times(100)
      }
    case .change(let code, let since):
      joined(indicator, [code], place, moment, since: since) { $0.minus($1) }
    case .earlier(let code, let since):
      joined(indicator, [code], place, moment, since: since) { $1 }
    }
  }

  private func counted(
    _ indicator: Indicator, _ term: Int, of whole: Int?, _ place: PlaceCode, _ moment: IndicatorMoment
  ) -> IndicatorValue {
    let above = count(term, place, moment)
    let below = whole.map { count($0, place, moment) }
    func answer(_ exact: Fraction?, _ untold: IndicatorValue.Untold?) -> IndicatorValue {
      IndicatorValue(
        exact: untold == nil ? exact : nil, untold: untold ?? (exact == nil ? .tooLarge : nil),
        above: above.sum, below: below?.sum, rows: Int(above.rows), unknown: Int(above.unknown))
    }
    let records = ([term] + (whole.map { [$0] } ?? [])).map { book.terms[$0].record }
    if (records + indicator.needs).contains(where: emptyRecords.contains) { return answer(nil, .noRows) }
    if indicator.zeroIsMissing, let city = place.ancestor(at: .city), count(term, city, moment).sum == 0 {
      return answer(nil, .noRows)
    }
    if above.among > 0 && above.unknown >= above.among { return answer(nil, .nobodyKnown) }
    if above.unknown * 100 > above.among * Int64(indicator.unknownAtMost) { return answer(nil, .mostUnknown) }
    guard let scale = indicator.unit.scale, let sum = Fraction(Int128(above.sum)) else {
      return answer(nil, .tooLarge)
    }
    guard let below else { return answer(sum.times(scale), nil) }
    guard let size = Fraction(Int128(below.sum)), !size.isZero else {
      return answer(nil, .nothingToDivideBy)
    }
    return answer(sum.divided(by: size)?.times(scale), nil)
  }

  private func count(_ term: Int, _ place: PlaceCode, _ moment: IndicatorMoment) -> TermCount {
    guard let slot = slots.firstIndex(of: IndicatorEvaluator.Slot(term: term, moment: moment)) else {
      preconditionFailure("every term that a figure reads is counted")
    }
    return tally.count(slot, at: place)
  }

  private func joined(
    _ indicator: Indicator, _ codes: [String], _ place: PlaceCode, _ moment: IndicatorMoment,
    since: IndicatorEarlier? = nil, _ join: (Fraction, Fraction) -> Fraction?
  ) -> IndicatorValue {
    let read = codes.compactMap { book.indicator($0) }
    var parts = read.map { value($0, at: place, moment) }
    if let since, let first = read.first { parts.append(value(first, at: place, IndicatorMoment(since))) }
    precondition(parts.count == 2, "a figure of figures has two parts")
    // A growth is no surer than the less certain of its two years.
    let (rows, unknown) = (parts[0].rows, max(parts[0].unknown, parts[1].unknown))
    func answer(_ exact: Fraction?, _ untold: IndicatorValue.Untold?) -> IndicatorValue {
      IndicatorValue(
        exact: exact, untold: untold, above: parts[0].above, below: parts[1].above, rows: rows,
        unknown: unknown)
    }
    guard let first = parts[0].exact, let second = parts[1].exact else {
      let why = parts.compactMap(\.untold)
      return answer(nil, why.allSatisfy { $0 == why[0] } ? why[0] : .partMissing)
    }
    if let exact = join(first, second) { return answer(exact, nil) }
    return answer(nil, second.isZero ? .nothingToDivideBy : .tooLarge)
  }

  private func reference(_ name: String, _ place: PlaceCode, _ day: Day) -> IndicatorValue {
    let known = series.filter { $0.place == place.number && $0.name == name && $0.until <= day }
    let last = known.max { $0.until < $1.until }
    return IndicatorValue(
      exact: last.flatMap { Fraction(Int128($0.value), 100) },
      untold: last == nil ? (series.isEmpty ? .noRows : .noReference) : nil, above: nil, below: nil,
      rows: last == nil ? 0 : 1, unknown: 0)
  }
}

extension Fraction {
  fileprivate func times(_ whole: Int128) -> Fraction? { Fraction(whole).flatMap(times) }
}
