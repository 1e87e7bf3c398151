// A task that a meeting decided: whose it is, by when, and what shows that it was done.

package import Access
package import Casework
package import Kernel

package enum DutyTaskMark {}
package typealias DutyTaskNumber = CaseNumber<DutyTaskMark>

/// The post that has to do it, and where it stands should nobody hold the post any more.
package struct TaskOwner: Equatable, Sendable {
  package let post: PostID
  package let role: String
  package let place: PlaceCode
  /// Empty where it is no department's.
  package let subject: String

  package init(post: PostID, role: String, place: PlaceCode, subject: String) {
    (self.post, self.role, self.place, self.subject) = (post, role, place, subject)
  }

  /// Whether a visitor answers for it: the holder, a deputy, or who came into the same post later.
  package func isAnswered(by visitor: Visitor) -> Bool {
    visitor.post == post
      || visitor.role.name == role && visitor.place == place && (visitor.subject?.name ?? "") == subject
  }
}

package struct DutyTask: Equatable, Sendable {
  package static let mostCharacters = 500
  package static let mostDays = 366

  package enum State: String, CaseIterable, Sendable { case open, late, done, doneLate }

  package let id: DutyTaskNumber
  /// Who gave it, and at which meeting.
  package let giver: PlaceCode
  package let cadence: String
  package let period: WorkPeriod
  package let words: String
  package let owner: TaskOwner
  package let due: Day
  package let givenOn: Day
  package let givenBy: String
  package private(set) var doneOn: Day?
  package private(set) var doneBy = ""
  /// What shows that it was done.
  package private(set) var evidence = ""

  package init(
    id: DutyTaskNumber, giver: PlaceCode, cadence: String, period: WorkPeriod, words: String,
    owner: TaskOwner, due: Day, givenOn: Day, givenBy: String
  ) {
    (self.id, self.giver, self.cadence, self.period) = (id, giver, cadence, period)
    (self.words, self.owner, self.due) = (words, owner, due)
    (self.givenOn, self.givenBy) = (givenOn, givenBy)
  }

  package func state(on day: Day) -> State {
    if let doneOn { return doneOn <= due ? .done : .doneLate }
    return day > due ? .late : .open
  }

  mutating func end(on day: Day, by actor: String, _ evidence: String) {
    (doneOn, doneBy, self.evidence) = (day, actor, evidence)
  }
}

package enum DutyTaskSteps {
  /// **Problems**: `duties.task.words`, `.due`, `.record`, `duties.words.long`.
  /// - Parameter hasRecord: whether the meeting is recorded.
  package static func given(_ task: DutyTask, hasRecord: Bool, _ cadence: Cadence) throws(Problem) -> DutyTask
  {
    guard cadence.givesTasks, hasRecord else { throw DutyTaskProblems.noMeeting }
    guard !task.words.isEmpty else { throw DutyTaskProblems.noWords }
    guard task.words.count <= DutyTask.mostCharacters else {
      throw DutyProblems.longWords("words", most: DutyTask.mostCharacters)
    }
    guard task.due >= task.givenOn, task.due.days(since: task.givenOn) <= DutyTask.mostDays else {
      throw DutyTaskProblems.due
    }
    return task
  }

  /// **Problems**: `duties.task.done`, `.evidence`, `duties.words.long`.
  package static func ended(_ task: DutyTask, _ evidence: String, by act: Act) throws(Problem) -> DutyTask {
    guard task.doneOn == nil else { throw DutyTaskProblems.isDone }
    guard evidence.count >= 5 else { throw DutyTaskProblems.noEvidence }
    guard evidence.count <= DutyTask.mostCharacters else {
      throw DutyProblems.longWords("evidence", most: DutyTask.mostCharacters)
    }
    var task = task
    task.end(on: act.at.day(), by: act.actor, evidence)
    return task
  }
}

package enum DutyTaskProblems {
  /// Also for what is not the reader's.
  package static let unknown = Problem(
    "duties.task.unknown", .notFound, zh: "没有这项任务，或与您的岗位无关。",
    en: "There is no such task, or it is not your post's business.")

  package static let noMeeting = Problem(
    "duties.task.record", .conflict, zh: "请先填写会议记录，再分派任务。",
    en: "Record the meeting first, then give its tasks.")

  package static let noWords = Problem(
    "duties.task.words", .invalid, zh: "请写明任务。", en: "Say what is to be done.", details: ["field": "words"])

  package static let due = Problem(
    "duties.task.due", .invalid, zh: "期限应在今天到 \(DutyTask.mostDays) 天之内。",
    en: "It is due from today on, within \(DutyTask.mostDays) days.", details: ["field": "due"])

  package static let owner = Problem(
    "duties.task.owner", .invalid, zh: "请从列出的岗位中选择责任人。", en: "Choose one of the posts listed.",
    details: ["field": "owner"])

  package static let isDone = Problem(
    "duties.task.done", .conflict, zh: "这项任务已经办结。", en: "The task is done already.")

  package static let noEvidence = Problem(
    "duties.task.evidence", .invalid, zh: "请写明办理结果和依据，至少 5 个字。",
    en: "Say what was done and what shows it, in 5 characters at least.", details: ["field": "evidence"])
}
