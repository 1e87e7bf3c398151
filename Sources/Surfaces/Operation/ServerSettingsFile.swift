// The settings in force: of the command line, the environment, the file, or what holds anyway.

import Configuration
import Foundation
package import Kernel
package import Logging
package import Serving
import Yams

/// A setting's value and where it comes from.
package struct SettingInForce: Sendable {
  package let setting: ServerSetting
  package let value: SettingValue
  /// `command line`, a variable of the environment, a file, or `default`.
  package let origin: String
}

package struct ServerSettingsFile: Sendable {
  /// **Shape**: every setting, in the order of `ServerSetting.all`.
  package let settings: [SettingInForce]

  /// - Parameters:
  ///   - file: a YAML file, or nil for none.
  ///   - options: what the command line says, by key.
  /// **Problems**: `program.settings.file` where it cannot be read, `program.settings.unknown` for a key that
  /// is no setting, `program.settings.value` for a value of another kind or out of its range.
  package static func read(
    _ file: String?, environment: [String: String], options: [String: SettingValue] = [:]
  ) async throws(Problem) -> ServerSettingsFile {
    let present = try file.map { (path) throws(Problem) in try keys(of: path) } ?? []
    for key in present.sorted() where !ServerSetting.all.contains(where: { $0.key == key }) {
      throw unknown(key)
    }
    let variables = ConfigReader(provider: EnvironmentVariablesProvider(environmentVariables: environment))
    let lines = try await reader(file)
    var inForce: [SettingInForce] = []
    for setting in ServerSetting.all {
      if let value = options[setting.key] {
        inForce.append(.init(setting: setting, value: value, origin: "command line"))
      } else if environment[setting.variable] != nil {
        let value = try value(of: setting, variables, "shouwang." + setting.key, setting.variable)
        inForce.append(.init(setting: setting, value: value, origin: setting.variable))
      } else if present.contains(setting.key), let lines, let file {
        let value = try value(of: setting, lines, setting.key, file)
        inForce.append(.init(setting: setting, value: value, origin: file))
      } else {
        inForce.append(.init(setting: setting, value: setting.value, origin: "default"))
      }
    }
    return ServerSettingsFile(settings: inForce)
  }

  /// What the server is made of.
  package var server: ServerSettings {
    var server = ServerSettings()
    (server.host, server.port) = (text("host"), number("port"))
    if !text("certificate").isEmpty {
      server.certificate = CertificateFiles(chain: text("certificate"), key: text("certificate_key"))
    }
    (server.isBehindProxy, server.proxies) = (flag("behind_proxy"), Set(list("proxies")))
    (server.names, server.shutdownSeconds) = (Set(list("names")), number("shutdown_seconds"))
    (server.limits.headBytes, server.limits.bodyBytes) = (number("head_bytes"), number("body_bytes"))
    server.limits.headMilliseconds = number("head_seconds") * 1_000
    server.limits.bodyMilliseconds = number("body_seconds") * 1_000
    server.limits.idleMilliseconds = number("idle_seconds") * 1_000
    server.limits.requestMilliseconds = number("request_seconds") * 1_000
    server.limits.connections = number("connections")
    server.rates.signIn = rule("sign_in_per_minute")
    server.rates.change = rule("change_per_minute")
    server.rates.look = rule("look_per_minute")
    server.metricsToken = text("metrics_token").isEmpty ? nil : text("metrics_token")
    return server
  }

  /// How long `shouwang retention` keeps what.
  package var retention: RetentionPeriods {
    var periods = RetentionPeriods()
    periods.refusedDays = number("keep_refused_days")
    periods.replacedDays = number("keep_replaced_days")
    periods.signInDays = number("keep_sign_in_days")
    return periods
  }

  package var logLevel: Logger.Level { Logger.Level(rawValue: text("log_level")) ?? .warning }

  private func rule(_ key: String) -> RateRules.Rule {
    .init(burst: max(1, number(key) / 2), perMinute: number(key))
  }

  private func value(_ key: String) -> SettingValue {
    guard let found = settings.first(where: { $0.setting.key == key }) else {
      preconditionFailure("\(key) is a setting")
    }
    return found.value
  }

  private func text(_ key: String) -> String { if case .text(let text) = value(key) { text } else { "" } }
  private func number(_ key: String) -> Int { if case .number(let number) = value(key) { number } else { 0 } }
  private func flag(_ key: String) -> Bool { value(key) == .flag(true) }
  private func list(_ key: String) -> [String] { if case .list(let list) = value(key) { list } else { [] } }

  private static func reader(_ file: String?) async throws(Problem) -> ConfigReader? {
    guard let file else { return nil }
    do {
      let place = ConfigReader(provider: InMemoryProvider(values: ["filePath": .init(stringLiteral: file)]))
      return ConfigReader(provider: try await FileProvider<YAMLSnapshot>(config: place))
    } catch {
      throw unreadable(file, "\(error)")
    }
  }

  /// The keys that the file names, which the reader of values does not tell.
  private static func keys(of file: String) throws(Problem) -> Set<String> {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw unreadable(file, "no UTF-8 file")
    }
    let node: Node?
    do { node = try Yams.compose(yaml: text) } catch { throw unreadable(file, "\(error)") }
    guard let node else { return [] }
    guard let mapping = node.mapping else { throw unreadable(file, "no list of keys and values") }
    return Set(mapping.keys.map { $0.string ?? "?" })
  }

  private static func value(
    of setting: ServerSetting, _ reader: ConfigReader, _ name: String, _ place: String
  ) throws(Problem) -> SettingValue {
    let key = ConfigKey(name)
    do {
      switch setting.value {
      case .text: return try checked(.text(reader.requiredString(forKey: key)), setting)
      case .number: return try checked(.number(reader.requiredInt(forKey: key)), setting)
      case .flag: return .flag(try reader.requiredBool(forKey: key))
      case .list: return .list(try reader.requiredStringArray(forKey: key))
      }
    } catch {
      throw Problem(
        "program.settings.value", .invalid,
        zh: "\(place) 中的 \(setting.key)（\(setting.meaning.zh)）的值不对。默认值的写法是：\(setting.value.shown)。",
        en: "The value of \(setting.key) (\(setting.meaning.en)) in \(place) is not one that it can have. "
          + "Its default is written \(setting.value.shown).",
        details: ["key": setting.key])
    }
  }

  private struct OutOfRange: Error {}

  private static func checked(_ value: SettingValue, _ setting: ServerSetting) throws -> SettingValue {
    if case .number(let number) = value, !setting.range.contains(number) { throw OutOfRange() }
    if setting.key == "log_level", case .text(let level) = value, Logger.Level(rawValue: level) == nil {
      throw OutOfRange()
    }
    return value
  }

  private static func unreadable(_ file: String, _ why: String) -> Problem {
    Problem(
      "program.settings.file", .invalid, zh: "无法读取设置文件“\(file)”：\(why)",
      en: "The settings file \(file) cannot be read: \(why)", details: ["file": file])
  }

  private static func unknown(_ key: String) -> Problem {
    let nearest = ServerSetting.all.map(\.key).min { distance($0, key) < distance($1, key) } ?? ""
    return Problem(
      "program.settings.unknown", .invalid, zh: "没有名为“\(key)”的设置，您是不是要写“\(nearest)”？",
      en: "There is no setting named \(key); did you mean \(nearest)?",
      details: ["key": key, "nearest": nearest])
  }

  /// How many letters must be changed, put in or left out to make one word of another.
  private static func distance(_ left: String, _ right: String) -> Int {
    var row = Array(0...right.count)
    for (place, letter) in left.enumerated() {
      var next = [place + 1]
      for (column, other) in right.enumerated() {
        next.append(min(row[column] + (letter == other ? 0 : 1), row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    return row[right.count]
  }
}
