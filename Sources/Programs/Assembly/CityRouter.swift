// All pages of a city behind one gate: doors first, then the pages of the register.

package import Access
package import Briefings
package import Cockpit
package import Dashboards
import Database
package import Doors
package import Entrance
import Evidence
import FieldSync
package import Figures
package import Helping
package import Hummingbird
import Kernel
package import LedgerTruth
import Messages
package import Monitoring
package import Outreach
import Pages
import PlaceLedgers
import Registry
package import Responsibility
package import Serving

/// The context of requests to the pages.
package struct CityContext: CallerContext {
  package var coreContext: CoreRequestContextStorage
  package var caller = Caller()
  /// What the server knows of the request; nil in tests without a server.
  private var visit: Serving.Visit?

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }

  /// What the server knows of a request before the gate does.
  package static func tell(_ context: inout CityContext, _ visit: Serving.Visit) {
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
package struct CityPages: Sendable {
  let source: StoreSource
  let site: DashboardSite
  let keeper: Doorkeeper
  let ledger: LedgerPages
  let figures: FigurePages
  let cockpit: CockpitPages?
  let briefings: BriefingPages?
  let monitoring: Monitoring
  let helping: HelpingPages
  let outreach: Outreach
  let responsibility: Responsibility
  let messages: MessagePages
  let providers: [SignInProvider]
  let isSecure: Bool
  let origin: String
  /// Where accounts and sign-ins are counted.
  let office: ServerOffice?

  /// - Parameter origin: the address under which people find the pages; empty where it is not known.
  package init(
    source: StoreSource, site: DashboardSite, keeper: Doorkeeper, ledger: LedgerDesk, figures: FigureDesk,
    cockpit: CockpitPages? = nil, briefings: BriefingPages? = nil, lines: LinesOfWork,
    providers: [SignInProvider] = [], isSecure: Bool = false, origin: String = "",
    office: ServerOffice? = nil
  ) {
    self.ledger = LedgerPages(ledger, brand: site.brand)
    self.figures = FigurePages(
      figures, brand: site.brand, actionTitle: { ActionWords.of($0, $1) })
    (self.cockpit, self.briefings) = (cockpit, briefings)
    self.helping = HelpingPages(lines.helping, brand: site.brand)
    (self.source, self.site, self.keeper, monitoring) = (source, site, keeper, lines.monitoring)
    (self.providers, self.isSecure, self.origin) = (providers, isSecure, origin)
    (outreach, self.office, responsibility) = (lines.outreach, office, lines.responsibility)
    messages = MessagePages(lines.messages, brand: site.brand)
  }

  /// What a request to a path may carry where its form brings files; nil elsewhere. **Unit**: bytes.
  @Sendable package static func uploadBytes(_ path: String) -> Int? {
    let address = try? PageAddress(path: String(path.prefix { $0 != "?" }), query: "")
    return address?.takesFiles == true ? UploadLimits.bodyBytes : nil
  }

  /// What of each part is the visitor's today, in the order of the home page.
  private var homeParts: [@Sendable (Caller, Language) async throws(Problem) -> HTML?] {
    let parts = [
      messages.homePart, dutyPart(responsibility), monitoringPart(monitoring), outreachPart(outreach),
      helping.homePart, todayPart(source), ledger.homePart,
    ]
    return parts + (briefings.map { [$0.homePart] } ?? [])
  }

  package func router() -> Router<CityContext> {
    let (source, site, keeper, database, ledger) = (source, site, keeper, keeper.database, ledger)
    let (monitoring, figures, helping) = (monitoring, figures, helping)
    let (cockpit, briefings) = (cockpit, briefings)
    let (outreach, responsibility, work) = (outreach, responsibility, SlowWork())
    let evidence = EvidencePages(monitoring.evidence, brand: site.brand, work: work)
    let field = FieldPages(
      FieldDesk(
        database, door: keeper.door,
        world: FieldDoor.world(monitoring, responsibility, messages.desk, keeper)),
      brand: site.brand)
    let placeLedgers = PlaceLedgerPages(PlaceLedgerDesk(database), brand: site.brand)
    let monitoringSite = MonitoringSite(
      brand: site.brand, subjects: keeper.book.subjects, ruleTitle: { source.ruleTitle($0) })
    let desk = DoorDesk(
      keeper, providers: providers,
      placeName: { (place, day) throws(Problem) in
        try database.read { (connection) throws(Problem) in
          try PlaceStore.place(place, asOf: day, on: connection)?.name
        }
      },
      systemFacts: { (isWhole) throws(Problem) in
        try SystemFacts.read(keeper, at: Settings.clock.now(), isWhole: isWhole)
      },
      onSignIn: { [office] in office?.countSignIn($0) })
    let doors = Doors(
      desk, brand: site.brand, isSecure: isSecure, origin: origin, homeParts: homeParts)
    let gate = Gate<CityContext>(
      desk, clock: Settings.clock, isSecure: isSecure, chance: AdminDoor.chance,
      count: CityContext.count(office))
    let lines = self.lines(monitoringSite, evidence, work)
    return gatedRouter(doors, gate: gate, onFault: site.onFault) { request, context in
      if let answer = try await field.answer(request, context.caller) { return answer }
      if let answer = try await ledger.answer(request, context.caller) { return answer }
      if let answer = try await figures.answer(request, context.caller) { return answer }
      if let answer = try await cockpit?.answer(request, context.caller) { return answer }
      if let answer = try await briefings?.answer(request, context.caller, work) { return answer }
      if let answer = try await lines(request, context.caller) { return answer }
      if let answer = try await paperAnswer(
        request, context.caller, monitoring, brand: site.brand, work)
      {
        return answer
      }
      if let answer = try placeLedgers.answer(request, context.caller) { return answer }
      if let answer = try await evidence.answer(request, context.caller) { return answer }
      if let answer = try await helping.answer(request, context.caller) { return answer }
      return try await dashboardAnswer(request, context.caller, source, site)
    }
  }

  /// What the lines of work answer that are asked as one: cases, the month, duties.
  private func lines(
    _ cases: MonitoringSite, _ evidence: EvidencePages, _ work: SlowWork
  ) -> @Sendable (Request, Caller) async throws -> Response? {
    let (monitoring, outreach, responsibility, brand) = (monitoring, outreach, responsibility, site.brand)
    let messages = messages
    return { (request, caller) async throws -> Response? in
      if let answer = try await monitoringAnswer(request, caller, monitoring, cases, evidence) {
        return answer
      }
      if let answer = try await outreachAnswer(request, caller, outreach, brand: brand, work) {
        return answer
      }
      if let answer = try messages.answer(request, caller) { return answer }
      return try dutyAnswer(request, caller, responsibility, brand: brand)
    }
  }
}
