// How the cockpit comes to the figures and the city that a running server holds in memory.

package import Cockpit
package import Dashboards
package import Database
package import Figures
import Indicators
package import Kernel
package import Rules
package import Screening
import Wellbeing

package enum CockpitDoor {
  /// - Parameter whole: The city of a day that is in memory; nil while it is loaded.
  package static func pages(
    _ figures: FigureDesk, _ library: RuleLibrary, _ site: DashboardSite,
    whole: @escaping @Sendable (Day, Connection) throws(Problem) -> City?
  ) throws -> CockpitPages {
    CockpitPages(
      try desk(figures, library, whole), brand: site.brand, map: site.map,
      shapes: try CityResources.boundaries())
  }

  private static func desk(
    _ figures: FigureDesk, _ library: RuleLibrary,
    _ whole: @escaping @Sendable (Day, Connection) throws(Problem) -> City?
  ) throws -> CockpitDesk {
    let database = figures.database
    return CockpitDesk(
      database, book: try CityResources.board(figures.book), measures: try CityResources.measures(library),
      figures: { () throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try figures.live(on: connection).indicators.board
        }
      },
      earlier: { (day) throws(Problem) in
        do throws(Problem) {
          return try database.read { (connection) throws(Problem) in
            try figures.board(asOf: day, on: connection).board
          }
        } catch {
          // Still being counted: the page tells what moved the next time.
          guard error.kind == .unavailable else { throw error }
          return nil
        }
      },
      city: { () throws(Problem) in
        try database.read { (connection) throws(Problem) in
          guard let day = try ScreeningStore.lastRun(on: connection)?.asOf else { return nil }
          return try whole(day, connection)
        }
      })
  }
}
