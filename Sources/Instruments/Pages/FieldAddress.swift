// The addresses of the field app: its files, and what a phone asks and sends.

package import Kernel

package enum FieldAddress: Equatable, Sendable {
  /// The app itself; it names nobody and is the same for everybody.
  case app
  /// A file that never changes under its version. **Shape**: 16 hex digits.
  case file(version: String, name: String)
  /// What keeps the app on the phone.
  case worker
  case manifest
  /// Who I am, what is mine today, what the phone may keep.
  case me
  /// Households of an area that changed behind a sequence number; nil for one's own area.
  case area(PlaceCode?, since: Int64)
  /// What was written on the phone.
  case push
  /// Makes a phone known.
  case enrol
  /// Whether a phone has to forget everything; asked by its name alone, also by who is signed out.
  case wipe(device: String)
  /// My phones, or those of an account, and the wish to have one forget everything.
  case devices(account: String)

  var path: String {
    switch self {
    case .app: "/field"
    case .file(let version, let name): "/field/\(version)/\(name)"
    case .worker: "/field/worker.js"
    case .manifest: "/field/app.webmanifest"
    case .me: "/field/me"
    case .area: "/field/area"
    case .push: "/field/push"
    case .enrol: "/field/enrol"
    case .wipe: "/field/wipe"
    case .devices: "/field/devices"
    }
  }

  func write(into query: inout PageQuery) {
    switch self {
    case .area(let place, let since):
      if let place { query.add("place", place.short) }
      if since > 0 { query.add("since", String(since)) }
    case .wipe(let device): query.add("device", device)
    case .devices(let account): if !account.isEmpty { query.add("account", account) }
    case .app, .file, .worker, .manifest, .me, .push, .enrol: break
    }
  }

  /// The page of a path's words behind `field`; nil where there is none.
  init?(_ words: [String], _ query: PageQuery) throws(Problem) {
    switch words {
    case []: self = .app
    case ["worker.js"]: self = .worker
    case ["app.webmanifest"]: self = .manifest
    case ["me"]: self = .me
    case ["area"]:
      let since = query["since"] ?? "0"
      guard let number = PageAddress.wholeNumber(since, in: 0...Int64.max) else {
        throw PageAddress.parameter("since")
      }
      self = .area(try FieldAddress.place(query), since: number)
    case ["push"]: self = .push
    case ["enrol"]: self = .enrol
    case ["wipe"]:
      guard let device = query["device"], FieldAddress.isDevice(device) else {
        throw PageAddress.parameter("device")
      }
      self = .wipe(device: device)
    case ["devices"]:
      let account = query["account"] ?? ""
      guard account.isEmpty || PageAddress.isName(account) else { throw PageAddress.parameter("account") }
      self = .devices(account: account)
    default:
      guard words.count == 2, words[0].utf8.count == 16, words[0].utf8.allSatisfy(FieldAddress.isHex),
        PageAddress.isName(words[1])
      else { return nil }
      self = .file(version: words[0], name: words[1])
    }
  }

  private static func place(_ query: PageQuery) throws(Problem) -> PlaceCode? {
    guard let text = query["place"] else { return nil }
    guard let place = PlaceCode(text), place.short == text else { throw PageAddress.parameter("place") }
    return place
  }

  /// What a phone calls itself: 32 hex digits that nobody can guess.
  package static func isDevice(_ text: String) -> Bool {
    text.utf8.count == 32 && text.utf8.allSatisfy(isHex)
  }

  private static func isHex(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}
