// Stylesheet: trends, sparklines, contributions, Lorenz curves and maps of real boundaries.

let trendStyle = """
  .trend { padding: 0 16px 14px }
  .trend svg { width: 100%; height: auto; max-height: 380px }
  .trend svg.narrow { display: none }
  .trend.lorenz svg { max-width: 420px }
  .trend text { font-size: 14px; fill: var(--ink-soft) }
  .trend .tick { text-anchor: end } .trend .moment { text-anchor: middle }
  .trend .grid { stroke: var(--line-faint); fill: none } .trend .zero { stroke: var(--ink-faint) }
  .trend .equal { stroke: var(--line); stroke-dasharray: 5 4 }
  .trend path { fill: none; stroke-width: 2.4; stroke-linejoin: round }
  .trend .end { font-weight: 600 }
  .tone1 rect { fill: var(--shade3) } .tone1 path { stroke: var(--shade5) }
  .tone1 circle { fill: var(--shade5) }
  .tone2 rect { fill: var(--shade5) } .tone2 path { stroke: var(--green) }
  .tone2 circle { fill: var(--green) }
  .tone3 rect { fill: #a9b4bf } .tone3 path { stroke: var(--amber) } .tone3 circle { fill: var(--amber) }
  .trend .end.tone1 { fill: var(--link) } .trend .end.tone2 { fill: var(--green) }
  .trend .end.tone3 { fill: var(--amber) }
  .numbers summary { cursor: pointer; color: var(--link); font-size: 14px; padding: 6px 0 }
  .spark { width: 92px; height: 28px }
  .spark path { fill: none; stroke: var(--shade4); stroke-width: 2 }
  .spark circle { fill: var(--shade5) }
  .bars.parts .bar line { stroke: var(--ink-faint); stroke-width: 4 }
  .bars .bar.less rect { fill: var(--amber-fill) }
  .map .regions { max-height: 620px }
  .map .regions path { stroke: #fff; stroke-width: 1.5 }
  .map .regions a:hover path { stroke: var(--ink) }
  .map .regions a:focus path { stroke: var(--ink); stroke-width: 3.5 }
  .map .regions text { paint-order: stroke; stroke: #fff; stroke-width: 3.5px; pointer-events: none }
  .shade0 path { fill: #fff; stroke: var(--line) }
  .shade1 path { fill: var(--shade1) } .shade2 path { fill: var(--shade2) }
  .shade3 path { fill: var(--shade3) } .shade4 path { fill: var(--shade4) }
  .shade5 path { fill: var(--shade5) }
  @media (max-width: 720px) {
    .trend svg.wide { display: none } .trend svg.narrow { display: block }
  }
  @media print { .numbers { display: none } }
  """
