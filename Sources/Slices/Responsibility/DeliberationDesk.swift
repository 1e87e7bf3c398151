// Deliberations through the door, and their minutes as a paper.

package import Access
import Casework
import Database
import Entrance
package import Kernel
package import Papers
import Registry

extension Responsibility {
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func matters(in place: PlaceCode, _ asking: Asking) throws(Problem) -> [Deliberation] {
    try asking.demand(.dutyRead, place)
    guard asking.visitor?.subject == nil else { return [] }
    return try database.read { (connection) throws(Problem) in
      try DeliberationStore.matters(in: place, limit: 100, on: connection)
    }
  }

  /// **Problems**: `access.permission.missing`, `deliberation.unknown`.
  package func matter(_ id: DeliberationNumber, _ asking: Asking) throws(Problem) -> Deliberation {
    try asking.visitor?.demand(.dutyRead)
    return try database.read { (connection) throws(Problem) in try seen(id, asking, on: connection) }
  }

  /// Whether a post decides at a place in this way.
  package func mayDeliberate(at place: PlaceCode, _ asking: Asking) -> Bool {
    guard let visitor = asking.visitor else { return true }
    return visitor.may(.dutyReport) && visitor.place == place
      && procedure.roles.contains(visitor.role.name)
  }

  /// **Problems**: `access.permission.missing`, `access.post.place`, `deliberation.unknown`, the step's.
  package func beginMatter(
    _ title: String, at place: PlaceCode, _ asking: Asking
  ) throws(Problem) -> DeliberationNumber {
    let command = Command(
      "deliberation.begin", permission: .dutyReport, place: place, key: asking.key, body: "\(place) \(title)")
    let answer = try door.run(command, by: asking.act, as: asking.visitor, county: place.county) {
      (connection) throws(Problem) in
      guard mayDeliberate(at: place, asking) else { throw DeliberationProblems.unknown }
      let matter = try DeliberationSteps(procedure, today: asking.today).begun(
        Deliberation(
          id: DeliberationStore.next(county: place.county, on: connection), place: place,
          title: Mask.digits(in: title), begunOn: asking.today, begunBy: asking.act.actor))
      try DeliberationStore.save(matter, on: connection)
      return Outcome(
        answer: "\(matter.id)", subject: "deliberation \(matter.id)", about: JournalSubject(place: place))
    }
    guard let id = DeliberationNumber(answer.text) else {
      preconditionFailure("a matter's answer is its number")
    }
    return id
  }

  /// **Problems**: `access.permission.missing`, `deliberation.unknown`, those of the step.
  package func hold(_ held: StageHeld, of id: DeliberationNumber, _ asking: Asking) throws(Problem) {
    let counts = [held.entitled, held.present, held.agreed, held.against, held.abstained]
    let command = Command(
      "deliberation.hold", permission: .dutyReport, key: asking.key,
      body: "\(id) \(held.stage) \(held.heldOn) \(counts) \(held.words)")
    _ = try door.run(command, by: asking.act, as: asking.visitor, county: id.county) {
      (connection) throws(Problem) in
      let matter = try seen(id, asking, on: connection)
      guard mayDeliberate(at: matter.place, asking) else { throw DeliberationProblems.unknown }
      let kept = StageHeld(
        held.stage, on: held.heldOn, entitled: held.entitled, present: held.present, agreed: held.agreed,
        against: held.against, abstained: held.abstained, words: Mask.digits(in: held.words),
        actor: asking.act.actor)
      let next = try DeliberationSteps(procedure, today: asking.today).held(matter, kept)
      try DeliberationStore.save(next, on: connection)
      return Outcome(
        subject: "deliberation \(id)", details: JSONText.object(["stage": JSONText.quoted(held.stage)]),
        about: JournalSubject(place: matter.place))
    }
  }

  private func seen(
    _ id: DeliberationNumber, _ asking: Asking, on connection: Connection
  ) throws(Problem) -> Deliberation {
    guard let matter = try DeliberationStore.matter(id, on: connection), asking.visitor?.subject == nil,
      asking.visitor?.sees(matter.place) ?? true
    else { throw DeliberationProblems.unknown }
    return matter
  }

  // MARK: the minutes

  /// **Problems**: `access.permission.missing`, `deliberation.unknown`.
  package func paper(of id: DeliberationNumber, _ asking: Asking) throws(Problem) -> Paper {
    let matter = try matter(id, asking)
    let path = try database.read { (connection) throws(Problem) in
      try PlaceStore.path(of: matter.place, asOf: asking.today, on: connection)
    }
    var parts: [PaperPart] = [.paragraph("议题：\(matter.title)")]
    for held in matter.held {
      guard let stage = procedure.stages.first(where: { $0.code == held.stage }) else { continue }
      parts.append(.subheading(stage.title.zh))
      if !stage.isPosting {
        parts.append(
          .paragraph(
            "\(held.heldOn.written(.zh))召开，应到 \(held.entitled) 人，实到 \(held.present) 人；同意 \(held.agreed)"
              + " 票，反对 \(held.against) 票，弃权 \(held.abstained) 票，\(stage.isCarried(held) ? "通过" : "未通过")。"))
      } else {
        parts.append(.paragraph("\(held.heldOn.written(.zh))公开。"))
      }
      parts.append(.paragraph(held.words))
    }
    parts.append(
      .signatures([PaperSignature("村党组织书记（签字）"), PaperSignature("记录人（签字）")]))
    let place = path.filter { $0.code.level > .city }.map(\.name).joined()
    var paper = Paper("\(place)\(procedure.title.zh)会议记录", number: "编号：\(id)", parts: parts)
    (paper.watermark, paper.formName, paper.margins) = (asking.mark, procedure.title.zh, .working)
    return paper
  }
}
