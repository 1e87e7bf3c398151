// The page of phones: which keep a part of the register, and making one forget it.

import Access
import Entrance
import Hummingbird
import Kernel
import Pages

extension FieldPages {
  /// The phones of an account, one's own by default.
  /// **Problems**: `access.permission.missing`, `field.device.none`.
  func devices(
    _ account: String, _ page: PageAddress, _ request: Request, _ caller: Caller
  ) throws(Problem) -> Response {
    _ = try admit(page, caller)
    let owner = account.isEmpty ? caller.account : account
    let asking = Asking(caller.act, as: caller.visitor, key: caller.key)
    if let form = caller.form {
      guard FieldAddress.isDevice(form["device"]) else { throw FieldProblems.noPhone }
      try desk.wipe(form["device"], of: owner, asking)
      return seeOther(page)
    }
    let (language, chosen) = try language(of: request)
    let devices = try desk.devices(of: owner, asking)
    if wantsJSON(request) { return jsonReply(FieldPages.json(devices)) }
    var frame = caller.frame(brand: brand, language: language, address: page)
    frame.title = language.say("外业手机", "Field phones")
    let content = card(frame.title, list(devices, page, caller, language))
    return reply(
      frame.document("<div class=\"narrow stack\">\(content)</div>"), remembering: chosen)
  }

  private func list(
    _ devices: [FieldDevice], _ page: PageAddress, _ caller: Caller, _ language: Language
  ) -> HTML {
    guard !devices.isEmpty else {
      return emptyState(
        language.say("没有登记的手机", "No phone is known"),
        language.say("在手机上打开外业应用并登录，就会登记在这里。", "Open the field app on a phone and sign in."),
        [Choice(language.say("打开外业应用", "Open the field app"), .field(.app))])
    }
    let items = devices.map { device -> HTML in
      var facts: [(name: String, value: HTML)] = [
        (language.say("最近联系", "Last contact"), "\(FieldPages.moment(device.seenAt))"),
        (language.say("登记时间", "Known since"), "\(FieldPages.moment(device.enrolledAt))"),
      ]
      if let wished = device.wipeWishedAt {
        facts.append(
          (
            language.say("要求清除", "Told to forget"),
            "\(FieldPages.moment(wished)) · \(device.wipeWishedBy ?? "")"
          ))
        let told = device.wipeToldAt.map(FieldPages.moment) ?? language.say("等它下次联网", "at its next contact")
        facts.append((language.say("手机收到", "Received"), "\(told)"))
      }
      var form: HTML = ""
      if !device.isWiped {
        let asked = Form(
          action: page, token: caller.formToken, key: "\(caller.request)-\(device.id.prefix(8))",
          hidden: [("device", device.id)],
          submit: language.say("清除这部手机的数据", "Make this phone forget"), tone: .danger)
        form = asked.html(language)
      }
      let title = device.label.isEmpty ? language.say("手机", "Phone") : device.label
      return "<section class=\"inside\"><h3>\(title)</h3>\(factList(facts))\(form)</section>"
    }
    return "\(items)"
  }

  /// In the city's time.
  private static func moment(_ instant: Instant) -> String {
    let china = Instant(milliseconds: instant.milliseconds + 480 * 60_000)
    return china.description.replacing("T", with: " ").replacing("Z", with: "")
  }

  private static func json(_ devices: [FieldDevice]) -> String {
    let told = devices.map { device in
      JSONText.object([
        "device": JSONText.quoted(device.id), "label": JSONText.quoted(device.label),
        "enrolled": JSONText.quoted("\(device.enrolledAt)"), "seen": JSONText.quoted("\(device.seenAt)"),
        "wipeWished": device.wipeWishedAt.map { JSONText.quoted("\($0)") } ?? "null",
        "wipeTold": device.wipeToldAt.map { JSONText.quoted("\($0)") } ?? "null",
      ])
    }
    return JSONText.object(["devices": JSONText.array(told)])
  }
}
