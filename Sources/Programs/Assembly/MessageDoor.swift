// How the program comes to messages: the file of rules, what is counted for whom, and the ways out.

package import Access
import Casework
package import Database
package import Kernel
package import Messages
import Monitoring
import Responsibility
import Vault

package enum MessageDoor {
  /// `SHOUWANG_MESSAGES`, `messages` in the working folder, or in a folder above the program.
  package static func book() throws(Problem) -> MessageBook {
    guard let folder = Settings.messagesFolder else {
      throw Problem(
        "program.messages.missing", .notFound, zh: "找不到消息目录 messages，请用环境变量 SHOUWANG_MESSAGES 指定。",
        en: "No folder of messages was found; name it by SHOUWANG_MESSAGES.")
    }
    return try MessageBook.load(folder)
  }

  package static func desk(of database: Database, store: StoreOptions) throws(Problem) -> MessageDesk {
    MessageDesk(
      database, book: try book(), sealer: Sealer(try store.keyFile().ring), chance: AdminDoor.chance)
  }

  /// Counts for every open account what its posts have to do, and keeps the messages that arise.
  /// **Shape**: how many arose.
  package static func raise(
    _ desk: MessageDesk, _ keeper: Doorkeeper, _ lines: LinesOfWork, sending: Set<MessageChannel>,
    by act: Act
  ) throws(Problem) -> Int {
    var (login, count) = ("", 0)
    while !Task.isCancelled {
      let accounts = try keeper.accounts(at: act.at, after: login, limit: 100, as: nil)
      guard let last = accounts.last else { return count }
      var readers: [MessageReader] = []
      for account in accounts where account.disabledAt == nil {
        let posts = try keeper.visitors(of: account.id, on: act.at.day())
        readers.append(MessageReader(account.id, try facts(posts, lines, act)))
      }
      count += try desk.raise(readers, sending: sending, Asking(act, as: nil))
      login = last.login
    }
    return count
  }

  /// Makes what is due and sends what waits, again and again, until it is cancelled. Each way goes by itself,
  /// every minute, so that a slow one holds up no other.
  /// - Parameter onFault: told what goes wrong, once until it is over; the next round tries again.
  package static func run(
    everyMinutes minutes: Int, _ keeper: Doorkeeper, _ lines: LinesOfWork, _ senders: [any MessageSender],
    onFault: @escaping @Sendable (Problem) -> Void
  ) -> Task<Void, Never> {
    Task {
      guard minutes > 0 else { return }
      await withTaskGroup { group in
        group.addTask {
          await round(every: minutes, onFault) { () async throws(Problem) -> Problem? in
            let act = Settings.act("messages")
            _ = try raise(lines.messages, keeper, lines, sending: Set(senders.map(\.channel)), by: act)
            return nil
          }
        }
        for sender in senders {
          group.addTask {
            await round(every: 1, onFault) { () async throws(Problem) -> Problem? in
              let queue = MessageQueue(lines.messages, [sender], clock: Settings.clock)
              let count = try await queue.pass(by: Settings.act("messages"))
              // A way by which something leaves is not down, whatever else was refused.
              return count.sent > 0 ? nil : count.faults[sender.channel]
            }
          }
        }
      }
    }
  }

  private static func round(
    every minutes: Int, _ onFault: @Sendable (Problem) -> Void,
    _ work: @Sendable () async throws(Problem) -> Problem?
  ) async {
    var told: String?
    while !Task.isCancelled {
      let fault: Problem?
      do throws(Problem) { fault = try await work() } catch { fault = error }
      if let fault, fault.code != told { onFault(fault) }
      told = fault?.code
      try? await Task.sleep(for: .seconds(minutes * 60))
    }
  }

  /// What the home page tells each post, added up.
  static func facts(
    _ posts: [Visitor], _ lines: LinesOfWork, _ act: Act
  ) throws(Problem) -> [MessageFact: Int] {
    var facts: [MessageFact: Int] = [:]
    for visitor in posts {
      let asking = Asking(
        Act(actor: visitor.account, at: act.at, request: act.request, post: "\(visitor.post)"), as: visitor)
      let counted = try duties(visitor, lines.responsibility, asking).merging(
        cases(visitor, lines.monitoring, asking), uniquingKeysWith: +)
      facts.merge(counted, uniquingKeysWith: +)
    }
    return facts
  }

  private static func duties(
    _ visitor: Visitor, _ face: Responsibility, _ asking: Asking
  ) throws(Problem) -> [MessageFact: Int] {
    guard visitor.may(.dutyRead) else { return [:] }
    let states = try face.duties(asking).filter { $0.made == nil }.map { $0.state(at: asking.act.at) }
    var facts: [MessageFact: Int] = [
      .dutiesToday: states.count { $0 == .today }, .dutiesLate: states.count { $0 == .late },
    ]
    guard visitor.subject == nil else { return facts }
    for (cadence, row) in face.heard(at: visitor.place.level) where cadence.level > visitor.place.level {
      let total = try face.missing(cadence.code, in: visitor.place, row: row, limit: 0, asking).total
      facts[row > 1 ? .rowBelow : .missingBelow, default: 0] += total
    }
    return facts
  }

  /// Only what the post may do something about.
  private static func cases(
    _ visitor: Visitor, _ monitoring: Monitoring, _ asking: Asking
  ) throws(Problem) -> [MessageFact: Int] {
    guard visitor.may(.clueRead), visitor.may(.episodeRead) else { return [:] }
    let counts = try monitoring.counts(in: visitor.place, asking)
    let steps = counts.lateSteps.filter { step, _ in
      visitor.may(step.permission) || step == .compare && visitor.may(.episodeAnswer)
    }
    return [
      .cluesLate: counts.lateClues, .cluesAlarm: counts.alarmClues,
      .stepsLate: steps.values.reduce(0, +),
      .measuresLate: visitor.may(.measureEdit) ? counts.lateMeasures : 0,
    ]
  }
}
