using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.WebhookEvents;
using Crm.Domain.Integrations;

namespace Crm.Infrastructure.Inbox;

internal sealed class KeptDeliveries(IEnumerable<IInboundHook> hooks, IVault vault) : IKeptDeliveries
{
    public async Task<byte[]?> VerifyAsync(
        WebhookEvent kept,
        Account? account,
        PastedCredentials pasted,
        CancellationToken cancellationToken
    )
    {
        if (hooks.FirstOrDefault(hook => hook.IsOf(kept.Provider)) is not { } hook)
        {
            return null;
        }

        var body = await vault.OpenBytesAsync(kept.BodyName, kept.SealedBody!, cancellationToken);
        if (kept.IsPart)
        {
            return kept.DedupeKey;
        }

        var signatures = SignatureLine.Read(kept.Signature);
        var addressKey =
            account is null || !hook.ReadsAddressKey
                ? null
                : await vault.OpenAsync(
                    new(account.TenantId, account.Id, Account.AccountKeyField),
                    account.SealedAccountKey,
                    cancellationToken
                );
        try
        {
            return hook.Verify(
                new(body, signatures, kept.ReceivedAt, account?.AcceptsUnsigned ?? false, addressKey?.Reveal(), pasted)
            ).IsVerified
                ? hook.Identify(body)
                : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
