// Files that a form brings: how many and how large, and reading them while they come.

import Access
import Hummingbird
import Kernel
import Pages
import Synchronization

/// A file as it came, told apart by its field. **Shape**: no bytes where it was refused while it came.
package struct UploadedFile: Sendable {
  package enum Refusal: Sendable { case tooLarge, tooMany }

  package let field: String
  /// What the sender's machine calls it, for telling which one was refused; kept nowhere.
  package let name: String
  package internal(set) var bytes: [UInt8] = []
  /// How long it is, also where its bytes were thrown away.
  package internal(set) var size = 0
  package internal(set) var refusal: Refusal?

  init(field: String, name: String) { (self.field, self.name) = (field, name) }
}

/// What one form may bring. **Unit**: bytes.
package enum UploadLimits {
  package static let fileBytes = 10 << 20
  package static let files = 6
  /// Of all files of a form together.
  package static let allBytes = 24 << 20
  /// The whole body; more is not read at all. Below it a form that is too large is answered with a page.
  package static let bodyBytes = 64 << 20
  /// Forms with files that are read at the same time: with `allBytes` this bounds the memory that they take.
  package static let forms = 8
  /// The same of those without an account, who never take the places of those who have one.
  package static let formsOfStrangers = 4
}

/// The fields and files of a form, collected part by part.
struct UploadForm {
  private(set) var files: [UploadedFile] = []
  private var pairs: [(name: String, value: [UInt8])] = []
  private var fieldBytes = 0
  private var fileBytes = 0
  private var isFile = false
  private let token: String
  /// Whether the token stood before the first file: else no byte of a file is taken in, and only what was
  /// written is read on.
  private var isOurs = true

  init(token: String) { self.token = token }

  /// **Problems**: `entrance.form.malformed`.
  mutating func take(_ event: MultipartReader.Event) throws(Problem) {
    switch event {
    case .begin(let head):
      isFile = head.file != nil
      guard let file = head.file else {
        guard pairs.count < FormBody.mostFields else { throw FormBody.malformed }
        return pairs.append((head.name, []))
      }
      isOurs = isOurs && bringsToken
      guard files.count < 100 else { throw FormBody.malformed }
      files.append(UploadedFile(field: head.name, name: file))
    case .bytes(let bytes): isFile ? add(bytes) : try addField(bytes)
    case .end:
      // What stands open in a form is sent as a file without name and bytes.
      if isFile, let last = files.last, last.name.isEmpty, last.size == 0 { files.removeLast() }
    }
  }

  private mutating func addField(_ bytes: [UInt8]) throws(Problem) {
    fieldBytes += bytes.count
    guard fieldBytes <= FormBody.mostBytes else { throw FormBody.malformed }
    pairs[pairs.count - 1].value += bytes
  }

  private mutating func add(_ bytes: [UInt8]) {
    var file = files.removeLast()
    file.size += bytes.count
    defer { files.append(file) }
    guard isOurs else { return }
    if file.refusal == nil {
      if files.count >= UploadLimits.files { file.refusal = .tooMany }
      let isLong = file.size > UploadLimits.fileBytes || fileBytes + bytes.count > UploadLimits.allBytes
      if isLong { file.refusal = .tooLarge }
    }
    if file.refusal == nil {
      file.bytes += bytes
      fileBytes += bytes.count
    } else {
      fileBytes -= file.bytes.count
      file.bytes = []
    }
  }

  /// The secrets of a form stand before its files, so that a stranger's files are never taken in.
  private var bringsToken: Bool {
    let brought = pairs.first { $0.name == "token" }.map { String(decoding: $0.value, as: UTF8.self) }
    return !token.isEmpty && areEqualSecrets(brought ?? "", token)
  }

  /// **Problems**: `entrance.form.malformed`, `entrance.form.stale`.
  func body() throws(Problem) -> FormBody {
    guard isOurs, bringsToken else { throw FormBody.stale }
    return try FormBody(pairs: pairs)
  }

  /// The same as a refusal that gives back what was written in it; files have to be chosen again.
  func refused(_ problem: Problem) -> RefusedForm {
    RefusedForm(
      problem, words: (try? FormBody(pairs: pairs))?.sentences ?? [], hasFiles: !files.isEmpty)
  }
}

/// Reads the body of a request as a form with files.
/// **Problems**: as `UploadForm`, a stale one with what was written in it; too long a body is refused as HTTP
/// says (413).
func uploads(
  of request: Request, _ reader: MultipartReader, token: String
) async throws -> (form: FormBody, files: [UploadedFile]) {
  let form = try await uploadForm(of: request, reader, token: token)
  do {
    return (try form.body(), form.files)
  } catch {
    throw error.code == FormBody.stale.code ? form.refused(error) : error as any Error
  }
}

/// What was written in a form with files whose sender may not send it, to go with the refusal.
func unsentUploads(of request: Request, _ reader: MultipartReader, _ problem: Problem) async -> any Error {
  (try? await uploadForm(of: request, reader, token: ""))?.refused(problem) ?? problem
}

private func uploadForm(
  of request: Request, _ reader: MultipartReader, token: String
) async throws -> UploadForm {
  var (reader, form, size) = (reader, UploadForm(token: token), 0)
  for try await part in request.body {
    size += part.readableBytes
    guard size <= UploadLimits.bodyBytes else { throw HTTPError(.contentTooLarge) }
    try reader.read(part.readableBytesView) { event in try form.take(event) }
  }
  guard reader.isWhole else { throw FormBody.malformed }
  return form
}

/// Counts the forms with files that are read and answered at the same time.
final class UploadCrowd: Sendable {
  private let now = Atomic<Int>(0)
  private let most: Int

  init(most: Int) { self.most = most }

  /// **Problems**: `entrance.work.crowded` where there are too many.
  func enter() throws(Problem) {
    guard now.add(1, ordering: .relaxed).newValue <= most else {
      leave()
      throw SlowWork.busy
    }
  }

  func leave() { now.subtract(1, ordering: .relaxed) }
}
