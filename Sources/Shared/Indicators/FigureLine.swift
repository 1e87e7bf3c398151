// One figure of a place beside what others stated: the line of every table of figures.

package import Kernel

package struct FigureLine: Sendable {
  package let indicator: Indicator
  package let value: IndicatorValue
  package let stated: ReferenceFigure?

  package init(indicator: Indicator, value: IndicatorValue, stated: ReferenceFigure?) {
    (self.indicator, self.value, self.stated) = (indicator, value, stated)
  }

  package enum Verdict: String, Sendable {
    case same, differs, untold, notStated

    package var title: Text {
      switch self {
      case .same: Text(zh: "相符", en: "matches")
      case .differs: Text(zh: "不符", en: "differs")
      case .untold: Text(zh: "无法得出", en: "cannot be told")
      case .notStated: Text(zh: "无公开值", en: "not stated")
      }
    }
  }

  /// The number with the decimals of its figure; nil where it cannot be told.
  package var computed: String? { value.text(indicator) }

  /// What was computed, rounded as the stated value is, less that value; nil without one of the two.
  package var difference: Fraction? {
    guard let stated, let exact = value.exact, let rounded = exact.text(stated.decimals, grouping: false)
    else {
      return nil
    }
    return Fraction(decimal: rounded)?.minus(stated.value)
  }

  package var verdict: Verdict {
    if stated == nil { return value.exact == nil ? .untold : .notStated }
    return difference.map { $0.isZero ? .same : .differs } ?? .untold
  }

  /// Why there is no number, and what a number leaves open.
  package var remark: Text? {
    value.remark
  }

  /// As JSON, numbers as texts so that no decimal is lost.
  package func json(_ language: Language) -> String {
    func text(_ value: String?) -> String { value.map(JSONText.quoted) ?? "null" }
    return JSONText.object([
      "code": JSONText.quoted(indicator.code), "title": JSONText.quoted(indicator.title(language)),
      "unit": JSONText.quoted(indicator.unit.rawValue), "mechanism": JSONText.quoted(indicator.mechanism),
      "formula": JSONText.quoted(indicator.formula(language)),
      "stated": text(stated?.written),
      "computed": text(value.exact?.text(indicator.decimals, grouping: false)),
      "difference": text(difference?.text(stated?.decimals ?? 0, grouping: false)),
      "verdict": JSONText.quoted(verdict.rawValue), "rows": String(value.rows),
      "unknown": String(value.unknown), "above": value.above.map(String.init) ?? "null",
      "below": value.below.map(String.init) ?? "null", "untold": text(value.untold?.rawValue),
      "note": text(stated?.note?(language)),
    ])
  }
}

extension IndicatorValue {
  /// Why there is no number, or how many rows a number leaves open; nil where it speaks of all.
  package var remark: Text? {
    if untold == .mostUnknown {
      return Text(
        zh: "范围内多数（\(grouped(unknown)) 条）无法判断",
        en: "of most of the population (\(grouped(unknown)) rows) it cannot be told")
    }
    if let untold { return untold.title }
    guard unknown > 0 else { return nil }
    return Text(zh: "另有 \(grouped(unknown)) 条无法判断", en: "\(grouped(unknown)) rows more cannot be judged")
  }
}

extension IndicatorValue.Untold {
  package var title: Text {
    switch self {
    case .noRows: Text(zh: "尚未导入所需台账", en: "the ledger that it needs was not imported")
    case .nobodyKnown: Text(zh: "范围内没有一条可以判断", en: "of nobody in the population it can be told")
    case .mostUnknown: Text(zh: "范围内多数无法判断", en: "of most of the population it cannot be told")
    case .onlyNow:
      Text(
        zh: "所依据的内容登记册只保留现值，当日又没有存档",
        en: "the register has only the present value of what it rests on, and the day was not kept")
    case .nothingToDivideBy: Text(zh: "分母为零", en: "there is nothing to divide by")
    case .noReference: Text(zh: "本地区没有公布值", en: "nobody published a value of this place")
    case .tooLarge: Text(zh: "数值过大，无法计算", en: "the numbers are too large")
    case .partMissing: Text(zh: "所依据的指标无法得出", en: "a figure that it reads cannot be told")
    }
  }
}

extension IndicatorBoard {
  /// All figures of a place in their order, beside what a sheet states of it.
  package func lines(of place: PlaceCode, beside sheet: ReferenceSheet?) -> [FigureLine] {
    book.indicators.map {
      FigureLine(indicator: $0, value: value($0, at: place), stated: sheet?.figure($0.code))
    }
  }
}

extension IndicatorBook {
  /// What was stated of a place; of several sheets the one nearest to a day.
  package func sheet(of place: PlaceCode, near day: Day) -> ReferenceSheet? {
    references.filter { $0.place == place }.min {
      (abs($0.asOf.days(since: day)), $0.name) < (abs($1.asOf.days(since: day)), $1.name)
    }
  }
}
