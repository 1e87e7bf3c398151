// The list of the micro-benchmarks: the inner loops that a screening of a whole city spends its time in.

import Benchmark

let benchmarks: @Sendable () -> Void = {
  sheetBenchmarks()
  ruleBenchmarks()
  columnBenchmarks()
  indexBenchmarks()
  fileBenchmarks()
}
