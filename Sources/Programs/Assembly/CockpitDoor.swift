// How cockpit and briefings come to the figures and the city that a running server holds in memory.

package import Access
package import Briefings
package import Charts
package import Cockpit
package import Dashboards
package import Database
package import Figures
package import Indicators
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
        try unlessCounted { () throws(Problem) in
          try database.read { (connection) throws(Problem) in
            try figures.earlier(day, on: connection)
          }
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
      database, book: try CityResources.board(figures.book), figures: figures.book,
      measures: try CityResources.measures(library), sources: sources)
  }

  package static func pages(
    _ desk: CockpitDesk, _ site: DashboardSite, _ shapes: RegionShapes?
  ) -> CockpitPages {
    CockpitPages(desk, brand: site.brand, map: site.map, shapes: shapes)
  }

  /// The figures of a day, of the register as it stands; nil while they are counted.
  private static func board(_ figures: FigureDesk, _ day: Day) throws(Problem) -> IndicatorBoard? {
    try unlessCounted { () throws(Problem) in
      try figures.database.read { (connection) throws(Problem) in
        try figures.settled(asOf: day, on: connection)
      }
    }
  }

  /// Nil while something is still being counted: pages tell it the next time.
  private static func unlessCounted<Answer>(
    _ ask: () throws(Problem) -> Answer
  ) throws(Problem) -> Answer? {
    do throws(Problem) {
      return try ask()
    } catch {
      guard error.kind == .unavailable else { throw error }
      return nil
    }
  }

  /// Figures that were counted at the terminal, as the pages tell them: of a past day without what the
  /// register keeps as it is now only, and as they were kept where a place is named whose kept values count.
  package static func told(
    _ board: IndicatorBoard, keptAt place: PlaceCode?, in database: Database
  ) throws(Problem) -> IndicatorBoard {
    try database.read { (connection) throws(Problem) in
      let told = board.told(on: try ScreeningStore.lastRun(on: connection)?.asOf)
      guard let place else { return told }
      return told.keeping(try IndicatorStore.kept(on: board.asOf, at: [place], on: connection))
    }
  }

  /// **Problems**: `figures.day.future`, `figures.day.before`; none where no day is named.
  package static func demandTold(_ day: Day?, in database: Database) throws(Problem) {
    guard let day else { return }
    if day > Settings.today { throw FigureProblems.future(day, today: Settings.today) }
    let first = try database.read { (connection) throws(Problem) in
      try RegisterSpanStore.firstDay(on: connection)
    }
    if let first, day < first { throw FigureProblems.before(day, first: first) }
  }

  /// The briefings of a running server.
  package static func briefings(
    _ figures: FigureDesk, _ subjects: [Subject], brand: Text
  ) throws -> BriefingPages {
    BriefingPages(
      try briefings(figures.database, figures.book, subjects) { (day) throws(Problem) in
        try board(figures, day)
      }, brand: brand)
  }

  /// - Parameter board: The figures of a day; nil while they are counted.
  package static func briefings(
    _ database: Database, _ figures: IndicatorBook, _ subjects: [Subject],
    board: @escaping @Sendable (Day) throws(Problem) -> IndicatorBoard?
  ) throws -> BriefingDesk {
    BriefingDesk(
      database, book: try CityResources.briefings(figures, subjects), figures: figures, subjects: subjects,
      board: board)
  }
}
