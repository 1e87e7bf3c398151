// All that the field app's server refuses.

import Kernel

enum FieldProblems {
  static let malformed = Problem(
    "field.push.malformed", .invalid, zh: "手机发来的内容无法识别，没有保存；记录还在手机里。请更新外业应用后重试。",
    en: "What the phone sent cannot be read and was not kept; the records are still on the phone. Renew the "
      + "field app and try again.")

  static let many = Problem(
    "field.push.many", .invalid, zh: "一次最多发送 \(PhoneSending.mostRecords) 条记录，没有保存；请分批发送。",
    en: "At most \(PhoneSending.mostRecords) records can be sent at once; nothing was kept. Send fewer at "
      + "a time.")

  static let unreadable = Problem(
    "field.record.malformed", .invalid, zh: "这条记录的格式无法识别，没有保存；它还在手机里，请更新外业应用后重新提交。",
    en: "This record cannot be read and was not kept; it is still on the phone. Renew the field app and send "
      + "it again.")

  static let readsNothing = Problem(
    "field.method", .invalid, zh: "这个网址只接受外业应用提交的内容。",
    en: "This address takes only what the field app sends.")

  static let noFile = Problem(
    "field.file.unknown", .notFound, zh: "外业应用已有新版本，请重新打开。",
    en: "There is a newer version of the field app; please open it again.")

  static let unknownPhone = Problem(
    "field.device.unknown", .conflict, zh: "这部手机还没有登记，请联网后重新打开外业应用。",
    en: "This phone is not known yet; open the field app again while there is a network.")

  static let wiped = Problem(
    "field.device.wiped", .notPermitted, zh: "这部手机已被要求清除数据，不能再取数据。请用外业应用重新登录。",
    en: "This phone was told to forget everything and gets no more data. Sign in to the field app anew.")

  static let noPhone = Problem(
    "field.device.none", .notFound, zh: "没有这部手机，或者它不是您能管理的。",
    en: "There is no such phone, or it is not yours to manage.")

  /// The very same for a place that there is not and for one that lies elsewhere.
  static let unknownArea = Problem(
    "field.area.unknown", .notFound, zh: "没有这个村组，或者它不在您的管辖范围内。",
    en: "There is no such village or group, or it is not within your jurisdiction.")

  static let largeArea = Problem(
    "field.area.large", .invalid, zh: "手机里一次只存一个村的农户，请先选一个村。",
    en: "A phone keeps the households of one village; choose a village first.")

  static let lineOfWork = Problem(
    "field.area.subject", .notPermitted, zh: "外业应用供村组和包户干部使用；部门岗位请用网页。",
    en: "The field app is for villages, groups and helpers; posts of departments use the pages.")

  static func unknownKind(_ name: String) -> Problem {
    Problem(
      "field.record.kind", .invalid, zh: "服务器不认识“\(name)”这类记录，没有保存；请更新外业应用。",
      en: "The server knows no records of kind \(name) and kept nothing; renew the field app.",
      details: ["kind": name])
  }

  static let future = Problem(
    "field.record.future", .invalid, zh: "手机的时间比服务器快一天以上，没有保存；请校准手机时间后重新提交。",
    en: "The phone's clock is ahead of the server's by more than a day; nothing was kept. Set the clock and "
      + "send the record again.")
}
