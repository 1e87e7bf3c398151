// The papers of an episode: which can be printed when, and what each tells and keeps to itself.

import Casework
import Kernel
import Monitoring
import Papers
import Rules
import Testing

@Suite struct EpisodePaperTests {
  private static let members = [
    PaperMember(
      id: 1, name: "王秀英", relation: "户主", sex: "女", age: 52, maskedID: "530602********1234", health: "患有大病",
      labour: "弱劳动力"),
    PaperMember(
      id: 2, name: "李小𬭚", relation: "子女", sex: "男", age: 9, maskedID: "530602********5678", health: "健康",
      labour: "无劳动力"),
  ]

  private func facts(_ episode: Episode, measures: [Measure] = []) throws -> PaperFacts {
    PaperFacts(
      episode: episode, head: "王秀英", noticeHead: "王*英", isOutOfPoverty: true, members: Self.members,
      places: [.county: "昭阳区", .township: "永丰镇", .village: "青坪村", .group: "一组"], measures: measures,
      book: try Cast.book(), mark: "张*三 zhang 2026-03-12 09:30")
  }

  private func words(_ paper: EpisodePaper, _ episode: Episode, measures: [Measure] = []) throws -> String {
    Self.words(paper.paper(try facts(episode, measures: measures)))
  }

  /// All that can be read on a paper.
  static func words(_ paper: Paper) -> String {
    var words = [paper.title, paper.number ?? "", paper.issuer ?? "", paper.addressee ?? "", paper.watermark]
    for part in paper.parts {
      switch part {
      case .heading(let text), .subheading(let text), .paragraph(let text), .note(let text):
        words.append(text)
      case .form(let form):
        words += form.rows.flatMap { $0.flatMap { [$0.text] + ($0.foot.isEmpty ? [] : [$0.foot]) } }
      case .list(let list): words += list.columns.map(\.title) + list.rows.flatMap { $0 } + [list.whenEmpty]
      case .checks(let checks): words += checks.map(\.words)
      case .signatures(let all): words += all.flatMap { [$0.label, $0.name, $0.date ?? ""] }
      case .seal(let seal): words += [seal.issuer, seal.date]
      case .drawing(let drawing): words += [drawing.caption, drawing.words]
      case .newPage: break
      }
    }
    return words.joined(separator: "\n").replacing("\u{A0}", with: " ").replacing("  ", with: " ")
  }

  private func eliminating() throws -> Episode {
    try Cast.steps("2026-10-01").ending(Cast.identified(), Cast.ending(), Cast.home, Cast.facts())
  }

  @Test(arguments: [
    (Step.verify, "verification authorisation"), (.review, "verification authorisation review"),
    (.notice, "verification authorisation review notice"),
    (.decide, "verification authorisation review notice decision"),
    (.announce, "verification authorisation review notice decision announcement"),
  ])
  func aPaperCanBePrintedFromItsStepOn(_ step: Step, _ names: String) throws {
    let episode = try Cast.identified(to: step)
    let ready = EpisodePaper.allCases.filter { $0.isReady(episode) }.map(\.rawValue)
    #expect(ready.joined(separator: " ") == names)
  }

