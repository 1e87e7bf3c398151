// What all requests of a server share: settings, clock, limits, counts, log.

import Foundation
package import Hummingbird
package import Kernel
package import Logging
import Synchronization

package final class ServerOffice: Sendable {
  /// When to come again after 503, where nobody knows better: what is counted or loaded takes about so long.
  static let retrySeconds = 10

  package let settings: ServerSettings
  package let metrics: MetricLedger
  package let logger: Logger
  let clock: Clock
  let template: PathTemplate
  /// A new name for a request.
  let newRequest: @Sendable () -> String
  /// Numbers that are asked for when the metrics are read.
  let measure: @Sendable (MetricLedger) -> Void
  /// Nil where the server can answer, else what it waits for.
  let obstacle: @Sendable () -> Problem?
  /// The beginnings of paths where somebody signs in by sending a form.
  let signInPaths: [String]
  /// The beginnings of paths where somebody signs in by merely coming.
  let comingPaths: [String]
  /// A refusal of this status as a page for people; nil where plain text will do.
  private let page: @Sendable (Request, Int, Text) -> Response?
  private let limiter: Mutex<RateLimiter>

  package init(
    _ settings: ServerSettings, clock: Clock, logger: Logger, metrics: MetricLedger = MetricLedger(),
    template: PathTemplate = PathTemplate(words: []), signInPaths: [String] = ["/sign-in"],
    comingPaths: [String] = [],
    newRequest: @escaping @Sendable () -> String,
    measure: @escaping @Sendable (MetricLedger) -> Void = { _ in },
    obstacle: @escaping @Sendable () -> Problem? = { nil },
    page: @escaping @Sendable (Request, Int, Text) -> Response? = { _, _, _ in nil }
  ) {
    (self.settings, self.clock, self.logger, self.metrics) = (settings, clock, logger, metrics)
    (self.template, self.signInPaths, self.newRequest) = (template, signInPaths, newRequest)
    (self.measure, self.obstacle, self.comingPaths) = (measure, obstacle, comingPaths)
    self.page = page
    limiter = Mutex(RateLimiter(settings.rates))
  }

  /// Takes a request of an account or an address; nil where it is allowed, or the seconds to wait.
  package func take(_ name: String, _ kind: RateClass) -> Int? {
    let now = clock.now()
    let seconds = limiter.withLock { $0.take(name, kind, at: now) }
    if seconds != nil { metrics.count("shouwang_rate_limited_total", [("class", kind.rawValue)]) }
    return seconds
  }

  /// The answer to a request of an account that asks too often from wherever; nil where it is allowed.
  package func refusal(ofAccount name: String, _ request: Request) -> Response? {
    take("account:\(name)", rateClass(request.head)).map { tooOften(request, seconds: $0) }
  }

  /// The answer to who asks too often: when to come again, as a page where a browser asks.
  func tooOften(_ request: Request, seconds: Int) -> Response {
    let refusal = Refusal.tooOften(seconds: seconds)
    let shown = page(request, Int(refusal.status.code), Text(zh: refusal.zh, en: refusal.en))
    var response = shown ?? refusal.response
    response.headers[.retryAfter] = String(seconds)
    return request.method == .head ? response.createHeadResponse() : response
  }

  /// - Parameter isOK: whether somebody got in.
  package func countSignIn(_ isOK: Bool) {
    metrics.count("shouwang_sign_ins_total", [("outcome", isOK ? "ok" : "failed")])
  }

  func rateClass(_ request: HTTPRequest) -> RateClass {
    let isLook = request.method == .get || request.method == .head
    // As the pages read it: a letter in percent code names the same page.
    let asked = request.path ?? "/"
    let path = asked.utf8.contains(0x25) ? asked.removingPercentEncoding ?? asked : asked
    let places = isLook ? comingPaths : signInPaths
    if places.contains(where: { path.hasPrefix($0) }) { return .signIn }
    return isLook ? .look : .change
  }
}
