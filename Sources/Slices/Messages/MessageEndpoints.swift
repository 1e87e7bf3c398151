// The endpoints of messages: an address is read, the desk asked, a page or JSON answered.

import Access
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

package struct MessagePages: Sendable {
  package let desk: MessageDesk
  private let brand: Text

  package init(_ desk: MessageDesk, brand: Text) { (self.desk, self.brand) = (desk, brand) }

  /// The answer to a request for messages; nil for pages of others. Where the request accepts JSON and no
  /// page, it is JSON, refusals too.
  /// **Problems**: those of the desk.
  package func answer(_ request: Request, _ caller: Caller) throws(Problem) -> Response? {
    let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .messages(let address) = page else { return nil }
    let isJSON = wantsJSON(request)
    do throws(Problem) {
      guard let visitor = try admit(page, caller), let account = caller.session?.account.id else {
        throw AccessProblems.nobody
      }
      let (language, chosen) = try language(of: request)
      let look = MessageLook(
        desk: desk, brand: brand, caller: caller, visitor: visitor, account: account, language: language,
        address: address, isJSON: isJSON)
      return try (request.method == .post ? look.sent() : look.shown()).response(remembering: chosen)
    } catch {
      guard isJSON else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  /// How many messages the reader has not read; nothing where there are none.
  package var homePart: @Sendable (Caller, Language) async throws(Problem) -> HTML? {
    { (caller, language) async throws(Problem) -> HTML? in
      guard let account = caller.session?.account.id else { return nil }
      let count = try desk.unreadCount(of: account)
      guard count > 0 else { return nil }
      return keyFigures(
        language.say("消息", "Messages"),
        [
          KeyFigure(
            language.say("未读消息", "Unread messages"), value: grouped(count),
            unit: MessageLook.units.word(for: count, in: language), leads: PageLink(.messages(.list)))
        ])
    }
  }
}

extension MessageLook {
  fileprivate func shown() throws(Problem) -> PageAnswer {
    switch address {
    case .list: try listPage()
    case .contacts: try contactsPage()
    case .message: throw MessageProblems.unknown
    }
  }

  fileprivate func sent() throws(Problem) -> PageAnswer {
    switch address {
    case .list: try markRead(nil)
    case .message(let number): try markRead(number)
    case .contacts: try setContact()
    }
  }
}
