namespace TwinGrid.Simulation.Reports;

/// <summary>How a report looks.</summary>
internal static class ReportStyle
{
    /// <summary>Colours of arms after Okabe and Ito (2008), told apart by colour-blind people too.</summary>
    public const string Css = """
        :root{--page:#f6f7f9;--card:#fff;--text:#1b2430;--soft:#5b6675;--line:#dfe3e8;--accent:#1f5fa8;
        --c0:#5b6675;--c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c4:#cc79a7;--c5:#b8860b;--c6:#56b4e9;--c7:#7a5195;
        --good:#1a7f4b;--good-soft:#e2f4ea;--bad:#b3261e;--bad-soft:#fbe6e4;--open:#8a5a00;--open-soft:#fdf1d8}
        @media (prefers-color-scheme:dark){:root{--page:#12161c;--card:#1b2129;--text:#e6eaf0;--soft:#9aa6b5;--line:#303945;--accent:#7db4f0;
        --c0:#9aa6b5;--c1:#4fa8e0;--c2:#f28c45;--c3:#3cc79c;--c4:#e29dc2;--c5:#e0b040;--c6:#8fd0f5;--c7:#b494d8;
        --good:#5bd693;--good-soft:#173526;--bad:#ff8a80;--bad-soft:#43201e;--open:#f2c060;--open-soft:#3d3015}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--page);color:var(--text);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
        main{max-width:1100px;margin:0 auto;padding:32px 24px 64px}
        h1{font-size:28px;line-height:1.25;margin:4px 0 10px;max-width:34em}
        h2{font-size:20px;margin:0 0 14px}
        h3{font-size:15px;margin:8px 0 4px}
        p{margin:0 0 8px}
        a{color:var(--accent)}
        .kind{color:var(--soft);font-size:13px;letter-spacing:.02em;margin:0}
        .meta span{display:inline-block;margin:0 8px 6px 0;padding:2px 10px;border:1px solid var(--line);border-radius:999px;background:var(--card);font-size:13px;color:var(--soft)}
        nav{display:flex;flex-wrap:wrap;gap:4px 16px;margin:8px 0 20px;font-size:14px}
        nav a{text-decoration:none}
        section{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:22px 24px;margin:0 0 18px}
        section.cards{background:none;border:0;padding:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(290px,1fr));gap:14px}
        .card{background:var(--card);border:1px solid var(--line);border-left:5px solid var(--c0);border-radius:12px;padding:16px 18px}
        .card.supported{border-left-color:var(--good)}.card.refuted{border-left-color:var(--bad)}.card.inconclusive,.card.warn{border-left-color:var(--open)}
        .card p:last-child{margin-bottom:0}
        .big{font-size:23px;font-weight:650;font-variant-numeric:tabular-nums;margin:2px 0 4px}
        .badge{display:inline-block;padding:1px 10px;border-radius:999px;font-size:12.5px;font-weight:650;white-space:nowrap}
        .badge.supported{background:var(--good-soft);color:var(--good)}.badge.refuted{background:var(--bad-soft);color:var(--bad)}.badge.inconclusive{background:var(--open-soft);color:var(--open)}
        .note,.legend{color:var(--soft);font-size:13px}
        .open{color:var(--open);font-size:13.5px;font-weight:600}
        .scroll{overflow-x:auto;margin:0 0 10px}
        table{border-collapse:collapse;width:100%;font-size:13.5px;font-variant-numeric:tabular-nums}
        th{text-align:left;color:var(--soft);font-weight:600;font-size:12.5px}
        th,td{padding:6px 10px;border-bottom:1px solid var(--line);vertical-align:top}
        td.r,th.r{text-align:right;white-space:nowrap}
        td:first-child{white-space:nowrap}td:nth-child(2){min-width:7.5em}.facts td:first-child{white-space:normal}
        tbody tr:last-child>*{border-bottom:0}
        .facts th{width:210px;white-space:normal}.facts td{overflow-wrap:anywhere}.facts td p{margin:0 0 4px}
        figure{margin:6px 0 22px}figcaption{font-weight:650;margin:0 0 6px}
        svg{max-width:100%;height:auto;display:block}
        svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;fill:var(--text)}
        svg .tick,svg .axis{fill:var(--soft);font-size:11.5px}svg .figure{font-variant-numeric:tabular-nums}
        .grid{stroke:var(--line);stroke-width:1}.zero{stroke:var(--soft);stroke-width:1.5}
        .effect{stroke:var(--text);stroke-width:1.5;stroke-dasharray:3 3}
        .c0{color:var(--c0)}.c1{color:var(--c1)}.c2{color:var(--c2)}.c3{color:var(--c3)}.c4{color:var(--c4)}.c5{color:var(--c5)}.c6{color:var(--c6)}.c7{color:var(--c7)}
        .interval.supported{color:var(--good)}.interval.refuted{color:var(--bad)}.interval.inconclusive{color:var(--open)}.interval.plain{color:var(--c1)}
        .interval line{stroke:currentColor;stroke-width:3}.interval line.cap{stroke-width:1.5}.interval circle{fill:var(--card);stroke:currentColor;stroke-width:2.5}
        .bin{fill:currentColor;opacity:.45}.dot{fill:currentColor;opacity:.6}
        .front{fill:none;stroke:var(--soft);stroke-width:1.5;stroke-dasharray:5 4}
        .point line{stroke:currentColor;stroke-width:1.5;opacity:.7}.point .full{fill:currentColor}.point .hollow{fill:var(--card);stroke:currentColor;stroke-width:2}
        .first{fill:var(--c1);background:var(--c1)}.total{fill:var(--c2);background:var(--c2)}.bar line{stroke:var(--text);stroke-width:1.5}.bar rect{opacity:.85}
        .swatch{display:inline-block;width:12px;height:12px;border-radius:3px;vertical-align:-1px;margin-left:10px}
        .swatch:first-child{margin-left:0}
        .mark{stroke:var(--text);stroke-width:1.2;stroke-dasharray:2 3}
        .ph-processing{fill:#2e9e6b;background:#2e9e6b}.ph-setup{fill:#4f8fd6;background:#4f8fd6}.ph-blocked{fill:#e6a23c;background:#e6a23c}.ph-starved{fill:#c9d1da;background:#c9d1da}
        .ph-down{fill:#d64545;background:#d64545}.ph-maintenance{fill:#9a6fc4;background:#9a6fc4}.ph-waiting{fill:#e8d27a;background:#e8d27a}.ph-offShift{fill:#7f8a97;background:#7f8a97}
        .ph-idle{fill:#aab3be;background:#aab3be}.ph-other{fill:#6fb7b7;background:#6fb7b7}
        .box rect{fill:var(--page);stroke:var(--soft)}.box text{text-anchor:middle}.boxname{font-weight:600}.box .boxtype{fill:var(--soft);font-size:11px}
        .edge{fill:none;stroke:var(--soft);stroke-width:1.6}.edge.signal{stroke-dasharray:4 3}.edge.connector{stroke:var(--c2)}.tip{fill:var(--soft)}
        summary{cursor:pointer;font-weight:600}details .scroll{margin-top:12px}
        footer{color:var(--soft);font-size:12.5px;overflow-wrap:anywhere}
        @media print{:root{--page:#fff;--card:#fff;--text:#000;--soft:#444;--line:#ccc;--accent:#000}body{font-size:11.5px}main{max-width:none;padding:0}nav{display:none}
        section{border:0;padding:0;margin:0 0 22px}section.cards{grid-template-columns:1fr 1fr}figure,.card,tr{break-inside:avoid}h2,figcaption{break-after:avoid}.scroll{overflow:visible}
        *{-webkit-print-color-adjust:exact;print-color-adjust:exact}}
        """;
}
