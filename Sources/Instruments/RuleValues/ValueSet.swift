// Values found by the equality of the language, without looking at every one of them.

/// A set of values. Numbers that are equal are the same value whatever their type, and lists and maps are
/// told apart by their content. Only records and values of a library's own have to be looked at one by one.
package struct ValueSet {
  /// The first value of each digest; nearly always there is no other.
  private var first: [Int: Value] = [:]
  private var others: [Int: [Value]] = [:]
  /// Those of the others that are whole numbers: beyond 2^53 many neighbours share a double, and so a digest.
  private var wholeOthers: Set<MapValue.Key> = []
  /// The steps that may still be taken. Lists may hold the same list many times over: what a walk through
  /// them costs is counted, not foreseen.
  private(set) var work: Int

  package init(work: Int) { self.work = work }

  package init(_ values: [Value], work: Int) throws(EvaluationFault.Reason) {
    self.init(work: work)
    for value in values { _ = try insert(value) }
  }

  /// Whether the value is new. One that holds a NaN is equal to none, and so it is always new.
  package mutating func insert(_ value: Value) throws(EvaluationFault.Reason) -> Bool {
    guard let digest = try digest(of: value) else { return true }
    guard first[digest] != nil else {
      first[digest] = value
      return true
    }
    if try finds(value, under: digest) { return false }
    if let key = Self.wholeKey(value) {
      wholeOthers.insert(key)
    } else {
      others[digest, default: []].append(value)
    }
    return true
  }

  /// Mutating because looking is work too.
  package mutating func contains(_ value: Value) throws(EvaluationFault.Reason) -> Bool {
    guard let digest = try digest(of: value) else { return false }
    return try finds(value, under: digest)
  }

  private mutating func finds(_ value: Value, under digest: Int) throws(EvaluationFault.Reason) -> Bool {
    guard let first = first[digest] else { return false }
    if first.isEqual(to: value, work: &work) { return true }
    // A double would have been equal to the first.
    if let key = Self.wholeKey(value) { return wholeOthers.contains(key) }
    for other in others[digest] ?? [] {
      try pay(1)
      if other.isEqual(to: value, work: &work) { return true }
    }
    // Equality answers false where it runs out of work.
    try pay(0)
    return false
  }

  private static func wholeKey(_ value: Value) -> MapValue.Key? {
    switch value {
    case .int, .uint: MapValue.Key(value)
    default: nil
    }
  }

  private mutating func digest(of value: Value) throws(EvaluationFault.Reason) -> Int? {
    var hasher = Hasher()
    guard try add(value, to: &hasher) else { return nil }
    return hasher.finalize()
  }

  private mutating func pay(_ cost: Int) throws(EvaluationFault.Reason) {
    work -= cost
    if work < 0 { throw .budgetSpent }
  }

  /// False where a NaN is met. Equal values add the same: of a number its double, because a whole number
  /// meets a double as one, and of a record only the type, because no more is known of it.
  private mutating func add(
    _ value: Value, to hasher: inout Hasher
  ) throws(EvaluationFault.Reason) -> Bool {
    try pay(1)
    switch value {
    case .int(let number): hasher.combine(Double(number))
    case .uint(let number): hasher.combine(Double(number))
    case .double(let number):
      if number.isNaN { return false }
      hasher.combine(number)
    case .null: hasher.combine(0 as UInt8)
    case .bool(let truth): hasher.combine(truth)
    case .string(let text):
      try pay(text.utf8.count >> 6)
      hasher.combine(text)
    case .bytes(let bytes):
      try pay(bytes.count >> 6)
      hasher.combine(bytes)
    case .timestamp(let moment): hasher.combine(moment)
    case .duration(let span): hasher.combine(span)
    case .type(let name): hasher.combine(name)
    case .record(let record): hasher.combine(record.typeName)
    case .opaque(let value): hasher.combine(value.typeName)
    case .optional(let value):
      guard let value else { return true }
      hasher.combine(1 as UInt8)
      return try add(value, to: &hasher)
    case .list(let elements):
      hasher.combine(elements.count)
      for element in elements {
        guard try add(element, to: &hasher) else { return false }
      }
    case .map(let map):
      // The order of its entries is no part of a map, and neither may it be of the digest.
      var sum = 0
      for entry in map.entries {
        var entryHasher = Hasher()
        guard try add(entry.key, to: &entryHasher), try add(entry.value, to: &entryHasher) else {
          return false
        }
        sum &+= entryHasher.finalize()
      }
      hasher.combine(sum)
    }
    return true
  }
}
