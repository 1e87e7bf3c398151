// What the security administrator does with posts, and what a holder may do with their own.

import Database
package import Kernel

extension Doorkeeper {
  /// Posts by id, with their holders' names: without a state, those that are not over.
  /// - Parameters:
  ///   - place: the place whose subtree is listed; it has to lie in the visitor's.
  ///   - role: the name of one role, nil for all.
  /// **Problems**: `access.permission.missing`, `access.post.place`.
  package func posts(
    at place: PlaceCode, role: String? = nil, in state: PostState? = nil, on day: Day, after id: Int64 = 0,
    limit: Int = 50, as visitor: Visitor?
  ) throws(Problem) -> [NamedPost] {
    try visitor?.demand(.postRead)
    try visitor?.demand(place, or: AccessProblems.place(place))
    return try database.read { (connection) throws(Problem) in
      try PostListStore.named(
        within: place.subtree, role: role, in: state, on: day, after: id, limit: limit, on: connection)
    }
  }

  /// Who may do something at a place: posts held on a day, at the place or above it, not above the visitor's.
  /// **Shape**: the nearest first, then by id; deputies have their own.
  package func holders(
    of permission: Permission, over place: PlaceCode, on day: Day, as visitor: Visitor?
  ) throws(Problem) -> [NamedPost] {
    var places = [place]
    while let above = places.last?.parent { places.append(above) }
    if let visitor { places.removeAll { !visitor.sees($0) } }
    let found = try database.read { (connection) throws(Problem) in
      try places.map { (place) throws(Problem) in try PostListStore.held(at: place, on: day, on: connection) }
    }
    return found.joined().filter { named in
      let may = book.role(named.post.role)?.permissions.contains(permission) ?? false
      return may && named.post.permissions?.contains(permission) ?? true
    }
  }

  /// How many posts of the visitor's places are in each of some states, without reading them.
  /// **Problems**: `access.permission.missing`.
  package func postCounts(
    _ states: [PostState], on day: Day, as visitor: Visitor
  ) throws(Problem) -> [PostState: Int] {
    try visitor.demand(.postRead)
    return try database.read { (connection) throws(Problem) in
      var counts: [PostState: Int] = [:]
      for state in states {
        counts[state] = try PostListStore.count(
          in: state, within: visitor.subtree, on: day, on: connection)
      }
      return counts
    }
  }

  /// All posts of an account, past ones too.
  /// **Problems**: `access.permission.missing`.
  package func posts(of account: AccountID, as visitor: Visitor?) throws(Problem) -> [Post] {
    try visitor?.demand(.postRead)
    return try database.read { (connection) throws(Problem) in
      try PostStore.posts(of: account, on: connection)
    }
  }

  /// **Problems**: `access.permission.missing`, `access.role.unknown`, `access.post.level`, `.subject`,
  /// `.place`, `.period`, `.own`, `.separation`, `.twice`, `access.account.unknown`.
  package func appoint(
    _ wish: Appointment, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> PostID {
    let command = Command(
      "post.appoint", permission: .postManage, place: wish.place, key: key, body: wish.words)
    let answer = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      let account = try demand(wish.account, on: connection)
      if account.login == visitor?.account { throw AccessProblems.ownPost }
      try check(wish, on: connection)
      let post = post(wish, at: act.at)
      try PostStore.add(post, on: connection)
      return Outcome(
        answer: "\(post.id)", subject: "post \(post.id)", details: wish.words,
        about: JournalSubject(place: wish.place))
    }
    guard let id = Int64(answer.text) else { preconditionFailure("a post's answer is its id") }
    return PostID(number: id)
  }

