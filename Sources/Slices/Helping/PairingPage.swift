// The page of who helps one household and who did, with the forms that change it.

import Access
import Casework
import Entrance
import Kernel
import Pages

extension HelpingLook {
  func household(_ key: HouseholdKey, _ problem: Problem? = nil) throws(Problem) -> HelpingAnswer {
    let history = try desk.history(of: key, by: caller.act, as: visitor)
    if isJSON { return .json(history.json) }
    let place = try desk.placeNames([history.place], on: today)[history.place] ?? ""
    let title = say("结对帮扶", "Pairing")
    let name = history.head.isEmpty ? say("第 \(key.number) 户", "Household \(key.number)") : history.head
    return page(
      title,
      crumbs: [
        Crumb(name, .household(county: key.county, number: key.number)),
        Crumb(say("监测", "Cases"), .monitoring(.household(county: key.county, number: key.number))),
      ], note: [name, place, "\(key.number)"].filter { !$0.isEmpty }.joined(separator: " · "),
      status: problem?.kind.httpStatus ?? 200, isNarrow: true,
      story(history) + (try assignment(history, problem)) + ending(history, problem))
  }

  private func story(_ history: HelpHistory) -> HTML {
    let title = say("帮扶责任人", "Who helps")
    guard !history.pairings.isEmpty else {
      return card(
        title,
        emptyState(
          say("这户还没有帮扶责任人", "Nobody helps the household yet"),
          mayAssign
            ? say("在下面指定一位。", "Name somebody below.")
            : say("由村、乡镇或县指定。", "Village, township or county name one.")))
    }
    let steps = history.pairings.map { pairing -> TimelineStep in
      let until = pairing.until.map { "\($0)" } ?? say("至今", "now")
      let helper = history.helpers[pairing.helper]
      let detail: HTML = pairing.reason.isEmpty ? HTML() : "\(pairing.reason)"
      let name: HTML =
        helper.map { helper in
          pairing.until == nil
            ? link(words(helper), .pairing(.helper(county: helper.id.county, number: helper.id.number)))
            : "\(words(helper))"
        } ?? HTML()
      return TimelineStep(
        at: "\(pairing.since) – \(until)", name, detail: detail,
        status: pairing.until == nil ? .green : .grey)
    }
    return card(title, timeline(title, steps))
  }

  private func assignment(_ history: HelpHistory, _ problem: Problem?) throws(Problem) -> HTML {
    guard mayAssign else { return HTML() }
    let isFirst = history.current == nil
    let title = isFirst ? say("指定帮扶责任人", "Name a helper") : say("换帮扶责任人", "Change the helper")
    var fields = try helperFields(county: history.household.county, but: history.current?.helper)
    fields.append(dayField(say("从哪天起？", "From which day?")))
    if !isFirst { fields.append(reasonField(say("为什么换人？", "Why the change?"), isOptional: false)) }
    let isMine = typed("verb", "assign") == "assign"
    let key = history.household
    return card(
      title,
      form(
        fields, hidden: [("verb", "assign")], submit: title,
        back: Choice(say("回到监测", "Back"), .monitoring(.household(county: key.county, number: key.number))),
        isMine ? problem : nil))
  }

  private func ending(_ history: HelpHistory, _ problem: Problem?) -> HTML {
    guard mayAssign, history.current != nil else { return HTML() }
    let title = say("结束结对", "End the pairing")
    let fields = [
      dayField(say("哪天结束？", "On which day?")), reasonField(say("为什么结束？", "Why?"), isOptional: false),
    ]
    return card(
      title,
      form(
        fields, hidden: [("verb", "end")], submit: title, tone: .danger,
        typed("verb") == "end" ? problem : nil))
  }

  func change(_ key: HouseholdKey) throws(Problem) -> HelpingAnswer {
    try answering { (problem) throws(Problem) in
      try household(key, problem)
    } doing: { () throws(Problem) in
      let (act, form) = (caller.act, caller.key)
      if typed("verb") == "end" {
        try desk.end(
          of: key, on: sentDay(), reason: typed("reason"), key: form, by: act, as: visitor)
      } else {
        let (choice, since) = try sentHelper()
        _ = try desk.assign(
          choice, to: key, since: since, reason: typed("reason"), key: form, by: act, as: visitor)
      }
      return .household(county: key.county, number: key.number)
    }
  }
}
