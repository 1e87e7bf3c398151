// What the server itself refuses, before or instead of a page.

import Hummingbird

/// **Shape**: two lines of plain text, Chinese and English.
struct Refusal: Sendable {
  let status: HTTPResponse.Status
  let zh: String
  let en: String

  var text: String { "\(zh)\n\(en)\n" }

  static let slowHead = Refusal(
    status: .requestTimeout, zh: "请求太慢，连接已关闭，请重试。",
    en: "The request came too slowly and the connection is closed; please try again.")
  static let largeHead = Refusal(
    status: .requestHeaderFieldsTooLarge, zh: "请求头太大，请清除本站的浏览器数据后重试。",
    en: "The header of the request is too large; clear the browser's data of this site and try again.")
  static let largeBody = Refusal(
    status: .contentTooLarge, zh: "提交的内容太大，请分开提交。",
    en: "What was sent is too large; please send it in parts.")
  static let broken = Refusal(
    status: .badRequest, zh: "系统无法理解这个请求。", en: "The request could not be understood.")
  static let crowded = Refusal(
    status: .serviceUnavailable, zh: "现在访问的人太多，请稍后再试。",
    en: "Too many clients at this moment; please try again later.")
  static let slowAnswer = Refusal(
    status: .serviceUnavailable, zh: "系统没有及时完成，请稍后再试。",
    en: "The answer took too long; please try again later.")
  static let foreignHost = Refusal(
    status: .forbidden, zh: "请通过本系统公布的网址打开。", en: "Please open these pages by their published address.")
  static func tooOften(seconds: Int) -> Refusal {
    Refusal(
      status: .tooManyRequests, zh: "操作太频繁，请等 \(seconds) 秒再试。",
      en: "Too many requests; please wait \(seconds) seconds and try again.")
  }
  static let closed = Refusal(
    status: .notFound, zh: "没有这个页面。", en: "There is no such page.")
  static let failed = Refusal(
    status: .internalServerError, zh: "系统出错了，请稍后再试。",
    en: "Something went wrong on our side; please try again later.")

  var response: Response { plainReply(text, status: status) }
}

func plainReply(
  _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
) -> Response {
  var headers = HTTPFields()
  headers[.contentType] = type
  headers[.cacheControl] = "no-store"
  headers[.xContentTypeOptions] = "nosniff"
  return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
}