  /// Ends a post today, and with it its deputies'.
  /// **Problems**: `access.permission.missing`, `access.post.unknown`, `.ended`, `.own`.
  package func endPost(
    _ id: PostID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) {
    let command = Command("post.end", permission: .postManage, key: key, body: "\(id)")
    _ = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      let post = try current(id, act, visitor, on: connection)
      try end(post, on: act.at.day(), on: connection)
      return Outcome(
        subject: "post \(id)", about: JournalSubject(place: post.place),
        changes: [FieldChange("until", from: post.until?.description, to: act.at.day().description)])
    }
  }

  /// Ends one holder and begins another in one step; open work moves along.
  /// **Problems**: as `endPost` and `appoint`.
  package func handOver(
    _ id: PostID, to account: AccountID, key: String = "", by act: Act, as visitor: Visitor?
  ) throws(Problem) -> PostID {
    let command = Command("post.handOver", permission: .postManage, key: key, body: "\(id) \(account)")
    let answer = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      let old = try current(id, act, visitor, on: connection)
      let successor = try demand(account, on: connection)
      if successor.login == visitor?.account { throw AccessProblems.ownPost }
      try end(old, on: act.at.day(), on: connection)
      let wish = Appointment(
        account: account, role: old.role, place: old.place, subject: old.subject, from: act.at.day(),
        until: old.until)
      try check(wish, on: connection)
      let new = post(wish, at: act.at)
      try PostStore.add(new, on: connection)
      var moved: [String] = []
      for work in openWork {
        let count = try work.move(from: id, to: new.id, by: act, on: connection)
        moved.append(JSONText.quoted(work.noun) + ":\(count)")
      }
      return Outcome(
        answer: "\(new.id)", subject: "post \(id)",
        details: "{\"to\":\"\(new.id)\",\"moved\":{\(moved.joined(separator: ","))}}",
        about: JournalSubject(place: old.place))
    }
    guard let number = Int64(answer.text) else { preconditionFailure("a post's answer is its id") }
    return PostID(number: number)
  }

  /// Names a deputy for the visitor's own post.
  /// **Problems**: `access.permission.missing`, `access.delegation.notOwn`, `.wider`, `access.post.period`,
  /// `.separation`, `.twice`, `access.account.unknown`.
  package func delegate(
    _ wish: Delegation, key: String = "", by act: Act, as visitor: Visitor
  ) throws(Problem) -> PostID {
    let words = wish.permissions?.map(\.rawValue).sorted().joined(separator: " ") ?? "all"
    let body = "\(visitor.post) \(wish.deputy) \(wish.from) \(wish.until) \(words)"
    let command = Command("post.delegate", permission: .postDelegate, key: key, body: body)
    let answer = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      guard visitor.deputyOf == nil, let own = try PostStore.post(visitor.post, on: connection),
        own.isHeld(on: act.at.day())
      else { throw AccessProblems.notOwn }
      guard wish.permissions?.isSubset(of: visitor.role.permissions) ?? true else {
        throw AccessProblems.wider
      }
      guard wish.until > wish.from, wish.from >= act.at.day() else { throw AccessProblems.period }
      guard wish.until.number - act.at.day().number <= settings.deputyDays else {
        throw AccessProblems.longDelegation(days: settings.deputyDays)
      }
      if wish.deputy == own.account { throw AccessProblems.notOwn }
      _ = try demand(wish.deputy, on: connection)
      let post = Post(
        id: fresh(at: act.at), role: own.role, place: own.place, subject: own.subject, account: wish.deputy,
        from: wish.from, until: wish.until, deputyOf: own.id, permissions: wish.permissions)
      try checkHolder(post, on: connection)
      try PostStore.add(post, on: connection)
      return Outcome(
        answer: "\(post.id)", subject: "post \(own.id)",
        details: JSONText.object(["asked": JSONText.quoted(body)]),
        about: JournalSubject(place: own.place))
    }
    guard let id = Int64(answer.text) else { preconditionFailure("a post's answer is its id") }
    return PostID(number: id)
  }

  /// The deputies of the visitor's own post that are not over.
  package func deputies(of visitor: Visitor, on day: Day) throws(Problem) -> [Post] {
    try database.read { (connection) throws(Problem) in
      try PostStore.deputies(of: visitor.post, on: connection).filter { !$0.isOver(on: day) }
    }
  }

  /// Ends a deputy's days before their time.
  /// **Problems**: `access.post.unknown` where it is no deputy of the visitor's post.
  package func endDelegation(
    _ id: PostID, key: String = "", by act: Act, as visitor: Visitor
  ) throws(Problem) {
    let command = Command("post.endDelegation", permission: .postDelegate, key: key, body: "\(id)")
    _ = try door.run(command, by: act, as: visitor) { (connection) throws(Problem) in
      guard visitor.deputyOf == nil, let post = try PostStore.post(id, on: connection),
        post.deputyOf == visitor.post
      else { throw AccessProblems.unknownPost }
      try PostStore.end(id, before: act.at.day(), on: connection)
      return Outcome(subject: "post \(id)", about: JournalSubject(place: post.place))
    }
  }

  func post(_ wish: Appointment, at instant: Instant) -> Post {
    Post(
      id: fresh(at: instant), role: wish.role, place: wish.place, subject: wish.subject,
      account: wish.account,
      from: wish.from, until: wish.until, deputyOf: nil, permissions: nil)
  }

  private func current(
    _ id: PostID, _ act: Act, _ visitor: Visitor?, on connection: Connection
  ) throws(Problem) -> Post {
    guard let post = try PostStore.post(id, on: connection), visitor?.sees(post.place) ?? true else {
      throw AccessProblems.unknownPost
    }
    guard !post.isOver(on: act.at.day()) else { throw AccessProblems.ended }
    if try demand(post.account, on: connection).login == visitor?.account { throw AccessProblems.ownPost }
    return post
  }

  private func end(_ post: Post, on day: Day, on connection: Connection) throws(Problem) {
    try PostStore.end(post.id, before: day, on: connection)
    for deputy in try PostStore.deputies(of: post.id, on: connection) {
      try PostStore.end(deputy.id, before: day, on: connection)
    }
  }

  private func check(_ wish: Appointment, on connection: Connection) throws(Problem) {
    let role = try book.demand(wish.role)
    guard role.levels.contains(wish.place.level) else { throw AccessProblems.level(role, wish.place) }
    guard try hasPlace(wish.place, wish.from, connection) else { throw AccessProblems.place(wish.place) }
    let subject = wish.subject.flatMap(book.subject)
    guard role.hasSubject ? subject != nil : wish.subject == nil else { throw AccessProblems.subject(role) }
    if let until = wish.until, until <= wish.from { throw AccessProblems.period }
    try checkHolder(
      Post(
        id: PostID(number: 0), role: wish.role, place: wish.place, subject: wish.subject,
        account: wish.account,
        from: wish.from, until: wish.until, deputyOf: nil, permissions: nil), on: connection)
  }

  /// Guardians hold one post and no other, and nobody holds the same one twice.
  private func checkHolder(_ post: Post, on connection: Connection) throws(Problem) {
    let role = try book.demand(post.role)
    for other in try PostStore.posts(of: post.account, on: connection) where other.overlaps(post) {
      guard let held = book.role(other.role) else { continue }
      if role.isGuardian || held.isGuardian { throw AccessProblems.separation }
      let isSame = (other.role, other.place, other.subject) == (post.role, post.place, post.subject)
      if isSame, other.deputyOf == post.deputyOf { throw AccessProblems.twice }
    }
  }
}

extension Post {
  fileprivate func overlaps(_ other: Post) -> Bool {
    let isEmpty = until == from || other.until == other.from
    return !isEmpty && (until.map { other.from < $0 } ?? true) && (other.until.map { from < $0 } ?? true)
  }
}

extension Appointment {
  /// JSON.
  fileprivate var words: String {
    JSONText.object([
      "account": JSONText.quoted("\(account)"), "role": JSONText.quoted(role),
      "place": JSONText.quoted("\(place)"), "subject": subject.map(JSONText.quoted) ?? "null",
      "from": JSONText.quoted("\(from)"), "until": until.map { JSONText.quoted("\($0)") } ?? "null",
    ])
  }
}
