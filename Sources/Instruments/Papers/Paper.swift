// A paper: an official document as a value, before it is drawn or shown.

package import Kernel

/// One document, from its head to its seal. **Shape**: `parts` in the order of reading; texts are plain, a
/// line break in them begins a new line. **Source**: GB/T 9704-2012 for the order and the measures.
package struct Paper: Equatable, Sendable {
  package enum Direction: Equatable, Sendable { case upright, sideways }
  /// The wide margins of documents that are issued, or the narrow ones of forms and registers.
  package enum Margins: Equatable, Sendable { case official, working }

  /// Whose document it is, in red above a red line; nil for a form or a list.
  package var issuer: String?
  /// The document's number, such as `昭村振发〔2026〕3号`, or the number of a form.
  package var number: String?
  package var title: String
  /// To whom it goes, without the colon.
  package var addressee: String?
  package var parts: [PaperPart]
  /// Left in the foot of every page: which form it is.
  package var formName = ""
  /// Pale across every page: who made it and when, already masked; empty for none.
  package var watermark = ""
  package var direction = Direction.upright
  package var margins = Margins.official
  package var language = Language.zh

  package init(_ title: String, issuer: String? = nil, number: String? = nil, parts: [PaperPart]) {
    (self.title, self.issuer, self.number, self.parts) = (title, issuer, number, parts)
  }

  /// The foot of a page: `第 2 页 共 3 页`.
  package func pageWords(_ page: Int, of count: Int) -> String {
    language == .zh ? "第 \(page) 页 共 \(count) 页" : "Page \(page) of \(count)"
  }

  /// The addressee as it is written, with its colon.
  package var salutation: String? { addressee.map { $0 + (language == .zh ? "：" : ":") } }
}

/// What a paper is made of.
package enum PaperPart: Equatable, Sendable {
  /// A heading of the first level, in sans.
  case heading(String)
  /// A heading of the second level.
  case subheading(String)
  /// Running text, its first line set in by two characters.
  case paragraph(String)
  /// Small text from edge to edge: how to fill in, what a table leaves out.
  case note(String)
  case form(PaperForm)
  case list(PaperList)
  case drawing(PaperDrawing)
  case checks([PaperCheck])
  case signatures([PaperSignature])
  case seal(PaperSeal)
  case newPage

  var isHeading: Bool {
    switch self {
    case .heading, .subheading: true
    default: false
    }
  }
}

/// One choice with its box.
package struct PaperCheck: Equatable, Sendable {
  package let isChosen: Bool
  package let text: String

  package init(_ text: String, _ isChosen: Bool) { (self.text, self.isChosen) = (text, isChosen) }

  /// The box and its words: `☑ 因病`.
  package var words: String { (isChosen ? "☑ " : "☐ ") + text }

  /// Several choices in one line, as a cell of a form holds them. They never part from their boxes.
  package static func line(_ checks: [PaperCheck]) -> String {
    checks.map { $0.words.replacing(" ", with: "\u{A0}") }.joined(separator: "  ")
  }
}

/// A place to sign.
package struct PaperSignature: Equatable, Sendable {
  /// Who signs as what: `户主（签字、指印）`.
  package let label: String
  /// What is known of who signs; empty to be written by hand.
  package let name: String
  /// The day as it is written; empty to be written by hand; nil where none belongs.
  package let date: String?

  package init(_ label: String, name: String = "", date: String? = "") {
    (self.label, self.name, self.date) = (label, name, date)
  }
}

/// Who issues a document and on what day, at its end on the right, with room for the seal over both.
package struct PaperSeal: Equatable, Sendable {
  package let issuer: String
  package let date: String

  package init(_ issuer: String, date: String) { (self.issuer, self.date) = (issuer, date) }
}

extension Day {
  /// The day as documents write it: `2026年3月5日`. **Source**: GB/T 9704-2012, 7.3.5: no leading zeros.
  package func written(_ language: Language) -> String {
    language == .zh ? "\(year)年\(month)月\(dayOfMonth)日" : description
  }
}

/// A day to be written by hand.
package func blankDay(_ language: Language) -> String {
  language == .zh ? "\u{3000}\u{3000}年\u{3000}月\u{3000}日" : "____-__-__"
}
