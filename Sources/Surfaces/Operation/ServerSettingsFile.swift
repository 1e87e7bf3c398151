// The settings in force: of the command line, the environment, the file, or what holds anyway.

package import Access
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

/// A provider of sign-ins, as the settings name it.
package struct ProviderSetting: Sendable, Equatable {
  package let issuer, client, secret, title: String
}

/// The ways by which messages leave, as the settings name them. **Shape**: empty texts for a way that is not.
package struct SendingSetting: Sendable, Equatable {
  package let minutes: Int
  package let mailServer, mailSecurity, mailAuthority, mailFrom, mailUser, mailPassword: String
  package let mailPort: Int
  package let webhookURL, webhookSecret: String
  package let smsURL, smsMethod, smsBody, smsAccepted, smsSecret: String
  package let smsHeaders: [String]
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
  ) throws(Problem) -> ServerSettingsFile {
    let (present, lines) = try file.map { (path) throws(Problem) in try content(of: path) } ?? ([], nil)
    for key in present.sorted() where !ServerSetting.all.contains(where: { $0.key == key }) {
      throw unknown(key)
    }
    let variables = EnvironmentVariablesProvider(environmentVariables: environment)
    var inForce: [SettingInForce] = []
    for setting in ServerSetting.all {
      if let value = options[setting.key] {
        inForce.append(.init(setting: setting, value: value, origin: "command line"))
      } else if environment[setting.variable] != nil {
        let value = try value(of: setting, setting.variable) { type in
          try variables.value(forKey: ["shouwang", setting.key], type: type)
        }
        inForce.append(.init(setting: setting, value: value, origin: setting.variable))
      } else if present.contains(setting.key), let lines, let file {
        let value = try value(of: setting, file) { try lines.value(forKey: [setting.key], type: $0) }
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

  /// How people come in.
  package var access: AccessSettings {
    var access = AccessSettings()
    access.passwordLengthMin = number("password_length")
    access.passwordClassesMin = number("password_classes")
    (access.passwordDays, access.passwordHistory) = (number("password_days"), number("password_history"))
    access.failuresBeforeDelay = number("failures_before_delay")
    access.failuresBeforeLock = number("failures")
    access.clientFailuresBeforeLock = number("address_failures")
    access.lockMinutes = number("lock_minutes")
    (access.idleMinutes, access.sessionMinutes) = (number("idle_minutes"), number("session_minutes"))
    (access.linkHours, access.repeatDays) = (number("link_hours"), number("repeat_days"))
    access.issuer = text("code_title")
    return access
  }

  /// Who vouches for readers besides this system; nil for nobody.
  package var provider: ProviderSetting? {
    text("openid_issuer").isEmpty
      ? nil
      : ProviderSetting(
        issuer: text("openid_issuer"), client: text("openid_client"), secret: text("openid_secret"),
        title: text("openid_title").isEmpty ? "OpenID" : text("openid_title"))
  }

  /// How messages leave.
  package var sending: SendingSetting {
    SendingSetting(
      minutes: number("message_minutes"), mailServer: text("mail_server"),
      mailSecurity: text("mail_security"), mailAuthority: text("mail_authority"), mailFrom: text("mail_from"),
      mailUser: text("mail_user"), mailPassword: text("mail_password"), mailPort: number("mail_port"),
      webhookURL: text("webhook_url"), webhookSecret: text("webhook_secret"), smsURL: text("sms_url"),
      smsMethod: text("sms_method"), smsBody: text("sms_body"), smsAccepted: text("sms_accepted"),
      smsSecret: text("sms_secret"), smsHeaders: list("sms_headers"))
  }

  /// The address under which people open the pages, without a slash at its end. Where none is set, that of a
  /// server for this machine alone; else empty.
  package var origin: String {
    let server = server
    guard text("origin").isEmpty else { return text("origin") }
    guard ServerSettings.isLoopback(server.host), !server.isBehindProxy else { return "" }
    return String(server.url(port: server.port).dropLast())
  }

  /// Whether somebody named the address, which is then not a guess.
  package var isOriginSet: Bool { !text("origin").isEmpty }

  /// What no single setting can know.
  /// **Problems**: those of `ServerSettings.check`, `program.settings.origin`, `program.settings.provider`.
  package func check() throws(Problem) {
    try server.check()
    guard text("origin").isEmpty || isOrigin(text("origin")) else {
      throw Problem(
        "program.settings.origin", .invalid,
        zh: "origin 应写成 https://主机名，后面不带路径和斜杠；只有本机地址可用 http://。",
        en: "origin is written https://host, without path or slash; http:// is for this machine alone.")
    }
    guard let provider else { return }
    let isNamed = provider.issuer.hasPrefix("https://") || isOrigin(provider.issuer, path: true)
    guard isNamed, !provider.client.isEmpty, !origin.isEmpty else {
      throw Problem(
        "program.settings.provider", .invalid,
        zh: "使用统一登录时，openid_issuer 应为 https:// 网址，并须设置 openid_client 和 origin。",
        en: "For a sign-in provider openid_issuer is an https:// address, and openid_client and "
          + "origin are set.")
    }
  }

  private func isOrigin(_ text: String, path: Bool = false) -> Bool {
    guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty else { return false }
    let isBare = url.user == nil && url.query == nil && url.fragment == nil && (path || url.path.isEmpty)
    return isBare && (url.scheme == "https" || url.scheme == "http" && ServerSettings.isLoopback(host))
  }

  /// How long `shouwang retention` keeps what.
  package var retention: RetentionPeriods {
    var periods = RetentionPeriods()
    periods.refusedDays = number("keep_refused_days")
    periods.replacedDays = number("keep_replaced_days")
    periods.signInDays = number("keep_sign_in_days")
    periods.evidenceDays = number("keep_evidence_days")
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

  /// The keys that a file names, and its reader; nil for a file without any.
  private static func content(of file: String) throws(Problem) -> (Set<String>, YAMLSnapshot?) {
    guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
      throw unreadable(file, "no UTF-8 file")
    }
    do {
      guard let node = try Yams.compose(yaml: text) else { return ([], nil) }
      guard let mapping = node.mapping else { throw unreadable(file, "no list of keys and values") }
      let lines = try YAMLSnapshot(
        data: Array(text.utf8).span.bytes, providerName: file, parsingOptions: .default)
      return (Set(mapping.keys.map { $0.string ?? "?" }), lines)
    } catch let problem as Problem {
      throw problem
    } catch {
      throw unreadable(file, reason(error))
    }
  }

  /// Where the fault lies, never what stands there: the file may hold secrets, and libraries quote it.
  private static func reason(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
      .composer(_, let reason, let mark, _):
      "line \(mark.line), column \(mark.column): \(reason)"
    case .duplicatedKeysInMapping(_, let context): "line \(context.mark.line): a key stands twice"
    case .reader(_, let offset, _, _):
      "a character that YAML does not allow" + (offset.map { ", byte \($0)" } ?? "")
    default: "a value is none that a setting can have"
    }
  }

  private static func value(
    of setting: ServerSetting, _ place: String, _ find: (ConfigType) throws -> LookupResult
  ) throws(Problem) -> SettingValue {
    do {
      switch (setting.value, try find(setting.value.type).value?.content) {
      case (.text, .string(let text)?): return try checked(.text(text), setting)
      case (.number, .int(let number)?): return try checked(.number(number), setting)
      case (.flag, .bool(let flag)?): return .flag(flag)
      case (.list, .stringArray(let list)?): return .list(list)
      default: throw OutOfRange()
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

extension SettingValue {
  fileprivate var type: ConfigType {
    switch self {
    case .text: .string
    case .number: .int
    case .flag: .bool
    case .list: .stringArray
    }
  }
}
