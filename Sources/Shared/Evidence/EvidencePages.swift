// The page of a record's photos and papers, with the form that takes more, and the strip of small pictures.

import Casework
import Entrance
package import Kernel
package import Pages

/// A file of a form that was not taken, and why.
struct RefusedFile: Sendable {
  let name: String
  let problem: Problem
}

extension EvidenceTopic {
  package var address: PageAddress { .evidence(.of(kind.rawValue, county: county, number: number)) }

  /// The page of the record itself.
  func record(_ household: HouseholdKey?) -> PageAddress {
    switch kind {
    case .visit:
      household.map { .monitoring(.household(county: $0.county, number: $0.number)) }
        ?? .monitoring(.episodes(WorkView()))
    case .report: .monitoring(.waitingReport(county: county, number: number, search: ""))
    case .measure: .monitoring(.measure(county: county, number: number))
    case .clue: .monitoring(.clue(county: county, number: number))
    case .notice, .verification: .monitoring(.episode(county: county, number: number))
    }
  }

  func title(_ language: Language) -> String {
    language.say("\(kind.title.zh)的照片和文件", "Photos and papers of the \(kind.title.en)")
  }
}

/// Small pictures in a row, each leading to the whole one, and the way to add more; nothing where there are
/// none and none may be added.
package func evidenceStrip(
  _ items: [EvidenceItem], of topic: EvidenceTopic, mayAdd: Bool, _ language: Language
) -> HTML {
  let add: HTML =
    mayAdd ? "<a class=\"more\" href=\"\(topic.address)\">\(language.say("加照片", "Add photos"))</a>" : HTML()
  if items.isEmpty, !mayAdd { return HTML() }
  return "<div class=\"photos\">\(items.map { small($0, language) })\(add)</div>"
}

/// The same as a card of its own.
package func evidenceCard(_ folder: EvidenceFolder, _ language: Language) -> HTML {
  if folder.items.isEmpty, !folder.mayAdd { return HTML() }
  let strip = evidenceStrip(folder.items, of: folder.topic, mayAdd: folder.mayAdd, language)
  return card(
    folder.topic.title(language),
    hint: folder.items.isEmpty ? "" : countText(folder.items.count, fileUnit, language),
    "<div class=\"inside\">\(strip)</div>")
}

/// The questions by which a form takes photos and papers: on a telephone the first opens the camera.
/// - Parameter isAgain: files were chosen before, and a browser does not keep them.
package func evidenceFields(note: String, isAgain: Bool = false, _ language: Language) -> [FormField] {
  let again =
    isAgain
    ? language.say("内容有误，照片没有收下，请重新选择。", "Something is wrong above, and no file was taken: choose again. ")
    : ""
  return [
    FormField(
      "photo", .files(accept: "image/*", isCamera: true), language.say("现在拍一张？", "Take one now?"),
      hint: again + language.say("手机上会打开相机。", "On a telephone this opens the camera."), isOptional: true),
    FormField(
      "files", .files(accept: "image/jpeg,image/png,image/webp,application/pdf", isCamera: false),
      language.say("或选择已有的照片、PDF 文件？", "Or choose photos or PDF papers?"),
      hint: language.say(
        "JPEG、PNG、WebP、PDF；每份最多 10 MB，一次最多 6 份。照片里的位置信息会删去。",
        "JPEG, PNG, WebP, PDF; up to 10 MB each, 6 at a time. Positions told in photos are removed."),
      isOptional: true),
    FormField(
      "note", language.say("照片说明什么？", "What do they show?"), value: note, isOptional: true, maxLength: 200),
  ]
}

private let fileUnit = Unit(zh: "份", one: "file", many: "files")

private func small(_ item: EvidenceItem, _ language: Language) -> HTML {
  let address = PageAddress.evidence(.file(county: item.id.county, number: item.id.number))
  let words = item.note.isEmpty ? "\(item.media.title(language)) \(item.id)" : item.note
  guard item.media.isPicture else {
    return "<a class=\"paper\" href=\"\(address)\" title=\"\(words)\">PDF<br>\(words)</a>"
  }
  let small = PageAddress.evidence(.small(county: item.id.county, number: item.id.number))
  return """
    <a href="\(address)" title="\(words)"><img src="\(small)" alt="\(words)" loading="lazy"></a>
    """
}

/// What a page of evidence is made of.
struct EvidencePage {
  let folder: EvidenceFolder
  let caller: Caller
  let language: Language
  var refused: [RefusedFile] = []
  /// How many of this sending were taken.
  var taken = 0
  /// What is wrong with the form as a whole.
  var problem: Problem?
  /// Whether the record itself was made by the same sending: it is kept whatever became of its files.
  var isRecorded = false

  private func say(_ zh: String, _ en: String) -> String { language.say(zh, en) }

  func document(brand: Text) -> HTML {
    let topic = folder.topic
    var frame = caller.frame(brand: brand, language: language, address: topic.address)
    frame.title = topic.title(language)
    frame.note = "\(topic.county)-\(topic.number)"
    frame.tab = .monitoring(.episodes(WorkView()))
    frame.crumbs = [
      Crumb(say("监测个案", "Cases"), .monitoring(.episodes(WorkView()))),
      Crumb(topic.kind.title(language), topic.record(folder.household)), Crumb(frame.title, topic.address),
    ]
    return frame.document("<div class=\"narrow stack\">\(refusals)\(gallery)\(form)</div>")
  }

  /// What was taken and what was not, file by file.
  private var refusals: HTML {
    guard !refused.isEmpty else { return HTML() }
    let items = refused.map { file -> HTML in
      "<li><b>\(file.name)</b>: \(file.problem.message(language))</li>"
    }
    let kept =
      isRecorded
      ? say("\(folder.topic.kind.title.zh)已登记。", "The \(folder.topic.kind.title.en) is recorded. ") : ""
    let head =
      kept
      + (taken == 0
        ? say("文件没有收下", "No file was taken")
        : say("收下 \(taken) 份，\(refused.count) 份没有收下", "\(taken) taken, \(refused.count) not taken"))
    return """
      <div class="faults" role="alert"><h2>\(icon(.triangle))\(head)</h2><ul>\(items)</ul></div>
      """
  }

  private var gallery: HTML {
    let title = say("已有的", "What there is")
    guard !folder.items.isEmpty else {
      return card(
        title,
        emptyState(
          say("还没有照片或文件", "There are no photos or papers yet"),
          folder.mayAdd
            ? say("在下面拍照或选择文件。", "Take or choose some below.")
            : say("由经办的岗位上传。", "Who does the work adds them.")))
    }
    let figures = folder.items.map { item -> HTML in
      let kilobytes = (item.size + 1_023) / 1_024
      return """
        <figure>\(small(item, language))<figcaption>\(item.note)<small>\(item.on.description) · \(item.by) · \
        \(String(kilobytes)) KB</small></figcaption></figure>
        """
    }
    return card(
      title, hint: say("每次打开都记入审计日志。", "Each look goes into the journal."),
      "<div class=\"inside photos large\">\(figures)</div>")
  }

  private var form: HTML {
    guard folder.mayAdd else { return HTML() }
    let title = say("加照片或文件", "Add photos or papers")
    let note = caller.form?["note"] ?? ""
    let fields = evidenceFields(note: note, language)
    var form = Form(
      action: folder.topic.address, token: caller.formToken, key: caller.request, fields: fields,
      submit: say("上传", "Send"),
      back: Choice(say("不传了", "Cancel"), folder.topic.record(folder.household)))
    if let problem { form.blame(problem.details["field"], problem.message(language)) }
    return card(title, form.html(language))
  }
}
