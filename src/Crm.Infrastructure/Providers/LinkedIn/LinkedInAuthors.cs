using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using JsonText = Crm.Infrastructure.Providers.Shared.JsonText;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>The organisations that the member administers (linkedin §4).</summary>
internal sealed class LinkedInAuthors(LinkedInRest rest) : IPostAuthors
{
    private const string Organization = "urn:li:organization:";
    private const int PageSize = 100;
    private const int MostPages = 10;

    /// <summary>Each name is one of a member's 150 calls a day.</summary>
    private const int Most = 100;

    public ProviderDescriptor Descriptor => LinkedInProvider.Descriptor;

    public async Task<IReadOnlyList<PostAuthor>> ListAuthorsAsync(
        AccountAccess access,
        CancellationToken cancellationToken
    )
    {
        var authors = new List<PostAuthor>();
        foreach (var id in await ListIdsAsync(access, cancellationToken))
        {
            authors.Add(new(Organization + id, await FindNameAsync(access, id, cancellationToken)));
        }

        return authors;
    }

    private async Task<IReadOnlyList<string>> ListIdsAsync(AccountAccess access, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        for (var page = 0; page < MostPages && ids.Count < Most; page++)
        {
            var answer = await rest.SendAsync(
                access,
                (api, bearer) => api.FindOrganizationsAsync(bearer, page * PageSize, PageSize, cancellationToken),
                cancellationToken
            );
            var roles = answer.Elements().ToList();
            ids.AddRange(
                roles
                    .Select(role => JsonText.Of(role, "organization"))
                    .OfType<string>()
                    .Where(urn => urn.StartsWith(Organization, StringComparison.Ordinal))
                    .Select(urn => urn[Organization.Length..])
                    .Where(id => id.Length > 0 && id.All(char.IsAsciiDigit))
            );
            if (roles.Count < PageSize)
            {
                break;
            }
        }

        return [.. ids.Distinct(StringComparer.Ordinal).Take(Most)];
    }

    // A name is a comfort: without it the id is still good.
    private async Task<string?> FindNameAsync(AccountAccess access, string id, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await rest.SendAsync(
                access,
                (api, bearer) => api.GetOrganizationAsync(bearer, id, cancellationToken),
                cancellationToken
            );

            return answer.Text("localizedName");
        }
        catch (ProviderException refusal) when (refusal.Code is "permission_denied" or "not_found_at_provider")
        {
            return null;
        }
    }
}
