// `shouwang admin identity` and `password`: by what somebody signs in.

import Access
import ArgumentParser
import Assembly
import Foundation
import Kernel
import Operation

struct AdminIdentityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link", abstract: "账号与统一登录的关联 / the provider's identity that opens an account.",
    discussion: """
      例 / example:
        shouwang admin account link li.si 8f3c2a
      编号由统一登录服务给出；没有关联账号的人登录后，页面也会显示其编号。
      The id comes from the provider; who signs in there without an account here is shown theirs, too.
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String
  @Argument(help: "统一登录服务中的编号；不写则取消关联 / the id there; without it the link is taken away.")
  var subject: String?
  @Option(help: "统一登录服务的网址；默认取设置 openid_issuer / the provider; by default openid_issuer.")
  var issuer: String?

  func run() throws {
    try administering(store, speech, settings) { keeper, act in
      let id = try keeper.account(login: login).id
      guard let subject else {
        try keeper.linkIdentity(issuer: "", subject: "", to: id, by: act, as: nil)
        return speech.say(Text(zh: "已取消关联。", en: "The link is taken away."))
      }
      guard let issuer = try issuer ?? settings.read().provider?.issuer, !issuer.isEmpty, !subject.isEmpty
      else {
        throw Problem(
          "program.admin.issuer", .invalid, zh: "没有设置 openid_issuer，请用 --issuer 指定。",
          en: "openid_issuer is not set; name the provider with --issuer.")
      }
      try keeper.linkIdentity(issuer: issuer, subject: subject, to: id, by: act, as: nil)
      speech.say(Text(zh: "已关联。", en: "Linked."))
    }
  }
}

struct AdminPasswordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "password",
    abstract: "设置账号的密码，从标准输入读一行 / set a password, read from standard input as one line.",
    discussion: """
      用于脚本和恢复；平时请用 reset-link，让本人自己设置。原有会话结束，锁定解除，操作记入日志。
      For scripts and recovery; otherwise use reset-link, so that only its holder knows it. Sessions end,
      a lock is lifted, and the journal tells of it.

      例 / example:
        shouwang admin account password li.si --store city.sqlite < password.txt
      """)

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @OptionGroup var settings: SettingsOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech, settings) { keeper, act in
      let account = try keeper.account(login: login)
      if isatty(STDIN_FILENO) == 1 {
        writeError(Text(zh: "新密码（不显示）：", en: "New password (not shown):")(speech.lang))
      }
      guard let password = AdminPasswordCommand.line(), !password.isEmpty else {
        throw Problem(
          "program.password.missing", .invalid, zh: "标准输入中没有密码。",
          en: "There is no password on standard input.")
      }
      try keeper.setPassword(password, of: account.id, by: act)
      speech.say(Text(zh: "已设置 \(account.login) 的密码。", en: "The password of \(account.login) is set."))
    }
  }

  /// One line of standard input; what is typed at a terminal does not show.
  private static func line() -> String? {
    var shown = termios()
    guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return readLine() }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown) }
    return readLine()
  }
}
