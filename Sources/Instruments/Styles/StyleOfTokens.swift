// Stylesheet: colours, spaces and type, and the plain elements.

let tokensStyle = """
  :root {
    --ink: #15202b; --ink-soft: #45525f; --ink-faint: #5f6b77;
    --line: #d5dce3; --line-faint: #e8ecf0; --ground: #f2f4f7; --card: #fff; --band: #f7f9fb;
    --brand: #1b4b82; --brand-dark: #12345c; --brand-light: #e9f1fa; --link: #185aa6; --focus: #ffbf47;
    --red: #b3261e; --red-ground: #fdeceb; --red-line: #eba9a4;
    --amber: #7a4f00; --amber-fill: #e39a00; --amber-ground: #fff4d9; --amber-line: #e8c66f;
    --green: #1b6b41; --green-ground: #e5f3eb; --green-line: #a3d1b6;
    --shade1: #e4eef8; --shade2: #bfd6ec; --shade3: #8fb7dc; --shade4: #558fc4; --shade5: #235f9c;
    --radius: 8px;
    --sans: "PingFang SC", "HarmonyOS Sans SC", "HarmonyOS Sans", MiSans, "Noto Sans CJK SC",
      "Microsoft YaHei", system-ui, sans-serif;
  }
  *, ::before, ::after { box-sizing: border-box }
  html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; scroll-padding-top: 12px }
  body {
    margin: 0; background: var(--ground); color: var(--ink);
    font: 15px/1.6 var(--sans); font-variant-numeric: tabular-nums;
  }
  h1, h2, h3, p, ul, ol, dl, dd, figure, fieldset { margin: 0; padding: 0 }
  ul, ol { list-style: none }
  fieldset { border: 0; min-width: 0 }
  h1 { font-size: 26px; line-height: 1.35; font-weight: 700 }
  h2 { font-size: 17px; line-height: 1.4; font-weight: 600 }
  h3 { font-size: 15px; line-height: 1.5; font-weight: 600 }
  a { color: var(--link) }
  a:hover { color: var(--brand-dark) }
  small { font-size: 13px }
  time { white-space: nowrap }
  svg { display: block }
  code, pre { font-family: "JetBrains Mono", "Noto Sans Mono CJK SC", Consolas, monospace; font-size: 13.5px }
  pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere }
  :focus-visible {
    outline: 3px solid var(--focus); outline-offset: 1px; box-shadow: 0 0 0 5px var(--ink);
    border-radius: 4px;
  }
  .aside {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
  .sheet { position: absolute; width: 0; height: 0; overflow: hidden }
  .skip {
    position: absolute; left: -999px; z-index: 9; padding: 8px 16px; background: var(--focus);
    color: var(--ink);
  }
  .skip:focus { left: 8px; top: 8px }
  .ic { width: 1em; height: 1em; flex: none }
  .faint { color: var(--ink-faint) }
  """
