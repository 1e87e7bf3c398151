// Every refusal and every fault becomes a page in the reader's language, without a word about the inside.

package import Hummingbird
package import Kernel

/// What a page of a refusal says. **Unit**: `status` is a code of HTTP.
package struct ProblemNotice: Sendable {
  package let status: Int
  package let code: String
  package let message: Text
  /// What was written in a form that is not sent: shown, so that nobody has to write it again.
  package var words: [String] = []
  /// Whether files came with it, which browsers make people choose again.
  package var hasFiles = false
  /// The whole of it, for programs.
  let json: String

  package init(_ problem: Problem) {
    (status, code, message) = (problem.kind.httpStatus, problem.code, problem.message)
    json = problem.json
  }

  package init(status: Int, code: String, message: Text) {
    (self.status, self.code, self.message) = (status, code, message)
    json = JSONText.object([
      "code": JSONText.quoted(code), "zh": JSONText.quoted(message.zh), "en": JSONText.quoted(message.en),
      "details": "{}",
    ])
  }
}

/// A form that is refused before any page knows of it, with what was written in it.
package struct RefusedForm: Error {
  let problem: Problem
  let words: [String]
  let hasFiles: Bool

  package init(_ problem: Problem, words: [String], hasFiles: Bool = false) {
    (self.problem, self.words, self.hasFiles) = (problem, words, hasFiles)
  }
}

/// Catches what goes wrong further in and answers with a page made by `page`.
/// A `Problem` says its own sentence; anything else is told to `onFault` and shown as a fault of ours.
package struct ProblemReplies<Context: RequestContext>: RouterMiddleware {
  private let page: @Sendable (ProblemNotice, Request, Context) -> HTML
  private let onFault: @Sendable (any Error) -> Void

  package init(
    page: @escaping @Sendable (ProblemNotice, Request) -> HTML,
    onFault: @escaping @Sendable (any Error) -> Void
  ) {
    self.init(pageInContext: { notice, request, _ in page(notice, request) }, onFault: onFault)
  }

  /// For pages that also know the reader.
  package init(
    pageInContext: @escaping @Sendable (ProblemNotice, Request, Context) -> HTML,
    onFault: @escaping @Sendable (any Error) -> Void
  ) {
    (page, self.onFault) = (pageInContext, onFault)
  }

  package func handle(
    _ request: Request, context: Context, next: (Request, Context) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch let problem as Problem {
      return answer(ProblemNotice(problem), to: request, context)
    } catch let refused as RefusedForm {
      var notice = ProblemNotice(refused.problem)
      (notice.words, notice.hasFiles) = (refused.words, refused.hasFiles)
      return answer(notice, to: request, context)
    } catch let refusal as HTTPError {
      return answer(notice(of: refusal, request), to: request, context)
    } catch {
      onFault(error)
      return answer(fault, to: request, context)
    }
  }

  private func answer(_ notice: ProblemNotice, to request: Request, _ context: Context) -> Response {
    var response =
      wantsJSON(request)
      ? jsonReply(notice.json, status: notice.status)
      : reply(page(notice, request, context), status: notice.status)
    if notice.status == 405 { response.headers[.allow] = "GET, HEAD" }
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func notice(of refusal: HTTPError, _ request: Request) -> ProblemNotice {
    let isRead = request.method == .get || request.method == .head
    switch refusal.status {
    case .notFound where !isRead: return onlyRead
    case .notFound: return missing
    case let status where (400..<500).contains(status.code): return refused(status.code)
    default:
      onFault(refusal)
      return fault
    }
  }
}

private let fault = ProblemNotice(
  status: 500, code: "pages.fault",
  message: Text(
    zh: "系统出错了，这不是您的操作造成的。请稍后再试；如果仍然这样，请告诉系统管理员。",
    en: "Something went wrong on our side. Please try again later; if it stays, tell the administrator."))

private let missing = ProblemNotice(
  status: 404, code: "pages.address.unknown",
  message: Text(zh: "没有这个页面。", en: "There is no such page."))

private let onlyRead = ProblemNotice(
  status: 405, code: "pages.method.readOnly",
  message: Text(zh: "这里的页面只能查看，不能提交。", en: "These pages can only be read."))

private func refused(_ status: Int) -> ProblemNotice {
  ProblemNotice(
    status: status, code: "pages.request.refused",
    message: Text(zh: "系统无法理解这个请求。", en: "The request could not be understood."))
}

/// What was written and not taken, to be copied from here into the form.
package func writtenCard(_ words: [String], hasFiles: Bool = false, _ language: Language) -> HTML {
  let files = language.say("照片和文件没有收下，请重新选择。", "No photo or file was taken: choose them again.")
  guard !words.isEmpty else { return hasFiles ? "<p class=\"remark\">\(files)</p>" : HTML() }
  let texts = words.map { "<p class=\"inside long\">\($0)</p>" as HTML }
  return card(
    language.say("您填写的内容还在这里", "What you wrote is still here"),
    hint: language.say("没有提交；可以复制后重新填写。", "It was not sent; copy it and fill it in again.")
      + (hasFiles ? language.say(files, " " + files) : ""), "\(texts)")
}
