// Stylesheet: forms, notices, timelines, the reader's menu and the phone's bottom bar.

let formStyle = """
  .form {
    display: grid; grid-template-columns: minmax(0, 1fr); gap: 18px; max-width: 36rem; padding: 4px 16px 20px;
  }
  .form .actions { justify-content: flex-start; margin-top: 0 }
  .inside .form { padding-inline: 0; padding-bottom: 4px }
  .field { display: grid; gap: 4px }
  .field > label, .field > legend { font-weight: 600; padding: 0 }
  .field > label.check { font-weight: 400; padding: 9px 0 }
  .field .tip { font-size: 14px; color: var(--ink-soft) }
  .field .fault {
    display: flex; align-items: baseline; gap: 6px; font-size: 14px; font-weight: 600; color: var(--red);
  }
  .field .fault .ic { width: 13px; height: 13px; align-self: center }
  .field.wrong { padding-left: 12px; border-left: 4px solid var(--red) }
  .form input:not([type=checkbox], [type=radio], [type=hidden]), .form select, .form textarea {
    width: 100%; min-height: 44px; padding: 8px 12px; border: 1px solid #6f7b87; border-radius: 6px;
    background: #fff; color: var(--ink); font: inherit;
  }
  .form .wrong input, .form .wrong select, .form .wrong textarea { border-color: var(--red) }
  .form input.code { max-width: 16rem; letter-spacing: .12em; font-size: 20px }
  .form input[type=date] { max-width: 14rem }
  .check { display: flex; align-items: flex-start; gap: 10px; min-height: 44px; padding: 9px 0 }
  .check input { width: 22px; height: 22px; margin: 1px 0 0; flex: none; accent-color: var(--brand) }
  .check small { display: block; color: var(--ink-soft) }
  .boxes, .beside {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(11.5rem, 1fr)); gap: 0 16px;
  }
  .beside { row-gap: 12px; align-items: end }
  .beside .field > label { font-weight: 400; font-size: 14px }
  .form.around { max-width: none; padding: 0; gap: 12px }
  .around > .field, .around > .send, .around > .faults { margin-inline: 16px; max-width: 36rem }
  .around > .send { margin-bottom: 16px }
  .around td input:not([type=checkbox]) { min-width: 14em }
  .around .check { padding: 0; align-items: center; font-weight: 600 }
  .way { display: flex; flex-wrap: wrap; gap: 6px 22px; padding: 0 16px 16px }
  .way li { display: flex; align-items: center; gap: 7px; color: var(--ink-soft) }
  .way [aria-current] { color: var(--ink); font-weight: 600 }
  .send, .row { display: flex; flex-wrap: wrap; gap: 10px }
  .row { padding: 0 16px 16px } .scroll + .row { padding-top: 12px } .inside .row { padding: 12px 0 0 }
  .send .button, .row .button { min-height: 44px; padding: 0 20px; font-size: 15px }
  .inline { display: inline }
  .button.danger { background: var(--red); border-color: var(--red); color: #fff; font-weight: 600 }
  .button.danger:hover { background: #8c1d17; color: #fff }
  .faults { padding: 12px 16px; border: 2px solid var(--red); border-radius: 6px;
    background: var(--red-ground) }
  .faults h2 { display: flex; align-items: center; gap: 8px; color: var(--red) }
  .faults h2 .ic { width: 16px; height: 16px }
  .faults ul { margin-top: 4px; padding-left: 24px; list-style: disc }
  .faults a { color: var(--red); font-weight: 600; display: inline-block; padding: 4px 0 }
  .lead { max-width: 44rem; padding-bottom: 14px; font-size: 16px }
  .notice {
    display: flex; gap: 12px; align-items: flex-start; margin-bottom: 16px; padding: 12px 16px;
    border: 1px solid var(--line); border-left: 4px solid var(--ink-faint); border-radius: 6px;
    background: var(--card);
  }
  .notice.red { border-left-color: var(--red) } .notice.amber { border-left-color: var(--amber-fill) }
  .notice.green { border-left-color: var(--green) }
  .notice .tag { flex: none; margin-top: 1px }
  .notice p { font-size: 14px; color: var(--ink-soft) }
  .secret {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(13em, max-content)); gap: 6px 20px;
    margin: 8px 0 14px; padding: 12px 16px; border: 1px dashed var(--ink-faint); border-radius: 6px;
    background: var(--band);
  }
  .secret code { font-size: 15px; overflow-wrap: anywhere; user-select: all }
  .secret code:only-child { grid-column: 1 / -1 }
  .qr { width: 220px; height: 220px; margin: 4px 0 12px; border: 1px solid var(--line-faint) }
  .timeline { padding: 2px 16px 14px }
  .timeline li { position: relative; display: flex; gap: 12px; padding: 6px 0 10px }
  .timeline li:not(:last-child)::before {
    content: ""; position: absolute; left: 6px; top: 26px; bottom: -6px; border-left: 2px solid var(--line);
  }
  .timeline time { color: var(--ink-soft); font-size: 14px; margin-right: 6px }
  .timeline p { font-size: 14px; color: var(--ink-soft) }
  .timeline li > div { flex: 1; min-width: 0 }
  .timeline .facts { padding: 4px 0 0 }
  .sections ul { display: flex; flex-wrap: wrap; gap: 4px; margin-bottom: 16px }
  .sections a {
    display: flex; align-items: center; min-height: 44px; padding: 0 14px; border-radius: 6px;
    color: var(--ink-soft); text-decoration: none;
  }
  .sections a:hover { background: #fff; color: var(--brand) }
  .sections [aria-current] { background: var(--brand-light); color: var(--brand); font-weight: 600 }
  .narrow { max-width: 38rem; margin-inline: auto }
  main:has(> .narrow) > :is(.head, .crumbs) { max-width: 38rem; margin-inline: auto }
  .swatches { display: flex; flex-wrap: wrap; gap: 8px 18px; padding: 0 16px 16px }
  .swatches li { display: flex; align-items: center; gap: 8px; font-size: 14px }
  .swatch { width: 28px; height: 28px; border: 1px solid var(--line); border-radius: 6px }
  .s-ink { background: var(--ink) }
  .s-brand { background: var(--brand) }
  .s-link { background: var(--link) }
  .s-red { background: var(--red) }
  .s-amber { background: var(--amber) }
  .s-green { background: var(--green) }
  .s-shade1 { background: var(--shade1) }
  .s-shade3 { background: var(--shade3) }
  .s-shade5 { background: var(--shade5) }
  """

