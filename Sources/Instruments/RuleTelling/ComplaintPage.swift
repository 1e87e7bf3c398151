// The page that lists every complaint and every fault at run time, kept in `docs/COMPLAINTS.md`.

import RuleLanguage
import RuleValues

/// The page, in Chinese and English; it depends on nothing but the examples.
package func complaintPage() -> String {
  let complaints = ComplaintExample.complaints
  let faults = ComplaintExample.faults
  var blocks = [
    """
    # 规则的错误提示 · What is said of a faulty rule

    本页由程序生成，请勿直接修改；用 `shouwang rules complaints` 重新生成。
    This page is generated; write it anew with `shouwang rules complaints`.

    一次检查列出全部错误：行号、列号（一个汉字算一列）、原文、指向错处的“^”，以及该怎么写。
    One check tells every fault: line and column (a Chinese character is one column), the line itself, carets
    under the place, and what to write.
    """,
    "## 三个例子 · Three examples",
  ]
  blocks += ComplaintExample.screens.map(screen)
  blocks.append(
    "## 检查时的 \(complaints.count) 种错误 · The \(complaints.count) complaints of the check\n\n"
      + "例子说的是图书馆的读者（reader）和借阅记录（loans）。The examples speak of a library's readers and loans.")
  blocks += complaints.map(section)
  blocks.append(
    "## 运行时的 \(faults.count) 种错误 · The \(faults.count) faults at run time\n\n"
      + "这些规则通过了检查，但对某一行数据算不出结果。These rules pass the check but can't be computed for some row.")
  blocks += faults.map(faultSection)
  return blocks.joined(separator: "\n\n") + "\n"
}

private func fenced(_ text: String, _ language: String = "text") -> String { "```\(language)\n\(text)\n```" }

private func screen(_ screen: (title: Wording, text: String)) -> String {
  var blocks = ["### \(screen.title.zh) · \(screen.title.en)", fenced(screen.text, "cel")]
  do {
    _ = try Checker.check(screen.text, vocabulary: Bookshelf.vocabulary, expecting: .bool)
  } catch {
    blocks += [fenced(error.rendered(.zh)), fenced(error.rendered(.en))]
  }
  return blocks.joined(separator: "\n\n")
}

private func section(_ example: ComplaintExample) -> String {
  var told = ""
  do {
    _ = try Checker.check(example.wrong, vocabulary: Bookshelf.vocabulary, expecting: example.expecting)
  } catch {
    let english = error.all.flatMap { [$0.sentence.en] + ($0.hint.map { [$0.en] } ?? []) }
    told = fenced(error.rendered(.zh)) + "\n\n" + english.joined(separator: " ")
  }
  return entry(example, told)
}

private func faultSection(_ example: ComplaintExample) -> String {
  guard let rule = try? Checker.check(example.wrong, vocabulary: Bookshelf.vocabulary, most: .max),
    case .failure(let fault) = Bookshelf.run(rule)
  else { return entry(example, "") }
  let source = Source(example.wrong)
  let place = source.position(at: fault.span.lower)
  let told = "\(place.line):\(place.column): \(fault.zh)\n\(source.excerpt(under: fault.span))"
  return entry(example, fenced(told) + "\n\n" + fault.en)
}

private func entry(_ example: ComplaintExample, _ told: String) -> String {
  "### \(example.code)\n\n\(told)\n\n应写 · Write `\(example.right)`"
}
