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
  .map .regions .shade0 path { stroke: #b6c2cd }
  .map .regions a:hover path { stroke: var(--ink) }
  .map .regions a:focus path { stroke: var(--ink); stroke-width: 3.5 }
  .map .leader { stroke: var(--ink); stroke-width: 1; fill: var(--ink); pointer-events: none }
  .map .badge { fill: #fff; stroke: var(--ink); pointer-events: none }
  .maplist { display: flex; flex-wrap: wrap; gap: 4px 18px; margin: 8px 0 0; padding: 0; list-style: none }
  .maplist.narrow { display: none }
  .map .regions text { paint-order: stroke; stroke: #fff; stroke-width: 3.5px; pointer-events: none }
  .shade0 path { fill: #fff; stroke: var(--line) }
  .shade1 path { fill: var(--shade1) } .shade2 path { fill: var(--shade2) }
  .shade3 path { fill: var(--shade3) } .shade4 path { fill: var(--shade4) }
  .shade5 path { fill: var(--shade5) }
  @media (max-width: 720px) {
    .trend svg.wide { display: none } .trend svg.narrow { display: block }
  }
    .choices { display: flex; flex-wrap: wrap; gap: 4px 16px; padding: 0 16px 10px; font-size: 14px }

  body.wall {
    --ink: #eaf2fb; --ink-soft: #b9c9da; --ink-faint: #93a7bb; --line: #27405c; --line-faint: #1b3048;
    --ground: #071726; --card: #0c2137; --band: #0f2740; --brand: #8fc1f0; --link: #9fcbf5;
    --shade1: #17344f; --shade2: #1f4c74; --shade3: #2a6aa0; --shade4: #3f8fd0; --shade5: #7cbcf0;
    --red: #ff6b61; --green: #35c58a; --amber: #ffbe3d; font-size: 18px;
  }
  .wall main { padding: 16px 24px }
  .wall main > header { display: flex; align-items: baseline; gap: 24px; padding-bottom: 12px }
  .wall h1 { font-size: 34px } .wall h2 { font-size: 20px; color: #a9cdf2 }
  .wall header p, .wall .hint { color: var(--ink-soft) }
  .walls { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 16px }
  .wall .w3 { grid-column: span 3 } .wall .w4 { grid-column: span 4 }
  .wall .w5 { grid-column: span 5 } .wall .w7 { grid-column: span 7 }
  .wallnumbers { padding: 0 16px 8px }
  .wallnumbers dt { color: var(--ink-soft); font-size: 16px }
  .wallnumbers dd { display: flex; align-items: baseline; gap: 8px; padding-bottom: 10px }
  .wallnumbers b { font-size: 36px; line-height: 1.25; font-weight: 700 }
  .wall .numbers { display: none } .wall .bars li { font-size: 16px }
  .wall .swatch.shade0 { background: var(--band) }
  .wall .shade0 rect { fill: var(--band) }
  .wall .map .regions .shade0 path { fill: var(--band); stroke: var(--line) }
  .wall .map .shade5 text, .wall .map .shade4 text { fill: #06121f }
  .wall .map .regions text { stroke: #06121f }
  @media (max-width: 1080px) { .wall .w3, .wall .w4, .wall .w5, .wall .w7 { grid-column: span 12 } }
  """
