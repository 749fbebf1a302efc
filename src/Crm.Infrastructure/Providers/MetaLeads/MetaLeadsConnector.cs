using System.Text.Json;
using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;
using Crm.Infrastructure.Providers.Meta;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>
/// A consent for the platform's own app, or the pasted token of one page. A page is held when its own token says that it is
/// that page and lets us subscribe to it: typing an id proves nothing.
/// </summary>
internal sealed class MetaLeadsConnector(GraphClient graph, GraphTokens tokens, MetaPages pages, GraphOptions options)
    : IAccountConnector,
        ICredentialConnector
{
    public ProviderDescriptor Descriptor => MetaLeadsProvider.Descriptor;

    public AuthorizationRequest Authorize(string redirectUri, string state, PastedCredentials credentials) =>
        new(
            GraphDialog.Facebook(
                options,
                options.RequiredApp(Descriptor.Key).Id,
                redirectUri,
                state,
                Descriptor.Scopes
            ),
            Verifier: null
        );

    public async Task<ConnectedAccount> ExchangeAsync(
        string code,
        string redirectUri,
        Secret? verifier,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var user = await tokens.ExchangeAsync(Descriptor.Key, code, redirectUri, cancellationToken);
        var person = new GraphCaller(
            Descriptor.Key,
            user.Value.Reveal(),
            options.RequiredApp(Descriptor.Key).Secret.Reveal()
        );
        var scopes = await GraphPermissions.ListAsync(graph, person, cancellationToken);
        var (userId, _) = await pages.WhoAsync(person, cancellationToken);
        var granted = await ListPagesAsync(person, cancellationToken);
        var held = await SubscribeAsync(new(userId, person.Token, granted), cancellationToken);

        return Connected(
            held,
            scopes,
            await tokens.FindLifetimeAsync(Descriptor.Key, held.Pages[0].Token, cancellationToken)
        );
    }

    public async Task<ConnectedAccount?> IntroduceAsync(
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        var pageId = GraphId.Require(Descriptor.Key, credentials.Get(MetaLeadsProvider.PageId), "reason_page_id");
        var page = new HeldPage(pageId, Name: null, credentials.Get(MetaLeadsProvider.PageAccessToken));
        var held = new HeldPages(UserId: null, UserToken: null, [page]);
        var caller = pages.CallerOf(held, page, credentials);
        var (id, name) = await pages.WhoAsync(caller, cancellationToken);
        if (id != pageId)
        {
            throw new ProviderException("provider_rejected", Descriptor.Key, "reason_page_token", retryAfter: null);
        }

        await pages.SubscribeAsync(caller, pageId, cancellationToken);
        await pages.CheckLeadsAsync(caller, pageId, cancellationToken);

        // What it allows nobody tells; what is needed was just tried.
        return Connected(
            held with
            {
                Pages = [page with { Name = name }],
            },
            Descriptor.Scopes,
            await tokens.FindLifetimeAsync(Descriptor.Key, page.Token, cancellationToken)
        );
    }

    /// <summary>The whole consent, which is the person's and not of one page; a pasted token was not granted to us.</summary>
    public async Task RevokeAsync(
        Secret accessToken,
        PastedCredentials credentials,
        CancellationToken cancellationToken
    )
    {
        if (HeldPages.From(accessToken).UserToken is { } token)
        {
            await graph.DeleteAsync(
                new(Descriptor.Key, token, options.App?.Secret.Reveal()),
                "me/permissions",
                cancellationToken
            );
        }
    }

    private async Task<List<HeldPage>> ListPagesAsync(GraphCaller person, CancellationToken cancellationToken)
    {
        var query = GraphClient.Fields("id,name,access_token,tasks");
        query["limit"] = "100";
        var found = new List<HeldPage>();
        await foreach (var page in graph.ListAsync(person, "me/accounts", query, cancellationToken))
        {
            if (JsonText.Id(page, "id") is { } id && GraphId.IsValid(id) && TokenOf(page) is { } token)
            {
                found.Add(new(id, JsonText.Of(page, "name"), token));
            }
        }

        return [.. found.OrderBy(page => page.Id, StringComparer.Ordinal)];
    }

    /// <summary>Those that let us; one that does not is nobody else's trouble, unless there is no other.</summary>
    private async Task<HeldPages> SubscribeAsync(HeldPages granted, CancellationToken cancellationToken)
    {
        var held = new List<HeldPage>();
        ProviderException? refusal = null;
        foreach (var page in granted.Pages)
        {
            try
            {
                await pages.SubscribeAsync(
                    pages.CallerOf(granted, page, PastedCredentials.None),
                    page.Id,
                    cancellationToken
                );
                held.Add(page);
            }
            catch (ProviderException exception)
                when (exception.Code is "permission_denied" or "not_found_at_provider" or "provider_rejected")
            {
                refusal ??= exception;
            }
        }

        return held.Count > 0
            ? granted with
            {
                Pages = held,
            }
            : throw refusal
                ?? new ProviderException("permission_denied", Descriptor.Key, "reason_no_page", retryAfter: null);
    }

    private static ConnectedAccount Connected(HeldPages held, IReadOnlyList<string> scopes, TimeSpan? lifetime)
    {
        var first = held.Pages[0];

        return new(
            first.Id,
            first.Name,
            Username: null,
            AvatarUrl: null,
            scopes,
            held.ProvenIds(held.Pages.Select(page => page.Id)),
            new TokenPair(held.ToToken(), RefreshToken: null, lifetime, RefreshLifetime: null)
        )
        {
            Profile = MetaLeadsReader.Profile(first.Id, first.Name),
        };
    }

    private static string? TokenOf(JsonElement page) =>
        JsonText.Of(page, "access_token") is { Length: > 0 } token ? token : null;
}
