// The ways by which messages leave, made of the settings: mail, text messages, a web hook.

import Foundation
package import Kernel
import Mailing
package import Messages
package import Operation

package enum MessageSenders {
  /// The ways that are set. **Shape**: empty where none is.
  /// - Parameter origin: the address under which people open the pages, put before links.
  /// **Problems**: `program.settings.sending` for a way that cannot work.
  package static func of(_ setting: SendingSetting, origin: String) throws(Problem) -> [any MessageSender] {
    var senders: [any MessageSender] = []
    if !setting.mailServer.isEmpty { senders.append(try mail(setting, origin)) }
    if !setting.smsURL.isEmpty {
      guard ["POST", "GET"].contains(setting.smsMethod) else {
        throw fault("sms_method", zh: "应为 POST 或 GET", en: "is POST or GET")
      }
      let template = HTTPTemplate(
        method: setting.smsMethod, url: setting.smsURL, headers: setting.smsHeaders, body: setting.smsBody)
      let sender = SMSSender(
        template: template, accepted: setting.smsAccepted, secret: setting.smsSecret, origin: origin)
      do { _ = try sender.call(to: "10000000000", text: "", link: "") } catch {
        // A secret stands in headers and addresses: a line break in it ends them.
        let isSecret = setting.smsSecret.contains(where: \.isNewline)
        let key = isSecret ? "sms_secret" : error.code == "mailing.header" ? "sms_headers" : "sms_url"
        throw fault(key, zh: error.message.zh, en: error.message.en)
      }
      senders.append(sender)
    }
    if !setting.webhookURL.isEmpty {
      guard !setting.webhookSecret.isEmpty else {
        throw fault("webhook_secret", zh: "不能为空", en: "is not empty")
      }
      let sender = WebhookSender(url: setting.webhookURL, secret: setting.webhookSecret, origin: origin)
      do { _ = try sender.call("{}", name: "", at: Instant(milliseconds: 0)).checked() } catch {
        throw fault("webhook_url", zh: error.message.zh, en: error.message.en)
      }
      senders.append(sender)
    }
    return senders
  }

  private static func mail(_ setting: SendingSetting, _ origin: String) throws(Problem) -> MailSender {
    guard let security = SMTPServer.Security(rawValue: setting.mailSecurity) else {
      throw fault("mail_security", zh: "应为 tls、starttls 或 none", en: "is tls, starttls or none")
    }
    guard security != .none || setting.mailUser.isEmpty else {
      throw fault("mail_security", zh: "要登录的邮件服务器须加密", en: "is not none where somebody signs in")
    }
    var authority = ""
    if !setting.mailAuthority.isEmpty {
      guard let text = try? String(contentsOfFile: setting.mailAuthority, encoding: .utf8) else {
        throw fault("mail_authority", zh: "文件无法读取", en: "names a file that can be read")
      }
      authority = text
    }
    let sender = MailSender(
      client: SMTPClient(
        SMTPServer(
          host: setting.mailServer, port: setting.mailPort, security: security, user: setting.mailUser,
          password: setting.mailPassword, authority: authority)), from: setting.mailFrom, origin: origin)
    do { try sender.client.check() } catch {
      throw fault("mail_authority", zh: error.message.zh, en: error.message.en)
    }
    let trial = sender.mail("watch", "", to: "a@example.cn", name: "trial", at: Instant(milliseconds: 0))
    do { _ = try trial.lines() } catch {
      throw fault("mail_from", zh: error.message.zh, en: error.message.en)
    }
    return sender
  }

  private static func fault(_ key: String, zh: String, en: String) -> Problem {
    Problem(
      "program.settings.sending", .invalid, zh: "设置 \(key)：\(zh)", en: "The setting \(key): \(en)",
      details: ["key": key])
  }
}

extension Outgoing {
  /// What it says in both languages, and where to see more: counts alone.
  fileprivate func text(_ origin: String) -> String {
    let more = origin.isEmpty ? "" : "\n\n\(origin)\(link)"
    return "\(words.zh)\n\n\(words.en)\(more)\n"
  }
}

private struct MailSender: MessageSender {
  let client: SMTPClient
  let from, origin: String

  var channel: MessageChannel { .mail }

  func send(_ message: Outgoing) async throws(Problem) {
    try await client.send(
      mail(
        message.title.zh, message.text(origin), to: message.address, name: message.name, at: message.at))
  }

  func mail(_ subject: String, _ text: String, to address: String, name: String, at: Instant) -> Mail {
    Mail(from: from, to: address, subject: subject, text: text, name: name, at: at)
  }
}

private struct SMSSender: MessageSender {
  let template: HTTPTemplate
  let accepted, secret, origin: String

  var channel: MessageChannel { .sms }

  func send(_ message: Outgoing) async throws(Problem) {
    let lines = message.words.zh.split(separator: "\n").joined(separator: "；")
    let text = "【\(message.title.zh)】\(lines)"
    try await call(to: message.address, text: text, link: origin + message.link).send(accepted: accepted)
  }

  func call(to address: String, text: String, link: String) throws(Problem) -> HTTPCall {
    try template.call(["to": address, "text": text, "link": link, "secret": secret])
  }
}

private struct WebhookSender: MessageSender {
  let url, secret, origin: String

  var channel: MessageChannel { .webhook }

  func send(_ message: Outgoing) async throws(Problem) {
    let json = JSONText.object([
      ("number", String(message.number)), ("account", JSONText.quoted("\(message.account)")),
      ("kind", JSONText.quoted(message.kind)), ("title", JSONText.quoted(message.title.zh)),
      ("titleEn", JSONText.quoted(message.title.en)), ("words", JSONText.quoted(message.words.zh)),
      ("wordsEn", JSONText.quoted(message.words.en)), ("link", JSONText.quoted(origin + message.link)),
      ("at", JSONText.quoted("\(message.at)")),
    ])
    // The time of sending, so that the receiver can refuse what is old.
    let call = call(json, name: message.name, at: Settings.clock.now())
    try await call.send()
  }

  func call(_ json: String, name: String, at: Instant) -> HTTPCall {
    .signed(json, to: url, secret: secret, name: name, at: at)
  }
}
