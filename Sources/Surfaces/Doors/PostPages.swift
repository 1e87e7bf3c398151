// Posts: the list by place, one post, an appointment, handing over.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  private static let unit = Unit(zh: "个", one: "post", many: "posts")

  func posts(_ view: PostView, _ look: Look) async throws(Problem) -> HTML {
    let list = try await desk.posts(view, look.caller)
    let title = look.say("岗位", "Posts")
    let pages = pager(
      ListPosition(page: view.page, pageSize: Listed<PostLine>.pageSize, total: list.total), Doors.unit,
      look.language, anchor: "main"
    ) { page in
      var other = view
      other.page = page
      return .door(.posts(other))
    }
    let options = desk.roles().map { role -> HTML in
      let on = attribute("selected", role.name == view.role ? "selected" : nil)
      return "<option value=\"\(role.name)\"\(on)>\(role.title(look.language))</option>"
    }
    let on = attribute("checked", view.withEnded ? "checked" : nil)
    let filter: HTML = """
      <form class="filter" action="\(PageAddress.door(.posts(PostView())))" method="get">\
      <label>\(look.say("地区代码", "Place code"))<input type="text" name="place" \
      value="\(view.place?.short ?? "")" maxlength="15" inputmode="numeric"></label>\
      <label>\(look.say("岗位类别", "Role"))<select name="role"><option value="">\(look.say("全部", "All"))</option>\
      \(options)</select></label>\
      <label class="check"><input type="checkbox" name="ended" value="1"\(on)>\
      \(look.say("包括已结束的", "Also ended ones"))</label>\
      <button class="button" type="submit">\(look.say("筛选", "Filter"))</button></form>
      """
    let new: HTML =
      look.caller.visitor?.may(.postManage) == true
      ? link(look.say("任命", "Appoint"), .door(.newPost(account: ""))) : HTML()
    return look.page(
      title, tab: .door(.posts(PostView())),
      card(title, aside: new, filter + postTable(list.rows, look) + pages))
  }

  func postTable(_ posts: [PostLine], _ look: Look) -> HTML {
    guard !posts.isEmpty else {
      return emptyState(
        look.say("这里没有岗位", "No posts here"),
        look.say("由安全管理员任命后，人员才能看到自己的地区。", "The security administrator appoints people; only then do they see a place."))
    }
    let mayRead = look.caller.visitor?.may(.postRead) == true
    let rows = posts.map { post -> [HTML] in
      let role = post.role(look.language) + (post.subject.map { " · " + $0(look.language) } ?? "")
      let deputy: HTML =
        post.deputyOf.map { "<p>\(look.say("代理 \($0)", "deputy of \($0)"))</p>" } ?? HTML()
      return [
        mayRead ? link(role, .door(.post(post.number))) : "\(role)", "\(post.placeName)",
        "\(post.name)\(deputy)", "\(post.login)", "\(post.term(look.language))",
      ]
    }
    return DenseTable(
      caption: look.say("岗位", "Posts"),
      columns: [
        TableColumn(look.say("岗位", "Post")), TableColumn(look.say("地区", "Place")),
        TableColumn(look.say("任职人", "Holder")), TableColumn(look.say("登录名", "Sign-in name")),
        TableColumn(look.say("任期", "Term")),
      ], rows: rows, narrow: .becomesCards
    ).html
  }

  func post(_ number: Int64, _ look: Look) async throws(Problem) -> Answer {
    var problem: Problem?
    if let form = look.form {
      try look.caller.demandVisitor().demand(.postManage)
      do {
        try await desk.endPost(number, on: try day(form, "day"), look.caller)
        return .goTo(.door(.post(number)))
      } catch { problem = error }
    }
    let post = try await desk.post(number)
    let title = "\(post.role(look.language)) · \(post.placeName)"
    var cards = card(look.say("岗位", "Post"), postTable([post], look))
    let isOver = post.until.map { $0 <= look.caller.at.day() } ?? false
    if look.caller.visitor?.may(.postManage) == true, !isOver {
      let end = look.form(
        [
          FormField(
            "day", .day, look.say("从哪天起不再担任？", "From which day is it no longer held?"),
            value: look.form?["day"] ?? look.caller.at.day().description)
        ], submit: look.say("结束岗位", "End the post"), tone: .danger, problem)
      let go = buttonRow([
        buttonLink(look.say("交接给别人", "Hand over to somebody"), .door(.handOver(number)), isMain: true)
      ])
      cards += card(look.say("交接", "Handover"), go)
      cards += confirmation(
        look.say("结束这个岗位", "End this post"),
        look.say(
          "到那天起，\(post.name)不能再以这个岗位进入；没有交接的工作会留在原处。",
          "From that day \(post.name) can no longer come in by this post; work that was not handed over stays."),
        end, look.language)
    }
    let page = look.page(title, tab: .door(.posts(PostView())), isNarrow: true, cards)
    return .page(page, status: problem?.formStatus ?? 200)
  }

  func handOver(_ number: Int64, _ look: Look) async throws(Problem) -> Answer {
    let title = look.say("交接岗位", "Hand over a post")
    var problem: Problem?
    if let form = look.form {
      do {
        let moved = try await desk.handOver(
          number, to: form["login"], on: try day(form, "day"), look.caller)
        let done = notice(
          .green, look.say("完成", "done"), look.say("岗位已交接。", "The post was handed over."),
          look.say("移交未办结工作 \(moved) 件。", "Open cases moved: \(moved)."))
        let back = buttonLink(look.say("回到岗位", "Back to posts"), .door(.posts(PostView())))
        return .page(look.page(title, tab: .door(.posts(PostView())), isNarrow: true, done + back))
      } catch { problem = error }
    }
    let post = try await desk.post(number)
    let form = look.form(
      [
        FormField(
          "login", look.say("由谁接任？", "Who takes over?"), hint: look.say("写登录名。", "The sign-in name."),
          value: look.form?["login"] ?? "", maxLength: 40),
        FormField(
          "day", .day, look.say("从哪天起接任？", "From which day?"),
          value: look.form?["day"] ?? look.caller.at.day().description),
      ], submit: look.say("交接", "Hand over"), back: Choice(look.say("返回", "Back"), .door(.post(number))),
      problem)
    let page = look.page(
      title, tab: .door(.posts(PostView())), isNarrow: true,
      confirmation(
        "\(post.role(look.language)) · \(post.placeName)",
        look.say(
          "\(post.name)的岗位到这天结束，接任人从这天开始，未办结的工作一并移交。",
          "The post of \(post.name) ends on that day, the new holder begins, and open work moves along."), form,
        look.language))
    return .page(page, status: problem?.formStatus ?? 200)
  }
}
