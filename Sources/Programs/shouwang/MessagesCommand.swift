// `shouwang messages`: reminders that arise, where they go, and whether a way out works.

import Access
import ArgumentParser
import Assembly
import Kernel
import Messages
import Operation
import Pages

struct MessagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "messages", abstract: "提醒消息 / reminders and escalations.",
    subcommands: [
      MessagesRunCommand.self, MessagesListCommand.self, MessagesDeliveriesCommand.self,
      MessagesContactCommand.self, MessagesTestCommand.self,
    ])
}

struct MessagesRunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "生成应有的提醒并发送 / make the reminders that are due and send what waits.",
    discussion: """
      同一账号、同一种消息、同一天只生成一次，可以反复运行。
      An account is told a kind of message once a day; the command may be run again.
      """)

  @OptionGroup var cases: CaseOptions
  @OptionGroup var settings: SettingsOptions

  func run() async throws {
    try await answeringAsync(cases.speech) {
      let file = try settings.read()
      let senders = try MessageSenders.of(file.sending, origin: file.origin)
      let desk = CaseDesk(cases.store, cases.speech)
      let database = try desk.database
      let lines = try LinesOfWork(database, cases.store)
      let raised = try MessageDoor.raise(
        lines.messages, try AdminDoor.keeper(of: database, store: cases.store), lines,
        sending: Set(senders.map(\.channel)), by: desk.asking.act)
      let queue = MessageQueue(lines.messages, senders, clock: Settings.clock)
      let count = try await queue.pass(by: desk.asking.act)
      if cases.speech.json {
        return print(
          JSONText.object([
            "raised": String(raised), "sent": String(count.sent), "failed": String(count.failed),
            "givenUp": String(count.givenUp),
          ]))
      }
      if senders.isEmpty {
        writeError(
          Text(
            zh: "没有设置任何发送方式（邮件、短信、网址），消息只在系统内；见 --settings。",
            en: "No way out is set (mail, text messages, web hook): messages stay inside; see --settings.")(
              desk.language))
      }
      for (channel, fault) in count.faults.sorted(by: { $0.key < $1.key }) {
        writeError("\(channel.rawValue)：\(fault.message(desk.language))")
      }
      desk.say(
        "新消息 \(raised) 条；发出 \(count.sent)，待重试 \(count.failed)，放弃 \(count.givenUp)",
        "\(raised) new messages; \(count.sent) sent, \(count.failed) to be tried again, "
          + "\(count.givenUp) given up")
    }
  }
}

struct MessagesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "一个账号的消息 / the messages of an account.")

  @OptionGroup var cases: CaseOptions
  @Argument(help: "登录名 / the name to sign in with.") var login: String
  @Option(help: "最多列出 / at most.") var limit = 50

  func validate() throws {
    guard (1...1_000).contains(limit) else {
      throw ValidationError("--limit 应在 1 到 1000 之间 / --limit is from 1 to 1000.")
    }
  }

  func run() throws {
    try cases.act { desk in
      let account = try AdminDoor.keeper(of: desk.database, store: desk.store).account(login: login)
      let face = try MessageDoor.desk(of: desk.database, store: desk.store)
      let (unread, read, count) = try face.messages(of: account.id, limit: limit)
      let all = (unread + read).prefix(limit)
      if desk.speech.json { return print(JSONText.array(all.map(\.json))) }
      for message in all {
        let words = message.words(desk.language).split(separator: "\n").joined(separator: "；")
        let state = desk.language.say(
          message.readAt == nil ? "未读" : "已读", message.readAt == nil ? "new" : "read")
        print(
          [String(message.number), "\(message.day)", state, message.title(desk.language), words]
            .joined(separator: "\t"))
      }
      desk.say("未读 \(count) 条", "\(count) unread")
    }
  }
}

struct MessagesDeliveriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "deliveries", abstract: "发送情况，最新的在前 / how sendings stand, the newest first.")

  @OptionGroup var cases: CaseOptions
  @Flag(help: "只列还没发出的 / those alone that have not left.") var waiting = false
  @Option(help: "最多列出 / at most.") var limit = 50

  func run() throws {
    try cases.act { desk in
      let face = try MessageDoor.desk(of: desk.database, store: desk.store)
      let all = try face.deliveries(waiting: waiting, limit: max(1, limit))
      if desk.speech.json { return print(JSONText.array(all.map(\.json))) }
      for one in all {
        let cells = ["\(one.message)", one.channel.rawValue, one.state.rawValue, "\(one.attempts)"]
        print((cells + ["\(one.nextAt)", one.fault]).joined(separator: "\t"))
      }
      desk.say("共 \(all.count) 条", "\(all.count) in all")
    }
  }
}

struct MessagesContactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "contact", abstract: "一个账号在哪里接收 / where an account is reached.",
    discussion: """
      不写 --mail 和 --phone 时列出已有的；写空文字则删除。
      Without --mail and --phone what there is is listed; an empty text takes it away.
      """)

  @OptionGroup var cases: CaseOptions
  @Argument(help: "登录名 / the name to sign in with.") var login: String
  @Option(help: "邮箱 / the mail address.") var mail: String?
  @Option(help: "手机 / the telephone number.") var phone: String?

  func run() throws {
    try cases.act { desk in
      let account = try AdminDoor.keeper(of: desk.database, store: desk.store).account(login: login)
      let face = try MessageDoor.desk(of: desk.database, store: desk.store)
      let given = [(ContactKind.mail, mail), (.phone, phone)]
      // Both are looked at before either is changed.
      for case (let kind, let address?) in given where !address.isEmpty { _ = try kind.checked(address) }
      for case (let kind, let address?) in given {
        // Each is a change of its own.
        let asking = Asking(desk.asking.act, as: nil, key: "\(desk.asking.act.request)-\(kind.rawValue)")
        try face.setContact(address, as: kind, of: account.id, isOwn: false, asking)
      }
      let known = try face.contacts(of: account.id).sorted { $0.key.rawValue < $1.key.rawValue }
      if desk.speech.json {
        return print(JSONText.object(known.map { ($0.key.rawValue, JSONText.quoted($0.value)) }))
      }
      for (kind, address) in known { print("\(kind.rawValue)\t\(address)") }
      desk.say("共 \(known.count) 个", "\(known.count) in all")
    }
  }
}

struct MessagesTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "试发一条，检查设置 / send one to see whether a way out works.")

  @OptionGroup var settings: SettingsOptions
  @OptionGroup var speech: SpeechOptions
  @Argument(help: "mail、sms 或 webhook / mail, sms or webhook.") var channel: String
  @Option(help: "邮箱或手机 / the mail address or number.") var to = ""

  func run() async throws {
    try await answeringAsync(speech) {
      let file = try settings.read()
      let senders = try MessageSenders.of(file.sending, origin: file.origin)
      guard let channel = MessageChannel(rawValue: channel) else {
        throw noChoice(channel, of: "CHANNEL", among: MessageChannel.allCases.map(\.rawValue))
      }
      guard let sender = senders.first(where: { $0.channel == channel }) else {
        throw MessageProblems.noSender
      }
      try await sender.send(.trial(by: channel, to: channel.checked(to), at: Settings.clock.now()))
      speech.say(Text(zh: "已发出", en: "sent"))
    }
  }
}
