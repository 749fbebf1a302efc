using System.Reflection;
using Crm.Infrastructure.Configuration;
using Crm.Infrastructure.Persistence;
using Crm.WebApi.Languages;

namespace Crm.WebApi.Pages;

/// <summary>What somebody sees who opens the address in a browser.</summary>
internal static class HomePage
{
    private static readonly string Version =
        typeof(HomePage)
            .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()
            ?.InformationalVersion.Split('+')[0]
        ?? "0";

    public static Page Render(ServerOptions server, DatabaseState state)
    {
        var words = HomeWords.In(RequestLanguage.Current);
        var (look, said) = state switch
        {
            DatabaseState.Ready => ("ready", words.Ready),
            DatabaseState.NotMigrated => ("failing", words.NotMigrated),
            _ => ("failing", words.Unreachable),
        };

        return new Page(
            "Crm",
            $"""
            <h1>Crm</h1>
            <p class="soft">{words.Tagline}</p>
            <div class="card"><span class="state {look}">{said}</span><br><span class="soft">{words.Version} <bdi>{Version}</bdi></span></div>
            <h2>{words.Links}</h2>
            <ul class="links">{string.Concat(Links(server, words).Select(link => Link(link.Address, link.Name)))}</ul>
            """
        )
        {
            Language = RequestLanguage.Current,
        };
    }

    private static IEnumerable<(string Address, string Name)> Links(ServerOptions server, HomeWords words)
    {
        yield return ("/docs", words.Docs);
        yield return ("/docs/problems", words.Problems);
        yield return ("/openapi/v1.json", words.OpenApi);
        yield return ("/health/ready", words.Health);
        yield return ("/.well-known/jwks.json", words.Keys);
        if (server.IsDemo)
        {
            yield return ("http://localhost:8090", words.Simulator);
        }
    }

    private static string Link(string address, string name) =>
        $"""<li><a href="{address}">{name}<small>{address}</small></a></li>""";
}
