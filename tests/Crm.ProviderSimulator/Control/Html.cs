using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Crm.ProviderSimulator.Control;

internal static class Html
{
    private const string Style = """
        :root{--ink:#161823;--soft:#61646f;--line:#e3e4e8;--paper:#fff;--ground:#f5f5f7;--accent:#d91f4b;--good:#0a7d4f}
        @media (prefers-color-scheme:dark){:root{--ink:#f1f1f4;--soft:#a5a8b3;--line:#34363f;--paper:#1d1f27;--ground:#121319;--accent:#e2345e;--good:#46c48f}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:1080px;margin:32px auto;padding:0 20px}
        h1{font-size:22px;line-height:1.3;margin:8px 0 20px}h2{font-size:16px;margin:0 0 12px}
        .card{background:var(--paper);border:1px solid var(--line);border-radius:14px;padding:24px}
        main.card{max-width:480px;margin:48px auto}
        .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:20px;align-items:start}a{color:inherit}
        .wide{grid-column:1/-1}
        .badge{display:inline-block;margin:0;padding:2px 10px;border-radius:99px;background:var(--ground);color:var(--soft);font-size:12px}
        .hint,small{color:var(--soft);font-size:13px}small{display:block}.hint{overflow-wrap:anywhere}
        fieldset{border:0;padding:0;margin:0 0 18px}legend{font-weight:600;margin-bottom:6px}
        .choice{display:flex;gap:12px;align-items:flex-start;padding:10px 12px;border:1px solid var(--line);border-radius:10px;margin-bottom:6px;cursor:pointer}
        .choice input{margin-top:4px;accent-color:var(--accent)}
        label.field{display:block;margin-bottom:10px;font-weight:600;font-size:13px}
        input:not([type=checkbox]):not([type=radio]),select{display:block;width:100%;margin-top:4px;padding:9px 11px;font:inherit;font-weight:400;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:8px}
        button{padding:8px 13px;font:inherit;font-size:14px;font-weight:600;color:inherit;background:var(--ground);border:1px solid var(--line);border-radius:8px;cursor:pointer}
        button:hover{border-color:var(--soft)}:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
        .primary{background:var(--accent);border-color:var(--accent);color:#fff}
        .buttons{display:flex;flex-wrap:wrap;gap:8px}.buttons .primary{flex:1}
        dl{display:grid;grid-template-columns:minmax(11em,1fr) minmax(0,auto);gap:6px 16px;margin:0}.buttons+dl,form+dl{margin-top:16px}dt{color:var(--soft)}dd{margin:0;font-weight:600;text-align:right;overflow-wrap:anywhere}
        .scroll{overflow-x:auto}table{width:100%;border-collapse:collapse;font-size:13px}th,td{text-align:left;padding:6px 10px 6px 0;border-bottom:1px solid var(--line);vertical-align:top}
        code{font-size:12px;overflow-wrap:anywhere}.note{padding:10px 14px;border-left:3px solid var(--good);background:var(--paper);margin:0 0 20px}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Encode(string? text) => Encoder.Encode(text ?? "");

    public static IResult Page(string html, int status = StatusCodes.Status200OK) =>
        Results.Text(html, "text/html; charset=utf-8", statusCode: status);

    public static string Layout(string title, string body) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <link rel="icon" href="data:,"><title>{Encode(title)}</title><style>{Style}</style></head>
            <body>{body}</body>
            </html>
            """;

    public static string Field(string label, string name, string value) =>
        $"<label class=\"field\">{label}<input name=\"{name}\" value=\"{Encode(value)}\"></label>";

    public static string Refused(string provider, string problem) =>
        Layout(
            $"{provider}: something went wrong",
            $"""
            <main class="card"><p class="badge">{Encode(provider)} simulator</p>
            <h1>Something went wrong</h1><p>We could not log you in because the app asked wrongly:</p>
            <p><b>{Encode(problem)}</b></p></main>
            """
        );
}
