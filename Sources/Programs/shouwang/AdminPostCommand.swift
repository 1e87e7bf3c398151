// `shouwang admin post`: who holds which post.

import Access
import ArgumentParser
import Assembly
import Kernel

struct AdminPostCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "post", abstract: "岗位 / posts.",
    subcommands: [
      AdminPostListCommand.self, AdminPostAppointCommand.self, AdminPostEndCommand.self,
      AdminPostHandOverCommand.self,
    ])
}

struct AdminPostListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "某地及以下的岗位 / the posts of a place and below it.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "地方代码，默认全市 / the code of a place, by default the city.")
  var place: String?

  func run() throws {
    try administering(store, speech) { keeper, act in
      let code = try AdminDoor.city(of: keeper.database, named: place)
      var (last, count): (Int64, Int) = (0, 0)
      while true {
        let page = try keeper.posts(at: code, on: act.at.day(), after: last, limit: 500, as: nil)
        for named in page { print(line(named)) }
        count += page.count
        guard page.count == 500, let end = page.last else { break }
        last = end.post.id.number
      }
      if !speech.json { speech.say(Text(zh: "岗位 \(count) 个。", en: "\(count) posts.")) }
    }
  }

  private func line(_ named: NamedPost) -> String {
    let post = named.post
    let until = post.until?.description
    if speech.json {
      return JSONText.object([
        "id": JSONText.quoted("\(post.id)"), "role": JSONText.quoted(post.role),
        "place": JSONText.quoted("\(post.place)"), "login": JSONText.quoted(named.login),
        "name": JSONText.quoted(named.name), "from": JSONText.quoted("\(post.from)"),
        "until": until.map(JSONText.quoted) ?? "null",
      ])
    }
    let subject = post.subject.map { " " + $0 } ?? ""
    let deputy = named.deputyOfName.map { "  ← \($0)" } ?? ""
    return "\(post.id)  \(post.role)\(subject)  \(post.place)  \(named.login)  \(named.name)  \(post.from) – "
      + "\(until ?? "")\(deputy)"
  }
}

struct AdminPostAppointCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "appoint", abstract: "任命 / appoint an account to a post.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "登录名 / the name to sign in with.")
  var login: String
  @Argument(help: "角色 / the role; see shouwang admin roles.")
  var role: String
  @Argument(help: "地方代码 / the code of a place.")
  var place: String
  @Option(help: "行业，部门岗位才有 / a department's line of work.")
  var subject: String?
  @Option(help: "开始日，默认今天 / the first day, today by default.")
  var from: Day?
  @Option(help: "不再担任的第一天 / the first day on which it is no longer held.")
  var until: Day?

  func run() throws {
    try administering(store, speech) { keeper, act in
      guard let code = PlaceCode(place) else { throw AdminDoor.unreadable(place: place) }
      let account = try keeper.account(login: login)
      let wish = Appointment(
        account: account.id, role: role, place: code, subject: subject, from: from ?? act.at.day(),
        until: until)
      print("\(try keeper.appoint(wish, by: act, as: nil))")
    }
  }
}

struct AdminPostEndCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "end", abstract: "今天结束一个岗位 / end a post today.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "岗位编号 / the post's number.")
  var post: Int64

  func run() throws {
    try administering(store, speech) { keeper, act in
      try keeper.endPost(PostID(number: post), by: act, as: nil)
      speech.say(Text(zh: "已结束。", en: "Ended."))
    }
  }
}

struct AdminPostHandOverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hand-over", abstract: "交接：岗位与未完成的工作转给他人 / hand a post and its open work over.")

  @OptionGroup var store: StoreOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "岗位编号 / the post's number.")
  var post: Int64
  @Argument(help: "接任者登录名 / the successor's name to sign in with.")
  var login: String

  func run() throws {
    try administering(store, speech) { keeper, act in
      let successor = try keeper.account(login: login)
      print("\(try keeper.handOver(PostID(number: post), to: successor.id, by: act, as: nil))")
    }
  }
}
