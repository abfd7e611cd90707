/// How the page looks: on a phone, on a screen, on A4.
enum PageStyle {
    static let sheet: StaticString = """
        @page { size: A4; margin: 15mm 14mm; }
        :root { --ink: #1d1c1a; --soft: #5a564e; --line: #d8d3c8; --paper: #fff; --red: #a61c1c;
          --answered: #1d6b42; --reached: #6fae86; --waiting: #d79a2b; --missed: #b3261e;
          --ahead: #b9b4a8; --nobody: #e6e2d9; }
        * { box-sizing: border-box; }
        html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
        body { margin: 0; background: #f3f1ec; color: var(--ink); overflow-wrap: anywhere;
          font: 16px/1.5 "Segoe UI", "Noto Sans", "Helvetica Neue", Roboto, Arial, sans-serif;
          print-color-adjust: exact; -webkit-print-color-adjust: exact; }
        header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.5rem; }
        header { padding-top: 2rem; }
        p { margin: 0; }
        ul, ol { margin: 0; padding: 0; list-style: none; }
        .office { font-weight: 600; color: var(--red); }
        .what { margin-top: .75rem; font-size: .875rem; letter-spacing: .06em; color: var(--soft);
          text-transform: uppercase; }
        h1 { margin: .15rem 0 .4rem; font: 600 1.75rem/1.3 Georgia, Cambria, "Noto Serif",
          "Times New Roman", serif; text-wrap: balance; }
        h2 { margin: 0 0 1rem; padding-bottom: .4rem; border-bottom: 2px solid var(--red);
          font-size: 1.25rem; line-height: 1.3; }
        h3 { margin: 0; font-size: 1rem; line-height: 1.4; }
        .when, .kind, .person, .hours { color: var(--soft); font-size: .875rem; }
        .off { margin-top: .75rem; padding: .5rem .75rem; background: var(--missed); color: #fff;
          font-weight: 600; }
        .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
          gap: .75rem; margin: 1.25rem 0 0; }
        .figures div { display: flex; flex-direction: column-reverse; justify-content: flex-end;
          padding: .75rem 1rem; background: var(--paper); border: 1px solid var(--line);
          border-top: 3px solid var(--answered); }
        .figures div.bad { border-top-color: var(--missed); }
        .figures div.bad b { color: var(--missed); }
        dt { font-size: .875rem; color: var(--soft); line-height: 1.35; }
        dd { margin: 0; color: var(--soft); font-variant-numeric: tabular-nums; }
        dd b { font-size: 1.75rem; line-height: 1.2; color: var(--ink); }
        section { margin: 1.25rem 0; padding: 1.25rem 1.5rem 1.5rem; background: var(--paper);
          border: 1px solid var(--line); }
        .row { display: grid; grid-template-columns: minmax(0, 18rem) minmax(0, 1fr);
          gap: .1rem 1.5rem; padding: .75rem 0; border-top: 1px solid var(--line);
          break-inside: avoid; }
        h2 + .row { border-top: 0; padding-top: 0; }
        .row > * { grid-column: 2; }
        .row > h3 { grid-column: 1; grid-row: 1; }
        .row > .kind { grid-column: 1; grid-row: 2 / span 4; }
        .row > .sum { grid-row: 1; }
        .sum, .legend, .state, .took, time { font-variant-numeric: tabular-nums; }
        .bar { display: flex; gap: 1px; height: .75rem; margin: .35rem 0; overflow: hidden;
          background: var(--nobody); }
        .bar i { min-width: 3px; }
        .bar.empty { display: none; }
        .legend { display: flex; flex-wrap: wrap; gap: .1rem 1rem; font-size: .875rem; }
        .legend i, .dot { display: inline-block; flex: none; width: .7em; height: .7em;
          margin-right: .4em; border-radius: 50%; }
        .answered { background: var(--answered); fill: var(--answered); }
        .reached { background: var(--reached); }
        .waiting { background: var(--waiting); fill: var(--waiting); }
        .missed { background: var(--missed); fill: var(--missed); }
        .ahead { background: var(--ahead); }
        .nobody { background: var(--nobody); box-shadow: inset 0 0 0 1px #8d887c; }
        .w-mail { background: #2f7d54; fill: #2f7d54; }
        .w-later { background: #7fb594; }
        .w-text { background: #2d6ea3; }
        .w-phone { background: #174a75; fill: #174a75; }
        .w-person { background: #7d6aa8; }
        .r-on_time { background: var(--answered); }
        .r-late { background: var(--waiting); }
        .r-never { background: var(--missed); }
        .r-open { background: var(--ahead); }
        .r-declined { background: #7a3b69; }
        .r-waived { background: #8d98a3; }
        .good { color: var(--answered); font-weight: 600; }
        .verdict { margin-bottom: .75rem; font-size: 1.125rem; font-weight: 600; }
        .verdict.bad { color: var(--missed); }
        .findings { padding-left: 1.4rem; list-style: decimal; }
        .findings li { padding: .35rem 0 .35rem .25rem; break-inside: avoid; }
        #remarks ul { padding-left: 1.2rem; list-style: disc; }
        .missing { margin-bottom: 1rem; padding: .75rem 1rem; background: #fbeeec;
          border-left: 4px solid var(--missed); }
        .missing ul { columns: 20rem; column-gap: 2rem; font-size: .9375rem; }
        summary { cursor: pointer; padding: .35rem 0; }
        summary:focus-visible { outline: 2px solid #174a75; outline-offset: 2px; }
        .tree li ul { margin-left: .45rem; padding-left: .85rem; border-left: 1px solid var(--line); }
        .tree summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .5rem; }
        .tree summary::before { content: "▸"; flex: none; width: .75em; color: var(--soft); }
        .tree details[open] > summary::before { content: "▾"; }
        .tree summary::-webkit-details-marker { display: none; }
        .tree .dot { margin: .45em 0 0; align-self: flex-start; }
        .tree summary .name { flex: 1 1 0; min-width: 7rem; font-weight: 600; }
        .leaf { position: relative; padding: .2rem 0 .2rem 1.2em; break-inside: avoid; }
        .leaf .dot { position: absolute; left: 0; }
        .leaf .state, .people .person { margin-left: .5em; }
        .leaf > .person { display: block; }
        .leaves { columns: 22rem; column-gap: 1.5rem; }
        .state { color: var(--soft); font-size: .875rem; }
        .state b { color: var(--ink); }
        .state.bad { color: var(--missed); }
        .state .bar { display: inline-flex; width: 7rem; height: .5rem; margin: 0 0 0 .5rem;
          vertical-align: baseline; }
        .people .leaf > .person { display: inline; }
        .list { font-size: .9375rem; }
        .list > summary { font-weight: 600; }
        .row .list ul { columns: 14rem; column-gap: 1.5rem; padding-left: 1.1rem; }
        .failures { border-top: 1px solid var(--line); }
        h2 + .failures { border-top: 0; }
        .failures li { padding: .45rem 0 .45rem 1.1rem; border-top: 1px dotted var(--line);
          break-inside: avoid; }
        .why { color: var(--soft); font-size: .875rem; }
        .took { margin-left: .6em; color: var(--answered); font-weight: 600; white-space: nowrap; }
        .said { color: var(--soft); font: .8125rem/1.45 ui-monospace, "Noto Sans Mono", Consolas,
          monospace; }
        #load h3 { margin-top: 1.1rem; break-after: avoid; }
        figure { margin: .4rem 0 .6rem; break-inside: avoid; }
        figcaption { font-size: .875rem; color: var(--soft); }
        figcaption b { color: var(--ink); }
        svg { display: block; width: 100%; height: 60px; margin-top: .25rem; background: #faf9f6;
          border-bottom: 1px solid #8d887c; }
        .tick { fill: var(--line); }
        .hours { display: flex; justify-content: space-between; font-size: .75rem; }
        .day > summary { font-weight: 600; border-bottom: 1px solid var(--line); break-after: avoid; }
        .timeline li { display: grid; grid-template-columns: 3.5rem minmax(0, 1fr); gap: 0 .75rem;
          padding: .25rem 0; break-inside: avoid; }
        .timeline time { color: var(--soft); }
        .timeline span { padding-left: .6rem; border-left: 3px solid var(--ahead); }
        .timeline .mails span { border-color: #2f7d54; }
        .timeline .texts span { border-color: #2d6ea3; }
        .timeline .calls span { border-color: #174a75; }
        .timeline .answers span { border-color: var(--answered); }
        .timeline .cases span { border-color: var(--waiting); }
        .timeline .bad span { border-color: var(--missed); color: #8c1d17; font-weight: 600; }
        .timeline .strong span { font-weight: 600; }
        .timeline .later { color: var(--soft); }
        #samples h3 { margin-top: 1rem; }
        .sample { border-top: 1px solid var(--line); }
        .subject { margin: .25rem 0 .5rem; font-weight: 600; }
        iframe { display: block; width: 100%; height: var(--wide); border: 1px solid var(--line);
          background: #fff; }
        .sample pre { display: none; margin: 0; font: inherit; white-space: pre-wrap; }
        .sms { margin: .75rem 0; padding: .6rem .9rem; background: #eef3f7; font-size: .9375rem;
          border-left: 4px solid #2d6ea3; }
        .sms b { font-size: .8125rem; color: #2d5a80; }
        footer { padding-bottom: 2rem; color: var(--soft); font-size: .8125rem; }
        @media (max-width: 40rem) {
          header, footer { padding-left: 1rem; padding-right: 1rem; }
          header { padding-top: 1.25rem; }
          main { padding: 0; }
          h1 { font-size: 1.375rem; }
          .figures { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .5rem; }
          .figures div { padding: .6rem .7rem; }
          section { margin: .75rem 0; padding: 1rem; border-left: 0; border-right: 0; }
          .row { display: block; }
          .tree li ul { margin-left: .2rem; padding-left: .6rem; }
          .state .bar { width: 4rem; }
          .timeline li { grid-template-columns: 2.9rem minmax(0, 1fr); gap: 0 .4rem; }
          iframe { height: var(--narrow); margin: 0 -1rem; width: calc(100% + 2rem); }
        }
        @media print {
          body { background: #fff; font-size: 10pt; }
          header, main, footer { max-width: none; padding: 0; }
          section { padding: 0; border: 0; margin: 7mm 0; }
          h1 { font-size: 17pt; }
          h2, h3, summary { break-after: avoid; }
          .missing ul, .row .list ul, .leaves { columns: 2; }
          .figures { grid-template-columns: repeat(4, minmax(0, 1fr)); }
          .tree, .failures ul { font-size: 9pt; line-height: 1.4; }
          .tree details::details-content, .list::details-content {
            content-visibility: visible; block-size: auto; }
          .tree summary::before { content: "" !important; width: 0; }
          .tree .state, .tree .person, .why, .said { font-size: 8pt; }
          iframe { display: none; }
          .sample pre { display: block; padding: 3mm 5mm; border: 1px solid var(--line); }
          .sample:not([open]) { display: none; }
          #samples h3:not(:has(+ .sample[open])) { display: none; }
        }
        """
}
