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

  package static let all: [ServerSetting] = addresses + limits + rates + keeping + watching

  private static let addresses: [ServerSetting] = [
    .init("host", .text("127.0.0.1"), zh: "监听地址", en: "the address to listen on"),
    ServerSetting("port", .number(8_080), zh: "监听端口", en: "the port to listen on").within(1...65_535),
    .init("certificate", .text(""), zh: "证书链文件（PEM）", en: "the file of the certificate chain, PEM"),
    .init("certificate_key", .text(""), zh: "私钥文件（PEM）", en: "the file of its private key, PEM"),
    .init("behind_proxy", .flag(false), zh: "前面有加密的反向代理", en: "a proxy that encrypts stands before"),
    .init("proxies", .list([]), zh: "可信代理的地址", en: "addresses of the proxies that are believed"),
    .init("names", .list([]), zh: "允许的主机名", en: "the names under which clients may ask"),
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
      "sign_in_per_minute", .number(20), zh: "每分钟登录尝试次数", en: "attempts to sign in a minute and address"
    ).within(1...10_000),
    ServerSetting(
      "change_per_minute", .number(240), zh: "每分钟提交次数", en: "changes a minute and address"
    ).within(1...100_000),
    ServerSetting(
      "look_per_minute", .number(1_200), zh: "每分钟查看次数", en: "pages a minute and address"
    ).within(1...1_000_000),
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
  ]

  private static let watching: [ServerSetting] = [
    ServerSetting(
      "metrics_token", .text(""), zh: "读取 /metrics 的口令；空则只限本机",
      en: "opens /metrics to other machines; empty for this machine only"
    ).secret(),
    .init("log_level", .text("warning"), zh: "日志级别", en: "the level of the log: info tells every request"),
  ]
}
