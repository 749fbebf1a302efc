using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Crm.Application.Common;
using Crm.Application.Integrations.Accounts;
using Crm.Application.Integrations.Contracts;
using Crm.Application.Integrations.Credentials;
using Crm.Application.Integrations.LeadSources;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using FluentValidation;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Connections;

/// <param name="Error">The provider's own word when the person or the provider said no.</param>
/// <param name="BrowserKey">From the cookie that connect set; null: another browser.</param>
public sealed record CompleteConnection(string Platform, string? State, string? Code, string? Error, string? BrowserKey)
    : IRequest<ConnectionResult>;

/// <param name="AccountId">Null: the state is unknown, spent, expired or another browser's, and nothing was stored.</param>
/// <param name="Error">Null: connected.</param>
public sealed record ConnectionResult(Guid? AccountId, string? Error)
{
    /// <summary>The browser belongs to nobody here: it is told on the page of the link.</summary>
    public bool ByLink { get; init; }

    internal static readonly ConnectionResult Unknown = new(null, "unknown_state");
}

internal sealed class CompleteConnectionValidator : AbstractValidator<CompleteConnection>
{
    private const int LongestCode = 4096;

    public CompleteConnectionValidator() => RuleFor(request => request.Code).MaximumLength(LongestCode);
}

/// <summary>
/// The state is taken away first, so that nothing can be replayed. A crash after the exchange and before the save leaves
/// a grant at the provider that nobody here holds and the account as it was: the person connects once more, which replaces it.
/// </summary>
internal sealed partial class CompleteConnectionHandler(
    IIntegrationsDb db,
    IConnectionLookup lookup,
    ITenantContext tenant,
    ProviderCatalog providers,
    GrantKeeper grants,
    CredentialStore credentials,
    ReconnectGuard guard,
    HookSubscriptions subscriptions,
    IAuditTrail audit,
    TimeProvider clock
) : IRequestHandler<CompleteConnection, ConnectionResult>
{
    public async Task<ConnectionResult> Handle(CompleteConnection request, CancellationToken cancellationToken)
    {
        var taken = request.State is { Length: > 0 and < 200 } state
            ? await lookup.TakeStateAsync(RandomKey.Hash(state), cancellationToken)
            : null;
        if (taken is null || !IsFor(taken, request))
        {
            return ConnectionResult.Unknown;
        }

        tenant.Set(taken.TenantId);
        var account = await db.Accounts.SingleOrDefaultAsync(row => row.Id == taken.AccountId, cancellationToken);
        if (account is null)
        {
            return ConnectionResult.Unknown;
        }

        var result = await ContinueAsync(account, taken, request, cancellationToken);

        return result with
        {
            ByLink = taken.LinkHash is not null,
        };
    }

    // The code is good for one exchange and the pair for one save: a browser that goes away must not cut between them.
    private async Task<ConnectionResult> ContinueAsync(
        Account account,
        TakenState taken,
        CompleteConnection request,
        CancellationToken cancellationToken
    ) =>
        await lookup.WhyNotAsync(taken.TenantId, taken.PersonId, cancellationToken) is { } missing
            ? await AbandonAsync(account, taken, missing)
        : request.Error is { Length: > 0 } refusal ? await AbandonAsync(account, taken, Word(refusal))
        : request.Code is { Length: > 0 } code ? await ConnectAsync(account, taken, code, CancellationToken.None)
        : await AbandonAsync(account, taken, "malformed_request");

    private bool IsFor(TakenState taken, CompleteConnection request) =>
        taken.Platform == request.Platform
        && (!tenant.IsSet || tenant.TenantId == taken.TenantId)
        && taken.ExpiresAt > clock.GetUtcNow()
        && CryptographicOperations.FixedTimeEquals(taken.BrowserHash, RandomKey.Hash(request.BrowserKey ?? ""));

    private async Task<ConnectionResult> AbandonAsync(Account account, TakenState taken, string reason)
    {
        var before = account.ConnectionMembers();
        account.AbandonConnecting(reason, clock.GetUtcNow());
        grants.Log(account, "connect", IntegrationLogEntry.Failed, reason);
        await RecordAsync(account, taken, "connect_failed", before);
        await db.SaveChangesAsync(CancellationToken.None);

        return new(account.Id, reason);
    }

    private async Task<ConnectionResult> ConnectAsync(
        Account account,
        TakenState taken,
        string code,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        try
        {
            var pasted = await credentials.OpenAsync(account, cancellationToken);
            var connector = providers.Get<IAccountConnector>(account.Platform);
            if (connector.AppOf(pasted) != taken.AppId)
            {
                // The code is another app's: keys were pasted or removed since the person was sent away.
                return await AbandonAsync(account, taken, "credentials_replaced");
            }

            var connected = await connector.ExchangeAsync(
                code,
                taken.RedirectUri,
                await grants.OpenAsync(account, OAuthState.VerifierField, taken.SealedVerifier, cancellationToken),
                pasted,
                cancellationToken
            );
            var consent = await grants.IntroduceAsync(account.Platform, connected, pasted, cancellationToken);

            return await KeepAsync(account.Id, account.Platform, taken, consent, started, cancellationToken);
        }
        catch (ProviderException exception)
        {
            return await FailAsync(account.Id, taken, exception, clock.GetElapsedTime(started), cancellationToken);
        }
    }

    /// <summary>
    /// The calls took their time, and workers and other people change the same rows: they are read after the calls, and
    /// again when the save meets another's. What was granted is held until then, and the later of two consents wins.
    /// </summary>
    private async Task<ConnectionResult> KeepAsync(
        Guid accountId,
        string platform,
        TakenState taken,
        NewConsent consent,
        long started,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            db.Forget();
            var replaced = await grants.FindAsync(accountId, cancellationToken);
            var account = await db.Accounts.SingleOrDefaultAsync(row => row.Id == accountId, cancellationToken);
            if (account is null)
            {
                // Deleted meanwhile: nobody will ever use what was granted, and nobody is left to be told.
                await grants.RevokeAsync(platform, accountId, consent.Granted, cancellationToken);

                return ConnectionResult.Unknown;
            }

            consent = await db.RelateAsync(account, consent, cancellationToken);
            if (await guard.SpendAsync(account, taken, consent, cancellationToken) is { } refusal)
            {
                return await RefuseAsync(account, taken, consent.Granted, refusal, cancellationToken);
            }

            var before = account.ConnectionMembers();
            await grants.StoreAsync(account, replaced, consent, cancellationToken);
            grants.Log(account, "connect", IntegrationLogEntry.Succeeded, latency: clock.GetElapsedTime(started));
            await RecordAsync(account, taken, taken.LinkHash is null ? "connected" : "reconnected_by_link", before);
            try
            {
                await db.SaveChangesAsync(cancellationToken);
                break;
            }
            catch (DbUpdateException exception) when (attempt < AccountSaves.Attempts && exception.IsOvertaken())
            {
                // Another was faster: once more, on top of what it stored.
            }
            catch (DbUpdateException exception) when (exception.IsHeldElsewhere())
            {
                // Not given back: whoever holds it would lose it too.
                var held = new ProviderException("account_in_use", platform, reason: null, retryAfter: null);

                return await FailAsync(accountId, taken, held, clock.GetElapsedTime(started), cancellationToken);
            }
        }

        await subscriptions.TendAsync(accountId, cancellationToken);

        return new(accountId, Error: null);
    }

    private async Task<ConnectionResult> FailAsync(
        Guid accountId,
        TakenState taken,
        ProviderException exception,
        TimeSpan latency,
        CancellationToken cancellationToken
    )
    {
        db.Forget();
        var account = await db.Accounts.SingleOrDefaultAsync(row => row.Id == accountId, cancellationToken);
        if (account is null)
        {
            return ConnectionResult.Unknown;
        }

        var before = account.ConnectionMembers();
        account.FailConnecting(exception.Code, exception.Reason, clock.GetUtcNow());
        grants.Log(account, "connect", IntegrationLogEntry.Failed, exception.Code, exception.RequestId, latency);
        await RecordAsync(account, taken, "connect_failed", before);
        await db.SaveChangesAsync(cancellationToken);

        return new(accountId, exception.Code);
    }

    private async Task<ConnectionResult> RefuseAsync(
        Account account,
        TakenState taken,
        ConnectedAccount granted,
        string reason,
        CancellationToken cancellationToken
    )
    {
        await grants.GiveBackAsync(
            account,
            granted.AllIds,
            // What it lives on itself may come from the same person's consent, and revoking ends every token of that.
            exceptFor: Guid.Empty,
            granted.Tokens!.AccessToken,
            await credentials.OpenAsync(account, cancellationToken),
            cancellationToken
        );
        grants.Log(account, "connect", IntegrationLogEntry.Failed, reason);
        await RecordAsync(account, taken, "connect_failed", account.ConnectionMembers());
        await db.SaveChangesAsync(cancellationToken);

        return new(account.Id, reason);
    }

    /// <summary>The provider's redirect carries no sign-in: who connects is the person who began, or who holds the link.</summary>
    private ValueTask RecordAsync(
        Account account,
        TakenState taken,
        string verb,
        IReadOnlyDictionary<string, object?> before
    ) =>
        audit.RecordAsync(
            account.Audited(verb) with
            {
                By = guard.ActorOf(taken),
                Before = before,
                After = account.ConnectionMembers(),
            },
            CancellationToken.None
        );

    // It goes into an address: only what looks like a code.
    private static string Word(string error) => ErrorWord().IsMatch(error) ? error : "provider_rejected";

    [GeneratedRegex("^[a-z_]{1,64}$", RegexOptions.None, matchTimeoutMilliseconds: PatternPatience.Milliseconds)]
    private static partial Regex ErrorWord();
}
