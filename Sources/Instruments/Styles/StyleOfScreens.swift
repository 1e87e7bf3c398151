// Stylesheet: what changes on narrow screens and on paper.

let narrowStyle = """
  @media (max-width: 1080px) {
    .w7, .w6, .w5 { grid-column: span 12 }
    .bars.two { columns: 1 }
    .alerts, .alerts.of2 { grid-template-columns: 1fr }
    .alerts li + li { border-left: 0 }
    .alerts li:last-child { border-top-right-radius: 0 }
    .alerts li:first-child { border-top-right-radius: var(--radius) }
  }
  @media (max-width: 720px) {
    body { font-size: 17px }
    .wrap { padding: 0 16px }
    .topline { flex-wrap: wrap; gap: 4px 12px; padding-top: 6px; padding-bottom: 12px }
    .brand { font-size: 18px; flex: 1 }
    .find { order: 3; width: 100%; margin: 0; height: 46px }
    .find input { font-size: 16px }
    .tongue a { padding: 10px 8px; min-height: 44px; display: inline-flex; align-items: center }
    .tabs ul { flex-wrap: wrap; gap: 0 22px } :lang(en) .tabs ul { gap: 0 8px }
    .tabs a { padding: 13px 2px 11px; font-size: 16px }
    h1 { font-size: 24px } h3 { font-size: 18px }
    .pager p { width: 100% } .pager .button { flex: 1 }
    .crumbs li { display: flex; align-items: center; min-height: 44px; font-size: 15px }
    .crumbs a { line-height: 44px }
    .crumbs { padding-top: 2px }
    .crumbs + .head { padding-top: 0 }
    .note, .alerts p, .hint, .foot, .remark { font-size: 15px !important }
    .grid { gap: 12px; grid-template-columns: minmax(0, 1fr) }
    .grid > * { grid-column: auto }
    .card > header .right a { display: inline-flex; align-items: center; min-height: 44px }
    .alerts li { grid-template-columns: 1fr; padding: 12px 14px 10px }
    .alerts .tag { justify-self: start }
    .alerts p a { display: inline-block; padding: 9px 0; margin: -9px 0 }
    .figures { grid-auto-flow: row; grid-template-columns: repeat(2, minmax(0, 1fr)) }
    .figures > div { border-top: 1px solid var(--line-faint) }
    .figures > div:nth-child(-n + 2) { border-top: 0 }
    .figures > div:nth-child(odd) { border-left: 0 }
    .figures > div:last-child:nth-child(odd) { grid-column: span 2 }
    .figures .value { font-size: 25px }
    .figures .value a { display: inline-block; min-height: 44px; line-height: 44px }
    .figures dt, .figures dd p { font-size: 15px }
    .map svg.wide, .maplist.wide { display: none } .map svg.narrow { display: block }
    .maplist.narrow { display: flex }
    .map { padding: 0 10px 12px }
    .tag { font-size: 14px; line-height: 24px }
    .dense { font-size: 16px }
    .dense tbody a, .dense tfoot a {
      display: inline-flex; align-items: center; min-height: 44px; min-width: 44px;
    }
    .dense tbody .number a { display: inline-flex; justify-content: flex-end }
    .dense thead a { display: inline-flex; align-items: center; min-height: 44px }
    .dense p, .dense small { font-size: 14px }
    .freeze .dense tr > :first-child { border-right: 1px solid var(--line) }
    .button, button.button { min-height: 46px; font-size: 16px }
    .filter label, .filter label.check { font-size: 16px } .filter label.check { min-height: 46px }
    .filter label { width: 100% } .filter .button { width: 100% }
    .filter.many { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px 12px }
    .filter.many .button { grid-column: span 2 }
    .filter.many label { min-width: 0 }
    .filter.many input:is([type=text], [type=date]) { min-width: 0; padding: 0 6px }
    .filter input:is([type=text], [type=date]), .filter select {
      min-height: 46px; font-size: 16px; width: 100%;
    }
    .filter input[type=checkbox] { width: 24px; height: 24px }
    details.more > summary { padding: 13px 16px }
    .bars li, :lang(en) .bars li {
      grid-template-columns: minmax(0, 1fr) auto; min-height: 0; padding: 0 0 6px; font-size: 16px;
    }
    .bars .label { grid-column: span 2 }
    .bars .bar { height: 12px }
    .bars .label a { display: inline-flex; align-items: center; min-height: 44px }
    .bars .value b a { display: inline-block; padding: 9px 0; margin: -9px 0 }
    .bars .value { align-items: center; grid-template-columns: auto 3.4em }
    .chain { grid-auto-flow: row; gap: 4px; padding: 0 16px 16px }
    .chain li, .chain li:first-child { clip-path: none; margin: 0; padding: 9px 14px; border-radius: 6px }
    .chain span { font-size: 15px }
    .facts { font-size: 16px; grid-template-columns: minmax(0, 1fr) minmax(0, 2fr) }
    .finding .pair { grid-template-columns: minmax(0, 1fr) }
    .finding > .says { font-size: 17px }
    .finding > .line .right a { display: inline-flex; align-items: center; min-height: 44px }

    .dense.cards, .dense.cards tbody, .dense.cards tr { display: block }
    .dense.cards thead {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    }
    .dense.cards tr { padding: 10px 16px 12px; border-top: 1px solid var(--line) }
    .dense.cards tbody tr:hover > * { background: none }
    .dense.cards tbody th, .dense.cards td {
      display: flex; align-items: baseline; justify-content: space-between; gap: 16px; height: auto;
      padding: 3px 0;
      border: 0; text-align: right; white-space: normal; background: none;
    }
    .dense.cards tr > :first-child, .dense.cards tr > :last-child { padding-left: 0; padding-right: 0 }
    .dense.cards tbody th { font-size: 18px; text-align: left }
    .dense.cards td::before {
      content: attr(data-label); color: var(--ink-soft); flex: none; text-align: left;
    }
    .dense.cards td:empty { display: none }
    .dense.cards tbody td a { display: inline-flex; align-items: center; min-height: 44px; margin: -8px 0 }
    .dense.cards code { overflow-wrap: anywhere }
    .tags .tag { white-space: normal }
    .dense.cards .tags { justify-content: flex-end; padding: 0 }
    .dense.cards .long { min-width: 0 }
    .dense.cards tfoot { display: none }
  }
  """

