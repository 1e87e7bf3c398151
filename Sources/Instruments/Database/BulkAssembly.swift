// A store made at once: beside its place, whole, and then moved into it.

import Glibc
package import Kernel

extension Database {
  /// Makes a store with its schema, lets `fill` write its tables, and moves it to `path` when it is on the
  /// disk. Until then it is called `path` and `.building`; what an interrupted run left there is thrown away.
  /// - Parameters:
  ///   - replacing: whether a closed store at `path` gives way.
  ///   - fill: may finish the file itself, to do something else while the disk takes it.
  ///   - prepare: what SQLite itself writes first: tables that are not filled, and indexes that are.
  /// **Problems**: `database.exists` where there is a store at `path`, or where one that is to give way is in
  /// use; `database.building` where another program makes one; those of the database, and those of `fill`.
  package static func assemble<Answer>(
    path: String, replacing: Bool = false, migrations: [Migration],
    prepare: (Connection) throws(Problem) -> Void = { _ in },
    _ fill: (BulkFile) throws(Problem) -> Answer
  ) throws(Problem) -> Answer {
    for ending in replacing ? ["-wal", "-journal"] : ["", "-wal", "-journal"] {
      if access(path + ending, F_OK) == 0 { throw DatabaseProblems.exists(path + ending) }
    }
    let building = path + ".building"
    let claim = try claim(building)
    // Only the end of this program, or this, lets another one build there.
    defer { Glibc.close(claim) }
    let answer: Answer
    do throws(Problem) {
      let database = try Database(building: building)
      try database.migrate(migrations)
      try database.write(prepare)
      try database.close()
      let file = try BulkFile(path: building)
      answer = try fill(file)
      try file.finish()
      guard rename(building, path) == 0 else { throw DatabaseProblems.unwritten(errno) }
    } catch {
      unlink(building)
      throw error
    }
    try keepFolder(of: path)
    return answer
  }

  /// An empty file that no other run of `assemble` touches while it is open.
  private static func claim(_ building: String) throws(Problem) -> Int32 {
    let descriptor = open(building, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw DatabaseProblems.unmade(building, errno) }
    var (own, named) = (stat(), stat())
    // Another run may have moved the file into its place before the lock was had.
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &own) == 0,
      stat(building, &named) == 0, own.st_ino == named.st_ino
    else {
      Glibc.close(descriptor)
      throw DatabaseProblems.building(building)
    }
    unlink(building + "-journal")
    unlink(building + "-wal")
    unlink(building + "-shm")
    guard ftruncate(descriptor, 0) == 0 else {
      Glibc.close(descriptor)
      throw DatabaseProblems.unwritten(errno)
    }
    return descriptor
  }

  /// A name in a folder is on the disk when the folder is.
  private static func keepFolder(of path: String) throws(Problem) {
    let folder = path.lastIndex(of: "/").map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw DatabaseProblems.unwritten(errno) }
    defer { Glibc.close(descriptor) }
    guard fsync(descriptor) == 0 else { throw DatabaseProblems.unwritten(errno) }
  }
}
