// How the cockpit comes to what a running server holds in memory.

import Assembly
import Cockpit
import Dashboards
import Database
import Figures
import Indicators
import Kernel
import Rules
import Screening
import Wellbeing

enum ServedCockpit {
  static func pages(
    _ figures: FigureDesk, _ mirror: CityMirror, _ library: RuleLibrary, _ site: DashboardSite
  ) throws -> CockpitPages {
    CockpitPages(
      try desk(figures, mirror, library), brand: site.brand, map: site.map,
      shapes: try CityResources.boundaries())
  }

  /// The cockpit over the figures and the city that are in memory anyway.
  private static func desk(
    _ figures: FigureDesk, _ mirror: CityMirror, _ library: RuleLibrary
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
          return try mirror.whole(asOf: day, on: connection)?.city
        }
      })
  }
}
