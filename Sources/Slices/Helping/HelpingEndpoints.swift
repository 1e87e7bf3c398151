// The endpoints of pairing: an address is read, the desk asked, a page or JSON answered.

package import Access
import Casework
package import Entrance
package import Hummingbird
package import Kernel
package import Pages

/// The pages of who helps which household, over a desk.
package struct HelpingPages: Sendable {
  let desk: HelpingDesk
  let brand: Text

  package init(_ desk: HelpingDesk, brand: Text) { (self.desk, self.brand) = (desk, brand) }

  /// The answer to a request for pairing; nil for pages of others. Where the request accepts JSON and no
  /// page, it is JSON, refusals too.
  /// **Problems**: those of the desk, `access.permission.missing`.
  package func answer(_ request: Request, _ caller: Caller) async throws -> Response? {
    let page = try PageAddress(path: request.uri.path, query: request.uri.query ?? "")
    guard case .pairing(let address) = page else { return nil }
    let isJSON = wantsJSON(request)
    do throws(Problem) {
      guard let visitor = try admit(page, caller) else { throw AccessProblems.nobody }
      let (language, chosen) = try language(of: request)
      let look = HelpingLook(
        desk: desk, brand: brand, caller: caller, visitor: visitor, language: language, address: address,
        isJSON: isJSON)
      switch request.method == .post ? try look.sent() : try look.shown() {
      case .page(let html, let status): return reply(html, status: status, remembering: chosen)
      case .json(let text): return jsonReply(text, status: 200)
      case .goTo(let next): return seeOther(.pairing(next))
      }
    } catch {
      guard isJSON else { throw error }
      return jsonReply(error.json, status: error.kind.httpStatus)
    }
  }

  /// How many monitored households at the visitor's place nobody helps, for who can give them a helper.
  package var homePart: @Sendable (Caller, Language) async throws(Problem) -> HTML? {
    { (caller, language) async throws(Problem) -> HTML? in
      guard let visitor = caller.visitor, visitor.may(.helperAssign), visitor.may(.helperRead) else {
        return nil
      }
      let total = try desk.unpaired(in: visitor.place, limit: 0, as: visitor).total
      guard total > 0 else { return nil }
      return keyFigures(
        language.say("结对帮扶", "Pairing"),
        [
          KeyFigure(
            language.say("没有帮扶责任人的监测户", "Households without a helper"), value: grouped(total),
            unit: HelpingLook.households.word(for: total, in: language),
            leads: PageLink(.pairing(.list(WorkView(["state": "open"])))))
        ])
    }
  }
}

/// What a page answers.
enum HelpingAnswer {
  case page(HTML, status: Int = 200)
  case json(String)
  case goTo(PairingAddress)
}

extension HelpingLook {
  func shown() throws(Problem) -> HelpingAnswer {
    switch address {
    case .list(let view): try list(view)
    case .helper(let county, let number): try helper(HelperNumber(county: county, number: number))
    case .household(let county, let number): try household(HouseholdKey(county: county, number: number))
    }
  }

  func sent() throws(Problem) -> HelpingAnswer {
    switch address {
    case .list:
      throw Problem(
        "pages.method.readOnly", .notFound, zh: "这个页面只能查看，不能提交。", en: "This page can only be read.")
    case .helper(let county, let number): try handOver(HelperNumber(county: county, number: number))
    case .household(let county, let number): try change(HouseholdKey(county: county, number: number))
    }
  }
}
