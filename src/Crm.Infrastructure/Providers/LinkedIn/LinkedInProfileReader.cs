using Crm.Application.Integrations.Contracts;
using Crm.Infrastructure.Providers.Shared;

namespace Crm.Infrastructure.Providers.LinkedIn;

/// <summary>Who the member is. LinkedIn counts these calls too, so nobody makes them for a page view.</summary>
internal sealed class LinkedInProfileReader(ILinkedInApi api, TimeProvider time) : IProfileReader
{
    public ProviderDescriptor Descriptor => LinkedInProvider.Descriptor;

    public async Task<ProviderProfile> ReadProfileAsync(
        AccountAccess access,
        IReadOnlyList<string> grantedScopes,
        CancellationToken cancellationToken
    )
    {
        var (answer, status) = await CallTrouble.ReadAsync(
            Descriptor.Key,
            () => api.GetMemberAsync($"Bearer {access.RequiredToken.Reveal()}", cancellationToken),
            cancellationToken
        );

        return answer.Sub is { Length: > 0 } id
            ? new(id, answer.Name, null, answer.Picture, null, null, null, null, null, null, null)
            : throw LinkedInFailures.Describe(answer.Code, answer.Message, status, time.GetUtcNow());
    }
}
