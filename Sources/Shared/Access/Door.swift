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

  package init(
    answer: String = "", subject: String, details: String = "{}", about: JournalSubject = JournalSubject(),
    changes: [FieldChange] = []
  ) {
    (self.answer, self.subject, self.details) = (answer, subject, details)
    (self.about, self.changes) = (about, changes)
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

  package init(_ database: Database, sealer: Sealer, chance: @escaping Chance) {
    (self.database, self.sealer, self.chance) = (database, sealer, chance)
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
    try Door.permit(command, act, visitor)
    let key = command.key.isEmpty ? act.request : command.key
    let body = SecretToken.digest(of: command.body)
    return try database.write { (connection) throws(Problem) in
      if !key.isEmpty,
        let known = try CommandAnswerStore.answer(actor: act.actor, key: key, on: connection)
      {
        guard known.command == command.name, known.body == body else { throw AccessProblems.key }
        return Answer(text: known.answer, isRepeated: true)
      }
      let outcome = try step(connection)
      let journal = SubjectSeal(connection.keys ?? sealer, chance: chance)
      try JournalStore.append(
        act, county: county, action: command.name, subject: outcome.subject, details: outcome.details,
        about: outcome.about, changes: try journal.text(outcome.changes, on: connection), on: connection)
      if !key.isEmpty {
        let kept = KeptAnswer(command: command.name, body: body, answer: outcome.answer)
        try CommandAnswerStore.keep(kept, actor: act.actor, key: key, at: act.at, on: connection)
      }
      return Answer(text: outcome.answer, isRepeated: false)
    }
  }

  private static func permit(_ command: Command, _ act: Act, _ visitor: Visitor?) throws(Problem) {
    guard let visitor else {
      // The names of accounts hold no colon, so that nobody from outside can be `local:`.
      guard act.actor.hasPrefix("local:") || command.permission == nil else { throw AccessProblems.nobody }
      return
    }
    if let permission = command.permission { try visitor.demand(permission) }
    if let place = command.place {
      // The words are those of a place that there is not.
      try visitor.demand(place, or: AccessProblems.place(place))
    }
  }
}
