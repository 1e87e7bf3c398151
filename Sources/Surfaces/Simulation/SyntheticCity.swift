// A synthetic city: files of registers, departments and ledgers, of people who do not exist.

package import Kernel

/// Describes a city and writes it. The same scale, seed and day give the same bytes on every machine.
package struct SyntheticCity: Sendable {
  package let scale: Scale
  package let seed: UInt64
  /// The day on which the files were delivered; every record is older.
  package let asOf: Day
  /// Without the mistakes that one row in two hundred has otherwise.
  package let isClean: Bool
  /// What the city adds up to.
  package let calibration: Calibration
  /// Real counties and townships, where they are given.
  package let divisions: DivisionList?

  /// A file that was written.
  package struct File: Equatable, Sendable {
    package let name: String
    /// Rows below the header.
    package let rows: Int
    /// Rows with something wrong or untidy on purpose.
    package let flawedRows: Int
  }

  package init(
    scale: Scale, seed: UInt64, asOf: Day, clean: Bool = false, calibration: Calibration = .zhaotong,
    divisions: DivisionList? = nil
  ) {
    (self.scale, self.seed, self.asOf, isClean) = (scale, seed, asOf, clean)
    (self.calibration, self.divisions) = (calibration, divisions)
  }

  /// Writes 27 CSV files into a folder, which is made where it is missing; files of the same names go.
  /// `progress` hears of every file from time to time, with its rows so far, and once at its end.
  /// **Shape**: one entry a file, in the order regions, households, persons, feeds.
  /// **Problems**: `simulation.file.unwritable`; files that were not complete are removed.
  @discardableResult
  package func write(
    to folder: String, progress: (_ file: String, _ rows: Int) -> Void = { _, _ in }
  ) throws(Problem) -> [File] {
    let calendar = CityCalendar(asOf: asOf)
    let files = try CityFiles(folder: folder, years: calendar.years, seed: seed, isClean: isClean)
    let targets = CityTargets(calibration, scale: scale)
    var places = CityPlaces(scale: scale, targets: targets, divisions: divisions, seed: seed)
    let counties = places.counties()
    try writePlaces(counties, to: files.regions)
    let entities = Entities(counties, targets: targets, asOf: asOf, seed: seed)
    try PlaceLedgers(files: files.ledgers, targets: targets, calendar: calendar, counties: counties)
      .write(entities, seed: seed)
    let families = PeopleMaker(asOf: asOf, seed: seed, households: targets.households)
    var maker = PlanMaker(targets: targets, seed: seed)
    var writer = CityWriter(
      files: files, help: HelpRecords(files: files.ledgers, calendar: calendar, entities: entities),
      families: families, plan: maker.plan(counties, families: families), targets: targets)
    for county in counties {
      try writer.write(county) {
        for file in files.all { progress(file.name, file.rows) }
      }
    }
    for file in files.all {
      try file.finish()
      progress(file.name, file.rows)
    }
    return files.all.map { File(name: $0.name, rows: $0.rows, flawedRows: $0.flawedRows) }
  }

  private func writePlaces(_ counties: [CityCounty], to file: CityFile) throws(Problem) {
    func row(_ code: Int64, _ level: PlaceLevel, _ parent: Int64?, _ name: String) throws(Problem) {
      file.begin()
      file.number(Int(code))
      file.number(level.rawValue)
      file.text(parent.map { String($0) } ?? "")
      file.text(name)
      try file.end()
    }
    let city = calibration.city
    try row(city.code, .city, nil, city.name)
    for county in counties {
      let name = divisions?.names[county.county.code] ?? county.county.name
      try row(county.county.code, .county, city.code, name)
    }
    for level in [PlaceLevel.township, .village, .group] {
      for county in counties {
        for place in county.places where place.level == level {
          try row(place.code, level, place.parent, place.name)
        }
      }
    }
  }
}
