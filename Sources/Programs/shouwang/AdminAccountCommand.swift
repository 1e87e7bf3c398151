// `shouwang admin account`: makes, shuts and opens accounts.

import Access
import ArgumentParser
import Assembly
import Kernel
import Vault

struct AdminAccountCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "账号 / accounts.",
    subcommands: [
      AdminAccountListCommand.self, AdminAccountAddCommand.self, AdminAccountChangeCommand.self,
      AdminResetLinkCommand.self, AdminPasswordCommand.self, AdminIdentityCommand.self,
    ])
}

struct AdminAccountListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "全部账号，或名称含某文字的 / all accounts, or those whose name holds a text.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "登录名或姓名的开头 / the beginning of a name.")
  var text = ""

  func run() throws {
    try administering(store, speech) { keeper, act in
      var (last, count) = ("", 0)
      while true {
        let page = try keeper.accounts(
          beginning: text, at: act.at, after: last, limit: 500, as: nil)
        for account in page { print(try line(account, keeper, act.at)) }
        count += page.count
        guard page.count == 500, let end = page.last else { break }
        last = end.login
      }
      if !speech.json { speech.say(Text(zh: "账号 \(count) 个。", en: "\(count) accounts.")) }
    }
  }

  private func line(_ account: Account, _ keeper: Doorkeeper, _ instant: Instant) throws -> String {
    let isLocked = try keeper.lock(of: account, at: instant) != nil
    let state =
      account.disabledAt != nil
      ? "disabled"
      : isLocked ? "locked" : account.passwordAt == nil && account.issuer.isEmpty ? "new" : "open"
    if speech.json {
      return JSONText.object([
        "login": JSONText.quoted(account.login), "name": JSONText.quoted(account.name),
        "state": JSONText.quoted(state), "hasCode": account.hasCode ? "true" : "false",
      ])
    }
    return "\(account.login)  \(account.name)  \(state)\(account.hasCode ? "  code" : "")"
  }
}

struct AdminAccountAddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "建立账号并给出设置密码的链接 / an account, and the link to set its password.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String
  @Argument(help: "姓名 / the person's own name.")
  var name: String

  func run() throws {
    try administering(store, speech, settings) { keeper, act in
      let made = try keeper.createAccount(login: login, name: name, by: act, as: nil)
      if let link = made.link { try show(link, hours: keeper.settings.linkHours, settings, speech) }
    }
  }
}

/// What can be done to an account by one word.
enum AccountChange: String, ExpressibleByArgument, CaseIterable {
  case disable, enable, unlock
  case resetCode = "reset-code"
}

struct AdminAccountChangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "停用、启用、解锁账号或取消验证器 / disable, enable, unlock, reset-code.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "disable, enable, unlock, reset-code.")
  var change: AccountChange
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech) { keeper, act in
      let id = try keeper.account(login: login).id
      switch change {
      case .disable: try keeper.disableAccount(id, by: act, as: nil)
      case .enable: try keeper.enableAccount(id, by: act, as: nil)
      case .unlock: try keeper.unlockAccount(id, by: act, as: nil)
      case .resetCode: try keeper.resetCode(id, by: act, as: nil)
      }
      speech.say(Text(zh: "已完成。", en: "Done."))
    }
  }
}

struct AdminResetLinkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset-link", abstract: "重新设置密码的链接 / a link to set a password anew.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech, settings) { keeper, act in
      let id = try keeper.account(login: login).id
      if let link = try keeper.resetLink(id, by: act, as: nil) {
        try show(link, hours: keeper.settings.linkHours, settings, speech)
      }
    }
  }
}
