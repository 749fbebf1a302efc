using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;

namespace Crm.Infrastructure.Providers.MetaLeads;

/// <summary>
/// The page that names the account, and the daily proof: a role that was taken away ends a page's token, and an hour of our
/// silence its subscription (meta-lead-ads §3), neither of which anybody tells.
/// </summary>
internal sealed class MetaLeadsReader(MetaPages pages) : IProfileReader, IIdProver
{
    public ProviderDescriptor Descriptor => MetaLeadsProvider.Descriptor;

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var held = HeldPages.From(access.RequiredToken);
        var caller = pages.CallerOf(held, held.Pages[0], access.Credentials);
        var (id, name) = await pages.WhoAsync(caller, cancellationToken);

        return Profile(id, name);
    }

    public async Task<IReadOnlyList<string>> ListProvenIdsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var held = HeldPages.From(access.RequiredToken);
        var proven = new List<string>();
        ProviderException? ended = null;
        foreach (var page in held.Pages)
        {
            try
            {
                var caller = pages.CallerOf(held, page, access.Credentials);
                var (id, _) = await pages.WhoAsync(caller, cancellationToken);
                if (id == page.Id)
                {
                    await pages.SubscribeAsync(caller, page.Id, cancellationToken);
                    proven.Add(page.Id);
                }
            }
            catch (ProviderException exception) when (exception.IsOfOnePage())
            {
                ended ??= exception;
            }
        }

        // One page's refusal is nothing to the others.
        return proven.Count > 0 || ended is null ? held.ProvenIds(proven) : throw ended;
    }

    public static ProviderProfile Profile(string? id, string? name) =>
        new(id, name, null, null, null, null, null, null, null, null, null);
}
