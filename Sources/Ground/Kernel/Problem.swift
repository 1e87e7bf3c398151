// An expected refusal: a code, a kind, a sentence and its details.

/// What a verb can refuse. Its kind decides the exit code of the command line and the status of HTTP.
package struct Problem: Error, Sendable, CustomStringConvertible {
  /// What sort of refusal it is, whatever the room.
  package enum Kind: String, Sendable {
    case invalid, notFound, notPermitted, conflict, unavailable

    package var exitCode: Int32 {
      switch self {
      case .invalid: 65
      case .notFound: 66
      case .notPermitted: 77
      case .conflict: 75
      case .unavailable: 69
      }
    }

    package var httpStatus: Int {
      switch self {
      case .invalid: 400
      case .notFound: 404
      case .notPermitted: 403
      case .conflict: 409
      case .unavailable: 503
      }
    }
  }

  /// `room.noun.fault`, for example `registry.place.unknown`.
  package let code: String
  package let kind: Kind
  package let message: Text
  package let details: [String: String]

  package init(_ code: String, _ kind: Kind, zh: String, en: String, details: [String: String] = [:]) {
    (self.code, self.kind, self.details) = (code, kind, details)
    message = Text(zh: zh, en: en)
  }

  package var description: String { "\(code): \(message.en)" }
}

extension Problem {
  /// A refusal: its code, its sentence in both languages, its details.
  package var json: String {
    let details = details.sorted { $0.key < $1.key }.map {
      JSONText.quoted($0.key) + ":" + JSONText.quoted($0.value)
    }
    return JSONText.object([
      "code": JSONText.quoted(code), "zh": JSONText.quoted(message.zh), "en": JSONText.quoted(message.en),
      "details": "{" + details.joined(separator: ",") + "}",
    ])
  }
}
