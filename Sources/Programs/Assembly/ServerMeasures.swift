// What the machine and the store tell of a running server, for its metrics.

import Access
import CoreFoundation
package import Database
import Foundation
import Kernel
package import Serving

package enum ServerMeasures {
  package static func read(_ database: Database, isCityLoaded: Bool, into ledger: MetricLedger) {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    ledger.set("process_cpu_seconds", to: seconds(usage.ru_utime) + seconds(usage.ru_stime))
    ledger.set("process_resident_memory_bytes", to: residentBytes)
    ledger.set("shouwang_city_loaded", to: isCityLoaded ? 1 : 0)
    if let path = database.path {
      let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
      ledger.set("shouwang_store_bytes", to: Double(size ?? 0))
    }
    let entries = try? database.read { (connection) throws(Problem) in
      try JournalStore.count(on: connection)
    }
    ledger.set("shouwang_journal_entries", to: Double(entries ?? 0))
  }

  private static func seconds(_ time: timeval) -> Double {
    Double(time.tv_sec) + Double(time.tv_usec) / 1_000_000
  }

  private static var residentBytes: Double {
    let words =
      (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ") ?? []
    return words.count > 1 ? (Double(words[1]) ?? 0) * Double(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
