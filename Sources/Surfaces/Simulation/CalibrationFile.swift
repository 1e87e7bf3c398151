// Reads the file of a calibration and refuses what cannot be.

package import Kernel
import Yams

extension Calibration {
  /// Zhaotong at the end of 2022.
  package static let zhaotong: Calibration = {
    let text = String(decoding: PackageResources.zhaotong_yaml, as: UTF8.self)
    do throws(Problem) { return try read(text, named: "zhaotong.yaml") } catch {
      preconditionFailure("the calibration that is built in is whole: \(error.message.en)")
    }
  }()

  /// The day for which the figures were published.
  package var figuresDay: Day? { Day(day) }

  /// **Problems**: `simulation.calibration.unreadable` names the key that is missing or of another kind,
  /// `simulation.calibration.value` the key whose value cannot be.
  package static func read(_ text: String, named file: String) throws(Problem) -> Calibration {
    let calibration: Calibration
    do {
      calibration = try YAMLDecoder().decode(Calibration.self, from: text)
    } catch let error as DecodingError {
      throw SimulationProblems.unreadable(file, at: place(of: error), told: reason(of: error))
    } catch {
      throw SimulationProblems.unreadable(file, at: "-", told: "\(error)")
    }
    if let fault = calibration.fault {
      throw SimulationProblems.value(file, at: fault.key, zh: fault.zh, en: fault.en)
    }
    return calibration
  }

  private static func place(of error: DecodingError) -> String {
    let path: [any CodingKey] =
      switch error {
      case .keyNotFound(let key, let context): context.codingPath + [key]
      case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
        context.codingPath
      @unknown default: []
      }
    return path.isEmpty
      ? "-" : path.map { $0.intValue.map { String($0 + 1) } ?? $0.stringValue }.joined(separator: ".")
  }

  private static func reason(of error: DecodingError) -> String {
    switch error {
    case .keyNotFound: "missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
      context.debugDescription
    @unknown default: "\(error)"
    }
  }

  typealias Fault = (key: String, zh: String, en: String)

  /// The first value that cannot be.
  var fault: Fault? { placeFault ?? groupFault ?? amountFault }

  private var placeFault: Fault? {
    if figuresDay == nil {
      return ("day", "应为真实日期，如 2022-12-31", "a real day such as 2022-12-31 is expected")
    }
    if !(1_000...9_999).contains(city.code) {
      return ("city.code", "应为 4 位代码", "a code of 4 digits is expected")
    }
    for (index, county) in counties.enumerated() {
      let key = "counties.\(index + 1)"
      if county.code / 100 != city.code {
        return (key + ".code", "应以城市代码开头，共 6 位", "the city's code and two digits are expected")
      }
      if county.townships.count != 4 || county.townships.contains(where: { $0 < 0 || $0 > 20 })
        || county.townships.reduce(0, +) == 0
      {
        return (
          key + ".townships", "应为 4 个数（街道、镇、乡、民族乡），各 0 至 20，至少一个不为 0",
          "four numbers of 0 to 20 are expected, not all of them 0"
        )
      }
      if county.households < 1 || county.base < 0 || !(0.1...5).contains(county.hardship) {
        return (
          key, "households 至少 1，base 不为负，hardship 应在 0.1 至 5 之间",
          "households of 1 or more, a base not below 0 and a hardship of 0.1 to 5 are expected"
        )
      }
    }
    if counties.reduce(0, { $0 + $1.households }) != 100 || counties.reduce(0, { $0 + $1.base }) != 100 {
      return (
        "counties", "各县 households 之和、base 之和都应为 100",
        "the households of all counties add up to 100, and so do their bases"
      )
    }
    return nil
  }

  private var groupFault: Fault? {
    let parts: [(String, Int, String, Int)] = [
      ("base.households", base.households, "households", households),
      ("base.monitored", base.monitored, "base.households", base.households),
      ("base.households", base.households, "base.persons", base.persons),
      ("cases.recognised.households", cases.recognised.households, "base.households", base.households),
      ("base.monitored", base.monitored, "cases.recognised.households", cases.recognised.households),
      (
        "cases.eliminated.households", cases.eliminated.households, "cases.recognised.households",
        cases.recognised.households
      ),
      (
        "cases.eliminated.persons", cases.eliminated.persons, "cases.recognised.persons",
        cases.recognised.persons
      ),
      (
        "cases.year_before.eliminated", cases.yearBefore.eliminated, "cases.year_before.recognised",
        cases.yearBefore.recognised
      ),
      (
        "cases.year_before.eliminated", cases.yearBefore.eliminated, "cases.eliminated.persons",
        cases.eliminated.persons
      ),
      ("income.lifted.households", income.lifted.households, "base.households", base.households),
      ("labour.base.labourers", labour.base.labourers, "labour.all.labourers", labour.all.labourers),
      ("labour.all.transferred", labour.all.transferred, "labour.all.labourers", labour.all.labourers),
      ("labour.base.transferred", labour.base.transferred, "labour.base.labourers", labour.base.labourers),
      (
        "labour.relocated.transferred", labour.relocated.transferred, "labour.relocated.labourers",
        labour.relocated.labourers
      ),
      ("labour.outside", labour.outside, "labour.all.transferred", labour.all.transferred),
      ("labour.outside_more", labour.outsideMore, "labour.outside", labour.outside),
      ("relocated.in_base", relocated.inBase, "100", 100),
      ("relocated.large", relocated.large, "relocated.sites", relocated.sites),
      ("bindings.households", bindings.households, "base.households", base.households),
      ("insurance.households", insurance.households, "base.households", base.households),
    ]
    for (key, part, wholeKey, whole) in parts where part < 0 || part > whole {
      return (key, "应在 0 与 \(wholeKey)（\(whole)）之间", "lies between 0 and \(wholeKey) (\(whole))")
    }
    return nil
  }

  private var amountFault: Fault? {
    let amounts: [(String, Double, ClosedRange<Double>)] = [
      ("households", Double(households), 1_000...9_000_000),
      ("base.households", Double(base.households), 1_000...9_000_000),
      ("income.net", Double(income.net), Double(income.step)...1e6),
      ("income.net_before", Double(income.netBefore), Double(income.floor)...1e6),
      ("income.operating", Double(income.operating), 0...Double(income.net) / 3),
      ("income.operating_growth", income.operatingGrowth, -50...500),
      ("income.floor", Double(income.floor), 1...Double(income.step)),
      ("income.still_below", income.stillBelow, 0...30), ("income.fallen", income.fallen, 0...10),
      ("labour.months", labour.months, 1...12), ("labour.months_before", labour.monthsBefore, 1...12),
      ("labour.organised", Double(labour.organised.count), 2...2),
      ("labour.certified", Double(labour.certified.count), 2...2),
      ("insurance.premium", Double(insurance.premium), 0...1e12),
      ("insurance.paid", Double(insurance.paid), 0...1e12),
      ("projects.count", Double(projects.count), 3...1e5),
      ("projects.amount", Double(projects.amount), 1e6...1e12),
      ("projects.industry", projects.industry, 0...100), ("projects.rounds", Double(projects.rounds), 1...50),
    ]
    for (key, value, range) in amounts where !range.contains(value) {
      return (
        key, "应在 \(range.lowerBound) 与 \(range.upperBound) 之间，不是 \(value)",
        "lies between \(range.lowerBound) and \(range.upperBound), not \(value)"
      )
    }
    return nil
  }
}
