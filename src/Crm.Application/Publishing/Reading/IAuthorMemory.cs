using Crm.Application.Integrations.Contracts;
using Crm.Domain.Common;

namespace Crm.Application.Publishing.Reading;

/// <summary>What a platform has said of authors lately: some let themselves be asked only so many times a day.</summary>
public interface IAuthorMemory
{
    IReadOnlyList<PostAuthor>? Find(TenantId tenantId, CallableAccount account);

    void Keep(TenantId tenantId, CallableAccount account, IReadOnlyList<PostAuthor> authors);
}
