// Posts: the list by place, one post, an appointment, handing over.

import Access
import Entrance
import Kernel
import Pages

extension Doors {
  func posts(_ view: PostView, _ look: Look) throws(Problem) -> HTML {
    let list = try desk.posts(view, look.caller)
    let title = look.say("岗位", "Posts")
    let pages = look.further(
      list.next.flatMap(Int64.init).map {
        .door(.posts(PostView(place: view.place, role: view.role, state: view.state, after: $0)))
      })
    let new: HTML =
      look.caller.visitor?.may(.postManage) == true
      ? link(look.say("任命", "Appoint"), .door(.newPost(account: ""))) : HTML()
    return look.page(
      title, tab: .door(.posts(PostView())),
      card(title, aside: new, filter(view, look) + postTable(list.rows, look) + pages))
  }

  private func filter(_ view: PostView, _ look: Look) -> HTML {
    let roles =
      [FormOption("", look.say("全部", "All"))]
      + desk.keeper.book.roles.map { FormOption($0.name, $0.title(look.language)) }
    let states = [
      FormOption("", look.say("在任和将任", "Held, or to be held")),
      FormOption("ending", look.say("30 天内到期", "Ending within 30 days")),
      FormOption("ended", look.say("已结束", "Ended")), FormOption("vacant", look.say("空缺", "Vacant")),
    ]
    return """
      <form class="filter" action="\(PageAddress.door(.posts(PostView())))" method="get">\
      <label>\(look.say("地区代码", "Place code"))<input type="text" name="place" \
      value="\(view.place?.short ?? "")" maxlength="15" inputmode="numeric"></label>\
      \(look.choice("role", look.say("岗位", "Post"), roles, view.role))\
      \(look.choice("state", look.say("状态", "State"), states, view.state?.rawValue))\
      <button class="button" type="submit">\(look.say("筛选", "Filter"))</button></form>
      """
  }

  func postTable(_ posts: [PostLine], _ look: Look) -> HTML {
    guard !posts.isEmpty else {
      return emptyState(
        look.say("这里没有岗位", "No posts here"),
        look.say(
          "由安全管理员任命后，人员才能看到自己的地区。",
          "The security administrator appoints people; only then do they see a place."))
    }
    let mayRead = look.caller.visitor?.may(.postRead) == true
    let rows = posts.map { post -> [HTML] in
      let role = post.role(look.language) + (post.subject.map { " · " + $0(look.language) } ?? "")
      let deputy: HTML =
        post.deputyOf.map { "<p>\(look.say("代理 \($0)", "deputy of \($0)"))</p>" } ?? HTML()
      return [
        mayRead && !post.isOver(on: look.caller.at.day())
          ? link(role, .door(.post(post.number))) : "\(role)", "\(post.placeName)",
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

  func post(_ number: Int64, _ look: Look) throws(Problem) -> Answer {
    if look.form != nil {
      try desk.keeper.endPost(
        PostID(number: number), key: look.caller.key, by: look.caller.act, as: look.caller.demandVisitor())
      return .goTo(.door(.posts(PostView())))
    }
    let post = try desk.post(number, look.caller)
    let title = "\(post.role(look.language)) · \(post.placeName)"
    var cards = card(look.say("岗位", "Post"), postTable([post], look))
    if look.caller.visitor?.may(.postManage) == true {
      let end = look.form([], submit: look.say("今天起结束岗位", "End the post today"), tone: .danger)
      let go = buttonRow([
        buttonLink(look.say("交接给别人", "Hand over to somebody"), .door(.handOver(number)), isMain: true)
      ])
      cards += card(look.say("交接", "Handover"), go)
      cards += confirmation(
        look.say("结束这个岗位", "End this post"),
        look.say(
          "\(post.name)今天起不能再以这个岗位进入；没有交接的工作会留在原处。",
          "From today \(post.name) can no longer come in by this post; work that was not handed over stays."),
        end, look.language)
    }
    return .page(look.page(title, tab: .door(.posts(PostView())), isNarrow: true, cards))
  }

  func handOver(_ number: Int64, _ look: Look) throws(Problem) -> Answer {
    let title = look.say("交接岗位", "Hand over a post")
    var problem: Problem?
    if let form = look.form {
      do {
        let successor = try desk.account(form["login"], at: "login")
        let post = try desk.keeper.handOver(
          PostID(number: number), to: successor.id, key: look.caller.key, by: look.caller.act,
          as: look.caller.demandVisitor())
        return .goTo(.door(.post(post.number)))
      } catch { problem = error }
    }
    let post = try desk.post(number, look.caller)
    let form = look.form(
      [
        FormField(
          "login", look.say("由谁接任？", "Who takes over?"), hint: look.say("写登录名。", "The sign-in name."),
          value: look.form?["login"] ?? "", maxLength: 40)
      ], submit: look.say("今天交接", "Hand over today"),
      back: Choice(look.say("返回", "Back"), .door(.post(number))),
      problem)
    let page = look.page(
      title, tab: .door(.posts(PostView())), isNarrow: true,
      confirmation(
        "\(post.role(look.language)) · \(post.placeName)",
        look.say(
          "\(post.name)的岗位今天结束，接任人今天开始，未办结的工作一并移交。",
          "The post of \(post.name) ends today, the new holder begins, and open work moves along."), form,
        look.language))
    return .page(page, status: problem?.formStatus ?? 200)
  }
}
