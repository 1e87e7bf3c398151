// What a synthetic city has to add up to at full size, as its file says it.

/// Counties, and the figures that registers and feeds have to give when they are counted.
/// **Unit**: yuan, persons, households, percent; means of incomes are a head.
package struct Calibration: Decodable, Equatable, Sendable {
  struct City: Decodable, Equatable, Sendable {
    let code: Int64
    let name: String
  }

  struct Count: Decodable, Equatable, Sendable {
    let households: Int
    let persons: Int
  }

  struct Base: Decodable, Equatable, Sendable {
    let households: Int
    /// Of these, monitored households that never were registered as poor.
    let monitored: Int
    let persons: Int
  }

  struct Cases: Decodable, Equatable, Sendable {
    struct YearBefore: Decodable, Equatable, Sendable {
      let recognised: Int
      let eliminated: Int
    }
    let recognised: Count
    let eliminated: Count
    let yearBefore: YearBefore

    enum CodingKeys: String, CodingKey {
      case recognised, eliminated
      case yearBefore = "year_before"
    }
  }

  struct Income: Decodable, Equatable, Sendable {
    let net: Int
    let netBefore: Int
    let operating: Int
    let operatingGrowth: Double
    let floor: Int
    let step: Int
    let lifted: Count
    let stillBelow: Double
    let fallen: Double

    enum CodingKeys: String, CodingKey {
      case net, operating, floor, step, lifted, fallen
      case netBefore = "net_before"
      case operatingGrowth = "operating_growth"
      case stillBelow = "still_below"
    }
  }

  struct Labour: Decodable, Equatable, Sendable {
    struct Group: Decodable, Equatable, Sendable {
      let labourers: Int
      let transferred: Int
    }
    let all: Group
    let base: Group
    let relocated: Group
    let months: Double
    let monthsBefore: Double
    let outside: Int
    let outsideMore: Int
    /// The later year first.
    let organised: [Int]
    let certified: [Int]

    enum CodingKeys: String, CodingKey {
      case all, base, relocated, months, outside, organised, certified
      case monthsBefore = "months_before"
      case outsideMore = "outside_more"
    }
  }

  struct Relocated: Decodable, Equatable, Sendable {
    let persons: Int
    let inBase: Int
    let sites: Int
    let large: Int

    enum CodingKeys: String, CodingKey {
      case persons, sites, large
      case inBase = "in_base"
    }
  }

  struct Bindings: Decodable, Equatable, Sendable {
    let households: Int
    let firms: Int
    let coops: Int
  }

  struct Insurance: Decodable, Equatable, Sendable {
    let premium: Int
    let paid: Int
    let households: Int
  }

  struct Projects: Decodable, Equatable, Sendable {
    let count: Int
    let amount: Int
    let industry: Double
    let rounds: Int
  }

  struct Papers: Decodable, Equatable, Sendable {
    let demos: Int
    let cityPolicies: Int
    let countyPolicies: Int
    let keyTasks: Int
    let gaps: Int
    let fundMeasures: Int

    enum CodingKeys: String, CodingKey {
      case demos, gaps
      case cityPolicies = "city_policies"
      case countyPolicies = "county_policies"
      case keyTasks = "key_tasks"
      case fundMeasures = "fund_measures"
    }
  }

  struct Series: Decodable, Equatable, Sendable {
    let series: String
    let value: Double
    let before: Double
    let source: String
  }

  let city: City
  /// The day of the figures, as YYYY-MM-DD.
  let day: String
  let households: Int
  let counties: [County]
  let base: Base
  let cases: Cases
  let income: Income
  let labour: Labour
  let relocated: Relocated
  let bindings: Bindings
  let insurance: Insurance
  let projects: Projects
  let papers: Papers
  let statistics: [Series]
}

/// A county-level division.
struct County: Decodable, Equatable, Sendable {
  let code: Int64
  let name: String
  /// Shares of the city's households and of its base. Unit: percent; each adds up to 100.
  let households: Int
  let base: Int
  /// How much harder life is here than in the city at large; 1 is the mean.
  let hardship: Double
  /// How many sub-districts, towns, townships and ethnic townships.
  let townships: [Int]
}
