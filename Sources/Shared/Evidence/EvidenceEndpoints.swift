// The endpoints of evidence: the page of a record's files, what its form brings, and each file.

import Access
import Casework
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// The pages of evidence, over a desk.
package struct EvidencePages: Sendable {
  private let desk: EvidenceDesk
  private let brand: Text
  /// Where files are taken apart and sealed.
  private let work: SlowWork
  /// How long a browser may show a picture again without asking: a page's small pictures are one look.
  private static let seconds = 600

  package init(_ desk: EvidenceDesk, brand: Text, work: SlowWork) {
    (self.desk, self.brand, self.work) = (desk, brand, work)
  }

  /// The answer to a request for evidence; nil for pages of others. Where the request accepts JSON and no
  /// page, it is JSON.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) async throws -> Response? {
    let address = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .evidence(let evidence) = address else { return nil }
    let visitor = try admit(address, caller)
    let isJSON = wantsJSON(request)
    switch evidence {
    case .file(let county, let number):
      guard request.method != .post else { throw HTTPError(.notFound) }
      return try file(EvidenceNumber(county: county, number: number), caller, visitor)
    case .small(let county, let number):
      guard request.method != .post else { throw HTTPError(.notFound) }
      return try await small(EvidenceNumber(county: county, number: number), caller, visitor)
    case .of(let word, let county, let number):
      let (language, chosen) = try language(of: request)
      do throws(Problem) {
        guard let kind = EvidenceKind(rawValue: word) else { throw EvidenceProblems.unknownTopic }
        let topic = EvidenceTopic(kind, county: county, number: number)
        let folder = try desk.folder(of: topic, as: visitor)
        let page = EvidencePage(folder: folder, caller: caller, language: language)
        if request.method == .post { return try await taken(page, visitor, isJSON: isJSON) }
        return isJSON ? json(page, 200) : reply(page.document(brand: brand), remembering: chosen)
      } catch {
        guard isJSON else { throw error }
        return jsonReply(error.json, status: error.kind.httpStatus)
      }
    }
  }

  /// Takes what a form of another page brought for a record that it has just made. All taken, the reader goes
  /// on to `next`; else the record's page tells file by file, and takes them again.
  /// **Problems**: those of the desk.
  package func take(for topic: EvidenceTopic, then next: PageAddress, _ request: Request, _ caller: Caller)
    async throws -> Response
  {
    let visitor = try admit(next, caller)
    let folder = try desk.folder(of: topic, as: visitor)
    var page = EvidencePage(folder: folder, caller: caller, language: try language(of: request).language)
    page.isRecorded = true
    return try await taken(page, visitor, isJSON: wantsJSON(request), then: next)
  }

  private func file(_ id: EvidenceNumber, _ caller: Caller, _ visitor: Visitor?) throws -> Response {
    let (item, bytes) = try desk.look(at: id, by: caller.act, as: visitor)
    return pictureReply(
      bytes, type: item.media.type, name: item.fileName, isShown: item.media.isPicture,
      for: EvidencePages.seconds)
  }

  /// The small picture of one; the whole where it has none, or too many are made at the same time.
  private func small(
    _ id: EvidenceNumber, _ caller: Caller, _ visitor: Visitor?
  ) async throws -> Response {
    let (item, bytes) = try desk.look(at: id, by: caller.act, as: visitor)
    let small = try? await work.run { () throws(Problem) in Thumbnail.of(bytes, item.media) }
    return pictureReply(
      (small ?? nil) ?? bytes, type: item.media.type, name: item.fileName, isShown: item.media.isPicture,
      for: EvidencePages.seconds)
  }

  // MARK: sent

  /// Takes what can be taken; the rest is told file by file, and what was written stays in the form.
  private func taken(
    _ page: EvidencePage, _ visitor: Visitor?, isJSON: Bool, then next: PageAddress? = nil
  ) async throws(Problem) -> Response {
    var (page, topic) = (page, page.folder.topic)
    let caller = page.caller
    if caller.files.isEmpty { page.problem = EvidenceProblems.none }
    let key = caller.key.isEmpty ? caller.request : caller.key
    for (number, file) in caller.files.enumerated() {
      do throws(Problem) {
        try await take(file, to: topic, "\(key.prefix(60))-\(number)", caller, visitor)
        page.taken += 1
      } catch {
        // Who may not add at all is told so once.
        if error.kind == .notPermitted || error.kind == .notFound { throw error }
        page.refused.append(RefusedFile(name: file.name, problem: error))
      }
    }
    if page.taken > 0 {
      let folder = try desk.folder(of: topic, as: visitor)
      page = EvidencePage(
        folder: folder, caller: caller, language: page.language, refused: page.refused, taken: page.taken,
        isRecorded: page.isRecorded)
    }
    let status = EvidencePages.status(page)
    if isJSON { return json(page, status) }
    topic = page.folder.topic
    return status == 200
      ? seeOther(next ?? topic.address) : reply(page.document(brand: brand), status: status)
  }

  private func take(
    _ file: UploadedFile, to topic: EvidenceTopic, _ key: String, _ caller: Caller, _ visitor: Visitor?
  ) async throws(Problem) {
    switch file.refusal {
    case .tooLarge: throw EvidenceProblems.large
    case .tooMany: throw EvidenceProblems.many
    case nil: break
    }
    let (desk, act, note) = (desk, caller.act, caller.form?["note"] ?? "")
    _ = try await work.run { () throws(Problem) in
      try desk.add(file.bytes, note: note, to: topic, key: key, by: act, as: visitor)
    }
  }

  /// The worst that happened, as HTTP calls it.
  private static func status(_ page: EvidencePage) -> Int {
    let statuses = page.refused.map { EvidenceProblems.status($0.problem) }
    if let worst = [413, 415].first(where: statuses.contains) { return worst }
    return page.problem.map { $0.kind.httpStatus } ?? statuses.first ?? 200
  }

  private func json(_ page: EvidencePage, _ status: Int) -> Response {
    jsonReply(
      JSONText.object([
        "token": JSONText.quoted(page.caller.formToken), "key": JSONText.quoted(page.caller.request),
        "mayAdd": String(page.folder.mayAdd), "rows": JSONText.array(page.folder.items.map(\.json)),
        "refused": JSONText.array(
          page.refused.map(\.json) + (page.problem.map { [$0.json] } ?? [])),
      ]), status: status)
  }
}
