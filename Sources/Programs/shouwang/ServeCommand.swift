// `shouwang serve`: the pages, for this machine only.

import ArgumentParser
import Dashboards
import Foundation
import Hummingbird
import Kernel
import Pages
import Rules
import Screening

struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "在本机打开网页 / serve the pages to this machine.",
    discussion: """
      例 / example:
        shouwang serve --store city.sqlite --port 8080
      在有登录功能之前，只接受本机访问 / until there is sign-in, only this machine is answered.
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var rules: RulesOptions
  @OptionGroup var speech: SpeechOptions

  @Option(help: "主机名，只能是本机 / the host: loopback only.")
  var host: String = "127.0.0.1"

  @Option(help: "端口 / the port.")
  var port: Int = 8080

  func validate() throws {
    guard (1...65_535).contains(port) else {
      throw ValidationError("--port 应为 1 至 65535 / --port is a number from 1 to 65535.")
    }
  }

  func run() async throws {
    try await answeringAsync(speech) {
      let host = try LoopbackHost(host)
      // The web library greets on its own at this level; what the program says is said below.
      setenv("LOG_LEVEL", "warning", 0)
      let library = try rules.load()
      let database = try store.open()
      let site = DashboardSite(map: try ServeCommand.tileMap()) { writeError("\($0)") }
      let (speech, port) = (speech, port)
      let mirror = CityMirror(database) { ServeCommand.tell($0, speech) }
      let source = StoreSource(database, library: library, mirror: mirror, clock: Settings.clock)
      // The pages are there meanwhile, and search in the store until the city is in memory.
      try source.loadMirror()
      let router = dashboardRouter(source, site: site, context: LocalContext.self) { _ throws(Problem) in
        try LocalCaller.caller(source, at: Settings.clock.now())
      }
      let application = localApplication(router, host: host, port: port) {
        speech.say(
          Text(
            zh: "网页已打开：\(host.url(port: port))  按 Ctrl-C 结束",
            en: "Serving \(host.url(port: port))  Ctrl-C ends it"))
        fflush(nil)
      }
      do {
        try await application.runService()
      } catch {
        throw Problem(
          "program.serve.failed", .unavailable,
          zh: "无法在端口 \(port) 上提供网页，端口可能已被占用，请换一个：--port \(port % 65_535 + 1)（\(error)）",
          en: "Port \(port) cannot be served; it may be taken: try --port \(port % 65_535 + 1) (\(error))",
          details: ["port": String(port)])
      }
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

  /// The operator's map of tiles, empty where none is installed.
  private static func tileMap() throws -> TileMap {
    guard let folder = Settings.resourcesFolder else { return TileMap() }
    let cities = (try? FileManager.default.contentsOfDirectory(atPath: folder))?.sorted() ?? []
    for city in cities {
      let path = "\(folder)/\(city)/tilemap.tsv"
      if let text = try? String(contentsOfFile: path, encoding: .utf8) { return try TileMap(reading: text) }
    }
    return TileMap()
  }
}
