// The form of the check at home, and the commitment that every member signs.

import Casework
import Kernel
import Papers

/// **Source**: DOMAIN sections 2.4, 2.5, 2.7 and 2.8.
enum VerificationPaper {
  static func paper(_ facts: PaperFacts) -> Paper {
    let form = facts.episode.verification
    var rows = PaperWords.whom(facts)
    rows.append([
      .label("户类型", columns: 2),
      .value(PaperWords.yesNo(facts.isOutOfPoverty, "脱贫户", "一般农户"), columns: 4),
      .label("线索日期", columns: 2), .value(PaperWords.day(facts.episode.openedOn), columns: 4),
    ])
    rows += members(facts.members)
    rows.append([
      .label("排查日期", columns: 2), .value(PaperWords.day(form?.visitedOn), columns: 4),
      .label("排查人员", columns: 2), .value(form?.visitors ?? "", columns: 4),
    ])
    rows.append([.label("生产生活情况", columns: 2), .value(form?.living ?? "", columns: 10, leastLines: 2)])
    rows += income(form?.income, persons: form?.persons, facts.book, on: form?.visitedOn)
    // Beside the amounts, where it is read; at the end it would stand alone on a page of its own.
    rows.append([
      .value(
        "收入为核实前 12 个月家庭收入。参考收入＝（纯收入＋理赔收入－合规自付支出）÷家庭人口，与当年监测线比较。", columns: 12)
    ])
    rows += PaperWords.guarantees(form?.guarantees)
    rows.append([
      .label("劳动力", columns: 2), .value(PaperWords.yesNo(form?.hasLabour, "有劳动力", "整户无劳动力"), columns: 10),
    ])
    rows.append([
      .label("致贫返贫风险", columns: 2), .value(PaperWords.checks(form?.risks ?? []), columns: 10),
    ])
    rows.append(PaperWords.opinion("村级排查意见", "", by: "", on: nil, leastLines: 2))
    rows.append([
      .label("户主签字（指印）", columns: 2), .value("", columns: 4, leastLines: 2),
      .label("排查人员签字", columns: 2), .value("", columns: 4, leastLines: 2),
    ])
    var paper = Paper(
      "防止返贫动态监测排查表", number: facts.number,
      parts: [.form(PaperForm(columns: 12, rows))])
    paper.margins = .working
    return paper
  }

  private static func members(_ members: [PaperMember]) -> [[PaperCell]] {
    let heads: [(String, Int)] = [
      // Wide enough for one line a member: a household of four stands on one page.
      ("姓名", 2), ("关系", 1), ("性别年龄", 1), ("证件号码", 3), ("健康、劳动能力", 3),
    ]
    // A form that is filled in by hand has lines to write on.
    let empty = Array(repeating: Array(repeating: "", count: heads.count), count: 4)
    let texts =
      members.isEmpty
      ? empty
      : members.map { member in
        [
          member.name, member.relation, "\(member.sex) \(member.age)", member.maskedID,
          [member.health, member.labour].filter { !$0.isEmpty }.joined(separator: "、"),
        ]
      }
    let label = PaperCell.label("家庭成员", columns: 2, rows: texts.count + 1)
    return [[label] + heads.map { .label($0.0, columns: $0.1) }]
      + texts.map { row in
        zip(row, heads).map { text, head in .value(text, columns: head.1, edge: head.1 == 1 ? .centre : .left)
        }
      }
  }

  /// Twelve months of income by group of accounts, and what is compared with the line.
  static func income(
    _ sheet: IncomeSheet?, persons: Int?, _ book: ProcedureBook, on day: Day?
  ) -> [[PaperCell]] {
    func sum(_ group: String) -> String {
      PaperWords.yuan(
        sheet.map { sheet in
          Money(fen: sheet.amounts.filter { $0.key.hasPrefix(group) }.reduce(0) { $0 + $1.value })
        })
    }
    let line = day.flatMap { book.line(on: $0)?.amount }
    let left = [
      ("工资性收入", sum("A")), ("生产经营性收入", sum("B")), ("财产性收入", sum("C")), ("转移性收入", sum("D")),
      ("生产经营性支出", sum("E")),
    ]
    let right = [
      ("纯收入", PaperWords.yuan(sheet?.net)), ("理赔收入", PaperWords.yuan(sheet.map { Money(fen: $0.claims) })),
      ("合规自付支出", PaperWords.yuan(sheet.map { Money(fen: $0.selfPaid) })),
      ("人均参考收入", PaperWords.yuan(sheet.map { $0.referencePerHead(persons ?? 1) })),
      ("当年监测线", PaperWords.yuan(line)),
    ]
    return zip(left, right).enumerated().map { index, pair in
      let label = index == 0 ? [PaperCell.label("家庭收入", columns: 2, rows: left.count)] : []
      return label + [
        .label(pair.0.0, columns: 3), .value(pair.0.1, columns: 2, edge: .right),
        .label(pair.1.0, columns: 3),
        .value(pair.1.1, columns: 2, edge: .right),
      ]
    }
  }
}

/// The household commits itself and lets its property be looked up, every member for themselves.
/// **Source**: DOMAIN section 2.4, "every member covered".
enum AuthorisationPaper {
  static func paper(_ facts: PaperFacts) -> Paper {
    let signed = facts.episode.verification?.signed ?? []
    let rows = facts.members.enumerated().map { index, member in
      [
        "\(index + 1)", member.name, member.relation, member.maskedID, "",
        (signed.contains(member.id) ? "已签署" : "") + (member.isMinor ? "（监护人代签）" : ""),
      ]
    }
    let columns = [
      PaperColumn("序号", share: 8, .centre), PaperColumn("姓名", share: 13), PaperColumn("关系", share: 12),
      PaperColumn("证件号码", share: 28), PaperColumn("签字（指印）", share: 22), PaperColumn("备注", share: 17),
    ]
    var paper = Paper(
      "承诺授权书", number: facts.number,
      parts: [
        .paragraph("本户（户主：\(facts.head)，住\(facts.address)）申请纳入防止返贫动态监测，郑重承诺并授权如下："),
        .paragraph("一、所提供的家庭人口、收入、支出、财产、就业、健康等情况真实、完整，没有隐瞒或者虚报；情况发生变化时及时告知村民委员会。如有不实，愿意承担相应责任。"),
        .paragraph("二、授权防止返贫监测工作部门依法查询、比对本户全体成员的户籍、婚姻、车辆、房产、市场主体登记、社会保险、住房公积金、银行存款等信息。查询结果只用于本次监测对象的识别和帮扶。"),
        .paragraph("三、同意对户主姓名、所在村组、监测对象类型和风险类别进行公示。"),
        .list(PaperList(columns, rows, whenEmpty: "（请逐人填写）")),
        .note("全体家庭成员均须签字；未成年人和无民事行为能力人由监护人代签。"),
        .signatures([PaperSignature("户主（签字、指印）"), PaperSignature("见证人（签字）")]),
      ])
    paper.margins = .official
    return paper
  }
}
