// The one door for change: key, permission, place, step, and one transaction with its journal entry.

package import Database
package import Kernel
package import Vault

/// What somebody wants to have changed.
package struct Command: Sendable {
  /// `noun.verb`, as the journal calls it.
  package let name: String
  /// Nil for what everybody may do with what is theirs.
  package let permission: Permission?
  /// The place that is touched: it has to lie in the visitor's.
  package let place: PlaceCode?
  /// The same key answers the first result; empty takes the request's name.
  package let key: String
  /// Everything that was asked, as text: the same key with another body is a conflict.
  package let body: String

  package init(
    _ name: String, permission: Permission?, place: PlaceCode? = nil, key: String = "", body: String
  ) {
    (self.name, self.permission, self.place) = (name, permission, place)
    (self.key, self.body) = (key, body)
  }
}

/// What a step did.
package struct Outcome: Sendable {
  /// What is told to who asked, and told again when the key comes again: no secrets.
  package let answer: String
  /// What was touched, as the journal names it.
  package let subject: String
  /// JSON.
  package let details: String
  package let about: JournalSubject
  package let changes: [FieldChange]
  /// Why, in the words of who asked; numbers of persons are masked in it.
  package let reason: String
  /// What else changed with it, each with an entry of its own after the command's.
  package var also: [FollowUp] = []

  /// A change that another one brought with it. It tells no field of a person.
  package struct FollowUp: Sendable {
    let action: String
    let subject: String
    let details: String

    package init(_ action: String, subject: String, details: String = "{}") {
      (self.action, self.subject, self.details) = (action, subject, details)
    }
  }

  package init(
    answer: String = "", subject: String, details: String = "{}", about: JournalSubject = JournalSubject(),
    changes: [FieldChange] = [], reason: String = ""
  ) {
    (self.answer, self.subject, self.details) = (answer, subject, details)
    (self.about, self.changes, self.reason) = (about, changes, reason)
  }
}

/// What came back through the door.
package struct Answer: Sendable, Equatable {
  package let text: String
  /// Whether the key had been here before, so that nothing was done now.
  package let isRepeated: Bool
}

/// Every change of state walks through here, whichever surface it comes from.
package struct Door: Sendable {
  private let database: Database
  private let sealer: Sealer
  private let chance: Chance
  private let group: GroupCommit

  package init(_ database: Database, sealer: Sealer, chance: @escaping Chance) {
    (self.database, self.sealer, self.chance) = (database, sealer, chance)
    group = database.group
  }

  /// - Parameters:
  ///   - visitor: nil for who works on the machine itself (`local:`), who is asked for no permission.
  ///   - county: the chain of the journal, the doors' own by default.
  ///   - step: makes the change; it runs inside the transaction that also holds journal and answer.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `access.command.key`,
  /// those of the step.
  package func run(
    _ command: Command, by act: Act, as visitor: Visitor?, county: Int64 = JournalStore.doors,
    _ step: (Connection) throws(Problem) -> Outcome
  ) throws(Problem) -> Answer {
    let pass = try DoorPass(command, act, visitor, county)
    return try database.write { (connection) throws(Problem) in
      try walk(pass, command, on: connection, step)
    }
  }

  /// The same for small changes that come in crowds, such as the reports of an evening: they share
  /// transactions, and each is answered once its own is on the disk.
  /// **Problems**: those of `run`.
  package func runTogether(
    _ command: Command, by act: Act, as visitor: Visitor?, county: Int64 = JournalStore.doors,
    _ step: @escaping @Sendable (Connection) throws(Problem) -> Outcome
  ) async throws(Problem) -> Answer {
    let pass = try DoorPass(command, act, visitor, county)
    return try await group.write { (connection) throws(Problem) in
      try walk(pass, command, on: connection, step)
    }
  }

  private func walk(
    _ pass: DoorPass, _ command: Command, on connection: Connection,
    _ step: (Connection) throws(Problem) -> Outcome
  ) throws(Problem) -> Answer {
    if let known = try pass.known(on: connection)?.told { return known }
    let outcome = try step(connection)
    let journal = SubjectSeal(connection.keys ?? sealer, chance: chance)
    try pass.note(
      command.name, outcome, changes: try journal.text(outcome.changes, on: connection), on: connection)
    for next in outcome.also {
      let part = Outcome(subject: next.subject, details: next.details, about: outcome.about)
      try pass.note(next.action, part, on: connection)
    }
    return try pass.end(outcome.answer, on: connection)
  }

  /// The same inside the caller's transaction, for changes that tell no field of a person.
  /// **Problems**: those of `run` in a transaction of its own.
  package static func run(
    _ command: Command, by act: Act, as visitor: Visitor?, county: Int64 = JournalStore.doors,
    on connection: Connection, _ step: (Connection) throws(Problem) -> Outcome
  ) throws(Problem) -> Answer {
    let pass = try DoorPass(command, act, visitor, county)
    if let known = try pass.known(on: connection)?.told { return known }
    let outcome = try step(connection)
    try pass.note(command.name, outcome, on: connection)
    return try pass.end(outcome.answer, on: connection)
  }

  /// **Problems**: `access.permission.missing`, `access.post.place`; `access.visitor.none` for who is
  /// neither a visitor nor on the machine itself.
  static func permit(
    _ permission: Permission?, at place: PlaceCode? = nil, _ act: Act, _ visitor: Visitor?
  ) throws(Problem) {
    guard let visitor else {
      // The names of accounts hold no colon, so that nobody from outside can be `local:`.
      guard act.actor.hasPrefix("local:") || permission == nil else { throw AccessProblems.nobody }
      return
    }
    if let permission { try visitor.demand(permission) }
    if let place {
      // The words are those of a place that there is not.
      try visitor.demand(place, or: AccessProblems.place(place))
    }
  }
}

