using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using MediatR;

namespace Crm.Application.Publishing.Reading;

/// <summary>In whose names an account may post besides its own, as the platform has said within the last quarter of an hour.</summary>
public sealed record ListPostAuthors(Guid AccountId) : IRequest<IReadOnlyList<PostAuthor>>;

internal sealed class ListPostAuthorsHandler(
    IAccountCaller accounts,
    IEnumerable<IProvider> providers,
    IAuthorMemory memory,
    ITenantContext tenant
) : IRequestHandler<ListPostAuthors, IReadOnlyList<PostAuthor>>
{
    public async Task<IReadOnlyList<PostAuthor>> Handle(ListPostAuthors request, CancellationToken cancellationToken)
    {
        var account =
            (await accounts.FindAsync([request.AccountId], cancellationToken)).SingleOrDefault()
            ?? throw new NotFoundException("Account");
        var platform = providers
            .OfType<IPostAuthors>()
            .SingleOrDefault(found => found.Descriptor.Key == account.Platform);
        if (platform is null)
        {
            // Everywhere else an account speaks for itself alone.
            return [];
        }

        if (account.IsConnected && memory.Find(tenant.TenantId, account) is { } told)
        {
            return told;
        }

        var authors = await accounts.CallAsync(
            account.Id,
            "list_authors",
            access => platform.ListAuthorsAsync(access, cancellationToken),
            _ => null,
            cancellationToken
        );
        memory.Keep(tenant.TenantId, account, authors);

        return authors;
    }
}
