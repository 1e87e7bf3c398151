// Stylesheet: dense tables and lists of names and values.

let tableStyle = """
  .scroll { overflow: auto; position: relative }
  .scroll:focus-visible { outline-offset: -3px; box-shadow: none }
  .tall .scroll { max-height: 720px }
  .dense { width: 100%; border-collapse: separate; border-spacing: 0; font-size: 14px }
  .dense thead th {
    position: sticky; top: 0; z-index: 2; padding: 7px 10px; background: var(--band); color: var(--ink-soft);
    border-block: 1px solid var(--line); font-weight: 600; text-align: left; white-space: nowrap;
  }
  .dense tbody th, .dense td {
    height: 44px; padding: 4px 10px; border-bottom: 1px solid var(--line-faint); text-align: left;
  }
  .dense tbody th { font-weight: 600; white-space: nowrap; background: var(--card) }
  .dense tbody tr:hover > * { background: #f5f9fd }
  .dense .number { text-align: right; white-space: nowrap }
  .dense tr > :first-child { padding-left: 16px }
  .dense tr > :last-child { padding-right: 16px }
  .dense a { text-decoration: none }
  .dense a:hover { text-decoration: underline }
  .dense thead a { color: inherit }
  .dense thead [aria-sort] { color: var(--brand) }
  .dense tbody .number a { color: var(--ink); display: inline-block; min-width: 1.5em }
  .dense tbody .number a:hover { color: var(--link) }
  .dense tfoot td, .dense tfoot th {
    height: 44px; padding: 4px 10px; background: var(--band); font-weight: 600; text-align: left;
  }
  .dense tfoot tr > * { padding-left: 10px; padding-right: 10px }
  .dense tfoot tr > :last-child { border-radius: 0 0 var(--radius) 0 }
  .dense .zero, .dense .zero a { color: var(--ink-faint) }
  .dense p { font-size: 13px; color: var(--ink-soft) }
  .dense tbody td:empty::after { content: "–" }
  .dense .whole { white-space: nowrap }
  .dense .long { min-width: 15em; white-space: normal; overflow-wrap: anywhere }
  .matrix .dense thead th {
    min-width: 5.6em; max-width: 8.5em; white-space: normal; vertical-align: bottom; line-height: 1.35;
  }
  .matrix .dense thead th, .matrix .dense td { padding-inline: 8px }
  .matrix .dense tr > :first-child, .freeze .dense tr > :first-child { position: sticky; left: 0; z-index: 1 }
  .matrix .dense thead tr > :first-child, .freeze .dense thead tr > :first-child { z-index: 3 }
  .matrix .dense tr > :first-child { border-right: 1px solid var(--line) }

  details.more > summary {
    display: flex; align-items: center; gap: 10px; padding: 12px 16px; cursor: pointer; list-style: none;
  }
  details.more > summary::-webkit-details-marker { display: none }
  details.more > summary::before { content: "▸"; color: var(--link); font-size: 18px; line-height: 1 }
  details.more[open] > summary::before { content: "▾" }
  details.more > summary:hover h2 { color: var(--link); text-decoration: underline }
  details.more > summary span { font-size: 13px; color: var(--ink-faint) }

  .facts {
    display: grid; grid-template-columns: max-content 1fr; gap: 0 18px; padding: 0 16px 14px;
    font-size: 14px;
  }
  .facts > div { display: contents }
  .facts dt { padding: 5px 0; color: var(--ink-soft) }
  .facts dd {
    padding: 5px 0; border-bottom: 1px solid var(--line-faint); font-weight: 600; overflow-wrap: anywhere;
  }
  .facts dt { border-bottom: 1px solid var(--line-faint) }
  .facts .sign { margin-right: 7px }
  .facts > div:last-child > * { border-bottom: 0 }

  .finding { border-top: 1px solid var(--line); padding: 14px 16px 16px }
  .finding > .line { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 10px }
  .finding > .line .right { margin-left: auto; font-size: 14px }
  .finding > .says { margin: 6px 0 10px; font-size: 16px }
  .finding .pair { display: grid; grid-template-columns: minmax(0, 4fr) minmax(0, 8fr); gap: 16px }
  .finding .pair { align-items: start; margin-top: 10px }
  .finding .reasons { list-style: disc; margin: 0; padding: 4px 0 0 1.2em; line-height: 1.6 }
  .finding .dense thead th { padding-block: 4px }
  .finding .dense td, .finding .dense tbody th { height: 38px }
  .finding .dense tbody th { white-space: normal; font-weight: 400 }
  .finding .facts { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) }
  .finding .scroll { border: 1px solid var(--line-faint); border-radius: 6px }
  .finding .dense thead th { border-top: 0 }
  .rule {
    padding: 12px 14px; border-radius: 6px; background: var(--band); border: 1px solid var(--line-faint);
  }
  """
