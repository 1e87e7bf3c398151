// Stylesheet: tile map, bars and the chain of numbers.

let chartStyle = """
  .map { padding: 0 16px 14px }
  .map svg { width: 100%; height: auto }
  .map svg.wide { max-height: 500px }
  .map svg.narrow { display: none }
  .map rect { stroke: transparent; stroke-width: 2 }
  .map a { text-decoration: none; outline: none; box-shadow: none }
  .map a:hover rect { stroke: var(--ink) }
  .map a:focus-visible { box-shadow: none }
  .map a:focus rect { stroke: var(--ink); stroke-width: 4 }
  .map text { font-size: 17px; text-anchor: middle; fill: var(--ink) }
  .map .count { font-size: 14px }
  .map .name { font-size: 18px; font-weight: 600 }
  .map svg.narrow text { font-size: 13px } .map svg.narrow .name { font-size: 14.5px }
  .map .shade5 text { fill: #fff }
  .shade0 rect { fill: #fff; stroke: var(--line) }
  .shade1 rect { fill: var(--shade1) }
  .shade2 rect { fill: var(--shade2) }
  .shade3 rect { fill: var(--shade3) }
  .shade4 rect { fill: var(--shade4) } .shade5 rect { fill: var(--shade5) }
  .key {
    display: flex; flex-wrap: wrap; gap: 4px 14px; margin-top: 12px; font-size: 13px;
    color: var(--ink-soft);
  }
  .key li { display: flex; align-items: center; gap: 6px }
  .swatch {
    width: 22px; height: 12px; border-radius: 2px; print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  .swatch.shade0 { background: #fff; border: 1px solid var(--line) }
  .swatch.shade1 { background: var(--shade1) } .swatch.shade2 { background: var(--shade2) }
  .swatch.shade3 { background: var(--shade3) } .swatch.shade4 { background: var(--shade4) }
  .swatch.shade5 { background: var(--shade5) }

  .bars { padding: 0 16px 14px }
  .bars.two { columns: 2; column-gap: 40px }
  .bars li {
    display: grid; grid-template-columns: minmax(8em, 15.5em) minmax(40px, 1fr) 8.2em; align-items: center;
    gap: 2px 12px;
    min-height: 32px; font-size: 14px; break-inside: avoid;
  }
  :lang(en) .bars li { grid-template-columns: minmax(8em, 15.5em) minmax(40px, 1fr) 12.4em }
  .bars .label { display: flex; align-items: center; gap: 7px; line-height: 1.35 }
  .bars .label a { text-decoration: none; color: var(--ink) }
  .bars .label a:hover { color: var(--link); text-decoration: underline }
  .bar { display: block; width: 100%; height: 15px }
  .share { display: inline-flex; align-items: center; gap: 8px; white-space: nowrap }
  .share .bar { width: 88px; height: 10px; background: var(--line) }
  .share .bar rect { fill: var(--shade4) }
  .bars .bar rect { fill: var(--shade4) }
  .bars .bar.grey rect { fill: #a9b4bf }
  .bars .value {
    display: grid; grid-template-columns: 1fr 3.4em; justify-content: end; text-align: right; gap: 8px;
  }
  .bars .value b { font-weight: 600; white-space: nowrap } 
  .bars .value b:only-child { grid-column: 1 / -1; white-space: normal }
  .bars .label small { color: var(--ink-faint) }
  .bars .value b a { color: inherit; text-decoration: none }
  .bars .value b a:hover { text-decoration: underline }
  .bars .value span { color: var(--ink-faint) }

  .share { display: inline-grid; grid-template-columns: 76px 3.6em; align-items: center; gap: 8px }
  .share svg { width: 76px; height: 16px }
  .share b { font-weight: 400; text-align: right }
  .share .axis { stroke: var(--line); stroke-width: 2 }
  .share .tick { stroke: var(--ink-faint); stroke-width: 2 }
  .share .point { fill: var(--brand); stroke: #fff; stroke-width: 1.4 }
  .mark-red .point { fill: var(--red) } .mark-amber .point { fill: var(--amber-fill) }
  .mark-red + b { color: var(--red); font-weight: 600 } .mark-grey .point { fill: var(--ink-faint) }

  .chain { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); padding: 2px 16px 16px }
  .chain li {
    padding: 9px 12px 9px 28px; margin-right: -9px; background: var(--brand-light);
    clip-path: polygon(0 0, calc(100% - 14px) 0, 100% 50%, calc(100% - 14px) 100%, 0 100%, 14px 50%);
  }
  .chain li:first-child {
    padding-left: 14px;
    clip-path: polygon(0 0, calc(100% - 14px) 0, 100% 50%, calc(100% - 14px) 100%, 0 100%);
  }
  .chain li:nth-child(2) { background: #dbe8f5 } .chain li:nth-child(3) { background: #cbdcf0 }
  .chain li:nth-child(4) { background: #bbd1ea } .chain li:nth-child(5) { background: #abc6e4 }
  .chain b { display: block; font-size: 22px; line-height: 1.3 }
  .chain b a { color: var(--ink); text-decoration: none }
  .chain b a:hover { text-decoration: underline }
  .chain span { display: block; font-size: 13px; line-height: 1.5; color: #2c3843 }
  """