let readerStyle = """
  .find + .tongue, .find + .user { margin-left: 0 }
  .topline > .tongue:nth-child(2) { margin-left: auto }
  .user { position: relative }
  .user > summary {
    display: flex; align-items: center; gap: 8px; min-height: 44px; padding: 2px 8px; border-radius: 6px;
    cursor: pointer; list-style: none; line-height: 1.25; font-size: 14px;
  }
  .user > summary::-webkit-details-marker, .switch > summary::-webkit-details-marker { display: none }
  .user > summary:hover, .user[open] > summary { background: rgba(255, 255, 255, .14) }
  .user small { display: block; max-width: 17em; color: #d5e2f0; overflow: hidden; text-overflow: ellipsis;
    white-space: nowrap }
  .user > ul, .switch > ul {
    position: absolute; z-index: 8; min-width: 180px; padding: 6px; border: 1px solid var(--line);
    border-radius: var(--radius); background: #fff; box-shadow: 0 6px 20px rgba(21, 32, 43, .18);
  }
  .user > ul { right: 0; top: 50px }
  .user li a, .user li button, .switch li a {
    display: flex; align-items: center; width: 100%; min-height: 44px; padding: 0 12px; border: 0;
    border-radius: 6px; background: none; color: var(--ink); font: inherit; font-weight: 400;
    text-decoration: none; cursor: pointer;
  }
  .user li a:hover, .user li .button:hover, .switch li a:hover {
    background: var(--brand-light); color: var(--brand);
  }
  .user li .button.go { justify-content: flex-start; background: none; color: var(--ink); font-size: 15px }
  .switch { position: relative; display: inline-block }
  .switch > summary {
    display: inline-flex; align-items: center; min-height: 32px; padding: 0 10px; list-style: none;
    border: 1px solid var(--line); border-radius: 6px; background: #fff; color: var(--link); cursor: pointer;
  }
  .switch > summary::after { content: "▾"; margin-left: 6px }
  .crumbs .switch { margin: 4px 0 8px }
  .switch > ul { left: 0; top: 36px; max-height: 60vh; overflow: auto }
  .bottom { display: none }
  @media (max-width: 720px) {
    .user { order: 2 } .user > summary { padding: 2px 4px } .user small { display: none }
    .field > label, .field > legend, .field .tip, .field .fault, .notice p, .timeline p { font-size: 16px }
    .form input, .form select, .form textarea { font-size: 17px }
    .form .button, .row .button { flex: 1 } .form { padding-bottom: 16px }
    .notice { flex-direction: column; gap: 6px }
    .switch > summary { min-height: 44px }
    .signed { padding-bottom: 66px }
    .signed .tabs ul { flex-wrap: nowrap; overflow-x: auto } .signed .tabs.few { display: none }
    .signed .brand .rest, .signed .tongue [aria-current] { display: none }
    .form .button { flex: 1 1 auto; height: auto; white-space: normal }
    .bottom {
      display: block; position: fixed; z-index: 7; left: 0; right: 0; bottom: 0; background: #fff;
      border-top: 1px solid var(--line); padding-bottom: env(safe-area-inset-bottom);
    }
    .bottom ul { display: flex } .bottom li { flex: 1; min-width: 0 }
    .bottom a {
      display: flex; align-items: center; justify-content: center; min-height: 56px; padding: 4px 2px;
      font-size: 15px; line-height: 1.2; text-align: center; text-decoration: none; color: var(--ink-soft);
      border-top: 3px solid transparent;
    }
    .bottom [aria-current] { color: var(--brand); border-color: var(--brand); font-weight: 600 }
  }
  @media print { .user, .bottom, .switch, .form, .row, .sections, .find { display: none } }
  """
