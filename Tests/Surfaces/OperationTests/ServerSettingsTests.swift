// Settings from a file, the environment and the command line.
import Access
import Foundation
import Kernel
import Operation
import Serving
import Testing

@Suite struct ServerSettingsTests {
  private func read(
    _ yaml: String, _ environment: [String: String] = [:], _ options: [String: SettingValue] = [:]
  ) throws -> ServerSettingsFile {
    let path = NSTemporaryDirectory() + "shouwang-settings-\(ObjectIdentifier(Mark()).hashValue).yaml"
    try yaml.write(toFile: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try ServerSettingsFile.read(path, environment: environment, options: options)
  }

  private final class Mark {}

  @Test func theCommandLineGoesBeforeTheEnvironmentAndThatBeforeTheFile() throws {
    let file = try read(
      "host: 10.0.0.1\nport: 1\nconnections: 7\nbehind_proxy: true\nproxies: [10.0.0.2, 10.0.0.3]\n",
      ["SHOUWANG_PORT": "2", "SHOUWANG_HOST": "10.0.0.9", "OTHER": "x"], ["port": .number(3)])
    #expect(file.server.host == "10.0.0.9" && file.server.port == 3)
    #expect(file.server.limits.connections == 7 && file.server.isBehindProxy)
    #expect(file.server.proxies == ["10.0.0.2", "10.0.0.3"])
    let origins = Dictionary(uniqueKeysWithValues: file.settings.map { ($0.setting.key, $0.origin) })
    #expect(origins["port"] == "command line" && origins["host"] == "SHOUWANG_HOST")
    #expect(origins["connections"]?.hasSuffix(".yaml") == true && origins["names"] == "default")
  }

  @Test func withoutAFileTheDefaultsHold() throws {
    let file = try ServerSettingsFile.read(nil, environment: [:])
    #expect(file.server.host == "127.0.0.1" && file.server.port == 8_080)
    #expect(file.server.limits.bodyBytes == 1_048_576 && file.server.metricsToken == nil)
    #expect(file.settings.allSatisfy { $0.origin == "default" })
    try file.server.check()
  }

  @Test func anUnknownKeyIsRefusedWithTheNearestName() throws {
    let problem = #expect(throws: Problem.self) { try read("behind_prxy: true\n") }
    #expect(problem?.code == "program.settings.unknown" && problem?.details["nearest"] == "behind_proxy")
  }

  @Test(arguments: ["port: abc", "port: 70000", "behind_proxy: perhaps", "log_level: loud", "host: [a, b]"])
  func aValueOfAnotherKindIsRefused(line: String) throws {
    let problem = #expect(throws: Problem.self) { try read(line + "\n") }
    #expect(problem?.code == "program.settings.value")
  }

  @Test(arguments: ["a: [", "- a\n- b", "just words"])
  func aFileThatIsNoMappingIsRefused(text: String) throws {
    let problem = #expect(throws: Problem.self) { try read(text) }
    #expect(problem?.code == "program.settings.file")
  }

  @Test(arguments: [
    "openid_secret: geheim\nport: [1, 2\n", "openid_secret: 'geheim\n", "metrics_token: geheim\n\t: x",
    "geheim: 1\ngeheim: 2\n", "metrics_token: {geheim: {a: [b]}}\n", "port: \u{7}geheim\n",
  ])
  func aFileThatCannotBeReadIsNotQuoted(text: String) throws {
    let problem = try #require(#expect(throws: Problem.self) { try read(text) })
    #expect(!(problem.message(.zh) + problem.message(.en)).contains("geheim"), "\(problem.message(.en))")
  }

  @Test func whereAFileIsWrongIsTold() throws {
    let problem = #expect(throws: Problem.self) { try read("host: a\nport: [1, 2\n") }
    #expect(problem?.message(.en).contains("line 3") == true)
  }

  @Test func whatAnOperatorSaysOfPasswordsAndSessionsHolds() throws {
    let file = try read(
      "password_length: 14\npassword_classes: 4\npassword_days: 0\npassword_history: 8\n"
        + "failures_before_delay: 2\nfailures: 4\naddress_failures: 20\nlock_minutes: 60\n"
        + "idle_minutes: 15\nsession_minutes: 480\nlink_hours: 24\nrepeat_days: 3\ncode_title: 守望\n")
    let access = file.access
    #expect(access.passwordLengthMin == 14 && access.passwordClassesMin == 4 && access.passwordDays == 0)
    #expect(access.passwordHistory == 8 && access.failuresBeforeDelay == 2 && access.failuresBeforeLock == 4)
    #expect(access.clientFailuresBeforeLock == 20 && access.lockMinutes == 60 && access.idleMinutes == 15)
    #expect(access.sessionMinutes == 480 && access.linkHours == 24 && access.repeatDays == 3)
    #expect(access.issuer == "守望")
  }

  @Test func theDefaultsOfTheFileAreThoseOfTheRoom() throws {
    let (file, room) = (try read("").access, AccessSettings())
    func told(_ settings: AccessSettings) -> [Int] {
      [
        settings.passwordLengthMin, settings.passwordClassesMin, settings.passwordDays,
        settings.passwordHistory, settings.failuresBeforeDelay, settings.failuresBeforeLock,
        settings.clientFailuresBeforeLock, settings.lockMinutes, settings.idleMinutes,
        settings.sessionMinutes, settings.linkHours, settings.repeatDays,
      ]
    }
    #expect(told(file) == told(room) && file.issuer == room.issuer)
  }

  @Test func aProviderNeedsAnAddressToComeBackTo() throws {
    let file = try read(
      "origin: https://watch.example\nopenid_issuer: https://id.example\nopenid_client: shouwang\n"
        + "openid_title: 统一登录\n", ["SHOUWANG_OPENID_SECRET": "s"])
    try file.check()
    #expect(file.provider?.issuer == "https://id.example" && file.provider?.client == "shouwang")
    #expect(file.provider?.secret == "s" && file.provider?.title == "统一登录")
    #expect(file.settings.first { $0.setting.key == "openid_secret" }?.setting.isSecret == true)
    #expect(try read("").provider == nil)
  }

  @Test(arguments: [
    "openid_issuer: http://id.example\nopenid_client: a", "openid_issuer: https://id.example",
    "openid_issuer: https://id.example\nopenid_client: a\nbehind_proxy: true\nproxies: [10.0.0.1]",
  ])
  func aProviderThatCannotBeUsedIsRefused(text: String) throws {
    let file = try read(text + "\n")
    let problem = #expect(throws: Problem.self) { try file.check() }
    #expect(problem?.code == "program.settings.provider")
  }

  @Test(arguments: [
    "watch.example", "http://watch.example", "https://watch.example/", "https://watch.example/a",
    "https://a@watch.example", "javascript:alert(1)",
  ])
  func anOriginIsASchemeAndAHost(text: String) throws {
    let file = try read("origin: \"\(text)\"\n")
    let problem = #expect(throws: Problem.self) { try file.check() }
    #expect(problem?.code == "program.settings.origin")
  }

  @Test func withoutAnOriginThisMachineKnowsItsOwn() throws {
    #expect(try read("port: 8081\n").origin == "http://127.0.0.1:8081")
    #expect(try read("host: 0.0.0.0\ncertificate: /c\n").origin == "")
    #expect(try read("origin: https://watch.example:8443\n").origin == "https://watch.example:8443")
  }
}