let printStyle = """
  @media print {
    @page { size: A4; margin: 18mm 16mm }
    body { background: #fff; font-size: 10.5pt }
    .top, .tabs, .bottom, .skip, .crumbs, .pager .button, .filter, .actions, .tongue, .form, .inline, .row,
    .sections, .card > header .right, #switch {
      display: none;
    }
    .paper {
      display: flex; justify-content: space-between; gap: 12pt; padding-bottom: 6pt; margin-bottom: 8pt;
      border-bottom: 1pt solid #000; font-size: 9pt;
    }
    body.signed { padding-bottom: 0 }
    .wrap { max-width: none; padding: 0 }
    .card { border: 0; box-shadow: none; border-radius: 0 }
    .card > header, .inside, .bars, .map, .facts { padding-left: 0; padding-right: 0 }
    .grid { display: block }
    .grid > * { margin-bottom: 12pt }
    a { color: inherit; text-decoration: none }
    .scroll, .tall .scroll { overflow: visible; max-height: none }
    .dense { font-size: 9.5pt }
    .dense thead { display: table-header-group; break-after: avoid }
    .dense thead a { text-decoration: none } .dense .long { max-width: none }
    .freeze .dense tr > :first-child { position: static }
    .alerts p a, .finding > .line .right { display: none }
    .dense thead th { position: static; background: none; border-block: 1pt solid #000; white-space: normal }
    .dense tbody th, .dense td { height: auto; padding: 3pt 4pt }
    .dense tr, .finding, .bars li { break-inside: avoid }
    h1 { font-size: 18pt; text-align: center; width: 100% } h2 { font-size: 12pt; break-after: avoid }
    .head { justify-content: center }
    .bar, .map rect, .tag, .chain li, .alerts li {
      print-color-adjust: exact; -webkit-print-color-adjust: exact;
    }
    .map svg.wide { max-height: 90mm }
    details.more:has(.form, .inline, form), .user, .switch { display: none }
    /* What is folded on the screen is read on paper. */
    details::details-content { content-visibility: visible; block-size: auto; opacity: 1 }
    details > summary { list-style: none } details.more > summary::before { content: none }
    details.numbers > summary, details.more > summary { padding-inline: 0; color: inherit }
  }
  """
