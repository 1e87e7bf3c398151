// The frame of a page for its caller: only tabs that they may open, their menu, their search.

import Access
package import Kernel
package import Pages

extension Caller {
  /// The frame of one page. Before the sign-in it has neither tabs nor search.
  package func frame(brand: Text, language: Language, address: PageAddress) -> PageFrame {
    var frame = PageFrame(
      brand: brand, tabs: tabs, language: language, address: address, title: brand(language))
    frame.hasSearch = visitor?.may(.householdSearch) ?? false
    (frame.above, frame.printed) = (placesAbove, "\(at.day())")
    if let visitor { frame.mayOpen = { visitor.mayOpen($0) } }
    if stage != .outside {
      frame.reader = FrameReader(
        name: name.isEmpty ? account : name, post: postWords(language), formToken: formToken,
        hasMorePosts: hasMorePosts)
    }
    return frame
  }

  /// Role and place in words; empty without a post.
  package func postWords(_ language: Language) -> String {
    guard let visitor else { return "" }
    let place = placeName.isEmpty ? visitor.place.short : placeName
    return "\(visitor.role.title(language)) · \(place)"
  }

  private var tabs: [Tab] {
    guard let visitor else { return [] }
    let looks = [
      Tab(Text(zh: "驾驶舱", en: "Cockpit"), .cockpit(.board(visitor.place, rankedBy: nil))),
      Tab(Text(zh: "监测总览", en: "Overview"), .place(visitor.place, .plain)),
      Tab(Text(zh: "指标", en: "Figures"), .figures(.list(FigureView()))),
      Tab(Text(zh: "调度材料", en: "Briefings"), .briefings(.list(nil))),
    ]
    let work = [
      Tab(Text(zh: "工作职责", en: "Duties"), .duties(.today)),
      Tab(Text(zh: "风险线索", en: "Clues"), .monitoring(.clues(WorkView()))),
      Tab(Text(zh: "监测个案", en: "Cases"), .monitoring(.episodes(WorkView()))),
      Tab(Text(zh: "遍访研判", en: "The month"), .monitoring(.month(MonthView()))),
    ]
    // Who goes from house to house has their work at the bottom of the telephone, which holds the first five.
    let isNear = [.township, .village, .group].contains(visitor.place.level)
    let all =
      [Tab(Text(zh: "今日", en: "Today"), .home)] + (isNear ? work + looks : looks + work) + [
        Tab(Text(zh: "筛查规则", en: "Rules"), .rules), Tab(Text(zh: "数据质量", en: "Data quality"), .quality),
        Tab(Text(zh: "账实核对", en: "Ledger"), .ledger(.list(LedgerView()))),
        Tab(Text(zh: "退回记录", en: "Refused rows"), .quarantine(QuarantineView())),
        Tab(Text(zh: "账号", en: "Accounts"), .door(.accounts(AccountView()))),
        Tab(Text(zh: "岗位", en: "Posts"), .door(.posts(PostView()))),
        Tab(Text(zh: "审计日志", en: "Journal"), .door(.journal(JournalView()))),
        Tab(Text(zh: "系统", en: "System"), .door(.system)),
      ]
    return all.filter { visitor.mayOpen($0.address) }
  }
}