  @Test func theVerificationTellsWhatWasFound() throws {
    let text = try words(.verification, Cast.identified(to: .compare))
    for part in [
      "防止返贫动态监测排查表", "编号：530602-1", "王秀英", "昭阳区永丰镇青坪村一组", "2 人", "530602********1234", "☑ 脱贫户 ☐ 一般农户",
      "2026年3月2日", "张三、王五", "住院花费大", "9,000 元", "4,500 元", "8,700 元", "☑ 因病", "☐ 因学", "☑ 有保障 ☐ 未保障",
      "☑ 有劳动力", "张*三 zhang 2026-03-12 09:30",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(!text.contains("☑ 未保障") && !text.contains("☑ 整户无劳动力"))
  }

  @Test func anEmptyVerificationHasBoxesAndLinesToFillIn() throws {
    let text = try words(.verification, Cast.opened())
    #expect(text.contains("☐ 有保障 ☐ 未保障") && !text.contains("☑ 因病"))
    #expect(text.contains(blankDay(.zh)))
  }

  @Test func everyMemberSignsTheAuthorisationAndGuardiansForChildren() throws {
    let text = try words(.authorisation, Cast.identified(to: .compare))
    #expect(text.contains("王秀英\n户主\n530602********1234\n\n已签署\n"))
    #expect(text.contains("李小𬭚\n子女\n530602********5678\n\n已签署（监护人代签）"))
    #expect(text.contains("车辆") && text.contains("银行存款"))
    #expect(try words(.authorisation, Cast.opened()).contains("530602********1234\n\n\n"))
  }

  @Test func theMinutesTellMeetingVotesAndResult() throws {
    let text = try words(.review, Cast.identified(to: .notice))
    for part in [
      "应到 30 人，实到 24 人", "同意 20 票，不同意 3 票，弃权 1 票", "☑ 通过 ☐ 不通过", "赵书记", "同意纳入",
      "☑ 村民代表会议 ☐ 村“两委”扩大会议", "风险类型：因病",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(try words(.review, Cast.identified(to: .review)).contains("☐ 通过 ☐ 不通过"))
  }

  @Test(arguments: [EpisodePaper.notice, .announcement, .endNotice, .endAnnouncement])
  func whatHangsOnTheWallTellsOfTheHeadAlone(_ paper: EpisodePaper) throws {
    let episode = paper.chain == .elimination ? try eliminating() : try Cast.identified()
    let text = try words(paper, episode)
    #expect(text.contains("王*英\n青坪村一组\n脱贫不稳定户\n因病"))
    for secret in ["王秀英", "李小", "530602", "大病", "住院", "昭阳区", "zhang", "编号"] {
      #expect(!text.contains(secret), "\(secret)")
    }
    #expect(paper.isPublic)
  }

  @Test func theNoticeTellsItsDays() throws {
    let text = try words(.notice, Cast.identified())
    #expect(text.contains("公示期不少于 5 天，自2026年3月5日起，至2026年3月10日止"))
    #expect(text.contains("青坪村村民委员会\n2026年3月5日"))
    #expect(try words(.announcement, Cast.identified()).contains("永丰镇人民政府\n2026年3月12日"))
  }

  @Test func theDecisionShowsWhatWentBeforeAndBothOpinions() throws {
    let text = try words(.decision, Cast.identified())
    for part in [
      "☑ 脱贫不稳定户", "2026年3月5日召开村民代表会议评议，实到 24 人，同意 20 票。",
      "2026年3月5日在村委会公示栏公示，2026年3月10日撤下，无异议。", "情况属实", "符合条件", "（盖章）\n2026年3月11日",
      "（盖章）\n2026年3月12日",
    ] {
      #expect(text.contains(part), "\(part)")
    }
  }

  @Test func theEliminationTellsHowEachRiskHasGoneAndWhatHelped() throws {
    let text = try words(.elimination, eliminating(), measures: Cast.facts().measures)
    for part in [
      "因病\n已康复", "☑ 帮扶消除 ☐ 自然消除", "2026年3月12日", "大病救治", "健康帮扶", "李四", "已完成\n2026-05-01", "20,000 元",
    ] {
      #expect(text.contains(part), "\(part)")
    }
    #expect(try words(.elimination, Cast.identified()).contains("没有登记帮扶措施"))
  }

  @Test(arguments: EpisodePaper.allCases) func everyPaperCanBeDrawn(_ paper: EpisodePaper) throws {
    let episode = paper.chain == .elimination ? try eliminating() : try Cast.identified()
    let made = paper.paper(try facts(episode, measures: try Cast.facts().measures))
    let drawn = try draw([made], at: Instant(milliseconds: 1_790_000_000_000))
    #expect((1...2).contains(drawn.pageCounts[0]) && drawn.unknownCount == 0)
  }

  /// No line of it stands alone on a second page.
  @Test func theVerificationOfAHouseholdOfFourStandsOnOnePage() throws {
    let four = (0..<4).map { number in
      PaperMember(
        id: Int64(number), name: "欧阳秀英", relation: "子女", sex: "女", age: 52,
        maskedID: "530602********1234", health: "健康", labour: "普通劳动力")
    }
    let facts = PaperFacts(
      episode: try Cast.identified(to: .compare), head: "王秀英", noticeHead: "王*英", isOutOfPoverty: true,
      members: four, places: [.county: "昭阳区", .township: "永丰镇", .village: "青坪村", .group: "一组"], measures: [],
      book: try Cast.book(), mark: "张*三 zhang 2026-03-12 09:30")
    let made = EpisodePaper.verification.paper(facts)
    #expect(try draw([made], at: Instant(milliseconds: 1_790_000_000_000)).pageCounts == [1])
  }
}
