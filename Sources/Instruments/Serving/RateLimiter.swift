// Who asks too often: buckets that fill with time and are emptied by requests.

package import Kernel

/// What a request costs the server or its guests.
package enum RateClass: String, CaseIterable, Sendable {
  /// Attempts to sign in.
  case signIn = "sign_in"
  /// What changes something.
  case change
  /// What is only looked at.
  case look
}

/// How often one address or account may ask. **Unit**: requests.
package struct RateRules: Sendable {
  package struct Rule: Sendable {
    /// At once, after a rest.
    package var burst: Int
    package var perMinute: Int

    package init(burst: Int, perMinute: Int) { (self.burst, self.perMinute) = (burst, perMinute) }
  }

  package var signIn = Rule(burst: 20, perMinute: 20)
  package var change = Rule(burst: 120, perMinute: 240)
  package var look = Rule(burst: 600, perMinute: 1_200)

  package init() {}

  func rule(_ kind: RateClass) -> Rule {
    switch kind {
    case .signIn: signIn
    case .change: change
    case .look: look
    }
  }
}

/// One bucket for each key and class; memory is bounded: the keys that asked longest ago are forgotten.
package struct RateLimiter: Sendable {
  private struct Key: Hashable {
    let kind: RateClass
    let name: String
  }

  /// **Unit**: tokens in 1/60,000 of a request, which is what one request a minute fills in a millisecond.
  private struct Bucket {
    var tokens: Int64
    var at: Int64
  }

  private static let whole: Int64 = 60_000
  private let rules: RateRules
  private let most: Int
  private var buckets: [Key: Bucket] = [:]

  /// - Parameter most: how many keys are remembered.
  package init(_ rules: RateRules, most: Int = 20_000) {
    precondition(most > 0, "a limiter remembers somebody")
    (self.rules, self.most) = (rules, most)
  }

  package var count: Int { buckets.count }

  /// Takes one request; nil where it is allowed, or the seconds to wait, at least 1.
  /// - Parameter name: an account or an address.
  package mutating func take(_ name: String, _ kind: RateClass, at now: Instant) -> Int? {
    let rule = rules.rule(kind)
    let full = Int64(rule.burst) * RateLimiter.whole
    let key = Key(kind: kind, name: name)
    if buckets[key] == nil, buckets.count >= most { forget() }
    var bucket = buckets[key] ?? Bucket(tokens: full, at: now.milliseconds)
    let passed = max(0, min(now.milliseconds - bucket.at, 86_400_000))
    bucket.tokens = min(full, bucket.tokens + passed * Int64(rule.perMinute))
    bucket.at = max(bucket.at, now.milliseconds)
    defer { buckets[key] = bucket }
    if bucket.tokens >= RateLimiter.whole {
      bucket.tokens -= RateLimiter.whole
      return nil
    }
    let missing = RateLimiter.whole - bucket.tokens
    let perSecond = Int64(max(1, rule.perMinute)) * 1_000
    return Int((missing + perSecond - 1) / perSecond)
  }

  /// A quarter at once, so that a flood of new addresses does not sort all of them each time.
  private mutating func forget() {
    let times = buckets.values.map(\.at).sorted()
    let border = times[times.count / 4]
    buckets = buckets.filter { $0.value.at > border }
    if buckets.count >= most { buckets.removeAll() }
  }
}
