// Stylesheet: the frame around every page.

let frameStyle = """
  .wrap { max-width: 1440px; margin: 0 auto; padding: 0 24px }
  .top { background: var(--brand-dark); color: #fff }
  .topline { display: flex; align-items: center; gap: 24px; min-height: 58px }
  .brand {
    display: flex; align-items: center; gap: 11px; min-height: 44px; color: #fff; font-size: 18px;
    font-weight: 600; letter-spacing: .02em; text-decoration: none;
  }
  .brand:hover { color: #fff }
  .mark { width: 30px; height: 30px; flex: none }
  .find {
    display: flex; margin-left: auto; width: 350px; height: 38px; border-radius: 6px;
    background: rgba(255, 255, 255, .14);
  }
  .find input {
    flex: 1; min-width: 0; padding: 0 12px; border: 0; border-radius: 6px; background: none; color: #fff;
    font: inherit; font-size: 14px; -webkit-appearance: none; appearance: none;
  }
  .find input::placeholder { color: #cfdceb; opacity: 1 }
  .find button {
    display: grid; place-items: center; width: 44px; border: 0; background: none; color: #fff;
    cursor: pointer;
  }
  .tongue { display: flex; font-size: 14px }
  .tongue a { padding: 8px 9px; border-radius: 6px; color: #d5e2f0; text-decoration: none }
  .tongue a:hover { color: #fff; text-decoration: underline }
  .tongue [aria-current] { color: #fff; font-weight: 600; background: rgba(255, 255, 255, .14) }

  .tabs { background: #fff; border-bottom: 1px solid var(--line) }
  .tabs ul { display: flex; gap: 26px; overflow-x: auto }
  .tabs a {
    display: block; padding: 11px 2px 9px; border-bottom: 3px solid transparent; color: var(--ink-soft);
    text-decoration: none; white-space: nowrap;
  }
  .tabs a:hover { color: var(--brand) }
  .tabs [aria-current] { color: var(--brand); border-color: var(--brand); font-weight: 600 }

  .crumbs { padding-top: 16px; font-size: 14px; color: var(--ink-faint) }
  .crumbs ol { display: flex; flex-wrap: wrap; gap: 0 7px }
  .crumbs li:not(:last-child)::after { content: "›"; margin-left: 7px }
  .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 16px; padding: 2px 0 16px }
  .crumbs + .head { padding-top: 0 }
  main > .head:first-child, .paper + .head { padding-top: 18px }
  .note { font-size: 14px; color: var(--ink-soft) }
  .grid { display: grid; grid-template-columns: repeat(12, minmax(0, 1fr)); gap: 16px; padding-bottom: 32px }
  .w12 { grid-column: span 12 } .w7 { grid-column: span 7 } .w6 { grid-column: span 6 }
  .w5 { grid-column: span 5 }
  .stack { display: grid; gap: 16px; align-content: start; grid-template-columns: minmax(0, 1fr) }
  .stack > * { grid-column: auto }
  .paper { display: none }
  .foot {
    display: flex; flex-wrap: wrap; gap: 2px 20px; padding-bottom: 28px; font-size: 13px;
    color: var(--ink-soft);
  }
  """
