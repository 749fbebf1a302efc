using Crm.WebApi.Languages;

namespace Crm.WebApi.Pages;

/// <summary>
/// For the owner of a social account who was sent a reconnect link and has no user here. The secret stands in the fragment, which only
/// the page's own script reads; the callback comes back here without it.
/// </summary>
internal static class ReconnectPage
{
    private static readonly string Script = Page.Read("reconnect.js");

    public static Page Render(string? connected, string? error)
    {
        var words = ReconnectWords.In(RequestLanguage.Current);
        var body = connected switch
        {
            "true" => $"<p>{words.Done}</p>",
            null => Steps(words),
            _ => $"<p>{(error is "wrong_account" ? words.WrongAccount : words.NotConnected)}</p>",
        };

        return new Page(words.Title, $"<h1>{words.Title}</h1>{body}")
        {
            Language = RequestLanguage.Current,
            Script = connected is null ? Script : null,
        };
    }

    private static string Steps(ReconnectWords words) =>
        $"""
            <section id="wait"><p>{words.Wait}</p><noscript><p>{words.NeedsScript}</p></noscript></section>
            <section id="ready" hidden><p>{words.Ready}</p>
            <div class="card"><b id="platform" dir="auto"></b><br><span id="name" dir="auto"></span></div>
            <ul class="links"><li><a id="go" rel="noreferrer">{words.Go}</a></li></ul></section>
            <section id="invalid" hidden><p>{words.Invalid}</p></section>
            <section id="later" hidden><p>{words.Later}</p></section>
            """;
}
