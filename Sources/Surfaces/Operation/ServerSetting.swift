// Every setting of the server: its key, what holds without it, what it means, and what it changes.

package import Kernel

/// What a setting may be.
package enum SettingValue: Equatable, Sendable {
  case text(String)
  case number(Int)
  case flag(Bool)
  case list([String])

  package var shown: String {
    switch self {
    case .text(let text): text.isEmpty ? "\"\"" : text
    case .number(let number): String(number)
    case .flag(let flag): String(flag)
    case .list(let list): "[" + list.joined(separator: ", ") + "]"
    }
  }
}

package struct ServerSetting: Sendable {
  package let key: String
  let value: SettingValue
  package let meaning: Text
  package private(set) var isSecret = false
  /// Numbers outside are refused.
  var range = 0...Int(Int32.max)

  init(_ key: String, _ value: SettingValue, zh: String, en: String) {
    (self.key, self.value, meaning) = (key, value, Text(zh: zh, en: en))
  }

  func within(_ range: ClosedRange<Int>) -> ServerSetting {
    var limited = self
    limited.range = range
    return limited
  }

  func secret() -> ServerSetting {
    var hidden = self
    hidden.isSecret = true
    return hidden
  }

  /// `SHOUWANG_BEHIND_PROXY` for `behind_proxy`.
  var variable: String { "SHOUWANG_" + key.uppercased() }

  package static let all: [ServerSetting] =
    addresses + limits + rates + entering + provider + keeping + sending + watching

  private static let addresses: [ServerSetting] = [
    .init("host", .text("127.0.0.1"), zh: "监听地址", en: "the address to listen on"),
    ServerSetting("port", .number(8_080), zh: "监听端口", en: "the port to listen on").within(1...65_535),
    .init("certificate", .text(""), zh: "证书链文件（PEM）", en: "the file of the certificate chain, PEM"),
    .init("certificate_key", .text(""), zh: "私钥文件（PEM）", en: "the file of its private key, PEM"),
    .init("behind_proxy", .flag(false), zh: "前面有加密的反向代理", en: "a proxy that encrypts stands before"),
    .init("proxies", .list([]), zh: "可信代理的地址", en: "addresses of the proxies that are believed"),
    .init("names", .list([]), zh: "允许的主机名", en: "the names under which clients may ask"),
    .init(
      "origin", .text(""), zh: "人们打开本系统的网址，如 https://watch.example.gov.cn，用于一次性链接",
      en: "the address under which people open the pages, such as https://watch.example.gov.cn, for links"),
    ServerSetting(
      "shutdown_seconds", .number(20), zh: "停止时等待请求完成的秒数",
      en: "how long running requests may take at the end, in seconds"
    ).within(1...3_600),
  ]

  private static let limits: [ServerSetting] = [
    ServerSetting("head_bytes", .number(16_384), zh: "请求头上限（字节）", en: "most bytes of a request's head")
      .within(1_024...1_048_576),
    ServerSetting("body_bytes", .number(1_048_576), zh: "请求体上限（字节）", en: "most bytes of a request's body")
      .within(1_024...1_073_741_824),
    ServerSetting("head_seconds", .number(10), zh: "接收请求头的秒数", en: "seconds for the head of a request")
      .within(1...600),
    ServerSetting("body_seconds", .number(60), zh: "接收请求体的秒数", en: "seconds for the body of a request")
      .within(1...3_600),
    ServerSetting("idle_seconds", .number(60), zh: "空闲连接保留的秒数", en: "seconds a connection may rest")
      .within(1...3_600),
    ServerSetting("request_seconds", .number(120), zh: "处理一个请求的秒数", en: "seconds for an answer")
      .within(1...3_600),
    ServerSetting("connections", .number(2_048), zh: "同时连接数上限", en: "most connections at one time")
      .within(1...100_000),
  ]

  private static let rates: [ServerSetting] = [
    ServerSetting(
      "sign_in_per_minute", .number(20), zh: "每分钟登录尝试次数",
      en: "attempts to sign in a minute, of an address or account"
    ).within(1...10_000),
    ServerSetting(
      "change_per_minute", .number(240), zh: "每分钟提交次数", en: "changes a minute, of an address or account"
    ).within(1...1_000_000),
    ServerSetting(
      "look_per_minute", .number(1_200), zh: "每分钟查看次数", en: "pages a minute, of an address or account"
    ).within(1...1_000_000),
  ]

  private static let entering: [ServerSetting] = [
    ServerSetting("password_length", .number(10), zh: "密码最短长度（字符）", en: "fewest characters of a password")
      .within(8...128),
    ServerSetting(
      "password_classes", .number(3), zh: "密码至少包含的字符种类",
      en: "how many of small letters, capitals, digits and other characters a password mixes"
    ).within(1...4),
    ServerSetting("password_days", .number(90), zh: "密码有效天数，0 为不过期", en: "days a password holds, 0: for ever")
      .within(0...3_650),
    ServerSetting(
      "password_history", .number(5), zh: "不得重复的旧密码个数", en: "former passwords that may not return"
    )
    .within(0...24),
    ServerSetting(
      "failures_before_delay", .number(3), zh: "几次失败后须等待再试",
      en: "failures after which the next try has to wait"
    ).within(1...100),
    ServerSetting("failures", .number(5), zh: "几次失败后锁定账号", en: "failures that lock an account")
      .within(1...100),
    ServerSetting(
      "address_failures", .number(50), zh: "同一网络地址几次失败后锁定", en: "failures that lock an address of the network"
    ).within(1...100_000),
    ServerSetting("lock_minutes", .number(30), zh: "锁定分钟数", en: "minutes of a lock").within(1...10_080),
    ServerSetting("idle_minutes", .number(30), zh: "无操作多少分钟后退出", en: "minutes a session may rest")
      .within(1...1_440),
    ServerSetting("session_minutes", .number(720), zh: "一次登录最长分钟数", en: "minutes a session lasts at most")
      .within(5...10_080),
    ServerSetting("link_hours", .number(72), zh: "一次性链接的有效小时数", en: "hours a one-time link holds")
      .within(1...720),
    ServerSetting(
      "repeat_days", .number(7), zh: "重复提交返回首次结果的天数", en: "days a repeated request gets its answer"
    )
    .within(1...90),
    .init("code_title", .text("Shouwang"), zh: "验证器中显示的系统名", en: "the name that an authenticator shows"),
  ]

  private static let provider: [ServerSetting] = [
    .init(
      "openid_issuer", .text(""), zh: "统一登录服务的标识网址（issuer）；空则不用", en: "the issuer of sign-ins; empty for none"
    ),
    .init("openid_client", .text(""), zh: "本系统在统一登录服务中的编号", en: "the id of this system at the provider"),
    ServerSetting("openid_secret", .text(""), zh: "本系统在统一登录服务中的口令", en: "its secret there").secret(),
    .init("openid_title", .text(""), zh: "登录页上统一登录服务的名称", en: "the provider's name on the sign-in page"),
  ]

  private static let keeping: [ServerSetting] = [
    ServerSetting(
      "keep_refused_days", .number(RetentionPeriods().refusedDays), zh: "退回的行保存天数",
      en: "days that refused rows are kept"
    ).within(1...36_500),
    ServerSetting(
      "keep_replaced_days", .number(RetentionPeriods().replacedDays), zh: "被替换的旧内容保存天数",
      en: "days that replaced rows are kept"
    ).within(1...36_500),
    ServerSetting(
      "keep_sign_in_days", .number(RetentionPeriods().signInDays), zh: "结束的会话、登录失败、用过的链接保存天数",
      en: "days that ended sessions, failures and used links are kept"
    ).within(180...36_500),
    ServerSetting(
      "keep_evidence_days", .number(RetentionPeriods().evidenceDays), zh: "照片和文件保存天数",
      en: "days that photos and papers of cases are kept"
    ).within(365...36_500),
  ]

  private static let sending: [ServerSetting] = [
    ServerSetting(
      "message_minutes", .number(10), zh: "每隔几分钟生成并发送提醒，0 为不自动",
      en: "minutes between reminders, 0: never by itself"
    ).within(0...1_440),
    .init("mail_server", .text(""), zh: "邮件服务器主机名；空则不发邮件", en: "the host that takes mail; empty for none"),
    ServerSetting("mail_port", .number(587), zh: "邮件服务器端口", en: "its port").within(1...65_535),
    .init(
      "mail_security", .text("starttls"), zh: "邮件连接加密方式：tls、starttls 或 none",
      en: "how the line to it is encrypted: tls, starttls or none"),
    .init(
      "mail_authority", .text(""), zh: "邮件服务器证书的签发者（PEM 文件）；空则用本机信任的",
      en: "who signed its certificate, a PEM file; empty for those this machine trusts"),
    .init("mail_from", .text(""), zh: "发件地址", en: "the address that mail comes from"),
    .init("mail_user", .text(""), zh: "邮件服务器用户名；空则不登录", en: "the name to sign in there; empty for none"),
    ServerSetting("mail_password", .text(""), zh: "邮件服务器密码", en: "the password there").secret(),
    .init(
      "webhook_url", .text(""), zh: "接收消息的网址；空则不用", en: "the address that takes messages; empty for none"),
    ServerSetting("webhook_secret", .text(""), zh: "消息签名的密钥", en: "the secret that signs them").secret(),
    .init(
      "sms_url", .text(""), zh: "短信网关网址，可含 {to} {text} {link} {secret}；空则不发短信",
      en: "the gateway of text messages, with {to} {text} {link} {secret}; empty for none"),
    .init("sms_method", .text("POST"), zh: "短信网关请求方法：POST 或 GET", en: "POST or GET"),
    .init(
      "sms_headers", .list([]), zh: "短信网关请求头，每项“名: 值”", en: "headers of its requests, each “Name: value”"),
    .init("sms_body", .text(""), zh: "短信网关请求内容", en: "the body of its requests"),
    .init(
      "sms_accepted", .text(""), zh: "短信网关受理时回答里必有的文字；空则看状态码",
      en: "what the answer holds where a message is taken; empty where the status tells"),
    ServerSetting("sms_secret", .text(""), zh: "短信网关的口令", en: "the secret of the gateway").secret(),
  ]

  private static let watching: [ServerSetting] = [
    ServerSetting(
      "metrics_token", .text(""), zh: "读取 /metrics 的口令；空则只限本机",
      en: "opens /metrics to other machines; empty for this machine only"
    ).secret(),
    .init("log_level", .text("warning"), zh: "日志级别", en: "the level of the log: info tells every request"),
  ]
}
