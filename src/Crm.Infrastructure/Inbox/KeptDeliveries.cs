using Crm.Application.Common;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.WebhookEvents;
using Crm.Domain.Common;
using Crm.Domain.Integrations;

namespace Crm.Infrastructure.Inbox;

internal sealed class KeptDeliveries(IEnumerable<IInboundHook> hooks, IVault vault) : IKeptDeliveries
{
    public async Task<byte[]?> VerifyAsync(
        WebhookEvent kept,
        Account? account,
        PastedCredentials pasted,
        IReadOnlyList<FormerKey> former,
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
        try
        {
            foreach (var key in await OpenKeysAsync(hook, account, former, cancellationToken))
            {
                var request = new InboundRequest(
                    body,
                    signatures,
                    kept.ReceivedAt,
                    account?.AcceptsUnsigned ?? false,
                    key?.Reveal(),
                    pasted
                );
                if (hook.Verify(request).IsVerified)
                {
                    return hook.Identify(body);
                }
            }

            return null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Those that verification may take, the present one first; one null where it takes none.</summary>
    private async Task<IReadOnlyList<Secret?>> OpenKeysAsync(
        IInboundHook hook,
        Account? account,
        IReadOnlyList<FormerKey> former,
        CancellationToken cancellationToken
    )
    {
        if (account is null || !hook.ReadsAddressKey)
        {
            return [null];
        }

        var name = new SecretName(account.TenantId, account.Id, Account.AccountKeyField);
        var keys = new List<Secret?>();
        foreach (var box in former.Select(key => key.SealedKey).Prepend(account.SealedAccountKey))
        {
            keys.Add(await vault.OpenAsync(name, box, cancellationToken));
        }

        return keys;
    }
}
