// The living page of the design system: every part once, in both languages.

import Entrance
import Kernel
import Pages

extension Doors {
  func style(_ look: Look) -> HTML {
    let both = Language.allCases.map { language -> HTML in
      let word = language == .zh ? "zh-CN" : "en"
      return "<div class=\"grid\" lang=\"\(word)\">\(parts(language, look.caller.formToken))</div>"
    }
    var frame = look.frame
    frame.title = look.say("页面部件", "Page parts")
    frame.note = look.say("每个部件一次，两种语言", "Every part once, in both languages")
    frame.crumbs = [
      Crumb(look.say("首页", "Home"), .home), Crumb(look.say("页面部件", "Page parts"), look.address),
    ]
    frame.switcher = placeSwitcher(look.say("切换地区", "Other places"), [Choice(look.say("首页", "Home"), .home)])
    return frame.document("\(colours(look))\(both)")
  }

  private func colours(_ look: Look) -> HTML {
    let tokens = ["ink", "brand", "link", "red", "amber", "green", "shade1", "shade3", "shade5"]
    let items = tokens.map { token -> HTML in
      """
      <li><span class="swatch s-\(token)"></span><code>--\(token)</code></li>
      """
    }
    return """
      <div class="grid">\(card(look.say("颜色", "Colours"), "<ul class=\"swatches\">\(items)</ul>"))</div>
      """
  }

  private func parts(_ language: Language, _ token: String) -> HTML {
    let steps = timeline(
      language.say("办理过程", "What happened"),
      [
        TimelineStep(at: "2026-03-01", "\(language.say("发现线索", "A clue came in"))", status: .green),
        TimelineStep(at: "2026-03-06", "\(language.say("入户核查", "Visited"))", status: .amber),
      ])
    let empty = emptyState(
      language.say("没有找到", "Nothing found"), language.say("请换个条件。", "Try other words."))
    let secret = secretBox(language.say("恢复码", "Codes"), ["abcd-efgh", "ijkl-mnop"])
    return """
      \(figures(language))\(small(language))
      \(card(language.say("时间线", "Timeline"), steps))
      \(card(language.say("表单", "Form"), sample(language, token).html(language)))
      \(card(language.say("空状态", "Empty state"), empty))
      \(card(language.say("只显示一次", "Shown once"), "<div class=\"inside\">\(secret)</div>"))
      """
  }

  private func figures(_ language: Language) -> HTML {
    let home = PageLink(.home)
    let alerts = [
      Alert(
        .red, language.say("急办", "act now"), headline: language.say("3 户超期未核查", "3 households are overdue"),
        detail: language.say("最久 9 天。", "The oldest by 9 days."), action: language.say("去办", "Act"),
        leads: home),
      Alert(
        .amber, language.say("关注", "soon"), headline: language.say("5 户本周到期", "5 are due this week"),
        detail: "", action: language.say("查看", "See"), leads: home),
    ]
    let figures = [
      KeyFigure(
        language.say("监测对象", "Watched"), value: "1,204", unit: language.say("户", "households"),
        note: language.say("比上月少 12 户", "12 fewer than last month"), leads: home),
      KeyFigure(language.say("风险已消除", "Risk gone"), value: "61.2%", unit: ""),
    ]
    return alertStrip(language.say("要决定的事", "Decisions"), alerts)
      + keyFigures(language.say("关键数字", "Key figures"), figures)
  }

  private func small(_ language: Language) -> HTML {
    let words = [
      Text(zh: "急办", en: "act now"), Text(zh: "关注", en: "soon"), Text(zh: "正常", en: "fine"),
      Text(zh: "未知", en: "not known"),
    ]
    let tags = zip(Status.allCases, words).map { statusTag($0.0, $0.1(language)) }
    let buttons = buttonRow([
      buttonLink(language.say("主要操作", "Main action"), .home, isMain: true),
      buttonLink(language.say("其他", "Other"), .home),
    ])
    let tabs = sectionTabs(
      language.say("分栏", "Sections"),
      [Choice(language.say("概况", "Overview"), .home), Choice(language.say("样式", "Style"), .door(.style))],
      open: .door(.style))
    let done = notice(.green, language.say("完成", "done"), language.say("已保存", "Saved"))
    let shown: HTML = "<div class=\"inside\"><p class=\"tags\">\(tags)</p>\(buttons)</div>"
    return card(language.say("标签与按钮", "Tags and buttons"), shown)
      + card(language.say("提示", "Notices"), "<div class=\"inside\">\(done)\(tabs)</div>")
  }

  private func sample(_ language: Language, _ token: String) -> Form {
    let prefix = language.rawValue
    return Form(
      action: .door(.style), token: token,
      fields: [
        FormField(
          "\(prefix)name", language.say("姓名是什么？", "What is the name?"),
          hint: language.say("与身份证一致。", "As on the identity card."),
          error: language.say("请填写姓名。", "Give the name.")),
        FormField(
          "\(prefix)kind",
          .choice([
            FormOption("a", language.say("低保", "Allowance")),
            FormOption("b", language.say("特困", "Destitute")),
          ]),
          language.say("属于哪一类？", "Which kind?"), value: "a"),
        FormField("\(prefix)day", .day, language.say("从哪天起？", "From which day?"), isOptional: true),
        FormField(
          "\(prefix)income",
          .group([
            FormField("\(prefix)wage", .number, language.say("工资（元）", "Wages, yuan"), isOptional: true),
            FormField("\(prefix)crops", .number, language.say("种植（元）", "Crops, yuan"), isOptional: true),
          ]), language.say("收入多少？", "How much income?"), isOptional: true),
        FormField(
          "\(prefix)kept",
          .checks([
            FormOption("\(prefix)housed", language.say("住房安全", "Safe housing")),
            FormOption("\(prefix)watered", language.say("饮水安全", "Safe water")),
          ]), language.say("哪些已落实？", "What is kept?"), value: "\(prefix)housed"),
        FormField("\(prefix)note", .longText, language.say("还有什么要说明？", "Anything else?"), isOptional: true),
        FormField("\(prefix)yes", .check, language.say("本人已核对", "I have checked this"), isOptional: true),
      ], submit: language.say("保存", "Save"))
  }
}
