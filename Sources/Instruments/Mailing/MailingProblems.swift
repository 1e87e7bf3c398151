// All that sending can refuse: what is away for a while, and what will never be taken.

package import Kernel

package enum MailingProblems {
  /// The other side cannot be reached, or does not answer as it should: worth another try.
  static func away(_ why: String) -> Problem {
    Problem(
      "mailing.away", .unavailable, zh: "发送服务暂时不可用（\(why)）。", en: "The service that sends is away (\(why)).",
      details: ["why": why])
  }

  /// This one is not taken now, and others may be: worth another try, and no reason to stop.
  static func later(_ answer: String) -> Problem {
    Problem(
      "mailing.later", .unavailable, zh: "对方暂时不收这一条（\(answer)）。",
      en: "The other side does not take this one now (\(answer)).",
      details: ["why": answer, "scope": "message"])
  }

  /// The other side is there and takes nothing from us as we are set: the address, the secret or the way of
  /// asking is wrong. Whoever runs this mends it; until then nothing is thrown away.
  static func setup(_ status: Int) -> Problem {
    Problem(
      "mailing.setup", .unavailable, zh: "对方不接受本系统的设置（\(status)）：请检查网址和密钥。",
      en: "The other side does not accept our settings (\(status)): look at the address and the secret.",
      details: ["why": "answer \(status)"])
  }

  /// What went wrong on the way, in one line that holds nothing of a message.
  static func away(_ error: any Error) -> Problem {
    let told = String(describing: error).unicodeScalars.map { scalar in
      scalar.isASCII && scalar.value >= 0x20 && scalar.value != 0x7F ? Character(scalar) : " "
    }
    return away(String(told.prefix(160)))
  }

  /// The other side says no for good.
  static func refused(_ status: Int) -> Problem {
    Problem(
      "mailing.refused", .invalid, zh: "对方拒绝接收（\(status)）。", en: "The other side refuses (\(status)).",
      details: ["status": String(status)])
  }

  /// Nothing is said in the open that belongs to nobody else.
  package static let plainPassword = Problem(
    "mailing.plain", .unavailable, zh: "连接没有加密，不发送密码；请设置 TLS。",
    en: "The connection is not encrypted, so no password is sent over it; set TLS.")

  package static let address = Problem(
    "mailing.address", .invalid, zh: "邮箱地址不能用于发送。", en: "Not a mail address that can be written to.")

  package static let header = Problem(
    "mailing.header", .invalid, zh: "请求头写作“名称: 值”，名称用字母、数字和连字符；标题和请求头中不能有换行。",
    en: "A header is a name of letters, digits and hyphens, a colon and a value; none holds a line break.")

  package static let authority = Problem(
    "mailing.authority", .invalid, zh: "不是 PEM 格式的证书。", en: "Not certificates in PEM.")

  package static let url = Problem(
    "mailing.url", .invalid, zh: "发送地址应为 https:// 网址；只有本机可用 http://。",
    en: "What is sent to is an https:// address; http:// is for this machine alone.")
}
