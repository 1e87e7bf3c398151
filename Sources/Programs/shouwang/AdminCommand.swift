// `shouwang admin`: accounts, posts and sessions, for who works on the machine itself.

import Access
import ArgumentParser
import Assembly
import Database
import Kernel
import Operation
import Pages
import Vault

struct AdminCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "admin", abstract: "账号、岗位与会话管理 / accounts, posts and sessions.",
    discussion: """
      首次使用 / the first time:
        shouwang admin first-link --store city.sqlite
      """,
    subcommands: [
      AdminFirstLinkCommand.self, AdminAccountCommand.self, AdminPostCommand.self, AdminSessionCommand.self,
      AdminRolesCommand.self,
    ])
}

/// Opens a store and does one thing with its accounts.
func administering(
  _ store: StoreOptions, _ speech: SpeechOptions, _ settings: SettingsOptions? = nil,
  _ work: (Doorkeeper, Act) throws -> Void
) throws {
  try answering(speech) {
    let access = try (settings?.read() ?? SettingsOptions.ofEnvironment()).access
    let database = try store.open()
    try work(try AdminDoor.keeper(of: database, store: store, settings: access), AdminDoor.act())
  }
}

/// What a link is good for, and the link: shown once, whole where the settings say where people open the
/// pages.
func show(_ token: SecretToken, hours: Int, _ settings: SettingsOptions, _ speech: SpeechOptions) throws {
  // A server that only this machine reaches has an origin too, but nothing says that it is the one meant.
  let file = try settings.read()
  let origin = file.isOriginSet ? file.origin : ""
  let link = origin + PageAddress.door(.oneTimeLink(token.secretText)).link
  if speech.json {
    print(JSONText.object(["link": JSONText.quoted(link), "hours": String(hours)]))
    return
  }
  let (zh, en) =
    origin.isEmpty
    ? ("；前面加上本系统的网址，或设置 origin", "; put this system's address before it, or set origin") : ("", "")
  speech.say(
    Text(
      zh: "一次性链接（\(hours) 小时内有效，只显示这一次\(zh)）：",
      en: "A one-time link, good for \(hours) hours and shown only now\(en):"))
  print(link)
}

struct AdminFirstLinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "first-link",
    abstract: "生成初始化链接：建立系统管理员并指定安全、审计管理员 / a link that sets the system up.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var settings: SettingsOptions

  @Option(help: "市的代码，如 5306 / the city's code.")
  var city: String?

  func run() throws {
    try administering(store, speech, settings) { keeper, act in
      let city = try AdminDoor.city(of: keeper.database, named: city)
      let token = try keeper.firstLink(city: city, by: act)
      try show(token, hours: keeper.settings.linkHours, settings, speech)
    }
  }
}

struct AdminRolesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "roles", abstract: "角色与权限对照 / what each role may do.")

  @OptionGroup var speech: SpeechOptions

  func run() throws {
    try answering(speech) {
      let book = try AdminDoor.roles()
      for role in book.roles where !speech.json {
        let levels = role.levels.map { String(describing: $0) }.joined(separator: ",")
        let permissions = role.permissions.sorted().map(\.rawValue).joined(separator: " ")
        print("\(role.name)  \(role.title(speech.lang))  [\(levels)]  \(permissions)")
      }
      if speech.json {
        let roles = book.roles.map { role in
          JSONText.object([
            "name": JSONText.quoted(role.name), "zh": JSONText.quoted(role.title.zh),
            "en": JSONText.quoted(role.title.en),
            "permissions": JSONText.array(role.permissions.sorted().map { JSONText.quoted($0.rawValue) }),
          ])
        }
        print(JSONText.array(roles))
      }
    }
  }
}

struct AdminSessionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "session", abstract: "登录会话 / sessions that are open.",
    subcommands: [AdminSessionListCommand.self, AdminSessionEndCommand.self])
}

struct AdminSessionListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "某账号的会话 / the sessions of an account.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech) { keeper, act in
      let account = try keeper.account(login: login)
      let sessions = try keeper.sessions(of: account.id, at: act.at, as: nil)
      for session in sessions {
        print("\(session.begunAt)  \(session.seenAt)  \(plain(session.client))  \(plain(session.agent))")
      }
      speech.say(Text(zh: "会话 \(sessions.count) 个。", en: "\(sessions.count) sessions."))
    }
  }
}

struct AdminSessionEndCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "结束某账号的全部会话 / end all sessions of an account.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech) { keeper, act in
      let account = try keeper.account(login: login)
      try keeper.endAllSessions(of: account.id, by: act, as: nil)
      speech.say(Text(zh: "已结束。", en: "Ended."))
    }
  }
}
