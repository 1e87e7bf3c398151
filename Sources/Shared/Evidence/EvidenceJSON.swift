// Evidence as JSON, for the command line and for programs that ask the pages.

import Access
import Kernel

extension EvidenceItem {
  /// **Shape**: names as in the code; `path` is where the file itself is asked for.
  package var json: String {
    JSONText.object([
      "id": JSONText.quoted("\(id)"), "kind": JSONText.quoted(topic.kind.rawValue),
      "of": JSONText.quoted("\(topic.county)-\(topic.number)"),
      "household": household.map { String($0) } ?? "null",
      "media": JSONText.quoted(media.rawValue), "bytes": String(size),
      "digest": JSONText.quoted(Digest.hex(digest)), "note": JSONText.quoted(note),
      "on": JSONText.quoted("\(on)"), "by": JSONText.quoted(by),
      "path": JSONText.quoted("/evidence/\(id)"),
    ])
  }
}

extension RefusedFile {
  var json: String {
    JSONText.object([
      "file": JSONText.quoted(name), "code": JSONText.quoted(problem.code),
      "zh": JSONText.quoted(problem.message.zh), "en": JSONText.quoted(problem.message.en),
    ])
  }
}
