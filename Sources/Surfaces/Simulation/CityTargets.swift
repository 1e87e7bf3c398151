// What a city of a certain size has to add up to: the calibration's figures, scaled.

/// Households, persons and money are scaled by the base and rounded to the nearest; firms, cooperatives and
/// sites are at least one each; papers are as many in every size.
struct CityTargets {
  let calibration: Calibration
  let households: Int
  let base: Int

  init(_ calibration: Calibration, scale: Scale) {
    self.calibration = calibration
    households = scale == .full ? calibration.households : min(scale.households, calibration.households)
    let all = calibration.households
    base = (calibration.base.households * households * 2 + all) / (all * 2)
  }

  /// A figure of the full city, scaled.
  func scaled(_ figure: Int) -> Int {
    let (whole, part) = (figure / calibration.base.households, figure % calibration.base.households)
    return whole * base + (part * base * 2 + calibration.base.households) / (calibration.base.households * 2)
  }

  func atLeastOne(_ figure: Int) -> Int { figure == 0 ? 0 : max(1, scaled(figure)) }

  /// The households of each county, and those of its base.
  var countyHouseholds: [Int] { SizedQuota.apportion(households, by: calibration.counties.map(\.households)) }
  var countyBases: [Int] { SizedQuota.apportion(base, by: calibration.counties.map(\.base)) }

  /// A figure that is spread over the counties like the base.
  func byCounty(_ total: Int) -> [Int] { SizedQuota.apportion(total, by: calibration.counties.map(\.base)) }

  func percent(_ share: Double, of count: Int) -> Int { Int(Double(count) * share / 100 + 0.5) }
}
