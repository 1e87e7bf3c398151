// Papers as the city uses them, with invented people.

import Kernel
import Papers

enum SamplePapers {
  static let instant = Instant(milliseconds: 1_790_000_000_000)

  /// A document with a red head, running text of several pages and a seal.
  static let notice: Paper = {
    var paper = Paper(
      "关于确定防止返贫监测对象的公告", issuer: "昭阳区盘河镇人民政府文件", number: "昭盘政发〔2026〕3号",
      parts: [
        .paragraph(
          "根据《中华人民共和国乡村振兴促进法》和防止返贫动态监测有关规定，经农户申请、入户核实、信息比对、民主评议、"
            + "村级公示（2026年3月2日至2026年3月7日，共5天）、乡镇审核和县级审定，现将新识别的监测对象公告如下。"
        ), .heading("一、总体情况"), .subheading("（一）对象类型"),
        .paragraph("本次共识别监测对象128户、486人，其中：脱贫不稳定户41户、边缘易致贫户52户、突发严重困难户35户。年人均纯收入低于8,700元的户全部纳入。"),
        .heading("二、监督方式"),
        .paragraph(String(repeating: "对公告内容有异议的，可以在公告之日起五日内向镇人民政府“防返贫”专班反映（电话0870-1234567）。", count: 14)),
        .seal(PaperSeal("盘河镇人民政府", date: Day(year: 2026, month: 3, day: 12)?.written(.zh) ?? "")),
      ])
    paper.addressee = "各村（社区）委员会、镇直有关部门"
    paper.watermark = "张*三 2026-03-12 09:30"
    return paper
  }()

  static let signatures = [
    PaperSignature("户主（签字、指印）"), PaperSignature("核实人员（签字）", name: "李四"),
    PaperSignature("村（社区）负责人（签字）", date: "2026年3月1日"),
  ]

  static let form: Paper = {
    let reasons = ["因病", "因学", "因残", "因自然灾害", "因意外事故", "因产业项目失败", "因务工就业不稳", "缺劳动力", "其他"]
    let checks = PaperCheck.line(reasons.map { PaperCheck($0, $0 == "因病") })
    var rows: [[PaperCell]] = [
      [.label("户编号"), .value("5306020000001234", columns: 3), .label("户主"), .value("王\u{2CB5A}")],
      [.label("住址"), .value("云南省昭通市昭阳区盘河镇新田村委会第三村民小组", columns: 5)],
      [.label("风险类型"), .value(checks, columns: 5)],
      [.label("家庭成员", rows: 4), .label("姓名"), .label("与户主关系"), .label("年龄"), .label("健康状况", columns: 2)],
    ]
    for (name, relation) in [("王\u{2CB5A}", "户主"), ("\u{4DAE}小花", "配偶"), ("王\u{2CB5B}", "之子")] {
      rows.append([
        .value(name), .value(relation), .value("45", edge: .right), .value("患有大病", columns: 2),
      ])
    }
    rows.append([
      .label("村级意见"),
      .value("经入户核实，情况属实，建议纳入。", columns: 5, leastLines: 5, foot: "负责人签字：　　　　（盖章）\n2026年3月1日"),
    ])
    var paper = Paper(
      "防止返贫动态监测排查表", number: "编号：MZ-2026-0001",
      parts: [
        .form(PaperForm(columns: 6, rows)),
        .checks([PaperCheck("已签署承诺授权书", true), PaperCheck("已比对车辆、房产、工商登记信息", false)]),
        .note("填表说明：本表一式两份，村、镇各存一份。"), .signatures(signatures),
      ])
    paper.margins = .working
    paper.formName = "样表1"
    return paper
  }()

  static func list(rows count: Int) -> Paper {
    let rows = (1...count).map { number in
      [
        "\(number)", "户主\(number)", "盘河镇新田村第\(number % 12)组", "脱贫不稳定户",
        number % 7 == 0 ? "因务工就业不稳、因自然灾害（洪涝）" : "因病",
      ]
    }
    let columns = [
      PaperColumn("序号", share: 6, .right), PaperColumn("户主", share: 10), PaperColumn("村组", share: 20),
      PaperColumn("对象类型", share: 14), PaperColumn("风险类型", share: 20),
    ]
    var paper = Paper("监测对象名册", parts: [.list(PaperList(columns, rows))])
    paper.direction = .sideways
    paper.margins = .working
    paper.watermark = "张*三 2026-03-12 09:30"
    return paper
  }
}
