// Stylesheet: cards, tags, alerts, key figures, buttons, empty states.

let partsStyle = """
  .card {
    background: var(--card); border: 1px solid var(--line); border-radius: var(--radius);
    box-shadow: 0 1px 2px rgba(21, 32, 43, .05); scroll-margin-top: 12px;
  }
  .card > header {
    display: flex; flex-wrap: wrap; align-items: baseline; gap: 2px 12px; padding: 14px 16px 10px;
  }
  .card > header .hint { font-size: 13px; color: var(--ink-faint) }
  .card > header .right { margin-left: auto; font-size: 14px }
  .inside { padding: 0 16px 16px }
  .inside > pre { margin-top: 10px } .scroll + .inside > h3 { margin-top: 12px }
  .inside > pre + p { margin-top: 10px }
  .photos { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; margin-top: 6px }
  .photos a { display: block; color: inherit }
  .photos img, .photos .paper {
    width: 72px; height: 72px; object-fit: cover; border: 1px solid var(--line); border-radius: 4px;
    background: var(--line); font-size: 12px; overflow: hidden;
  }
  .photos .paper { padding: 6px; background: #fff; line-height: 1.35; overflow-wrap: anywhere }
  .photos .more { font-size: 14px; padding: 10px 6px; text-decoration: underline }
  .photos.large { align-items: flex-start; gap: 14px }
  .photos.large figure { margin: 0; width: 156px }
  .photos.large img, .photos.large .paper { width: 156px; height: 117px }
  .photos figcaption { font-size: 13px; color: var(--ink-soft); overflow-wrap: anywhere }
  .photos figcaption small { display: block; color: var(--ink-faint) }
  .remark { padding: 10px 16px 14px; font-size: 13px; color: var(--ink-soft) }

  .tag {
    display: inline-flex; align-items: center; gap: 5px; padding: 1px 8px 1px 6px;
    border: 1px solid var(--line);
    border-radius: 4px; background: #fff; color: var(--ink-soft); font-size: 13px; font-weight: 600;
    line-height: 20px; white-space: nowrap;
  }
  .tag .ic, .sign .ic { width: 13px; height: 13px }
  .tag.red { color: var(--red); background: var(--red-ground); border-color: var(--red-line) }
  .tag.amber { color: var(--amber); background: var(--amber-ground); border-color: var(--amber-line) }
  .tag.green { color: var(--green); background: var(--green-ground); border-color: var(--green-line) }
  .tag.amber .ic, .sign.amber { color: var(--amber-fill) }
  .sign { display: inline-block; vertical-align: -1px }
  .sign.red { color: var(--red) } .sign.green { color: var(--green) } .sign.grey { color: var(--ink-faint) }
  .tags { display: flex; flex-wrap: wrap; gap: 4px 6px; padding: 5px 0 }
  .tags .tag { text-align: left }

  .alerts { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)) }
  .alerts.of1 { grid-template-columns: 1fr } .alerts.of2 { grid-template-columns: repeat(2, minmax(0, 1fr)) }
  .alerts li {
    display: grid; grid-template-columns: auto 1fr; align-content: start; gap: 2px 12px;
    padding: 12px 16px 14px;
    border-top: 4px solid var(--line);
  }
  .alerts li + li { border-left: 1px solid var(--line-faint) }
  .alerts > .red { border-top-color: var(--red) } .alerts > .amber { border-top-color: var(--amber-fill) }
  .alerts > .green { border-top-color: var(--green) }
  .alerts li:first-child { border-top-left-radius: var(--radius) }
  .alerts li:last-child { border-top-right-radius: var(--radius) }
  .alerts .tag { align-self: start; margin-top: 2px }
  .alerts b { font-weight: 600 }
  .alerts p { font-size: 14px; color: var(--ink-soft) }
  .alerts p a { white-space: nowrap }

  .figures { display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr) }
  .figures > div { padding: 13px 16px 12px }
  .figures > div + div { border-left: 1px solid var(--line-faint) }
  .figures dt { font-size: 14px; color: var(--ink-soft) }
  .value { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 5px }
  .figures .value { font-size: 32px; line-height: 1.3; letter-spacing: -.01em }
  .figures .value b { font-weight: 700 }
  .figures .value a { color: inherit; text-decoration: none }
  .figures .value a:hover { color: var(--brand); text-decoration: underline; text-underline-offset: 4px }
  .figures .value small { font-size: 14px; color: var(--ink-soft); letter-spacing: 0 }
  .figures .value .tag { margin-left: 5px; align-self: center; letter-spacing: 0 }
  .figures dd p { font-size: 13px; color: var(--ink-soft) }

  .button, button.button {
    display: inline-flex; align-items: center; justify-content: center; gap: 6px; min-height: 36px;
    padding: 0 14px;
    border: 1px solid var(--line); border-radius: 6px; background: #fff; color: var(--ink); font: inherit;
    font-size: 14px; text-decoration: none; white-space: nowrap; cursor: pointer;
  }
  .button:hover { border-color: var(--ink-faint); color: var(--ink) }
  .button.off { color: var(--ink-faint); background: var(--band); cursor: default }
  .pager { display: flex; flex-wrap: wrap; align-items: center; gap: 8px; padding: 12px 16px }
  .pager p { margin-right: auto; font-size: 14px; color: var(--ink-soft) }
  .empty { padding: 26px 16px 32px; text-align: center; color: var(--ink-soft) }
  .empty .sign .ic { width: 30px; height: 30px; stroke-width: 1 }
  .empty .why { margin-top: 6px; font-size: 17px; font-weight: 600; color: var(--ink) }
  .actions { display: flex; flex-wrap: wrap; justify-content: center; gap: 8px; margin-top: 14px }
  .filter { display: flex; flex-wrap: wrap; align-items: end; gap: 8px 16px; padding: 0 16px 14px }
  .scroll + .filter { padding-top: 14px }
  .filter label { display: grid; gap: 2px; font-size: 13px; color: var(--ink-soft) }
  .filter label.check { display: flex; align-items: center; gap: 8px; min-height: 36px; font-size: 14px }
  .filter input[type=checkbox] { width: 18px; height: 18px; accent-color: var(--brand) }
  .filter input:is([type=text], [type=date]), .filter select {
    min-height: 36px; max-width: 100%; padding: 0 10px; border: 1px solid #8a95a1; border-radius: 6px;
    background: #fff;
    color: var(--ink); font: inherit; font-size: 14px;
  }
  .button.go { background: var(--brand); border-color: var(--brand); color: #fff; font-weight: 600 }
  .button.go:hover { background: var(--brand-dark); color: #fff }
  """
