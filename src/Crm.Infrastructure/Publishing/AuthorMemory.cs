using Crm.Application.Integrations.Contracts;
using Crm.Application.Publishing.Reading;
using Crm.Domain.Common;
using Microsoft.Extensions.Caching.Memory;

namespace Crm.Infrastructure.Publishing;

/// <summary>For a quarter of an hour, in this process, and of who the account was connected as.</summary>
internal sealed class AuthorMemory(TimeProvider time) : IAuthorMemory, IDisposable
{
    private const int MostAccounts = 10_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(15);

    private readonly MemoryCache told = new(new MemoryCacheOptions { SizeLimit = MostAccounts });

    public IReadOnlyList<PostAuthor>? Find(TenantId tenantId, CallableAccount account) =>
        told.TryGetValue(Key(tenantId, account), out Told? last) && last!.Until > time.GetUtcNow()
            ? last.Authors
            : null;

    public void Keep(TenantId tenantId, CallableAccount account, IReadOnlyList<PostAuthor> authors) =>
        told.Set(
            Key(tenantId, account),
            new Told(authors, time.GetUtcNow() + Memory),
            new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Memory }
        );

    public void Dispose() => told.Dispose();

    private static (TenantId, Guid, string?) Key(TenantId tenantId, CallableAccount account) =>
        (tenantId, account.Id, account.ExternalId);

    private sealed record Told(IReadOnlyList<PostAuthor> Authors, DateTimeOffset Until);
}
