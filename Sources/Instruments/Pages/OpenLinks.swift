// Links that a reader may not open become plain text, at the one place that every page passes.

import Kernel

extension HTML {
  /// The same markup, in which a link to a page that `mayOpen` refuses is its words alone; a button that
  /// leads nowhere is left out. **Shape**: links as the parts of pages write them, one never inside another.
  func linked(where mayOpen: (PageAddress) -> Bool) -> HTML {
    var kept = ""
    var rest = text[...]
    while let start = rest.firstRange(of: "<a ") {
      guard let tagEnd = rest[start.upperBound...].firstIndex(of: ">"),
        let end = rest[tagEnd...].firstRange(of: "</a>")
      else { break }
      let tag = rest[start.lowerBound...tagEnd]
      if let address = HTML.address(of: tag), !mayOpen(address) {
        kept += rest[..<start.lowerBound]
        if !tag.contains("class=\"button") {
          kept += "<span>" + rest[rest.index(after: tagEnd)..<end.lowerBound] + "</span>"
        }
      } else {
        kept += rest[..<end.upperBound]
      }
      rest = rest[end.upperBound...]
    }
    return HTML(checked: kept + rest)
  }

  /// The page of a link's tag; nil for a part of the same page and for what is no page of ours.
  private static func address(of tag: Substring) -> PageAddress? {
    guard let start = tag.firstRange(of: "href=\"/")?.upperBound else { return nil }
    let link = ("/" + tag[start...].prefix { $0 != "\"" && $0 != "#" }).replacing("&amp;", with: "&")
      .replacing("&#39;", with: "'")
    let parts = link.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    do throws(Problem) {
      return try PageAddress(path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "")
    } catch {
      return nil
    }
  }
}
