// Finds the leftmost match and its groups, all ways through the program at once (Pike's machine).

struct PatternRun: ~Copyable {
  /// Ways in order of priority; each stands before a `take` or at `accept`, with its marks.
  private struct Threads {
    var places: [Int] = []
    var marks: [Int] = []
    /// The round in which an instruction was last visited.
    var rounds: [Int]
    var round = 0

    init(_ count: Int) { rounds = Array(repeating: -1, count: count) }

    mutating func clear() {
      places.removeAll(keepingCapacity: true)
      marks.removeAll(keepingCapacity: true)
      round += 1
    }
  }

  private enum Job {
    case visit(Int)
    case restore(slot: Int, place: Int)
  }

  private let program: PatternProgram
  private var now: Threads
  private var later: Threads
  private var marks: [Int]
  private var jobs: [Job] = []
  private var best: [Int] = []

  private static let unmarked = -1

  init(_ program: PatternProgram) {
    self.program = program
    now = Threads(program.instructions.count)
    later = now
    marks = Array(repeating: Self.unmarked, count: program.slotCount)
  }

  mutating func firstMatch(in text: Span<UInt8>, from start: Int) -> [Range<Int>?]? {
    var place = start
    while place <= text.count {
      if best.isEmpty, place == 0 || !program.isAnchored {
        marks = Array(repeating: Self.unmarked, count: program.slotCount)
        marks[0] = place
        add(program.start, at: place, of: text)
      }
      if now.places.isEmpty, !best.isEmpty || program.isAnchored { break }
      let (scalar, width) = place < text.count ? text.scalar(at: place) : (ScalarSet.last + 1, 1)
      step(scalar, at: place, to: place + width, of: text)
      place += width
    }
    guard !best.isEmpty else { return nil }
    return stride(from: 0, to: best.count, by: 2).map { slot in
      best[slot] == Self.unmarked || best[slot + 1] == Self.unmarked ? nil : best[slot]..<best[slot + 1]
    }
  }

  /// Moves every way over one scalar; a way that accepts ends all below it.
  private mutating func step(_ scalar: UInt32, at place: Int, to next: Int, of text: Span<UInt8>) {
    swap(&now, &later)
    now.clear()
    for (thread, instruction) in later.places.enumerated() {
      let own = thread * program.slotCount..<(thread + 1) * program.slotCount
      switch program.instructions[instruction] {
      case .take(let set, let target) where program.sets[set].contains(scalar):
        marks.replaceSubrange(0..., with: later.marks[own])
        add(target, at: next, of: text)
      case .accept:
        best = Array(later.marks[own])
        best[1] = place
        return
      default: continue
      }
    }
  }

  /// Adds all that can be reached from an instruction without reading, in order of priority.
  private mutating func add(_ start: Int, at place: Int, of text: Span<UInt8>) {
    let (before, after) = (text.neighbour(at: place - 1), text.neighbour(at: place))
    jobs.append(.visit(start))
    while let job = jobs.popLast() {
      switch job {
      case .restore(let slot, let old): marks[slot] = old
      case .visit(let instruction):
        guard now.rounds[instruction] != now.round else { continue }
        now.rounds[instruction] = now.round
        switch program.instructions[instruction] {
        case .take, .accept:
          now.places.append(instruction)
          now.marks.append(contentsOf: marks)
        case .fork(let first, let second):
          jobs.append(.visit(second))
          jobs.append(.visit(first))
        case .mark(let slot, let next):
          jobs.append(.restore(slot: slot, place: marks[slot]))
          marks[slot] = place
          jobs.append(.visit(next))
        case .check(let assertion, let next):
          if assertion.holds(before, after) { jobs.append(.visit(next)) }
        }
      }
    }
  }
}
