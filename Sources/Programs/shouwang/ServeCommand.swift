// `shouwang serve`: the pages, on this machine or on a network.

import Access
import ArgumentParser
import Assembly
import Cockpit
import Dashboards
import Database
import Doors
import Figures
import Foundation
import Hummingbird
import Indicators
import Kernel
import LedgerTruth
import Logging
import Messages
import Operation
import Pages
import Rules
import Screening
import Serving
import Synchronization
import Vault

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "打开网页服务 / serve the pages.",
    discussion: """
      例 / example:
        shouwang serve --store city.sqlite --port 8080
      设置见 shouwang settings / for all settings see shouwang settings.
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var ledgerRules: LedgerRulesOptions
  @OptionGroup var indicators: IndicatorsOptions
  @OptionGroup var speech: SpeechOptions

  @OptionGroup var settings: SettingsOptions

  @Option(help: "监听地址，优先于设置 / the address to listen on, before the settings.")
  var host: String?

  @Option(help: "端口，优先于设置 / the port, before the settings.")
  var port: Int?

  func validate() throws {
    guard (1...65_535).contains(port ?? 1) else {
      throw ValidationError("--port 应为 1 至 65535 / --port is a number from 1 to 65535.")
    }
  }

  func run() async throws {
    try await answeringAsync(speech) {
      let file = try settings.read(options)
      let server = try ServeCommand.server(file)
      // The web library greets on its own at this level; what the program says is said below.
      setenv("LOG_LEVEL", "warning", 0)
      server.certificate.map { SecretFile.warnOfReaders($0.key) }
      let (library, book) = (try rules.load(), try indicators.load())
      // Before the store is opened, whose upgrade may take its time.
      _ = try (AdminDoor.roles(), MonitoringDoor.book(), DutyDoor.book(), ledgerRules.load())
      let senders = try MessageSenders.of(file.sending, origin: file.origin)
      let database = try store.open()
      let site = DashboardSite(map: try CityResources.tileMap()) { writeError("\(type(of: $0))") }
      let speech = speech
      let isLoaded = Atomic<Bool>(false)
      let waiting = Mutex<CockpitDesk?>(nil)
      let mirror = CityMirror(database) { city in
        ServeCommand.tell(city, speech)
        guard case .success = city else { return }
        isLoaded.store(true, ordering: .relaxed)
        waiting.withLock(\.self)?.prepare(Settings.today)
      }
      let figures = ServeCommand.figures(of: database, book, mirror)
      let shapes = try CityResources.boundaries()
      try CityResources.tellStrangers(book, library, shapes, speech.lang, on: database)
      let cockpit = try ServeCommand.cockpit(figures, library, mirror)
      waiting.withLock { $0 = cockpit }
      let source = StoreSource(database, library: library, mirror: mirror, clock: Settings.clock)
      // The pages are there meanwhile, and search in the store until the city is in memory.
      try source.loadMirror()
      let office = ServeCommand.office(server, file.logLevel, database) { isLoaded.load(ordering: .relaxed) }
      let keeper = try AdminDoor.keeper(of: database, store: store, settings: file.access)
      let lines = try LinesOfWork(database, store)
      let pages = CityPages(
        source: source, site: site, keeper: keeper,
        ledger: try LedgerDesk(keeper, library: try ledgerRules.load()), figures: figures,
        cockpit: CockpitDoor.pages(cockpit, site, shapes),
        briefings: try CockpitDoor.briefings(figures, keeper.book.subjects, brand: site.brand),
        lines: lines, providers: try providers(file),
        isSecure: server.certificate != nil || server.isBehindProxy, origin: file.origin, office: office)
      let tasks = ServeCommand.tasks(file.sending.minutes, keeper, lines, senders, speech)
      defer { for task in tasks { task.cancel() } }
      try await runServer(
        ServedResponder(pages.router().buildResponder(), office: office, prepare: CityContext.tell),
        office: office,
        onRunning: { port in
          ServeCommand.tellRunning(
            keeper, url: file.origin.isEmpty ? server.url(port: port) : file.origin + "/", speech)
        },
        stopped: { ServeCommand.close(database, tasks, speech) })
    }
  }

  /// As the settings say, checked, with room for the photos that forms bring.
  private static func server(_ file: ServerSettingsFile) throws -> ServerSettings {
    try file.check()
    var server = file.server
    server.limits.uploadBytes = { CityPages.uploadBytes($0) }
    return server
  }

  /// The figures of the city that the mirror holds.
  private static func figures(
    of database: Database, _ book: IndicatorBook, _ mirror: CityMirror
  ) -> FigureDesk {
    FigureDesk(database, IndicatorEvaluator(book)) { (day, connection) throws(Problem) -> FigureCity? in
      guard let known = try mirror.whole(asOf: day, on: connection) else { return nil }
      return FigureCity(known.city, state: known.state, cases: known.cases)
    }
  }

  private static func cockpit(
    _ figures: FigureDesk, _ library: RuleLibrary, _ mirror: CityMirror
  ) throws -> CockpitDesk {
    try CockpitDoor.desk(figures, library) { (day, connection) throws(Problem) in
      try mirror.whole(asOf: day, on: connection).map {
        CockpitCity($0.city, state: $0.state, cases: $0.cases)
      }
    }
  }

  private static func tellRunning(_ keeper: Doorkeeper, url: String, _ speech: SpeechOptions) {
    speech.say(Text(zh: "网页已打开：\(url)  按 Ctrl-C 结束", en: "Serving \(url)  Ctrl-C ends it"))
    tellFirstLink(keeper, url: url, speech)
    fflush(nil)
  }

  /// Where nobody has an account yet, whoever starts the server gets the link that makes the first.
  private static func tellFirstLink(_ keeper: Doorkeeper, url: String, _ speech: SpeechOptions) {
    do throws(Problem) {
      guard try keeper.isFirstRun() else { return }
      let city = try AdminDoor.city(of: keeper.database, named: nil)
      let token = try keeper.firstLink(city: city, by: AdminDoor.act())
      let link = url.dropLast() + PageAddress.door(.oneTimeLink(token.secretText)).link
      speech.say(
        Text(
          zh: "还没有账号。用这个一次性链接建立系统管理员：\n\(link)",
          en: "There is no account yet. This one-time link makes the administrators:\n\(link)"))
    } catch {
      writeError(error.message(speech.lang))
    }
  }

  private func providers(_ file: ServerSettingsFile) throws(Problem) -> [SignInProvider] {
    guard let provider = file.provider else { return [] }
    return [
      .openID(
        title: Text(zh: provider.title, en: provider.title), issuer: provider.issuer,
        client: provider.client, secret: provider.secret, origin: file.origin,
        sealer: Sealer(try store.keyFile().ring), chance: AdminDoor.chance)
    ]
  }

  private var options: [String: SettingValue] {
    var options: [String: SettingValue] = [:]
    if let host { options["host"] = .text(host) }
    if let port { options["port"] = .number(port) }
    return options
  }

  private static func office(
    _ server: ServerSettings, _ level: Logger.Level, _ database: Database,
    isLoaded: @escaping @Sendable () -> Bool
  ) -> ServerOffice {
    var logger = Logger(label: "serving") { label in
      LineLog(label: label, clock: Settings.clock) { FileHandle.standardError.write(Data($0.utf8)) }
    }
    logger.logLevel = level
    return ServerOffice(
      server, clock: Settings.clock, logger: logger, template: ServedPaths.template,
      signInPaths: ServedPaths.signIn, comingPaths: ServedPaths.coming,
      newRequest: { String(UInt64.random(in: .min ... .max), radix: 16) },
      measure: { ServerMeasures.read(database, isCityLoaded: isLoaded(), into: $0) },
      obstacle: { ServeCommand.obstacle(database) },
      page: { refusalPage($0, status: $1, $2, brand: DashboardSite().brand) })
  }

  /// Whether the store answers, and its key file still holds keys of it.
  private static func obstacle(_ database: Database) -> Problem? {
    do throws(Problem) {
      _ = try database.read { (connection) throws(Problem) in
        _ = connection.keys
        return try ScreeningStore.lastRun(on: connection)
      }
      return database.keyTrouble
    } catch {
      return error
    }
  }

  /// What runs beside the pages: a look at the keys, and reminders.
  private static func tasks(
    _ minutes: Int, _ keeper: Doorkeeper, _ lines: LinesOfWork, _ senders: [any MessageSender],
    _ speech: SpeechOptions
  ) -> [Task<Void, Never>] {
    let reminding = MessageDoor.run(everyMinutes: minutes, keeper, lines, senders) {
      writeError($0.message(speech.lang))
    }
    return [watchKeys(keeper.database), reminding]
  }

  /// Looks at the key file also while nobody asks for anything, so that what is wrong with it is told early.
  private static func watchKeys(_ database: Database) -> Task<Void, Never> {
    Task {
      while !Task.isCancelled {
        _ = obstacle(database)
        try? await Task.sleep(for: .seconds(10))
      }
    }
  }

  /// What the log of the store holds goes into its file, so that a copy of the file is whole.
  private static func close(_ database: Database, _ tasks: [Task<Void, Never>], _ speech: SpeechOptions) {
    for task in tasks { task.cancel() }
    do throws(Problem) {
      try database.checkpoint()
      try database.close()
    } catch {
      writeError(error.message(speech.lang))
    }
  }

  private static func tell(_ city: Result<LoadedCity, Problem>, _ speech: SpeechOptions) {
    switch city {
    case .success(let loaded):
      let count = grouped(loaded.city.householdCount)
      speech.say(
        Text(zh: "全市数据已载入内存：\(count) 户", en: "The city is in memory: \(count) households"))
      if let refusal = loaded.refusal { writeError(refusal.message(speech.lang)) }
    case .failure(let problem): writeError(problem.message(speech.lang))
    }
    fflush(nil)
  }
}
