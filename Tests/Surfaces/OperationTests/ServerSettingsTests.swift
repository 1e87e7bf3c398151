// Settings from a file, the environment and the command line.
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
}
