// The frame around every page: top bar, search, tabs, breadcrumb, heading and footer.

package import Kernel

/// One of the main pages in the bar of tabs.
package struct Tab: Sendable {
  package let title: Text
  package let address: PageAddress

  package init(_ title: Text, _ address: PageAddress) { (self.title, self.address) = (title, address) }
}

/// One step on the way from the top of the tree of places to this page.
package struct Crumb: Sendable {
  package let title: String
  package let address: PageAddress

  package init(_ title: String, _ address: PageAddress) { (self.title, self.address) = (title, address) }
}

/// What stands around the content of one page.
package struct PageFrame: Sendable {
  package var brand: Text
  package var tabs: [Tab]
  package var language: Language
  /// The page itself: the language switch stays on it.
  package var address: PageAddress
  package var title: String
  /// The tab that this page belongs to.
  package var tab: PageAddress?
  package var crumbs: [Crumb] = []
  /// Names before the first crumb that lead nowhere: they are above what the reader sees.
  package var above: [String] = []
  /// Whether the reader may open a page: a link to any other one is shown as plain text.
  package var mayOpen: @Sendable (PageAddress) -> Bool = { _ in true }
  /// Under the heading: as of when, by which rules.
  package var note: String = ""
  /// What the search field holds.
  package var searched: String = ""
  package var footer: [String] = []
  /// Who reads; nil while nobody is signed in.
  package var reader: FrameReader?
  /// Whether the reader may search.
  package var hasSearch = true
  /// The day on which the page is shown, as paper tells it.
  package var printed = ""
  /// Beside the breadcrumb: the way to other places.
  package var switcher = HTML()

  package init(brand: Text, tabs: [Tab], language: Language, address: PageAddress, title: String) {
    (self.brand, self.tabs, self.language, self.address, self.title) = (brand, tabs, language, address, title)
  }

  /// The same for a reader who may open still less.
  package func opening(only isTold: @escaping @Sendable (PageAddress) -> Bool) -> PageFrame {
    var frame = self
    frame.mayOpen = { [mayOpen] in mayOpen($0) && isTold($0) }
    return frame
  }

  /// The whole document around its content, without links to what the reader may not open.
  package func document(_ content: HTML) -> HTML { whole(content).linked(where: mayOpen) }

  private func whole(_ content: HTML) -> HTML {
    let titleLine = title == brand(language) ? title : "\(title) · \(brand(language))"
    return """
      <!doctype html>
      <html lang="\(language == .zh ? "zh-CN" : "en")">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex, nofollow">
      <title>\(titleLine)</title>
      <link rel="stylesheet" href="\(Stylesheet.address)">
      <link rel="icon" href="\(PageFrame.favicon)">
      </head>
      <body\(attribute("class", reader == nil ? nil : "signed"))>
      <a class="skip" href="#main">\(language == .zh ? "跳到正文" : "Skip to content")</a>
      \(Icon.sheet)
      \(top)
      \(tabBar)
      <main id="main" class="wrap">
      \(paperHead)\(breadcrumb)
      <div class="head"><h1>\(title)</h1>\(noteLine)</div>
      \(content)
      </main>
      \(foot)\(reader == nil || tabs.isEmpty ? HTML() : bottomBar(tabs, open: tab, language))
      </body>
      </html>

      """
  }

  private var top: HTML {
    """
    <header class="top"><div class="wrap topline">
    <a class="brand" href="\(PageAddress.home)">\(PageFrame.mark)<span>\(brandWords)</span></a>
    \(hasSearch ? find : HTML())\(languageSwitch)\(reader?.menu(language))
    </div></header>
    """
  }

  /// What stands behind the name is left out where there is no room for it.
  private var brandWords: HTML {
    let words = brand(language)
    guard let dot = words.firstRange(of: " · ") else { return "\(words)" }
    let (name, rest) = (String(words[..<dot.lowerBound]), String(words[dot.lowerBound...]))
    return "\(name)<span class=\"rest\">\(rest)</span>"
  }

  private var find: HTML {
    let hint =
      language == .zh
      ? "姓名（一个字也可以）、户编号、身份证号、电话或地名"
      : "Name (one character will do), household or identity number, telephone, place"
    let short = language == .zh ? "姓名、编号、证件号、电话、地名" : "Name, number, telephone, place"
    let find = language == .zh ? "查找" : "Search"
    return """
      <form class="find" role="search" action="\(PageAddress.search("", page: 1))" method="get">
      <label class="aside" for="q">\(hint)</label>
      <input id="q" name="q" type="search" maxlength="60" autocomplete="off" placeholder="\(short)" \
      value="\(searched)"><button type="submit">\(icon(.lens))<span class="aside">\(find)</span></button>
      </form>
      """
  }

  private var languageSwitch: HTML {
    let links = Language.allCases.map { choice -> HTML in
      let word = choice == .zh ? "中文" : "English"
      let current = attribute("aria-current", choice == language ? "true" : nil)
      return """
        <a href="\(address.link(in: choice))" hreflang="\(choice.rawValue)" lang="\(choice.rawValue)"\
        \(current)>\(word)</a>
        """
    }
    return """
      <nav class="tongue" aria-label="\(language == .zh ? "语言" : "Language")">\(links)</nav>
      """
  }

  private var tabBar: HTML {
    guard !tabs.isEmpty else { return HTML() }
    let items = tabs.map { tab -> HTML in
      let current = attribute("aria-current", tab.address == self.tab ? "page" : nil)
      return """
        <li><a href="\(tab.address)"\(current)>\(tab.title(language))</a></li>
        """
    }
    let kind = tabs.count > bottomTabs ? "tabs" : "tabs few"
    return """
      <nav class="\(kind)" aria-label="\(language == .zh ? "主要页面" : "Main pages")">\
      <ul class="wrap">\(items)</ul></nav>
      """
  }

  /// On paper alone: of which place, on what day, and by whom the page was printed.
  private var paperHead: HTML {
    guard let reader else { return HTML() }
    let way = isPlace ? (above + crumbs.map(\.title)).joined(separator: " · ") : brand(language)
    let whom = [reader.post, reader.name, printed].filter { !$0.isEmpty }.joined(separator: " · ")
    return "<p class=\"paper\" aria-hidden=\"true\"><span>\(way)</span><span>\(whom)</span></p>\n"
  }

  private var breadcrumb: HTML {
    guard !crumbs.isEmpty else { return HTML() }
    let last = crumbs.count - 1
    let names = isPlace ? above.map { name -> HTML in "<li><span>\(name)</span></li>" } : []
    let items =
      names
      + crumbs.enumerated().map { index, crumb -> HTML in
        index == last
          ? "<li aria-current=\"page\">\(crumb.title)</li>"
          : "<li><a href=\"\(crumb.address)\">\(crumb.title)</a></li>"
      }
    return """
      <nav class="crumbs" aria-label="\(language == .zh ? "所在位置" : "Where you are")">\
      <ol>\(items)</ol>\(switcher)</nav>
      """
  }

  /// Only the way to a place begins above what the reader sees.
  private var isPlace: Bool {
    if case .place = crumbs.first?.address { true } else { false }
  }

  private var noteLine: HTML { note.isEmpty ? HTML() : "<p class=\"note\">\(note)</p>" }

  private var foot: HTML {
    guard !footer.isEmpty else { return HTML() }
    return """
      <footer class="foot wrap">\(footer.map { line -> HTML in "<p>\(line)</p>" })</footer>
      """
  }

  // A watch-tower over hills.
  private static let mark: HTML = """
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">\
    <rect width="32" height="32" rx="7" fill="#2a5d99"/>\
    <path d="M3.5 25.5 12 14l4.6 6 4-4.6 7.9 10.1Z" fill="#fff"/>\
    <circle cx="21.5" cy="9" r="3.2" fill="#ffbf47"/></svg>
    """

  private static let favicon =
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' "
    + "height='32' rx='7' fill='%2312345c'/%3E%3Cpath d='M3.5 25.5 12 14l4.6 6 4-4.6 7.9 10.1Z' "
    + "fill='%23fff'/%3E"
    + "%3Ccircle cx='21.5' cy='9' r='3.2' fill='%23ffbf47'/%3E%3C/svg%3E"
}
