// A synthetic city: files of a registry and twelve departments for people who do not exist.

package import Kernel

/// Describes a city and writes it. The same scale, seed and day give the same bytes on every machine.
package struct SyntheticCity: Sendable {
  package let scale: Scale
  package let seed: UInt64
  /// The day on which the files were delivered; every record is older.
  package let asOf: Day
  /// Without the mistakes that one row in two hundred has otherwise.
  package let isClean: Bool

  /// A file that was written.
  package struct File: Equatable, Sendable {
    package let name: String
    /// Rows below the header.
    package let rows: Int
    /// Rows with something wrong or untidy on purpose.
    package let flawedRows: Int
  }

  package init(scale: Scale, seed: UInt64, asOf: Day, clean: Bool = false) {
    (self.scale, self.seed, self.asOf, isClean) = (scale, seed, asOf, clean)
  }

  /// Writes fifteen CSV files into a folder, which is made where it is missing; files of the same names go.
  /// `progress` hears of every file from time to time, with its rows so far, and once at its end.
  /// **Shape**: one entry a file, in the order regions, households, persons, feeds.
  /// **Problems**: `simulation.file.unwritable`; files that were not complete are removed.
  @discardableResult
  package func write(
    to folder: String, progress: (_ file: String, _ rows: Int) -> Void = { _, _ in }
  ) throws(Problem) -> [File] {
    let year = AccountingYear(lastClosedOn: asOf)
    let files = try CityFiles(
      folder: folder, years: [AccountingYear(year.number - 1), year], seed: seed, isClean: isClean)
    var places = CityPlaces(scale: scale, seed: seed)
    let counties = places.counties()
    try writePlaces(counties, to: files.regions)
    var random = SeededRandom(seed: seed)
    var writer = CityWriter(
      files: files, asOf: asOf, stride: max(5, scale.households / (Episode.allCases.count * 3)))
    for county in counties {
      try writer.write(county, &random) {
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
    try row(Zhaotong.code, .city, nil, Zhaotong.name)
    for county in counties { try row(county.county.code, .county, Zhaotong.code, county.county.name) }
    for level in [PlaceLevel.township, .village, .group] {
      for county in counties {
        for place in county.places where place.level == level {
          try row(place.code, level, place.parent, place.name)
        }
      }
    }
  }
}
