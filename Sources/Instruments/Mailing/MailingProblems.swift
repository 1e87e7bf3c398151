// All that sending can refuse: what is away for a while, and what will never be taken.

package import Kernel

package enum MailingProblems {
  /// The other side cannot be reached, or does not answer as it should: worth another try.
  static func away(_ why: String) -> Problem {
    Problem(
      "mailing.away", .unavailable, zh: "发送服务暂时不可用。", en: "The service that sends is away.",
      details: ["why": why])
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
    "mailing.header", .invalid, zh: "标题或请求头中不能有换行。", en: "A header holds no line break.")

  package static let url = Problem(
    "mailing.url", .invalid, zh: "发送地址应为 https:// 网址；只有本机可用 http://。",
    en: "What is sent to is an https:// address; http:// is for this machine alone.")
}