/// A command of several entries or transactions, on its way through the door: it is opened by key and
/// permission as any other, each of its parts is noted in the transaction of its change, and its end keeps
/// the answer.
/// Until then its key stands open: with the same body the command goes on, with another one it is refused.
package struct DoorPass: Sendable {
  package let act: Act
  /// What was answered when the key came before: then nothing is left to do.
  package private(set) var answer: Answer?
  private let command: Command
  private let county: Int64
  private let key: String
  private let body: [UInt8]

  /// Permission is asked before anything is read.
  fileprivate init(
    _ command: Command, _ act: Act, _ visitor: Visitor?, _ county: Int64
  ) throws(Problem) {
    try Door.permit(command.permission, at: command.place, act, visitor)
    (self.command, self.act, self.county) = (command, act, county)
    key = command.key.isEmpty ? act.request : command.key
    body = SecretToken.digest(of: command.body)
  }

  /// Opens a command, or goes on with it, inside the transaction of its first part.
  /// - Parameters:
  ///   - visitor: nil for who works on the machine itself (`local:`), who is asked for no permission.
  ///   - county: the chain of the journal, the doors' own by default.
  /// **Problems**: `access.permission.missing`, `access.post.place`, `access.command.key`.
  package static func open(
    _ command: Command, by act: Act, as visitor: Visitor?, county: Int64 = JournalStore.doors,
    on connection: Connection
  ) throws(Problem) -> DoorPass {
    var pass = try DoorPass(command, act, visitor, county)
    let known = try pass.known(on: connection)
    pass.answer = known?.told
    if known == nil { try pass.keep("", isOpen: true, on: connection) }
    return pass
  }

  /// The journal's entry of one part, in the transaction of its change. Parts tell no field of a person.
  /// - Parameter county: another chain than the command's.
  package func note(
    _ action: String, _ outcome: Outcome, county: Int64? = nil, on connection: Connection
  ) throws(Problem) {
    precondition(outcome.changes.isEmpty, "fields of persons are sealed by the door alone")
    try note(action, outcome, county: county, changes: "", on: connection)
  }

  /// Ends the command, in the transaction of its last part: the key answers from now on.
  package func end(_ answer: String, on connection: Connection) throws(Problem) -> Answer {
    try keep(answer, isOpen: false, on: connection)
    return Answer(text: answer, isRepeated: false)
  }

  fileprivate func note(
    _ action: String, _ outcome: Outcome, county: Int64? = nil, changes: String, on connection: Connection
  ) throws(Problem) {
    precondition(answer == nil, "a command that was answered before changes nothing")
    try JournalStore.append(
      act, county: county ?? self.county, action: action, subject: outcome.subject, details: outcome.details,
      about: outcome.about, changes: changes, reason: outcome.reason, on: connection)
  }

  private func keep(_ answer: String, isOpen: Bool, on connection: Connection) throws(Problem) {
    if key.isEmpty { return }
    let kept = KeptAnswer(command: command.name, body: body, answer: answer, isOpen: isOpen)
    try CommandAnswerStore.keep(kept, actor: act.actor, key: key, at: act.at, on: connection)
  }

  /// What the key stands for already. **Problems**: `access.command.key` where that is something else.
  fileprivate func known(on connection: Connection) throws(Problem) -> KeptAnswer? {
    guard !key.isEmpty,
      let known = try CommandAnswerStore.answer(actor: act.actor, key: key, on: connection)
    else { return nil }
    guard known.command == command.name, known.body == body else { throw AccessProblems.key }
    return known
  }
}
