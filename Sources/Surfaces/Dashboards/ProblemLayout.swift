// The page of a refusal: what happened and where to go on, in both languages.

import Kernel
import Pages

extension ProblemNotice {
  func document(_ plain: PageFrame) -> HTML {
    let language = plain.language
    let other: Language = language == .zh ? .en : .zh
    var frame = plain
    frame.title = title(language)
    let actions = emptyState(
      message(language), "",
      [
        Choice(language.say("回到首页", "Home"), .home),
        Choice(language.say("查找农户", "Find a household"), .search("", page: 1)),
      ])
    let translation: HTML = """
      <p class="remark" lang="\(other == .zh ? "zh-CN" : "en")">\(title(other))：\(message(other))</p>\
      <p class="remark">\(status) · \(code)</p>
      """
    return frame.document("<div class=\"grid\">\(card(frame.title, actions + translation))</div>")
  }

  private func title(_ language: Language) -> String {
    switch status {
    case 400: language.say("请求有误", "Wrong request")
    case 403: language.say("不能访问", "Not permitted")
    case 404: language.say("没有找到", "Not found")
    case 405: language.say("只能查看", "Read only")
    case 503: language.say("暂时不能提供", "Not available now")
    case 500...: language.say("系统出错", "Something went wrong")
    default: language.say("无法完成", "Cannot be done")
    }
  }
}
