// Stylesheet: papers on the screen as sheets on a desk, and in print with the margins of official documents.

let paperStyle = """
  .desk { background: #e3e7ec }
  .doc-tools {
    display: flex; flex-wrap: wrap; gap: 16px; align-items: center; max-width: 210mm; margin: 0 auto;
    padding: 12px 16px;
  }
  .doc-tools a { display: inline-flex; align-items: center; min-height: 44px }
  .doc-tools span { color: var(--ink-soft) }
  .doc {
    position: relative; z-index: 0; max-width: 210mm; margin: 0 auto 24px; padding: 37mm 26mm 35mm 28mm;
    overflow: hidden;
    background: #fff; color: #000; box-shadow: 0 1px 6px #0003; overflow-wrap: anywhere; line-break: strict;
    font: 21px/1.84 FangSong_GB2312, FangSong, STFangsong, "Noto Serif CJK SC", "Source Han Serif SC", SimSun,
      serif;
  }
  .doc.working { padding: 20mm }
  .doc.sideways { max-width: 297mm }
  .doc h1 {
    margin-bottom: 16px; text-align: center;
    font: 700 29px/1.5 FZXiaoBiaoSong-B05, "Noto Serif CJK SC", SimSun, serif;
  }
  .doc h2 { text-indent: 2em; font: 700 21px/1.84 SimHei, var(--sans) }
  .doc h3 { text-indent: 2em; font: 700 21px/1.84 KaiTi_GB2312, KaiTi, "Noto Serif CJK SC", serif }
  .doc hr { margin: 8px 0 48px; border: 0; border-top: 2px solid #cc0d0d }
  .doc-issuer {
    padding: 24px 0; text-align: center; color: #cc0d0d; letter-spacing: .04em;
    font: 700 clamp(26px, 5.5vw, 46px)/1.3 FZXiaoBiaoSong-B05, "Noto Serif CJK SC", SimSun, serif;
  }
  .doc-number { text-align: center }
  h1 + .doc-number { margin-bottom: 4px; text-align: right; font-size: 15px }
  .doc-text { text-indent: 2em; text-align: justify }
  .doc-note, .doc-foot { margin: 6px 0; color: #555; font-size: 14px; line-height: 1.6 }
  .doc-checks { padding-left: 2em }
  .doc table { width: 100%; margin: 0 0 14px; border-collapse: collapse; font-size: 15.5px; line-height: 1.5 }
  .doc-form { table-layout: fixed }
  .doc th, .doc td { padding: 5px 6px; border: 1px solid #000; text-align: left; vertical-align: middle }
  .doc th { text-align: center; font: 400 15.5px/1.5 SimHei, var(--sans) }
  .doc .centre { text-align: center } .doc .right { text-align: right }
  .doc .tall { height: 8em; vertical-align: top }
  .doc-sign { margin-top: 2.5em; text-align: right }
  .doc .doc-list { font-size: 13.5px } .doc .doc-list th { font-size: 13.5px; font-weight: 700 }
  .doc-signs { display: grid; grid-template-columns: 1fr 1fr; gap: 18px 32px; margin: 24px 0 }
  .doc-signs .who { display: flex }
  .doc-signs .line { flex: 1; min-width: 3em; border-bottom: 1px solid #000 }
  .doc-signs .day { text-align: right }
  .doc-seal {
    width: fit-content; min-width: 10em; margin: 3em 4em 0 auto; text-align: center; break-inside: avoid;
  }
  .doc-mark {
    position: absolute; inset: 0; z-index: -1; display: grid; grid-template-columns: repeat(3, 1fr);
    grid-auto-rows: 74mm; align-items: center; justify-items: center; overflow: hidden; pointer-events: none;
    color: #e2e2e2; font: 20px/1.2 var(--sans);
  }
  .doc-mark span { rotate: -26deg; white-space: nowrap }
  .doc-break { break-after: page }
  .doc-figure { margin: 0 0 14px; break-inside: avoid }
  .doc-figure figcaption { text-align: center; font: 15px/1.5 SimHei, var(--sans) }
  .doc-figure text { font-family: SimHei, var(--sans); text-anchor: start; fill: #000 }
  .doc-figure text.centre { text-anchor: middle } .doc-figure text.right { text-anchor: end }
  .doc-figure polyline { fill: none; stroke: #000 } .doc-figure text.quiet { fill: #595959 }
  .doc-figure polyline.quiet { stroke: #595959 } .doc-figure polyline.faint { stroke: var(--line) }
  .doc-figure polyline.strong { stroke: var(--brand) } .doc-figure .strong { fill: var(--brand) }
  .doc-figure polyline.strong { fill: none } .doc-figure rect.middle { fill: var(--shade4) }
  .doc-figure rect.less { fill: #b36b4d } .doc-figure rect.faint { fill: var(--line) }
  .doc-figure svg { print-color-adjust: exact; -webkit-print-color-adjust: exact }
  @media screen and (max-width: 760px) {
    .doc, .doc.working { padding: 24px 16px; font-size: 18px }
    .doc h2, .doc h3 { font-size: 18px } .doc h1 { font-size: 24px }
    .doc-seal { margin-right: 0 }
    .doc-signs { grid-template-columns: 1fr }
    .doc-form { table-layout: auto }
    .doc table, .doc th, .doc .doc-list, .doc .doc-list th { font-size: 14px }
    .doc th, .doc td { padding: 4px 3px } .doc .word { white-space: nowrap }
  }
  .notices { font-size: 19px; line-height: 1.7 }
  .notices :is(h2, p, li), .notices .facts :is(dt, dd) { font-size: inherit }
  .notices ul { padding: 4px 16px 12px; list-style: none }
  .notices li {
    display: flex; justify-content: space-between; gap: 12px; border-bottom: 1px solid var(--line);
  }
  .notices li a { display: inline-flex; align-items: center; min-height: 48px }
  .notices li span { align-self: center; color: var(--ink-soft) }
  .big { margin: 8px 0; font-size: 28px; letter-spacing: .06em }
  @media print { .notices { font-size: 15.75pt } .notices .card { break-inside: avoid } }
  @page official { size: A4; margin: 37mm 26mm 35mm 28mm }
  @page working { size: A4; margin: 20mm }
  @page sideways { size: A4 landscape; margin: 20mm }
  @media print {
    .doc-tools { display: none }
    .desk { background: none }
    .doc, .doc.working {
      page: official; max-width: none; margin: 0; padding: 0; box-shadow: none; overflow: visible;
      font-size: 15.75pt;
    }
    .doc.working { page: working }
    .doc.sideways { page: sideways }
    .doc h1 { font-size: 22pt } .doc h2, .doc h3 { font-size: 15.75pt; break-after: avoid }
    .doc-issuer { padding-top: 35mm; letter-spacing: 0; font-size: 32pt }
    .doc table { font-size: 11.5pt } .doc th { font-size: 11.5pt }
    .doc .doc-list, .doc .doc-list th { font-size: 10pt }
    .doc thead { display: table-header-group }
    .doc tr, .doc-signs li { break-inside: avoid }
    .doc-mark { position: fixed; print-color-adjust: exact; -webkit-print-color-adjust: exact }
  }
  """
