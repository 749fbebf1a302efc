using System.Globalization;
using Crm.Application.Common;
using Crm.Application.Integrations.Connections;
using Crm.Application.Tenancy.Contracts;
using Crm.Domain.Common;
using Crm.Domain.Integrations;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Integrations.Accounts;

/// <summary>
/// Compares an account with what the company's administrators were last told of it, and mails them the difference. What was told
/// is stored in the save that queues the mails: of several servers one tells it, and a crash tells it later instead of never or twice.
/// </summary>
public sealed record TellAdministrators(Guid AccountId) : IRequest;

internal sealed class TellAdministratorsHandler(
    IIntegrationsDb db,
    IAdministrators administrators,
    IMailQueue mails,
    ProviderCatalog providers,
    IPublicAddresses addresses,
    TimeProvider clock
) : AsyncRequestHandler<TellAdministrators>
{
    protected override async Task Handle(TellAdministrators request, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.SingleOrDefaultAsync(one => one.Id == request.AccountId, cancellationToken);
        if (account is null)
        {
            return;
        }

        var notice =
            await db.AccountNotices.SingleOrDefaultAsync(one => one.AccountId == account.Id, cancellationToken)
            ?? db.AccountNotices.Add(AccountNotice.Create(account)).Entity;
        await TellStatusAsync(account, notice, cancellationToken);
        await TellEndAsync(account, notice, cancellationToken);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
        }
        catch (DbUpdateException exception) when (exception.IsOvertaken())
        {
            // Another server has told it.
        }
    }

    private async Task TellStatusAsync(Account account, AccountNotice notice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (account.IsBroken)
        {
            if (notice.Break(now))
            {
                await MailAsync(MailTemplate.ConnectionBroken, account, [("cause", Cause(account))], cancellationToken);
            }
        }
        else if (account.Status is AccountStatus.Connected)
        {
            if (notice.Recover(now))
            {
                await MailAsync(MailTemplate.ConnectionRecovered, account, [], cancellationToken);
            }
        }
        else if (account.Status is AccountStatus.Disconnected)
        {
            notice.Forget();
        }
    }

    private async Task TellEndAsync(Account account, AccountNotice notice, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var grant =
            account.Status is AccountStatus.Connected
                ? await db
                    .TokenGrants.AsNoTracking()
                    .SingleOrDefaultAsync(one => one.AccountId == account.Id, cancellationToken)
                : null;
        if (
            grant?.EndsAt is not { } endsAt
            || !notice.Warn(endsAt, account.ConnectedAt, grant.SealedRefreshToken is not null, now)
        )
        {
            return;
        }

        var left = Math.Max(0, (int)Math.Ceiling((endsAt - now).TotalDays));
        await MailAsync(
            MailTemplate.ConnectionEnds,
            account,
            [
                ("days", left.ToString(CultureInfo.InvariantCulture)),
                ("endsOn", endsAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ],
            cancellationToken
        );
    }

    // A status reason may be the provider's own words, which no mail repeats.
    private static string Cause(Account account) =>
        account.StatusReason
            is ReauthReasons.RefreshTokenRefused
                or ReauthReasons.InterruptedRotation
                or Account.WithdrawnReason
            ? account.StatusReason
            : account.LastErrorCode ?? "other";

    private async Task MailAsync(
        MailTemplate template,
        Account account,
        IEnumerable<(string Name, string Value)> details,
        CancellationToken cancellationToken
    )
    {
        var values = details.ToDictionary(
            detail => detail.Name,
            detail => new Secret(detail.Value),
            StringComparer.Ordinal
        );
        values["accountName"] = new(account.Name);
        values["platform"] = new(providers.Descriptor(account.Platform).DisplayName);
        values["link"] = new(addresses.IntegrationsPage);
        foreach (var person in await administrators.ListAsync(cancellationToken))
        {
            var own = new Dictionary<string, Secret>(values, StringComparer.Ordinal)
            {
                ["fullName"] = new(person.FullName),
            };
            await mails.EnqueueAsync(new(template, person.Email, person.Locale, own), cancellationToken);
        }
    }
}
