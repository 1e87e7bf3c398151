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
  /// What the server knows of the request; nil in tests without a server.
  private var visit: Serving.Visit?

  init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }

  /// What the server knows of a request before the gate does.
  static func tell(_ context: inout CityContext, _ visit: Serving.Visit) {
    (context.caller.request, context.caller.client) = (visit.request, visit.client)
    context.visit = visit
  }

  /// Accounts are told in the log by number, and may not ask too often from many addresses.
  static func count(_ office: ServerOffice?) -> @Sendable (Caller, CityContext, Request) -> Response? {
    { caller, context, request in
      guard let office, let account = caller.session?.account.id else { return nil }
      context.visit?.note(account: "\(account)")
      return office.refusal(ofAccount: "\(account)", request)
    }
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
  /// Where accounts and sign-ins are counted.
  var office: ServerOffice?

  func router() -> Router<CityContext> {
    let (source, site, database) = (source, site, keeper.database)
    let desk = DoorDesk(
      keeper, providers: providers,
      placeName: { (place, day) throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try PlaceStore.place(place, asOf: day, on: connection)?.name
        }
      },
      systemFacts: { () throws(Problem) in try SystemFacts.read(database) },
      onSignIn: { [office] in office?.countSignIn($0) })
    let doors = Doors(desk, brand: site.brand, isSecure: isSecure, origin: origin)
    let gate = Gate<CityContext>(
      desk, clock: Settings.clock, isSecure: isSecure, chance: AdminDoor.chance,
      count: CityContext.count(office))
    return gatedRouter(doors, gate: gate, onFault: site.onFault) { request, context in
      try await dashboardAnswer(request, context.caller, source, site)
    }
  }
}
