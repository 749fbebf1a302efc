using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Connections;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Credentials;

/// <summary>
/// Connects an account by pasted values. The provider is asked first, outside of any transaction, and what works is never replaced by
/// what does not: while the account is connected, a refusal or an outage leaves everything as it was. Otherwise the values are kept,
/// and the account says what is wrong with them.
/// </summary>
internal sealed class PastedConnection(
    IIntegrationsDb db,
    CredentialStore credentials,
    ProviderCatalog providers,
    IProviderGate gate,
    GrantKeeper grants,
    EndedGrant ended,
    IAuditTrail audit,
    TimeProvider clock
)
{
    public Task<PastedAnswer> AskAsync(
        string platform,
        IReadOnlyDictionary<string, Secret> values,
        CancellationToken cancellationToken
    ) => AskAsync(platform, new PastedCredentials(values), cancellationToken);

    /// <summary>Asks the provider whose account it is.</summary>
    public async Task<PastedAnswer> AskAsync(
        string platform,
        PastedCredentials pasted,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        try
        {
            var granted = providers.Find<ICredentialConnector>(platform) is { } connector
                ? await gate.RunAsync(
                    platform,
                    accountId: null,
                    () => connector.IntroduceAsync(pasted, cancellationToken),
                    cancellationToken
                )
                : null;
            var consent = granted is null
                ? null
                : await grants.IntroduceAsync(platform, granted, pasted, cancellationToken);

            return new(consent, Trouble: null, clock.GetElapsedTime(started));
        }
        catch (ProviderException trouble)
        {
            return new(Consent: null, trouble, clock.GetElapsedTime(started));
        }
    }

    /// <summary>Keeps values and answer in the account, and says so in its log and in the audit trail. The caller saves.</summary>
    /// <exception cref="ProviderException">The account is connected and these values do not work.</exception>
    /// <exception cref="DomainException"><c>wrong_account</c>: the values are of another account than the one that is connected.</exception>
    public async Task KeepAsync(
        Account account,
        IReadOnlyDictionary<string, Secret> values,
        PastedAnswer answer,
        CancellationToken cancellationToken
    )
    {
        if (answer.Trouble is { } refusal && account.Status is AccountStatus.Connected)
        {
            throw refusal;
        }

        if (answer.Consent is { } given)
        {
            answer = answer with { Consent = await db.RelateAsync(account, given, cancellationToken) };
        }

        if (answer.Consent is { } other && !account.MayBecome(other.Granted.ExternalId, other.Granted.FormerId))
        {
            throw new DomainException("wrong_account", ("platform", Name(account.Platform)));
        }

        var before = account.ConnectionMembers();
        await credentials.ReplaceAsync(account, values, cancellationToken);
        await RecordAsync(account, answer, cancellationToken);
        await audit.RecordAsync(
            account.Audited("credentials_replaced") with
            {
                Before = before,
                After = Told(account, values.Keys),
            },
            cancellationToken
        );
    }

    /// <summary>Keeps the answer alone, for values that are stored already. The caller saves.</summary>
    public async Task RecordAsync(Account account, PastedAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Consent is { } given)
        {
            var consent = await db.RelateAsync(account, given, cancellationToken);
            // What was granted to another app stays alive there when it is overwritten here.
            if (consent.Granted.Tokens is null || await db.IsOfOtherAppAsync(account, consent, cancellationToken))
            {
                await ended.GiveReplacedGrantBackAsync(account, cancellationToken);
            }

            await grants.StoreAsync(account, consent, cancellationToken);
        }
        else if (answer.Trouble is { } trouble)
        {
            Fail(account, trouble);
        }

        grants.Log(
            account,
            "credentials",
            answer.Trouble is null ? IntegrationLogEntry.Succeeded : IntegrationLogEntry.Failed,
            answer.Trouble?.Code,
            answer.Trouble?.RequestId,
            answer.Latency
        );
    }

    /// <exception cref="DomainException"><c>account_in_use</c>: it serves somebody else.</exception>
    public async Task SaveAsync(string platform, CancellationToken cancellationToken)
    {
        try
        {
            await db.SaveOverRenewalAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsHeldElsewhere())
        {
            throw new DomainException("account_in_use", ("platform", Name(platform)));
        }
    }

    private string Name(string platform) => providers.Descriptor(platform).DisplayName;

    private void Fail(Account account, ProviderException trouble)
    {
        var now = clock.GetUtcNow();
        if (trouble.Code is "authentication_failed" && account.Status is AccountStatus.Connected)
        {
            account.RequireReauthentication(trouble.Reason ?? trouble.Code, now);
            return;
        }

        account.BeginConnecting(now);
        account.FailConnecting(trouble.Code, trouble.Reason, now);
    }

    private static Dictionary<string, object?> Told(Account account, IEnumerable<string> fields)
    {
        var members = account.ConnectionMembers();
        members["fields"] = fields.Order(StringComparer.Ordinal).ToList();

        return members;
    }
}

/// <param name="Consent">Whose account it is; null when nobody was asked, or the provider said no.</param>
/// <param name="Trouble">What the provider said instead.</param>
internal sealed record PastedAnswer(NewConsent? Consent, ProviderException? Trouble, TimeSpan Latency);
