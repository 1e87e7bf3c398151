// Whoever reads the pages of this machine while there is no gate: the city's office.

import Access
import Dashboards
import Entrance
import Hummingbird
import Kernel

/// The context of requests to the pages.
struct LocalContext: CallerContext {
  var coreContext: CoreRequestContextStorage
  var caller = Caller()

  init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }
}

enum LocalCaller {
  /// The office of the city that the store holds. **Problems**: `dashboards.city.none`.
  static func caller(_ source: StoreSource, at instant: Instant) throws(Problem) -> Caller {
    var caller = Caller()
    caller.at = instant
    caller.request = "local"
    caller.visitor = Visitor(
      account: "local", name: "本机", post: PostID(number: 1), role: office, place: try source.city())
    return caller
  }

  private static let office = Role(
    name: "city_office", title: Text(zh: "市级领导小组办公室", en: "city leading-group office"), levels: [.city],
    permissions: [
      .placeRead, .householdRead, .householdSearch, .personReveal, .householdExport, .ruleRead, .ruleTry,
      .qualityRead, .quarantineRead,
    ])
}
