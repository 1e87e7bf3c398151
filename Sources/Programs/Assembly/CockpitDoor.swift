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
  package static func desk(
    _ figures: FigureDesk, _ library: RuleLibrary,
    whole: @escaping @Sendable (Day, Connection) throws(Problem) -> CockpitCity?
  ) throws -> CockpitDesk {
    let database = figures.database
    let sources = CockpitSources(
      figures: { () throws(Problem) in
        try database.read { (connection) throws(Problem) in
          let live = try figures.live(on: connection)
          return (live.indicators.board, live.isCurrent)
        }
      },
      earlier: { (day) throws(Problem) in
        do throws(Problem) {
          return try database.read { (connection) throws(Problem) in
            try figures.earlier(day, on: connection)
          }
        } catch {
          // Still being counted: the page tells what moved the next time.
          guard error.kind == .unavailable else { throw error }
          return nil
        }
      },
      slices: { (codes, days) throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try figures.slices(of: codes, on: days, on: connection)
        }
      },
      city: { () throws(Problem) in
        try database.read { (connection) throws(Problem) in
          guard let day = try ScreeningStore.lastRun(on: connection)?.asOf else { return nil }
          return try whole(day, connection)
        }
      })
    return CockpitDesk(
      database, book: try CityResources.board(figures.book), measures: try CityResources.measures(library),
      sources: sources)
  }

  package static func pages(_ desk: CockpitDesk, _ site: DashboardSite) throws -> CockpitPages {
    CockpitPages(desk, brand: site.brand, map: site.map, shapes: try CityResources.boundaries())
  }
}
