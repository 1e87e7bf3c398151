// How commands come to a day and to the city as it stood on it.

package import ArgumentParser
package import Database
package import Kernel
package import Screening

/// The day that a command speaks of.
package struct DayOptions: ParsableArguments {
  @Option(help: "监测日，默认为最近一次筛查的监测日 / the day, by default that of the last screening.")
  package var asOf: Day?

  package init() {}

  /// The day named, else that of the last screening, else today. **Problems**: those of the database.
  package func day(on connection: Connection) throws(Problem) -> Day {
    if let asOf { return asOf }
    return try ScreeningStore.lastRun(on: connection)?.asOf ?? Settings.today
  }

  /// The whole city on the day. That of the last screening, or of the first asked for, is kept beside the
  /// store; others are read for this once. **Problems**: those of the database.
  package func city(of database: Database) throws(Problem) -> City {
    try DayOptions.city(of: database) { (connection) throws(Problem) in try day(on: connection) }
  }

  /// The same on a day that is no option.
  package static func city(asOf day: Day, of database: Database) throws(Problem) -> City {
    try city(of: database) { _ in day }
  }

  private static func city(
    of database: Database, on day: (Connection) throws(Problem) -> Day
  ) throws(Problem) -> City {
    try database.read { (connection) throws(Problem) in
      let last = try ScreeningStore.lastRun(on: connection)?.asOf
      let day = try day(connection)
      guard last == nil || last == day else {
        return try CitySnapshotStore.past(asOf: day, beside: database.path, on: connection)
      }
      return try CitySnapshotStore.load(asOf: day, beside: database.path, on: connection).city
    }
  }
}
