// `shouwang admin account link`: which identity of the sign-in provider opens an account.

import Access
import ArgumentParser
import Assembly
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
