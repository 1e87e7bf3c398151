// All pages of a city behind one gate: doors first, then the pages of the register.

import Access
import Dashboards
import Database
import Doors
import Entrance
import Hummingbird
import Kernel
import Pages
import Registry
import Serving

/// The context of requests to the pages.
struct CityContext: CallerContext {
  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }

  /// What the server knows of a request before the gate does.
  static func tell(_ context: inout CityContext, _ visit: Serving.Visit) {
    (context.caller.request, context.caller.client) = (visit.request, visit.client)
  }
}

/// What the pages are made of.
struct CityPages: Sendable {
  let source: StoreSource
  let site: DashboardSite
  let keeper: Doorkeeper
  var providers: [SignInProvider] = []
  var isSecure = false
  /// The address under which people find the pages.
  var origin = ""

  func router() -> Router<CityContext> {
    let (source, site, keeper, database) = (source, site, keeper, keeper.database)
    let desk = DoorDesk(
      keeper, providers: providers,
      placeName: { (place, day) throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try PlaceStore.place(place, asOf: day, on: connection)?.name
        }
      },
      systemFacts: { (isWhole) throws(Problem) in
        try SystemFacts.read(keeper, at: Settings.clock.now(), isWhole: isWhole)
      })
    let doors = Doors(
      desk, brand: site.brand, isSecure: isSecure, origin: origin, homeParts: [todayPart(source)])
    let gate = Gate<CityContext>(
      desk, clock: Settings.clock, isSecure: isSecure, chance: AdminDoor.chance)
    return gatedRouter(doors, gate: gate, onFault: site.onFault) { request, context in
      try await dashboardAnswer(request, context.caller, source, site)
    }
  }
}
