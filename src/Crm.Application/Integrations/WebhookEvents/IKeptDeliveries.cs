using Crm.Application.Integrations.Contracts;
using Crm.Domain.Integrations;

namespace Crm.Application.Integrations.WebhookEvents;

public interface IKeptDeliveries
{
    /// <summary>Verifies a kept delivery once more, with the secrets of today.</summary>
    /// <param name="account">At whose own address it arrived; as it is today.</param>
    /// <param name="pasted">What is pasted for that account today.</param>
    /// <param name="former">Keys of its address that were replaced after the delivery had come.</param>
    /// <returns>What it is known by as a verified one; null: it is not verified.</returns>
    Task<byte[]?> VerifyAsync(
        WebhookEvent kept,
        Account? account,
        PastedCredentials pasted,
        IReadOnlyList<FormerKey> former,
        CancellationToken cancellationToken
    );
}
